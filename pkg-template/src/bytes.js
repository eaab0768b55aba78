/** The bytes of base64 text; blanks do not matter. */
export const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const encoder = new TextEncoder();

/** The bytes of a body in whatever form it came; nothing where it is no body. */
export function toBytes(body) {
  if (typeof body === "string") return encoder.encode(body);
  if (body?.byteLength >= 0) return new Uint8Array(body.buffer ?? body, body.byteOffset, body.byteLength);
}

/**
 * Reads a body, and no further once it is too long: one byte more than the most says so. A signal ends it too,
 * as not every stream comes from a fetch that heeds it.
 */
export async function read(stream, most, signal) {
  const [parts, reader] = [[], stream?.getReader()];
  const cancel = async () => {
    try {
      await reader.cancel();
    } catch {}
  };
  if (signal?.aborted) cancel();
  signal?.addEventListener("abort", cancel);
  for (let length = 0; reader && length <= most; ) {
    const { done, value } = await reader.read();
    if (done) break;
    const part = toBytes(value);
    parts.push(part);
    length += part.length;
    if (length > most) cancel();
  }
  return new Blob(parts).slice(0, most + 1).arrayBuffer();
}
