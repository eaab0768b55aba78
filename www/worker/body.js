// Reads what the page sends, within limits.
import { Refusal } from "./problem.js";

const MOST_BYTES = 3 * 1024 * 1024; // a 2 MiB picture, its form fields, and room to say it is too large
const MOST_JSON_BYTES = 4 * 1024;
const MOST_LETTER_BYTES = 16 * 1024;

// A sender that is refused while it still writes sees a broken connection instead of the reason. So
// what is too large is read on, and thrown away, up to here.
const HANG_UP_AT = 16 * 1024 * 1024;

/** The signature picture in a form, as a Blob, or undefined. The bytes go to the package unread. */
export async function readPicture(request) {
  const type = request.headers.get("content-type");
  const bytes = await readBytes(request, MOST_BYTES);
  const form = await new Response(bytes, { headers: { "content-type": type } })
    .formData()
    .catch(() => {
      throw new Refusal(400, "invalid_input", "The form could not be read.");
    });
  const picture = form.get("signImage");
  if (typeof picture === "string") {
    throw new Refusal(400, "invalid_input", "The field signImage must be a file.");
  }
  return picture ?? undefined;
}

/** What an issuer sent on its own, byte for byte. */
export function readLetter(request) {
  return readBytes(request, MOST_LETTER_BYTES);
}

/** A small JSON object; an empty body counts as `{}`. */
export async function readJson(request) {
  const bytes = await readBytes(request, MOST_JSON_BYTES);
  if (bytes.byteLength === 0) return {};
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes));
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // Refused below, like any other value that is not an object.
  }
  throw new Refusal(400, "invalid_input", "The body must be a JSON object.");
}

// The declared length is not asked: the count while reading is what protects the memory.
async function readBytes(request, most) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > HANG_UP_AT) break;
    if (length <= most) chunks.push(chunk);
  }
  if (length > most) throw tooLarge(most);
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function tooLarge(most) {
  return most === MOST_BYTES
    ? new Refusal(413, "image_too_large", "The picture is larger than 2 MiB.")
    : new Refusal(413, "invalid_input", "The body is too large.");
}
