// Reads the small JSON objects that the page sends to the demo's own routes.
import { Refusal } from "./refusal.js";

const MOST_BYTES = 4 * 1024;

export async function readJson(request) {
  const chunks = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MOST_BYTES) throw new Refusal(413, "too_large", "The body is too large.");
    chunks.push(chunk);
  }
  try {
    const value = JSON.parse(await new Blob(chunks).text());
    if (value !== null && typeof value === "object" && !Array.isArray(value)) return value;
  } catch {
    // Refused below, like any other value that is not an object.
  }
  throw new Refusal(400, "bad_request", "The body must be a JSON object.");
}
