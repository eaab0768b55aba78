export const BODY_LIMIT = 8 * 1024 * 1024;

// Past this the sender is not worth listening to, even for the sake of a clean 413.
const HANG_UP_AT = 64 * 1024 * 1024;

/**
 * Reads to the end even when the body is too large: a client that is still writing while the
 * server answers sees a broken connection, not the 413.
 *
 * @param {import("node:http").IncomingMessage} message
 * @returns {Promise<{ bytes: Buffer, tooLarge: boolean }>}
 */
export async function readBody(message) {
  const chunks = [];
  let length = 0;
  for await (const chunk of message) {
    length += chunk.length;
    if (length > HANG_UP_AT) message.destroy();
    if (length <= BODY_LIMIT) chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks), tooLarge: length > BODY_LIMIT };
}

/**
 * @param {Buffer} bytes
 * @returns {Record<string, any> | null} null for anything but one JSON object in UTF-8
 */
export function parseObject(bytes) {
  try {
    const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    return value !== null && typeof value === "object" && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

/**
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @returns {string}
 */
export function mediaType(headers) {
  return (headers["content-type"] ?? "").split(";")[0].trim().toLowerCase();
}

/**
 * The pages of one issuer spell the same field in several ways, so both are taken and the log
 * says which one came.
 *
 * @param {Record<string, any>} fields
 * @param {string} name
 * @param {(note: string) => void} note
 * @returns {any}
 */
export function fieldOfAnyCase(fields, name, note) {
  if (Object.hasOwn(fields, name)) return fields[name];
  const other = Object.keys(fields).find((key) => key.toLowerCase() === name.toLowerCase());
  if (other === undefined) return undefined;
  note(`The field came as ${other}, the page has ${name}; both are taken.`);
  return fields[other];
}
