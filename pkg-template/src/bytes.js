/** The bytes of base64 text; blanks do not matter. */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const encoder = new TextEncoder();

/** The bytes of a body in whatever form it came; nothing where it is no body. */
export function toBytes(body) {
  if (typeof body === "string") return encoder.encode(body);
  if (body?.byteLength >= 0) return new Uint8Array(body.buffer ?? body, body.byteOffset, body.byteLength);
}
