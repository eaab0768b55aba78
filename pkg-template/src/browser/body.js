import { toBytes } from "../bytes.js";
import { wrongInput } from "../refusal.js";
import { fitted } from "./fit.js";
import { picture } from "./image.js";

/** The base64 text of some bytes, in pieces that a call can take. */
function base64(bytes) {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 8190) pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 8190))));
  return pieces.join("");
}

const isBytes = (value) => Object(value) === value && (value instanceof Blob || value.byteLength >= 0);

/** Options with each picture in them checked, and as text: JSON has no bytes. */
async function written(value, made, path = "") {
  if (isBytes(value)) {
    const blob = await made(value, path);
    return base64(toBytes(await blob.arrayBuffer()));
  }
  if (Object(value) !== value || typeof value.toJSON === "function") return value;
  const entries = Object.entries(value).map(async ([name, value]) => [name, await written(value, made, path ? `${path}.${name}` : name)]);
  const all = Object.fromEntries(await Promise.all(entries));
  return Array.isArray(value) ? Object.values(all) : all;
}

/** The body of a write, made once, so that a repeat sends the same bytes: its type and its bytes. */
export async function bodyOf(own, { signImage, fit }, most) {
  const made = (source, path) => (fit ? fitted : picture)(source, most, path);
  try {
    JSON.stringify(own);
  } catch {
    wrongInput("options", "what JSON can hold");
  }
  const image = signImage == null ? undefined : await made(signImage, "signImage");
  const text = JSON.stringify(await written(own, made));
  if (!image) return ["application/json", text];
  const form = new FormData();
  form.append("options", text);
  form.append("signImage", image, `signImage.${image.type.slice(6)}`);
  const encoded = new Response(form);
  return [encoded.headers.get("content-type"), await encoded.arrayBuffer()];
}
