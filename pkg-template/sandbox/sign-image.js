export const IMAGE_LIMIT = 2 * 1024 * 1024;

const PNG_HEAD = Buffer.from("89504e470d0a1a0a", "hex");
const JPEG_START = Buffer.from("ffd8", "hex");
const JPEG_END = Buffer.from("ffd9", "hex");
// C4, C8 and CC lie in the range of frame markers but do not start a frame.
const NOT_A_FRAME = new Set([0xc4, 0xc8, 0xcc]);
const START_OF_SCAN = 0xda;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * @param {Uint8Array} bytes
 * @returns {number}
 */
export function crc32(bytes, before = 0) {
  let value = before ^ 0xffffffff;
  for (const byte of bytes) value = CRC_TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

function pngProblem(bytes) {
  const kinds = [];
  let at = PNG_HEAD.length;
  while (kinds.at(-1) !== "IEND") {
    if (at + 12 > bytes.length) return "the PNG ends too early";
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) return "the PNG ends too early";
    if (crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) {
      return "a part of the PNG has a wrong checksum";
    }
    kinds.push(bytes.toString("latin1", at + 4, at + 8));
    at = end;
  }
  if (kinds[0] !== "IHDR") return "the PNG has no header first";
  return kinds.includes("IDAT") ? null : "the PNG has no picture data";
}

function jpegProblem(bytes) {
  let hasFrame = false;
  let at = JPEG_START.length;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return "the JPEG is broken between two segments";
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const next = at + 2 + bytes.readUInt16BE(at + 2);
    if (marker >= 0xc0 && marker <= 0xcf && !NOT_A_FRAME.has(marker)) hasFrame = true;
    if (marker === START_OF_SCAN) {
      if (!hasFrame) return "the JPEG has no frame header";
      return bytes.indexOf(JPEG_END, next) < 0 ? "the JPEG ends too early" : null;
    }
    at = next;
  }
  return "the JPEG ends too early";
}

/** @param {Buffer} bytes */
function inspect(bytes) {
  if (bytes.subarray(0, PNG_HEAD.length).equals(PNG_HEAD)) {
    return { kind: /** @type {const} */ ("PNG"), problem: pngProblem(bytes) };
  }
  if (bytes.subarray(0, JPEG_START.length).equals(JPEG_START)) {
    return { kind: /** @type {const} */ ("JPEG"), problem: jpegProblem(bytes) };
  }
  return { kind: null, problem: "it is neither a PNG nor a JPEG" };
}

const isBase64 = (text) =>
  text.length > 0 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);

/**
 * @typedef {{ kind: "PNG" | "JPEG" | null, dataUrl: boolean, problem: string | null }} Inspection
 * @param {unknown} value
 * @returns {Inspection} `problem` is null for a picture the issuer would take
 */
export function inspectSignImage(value) {
  if (typeof value !== "string") return { kind: null, dataUrl: false, problem: "it is not text" };
  const head = /^data:image\/(?:png|jpe?g);base64,/i.exec(value)?.[0] ?? "";
  const text = value.slice(head.length);
  const dataUrl = head !== "";
  if (!isBase64(text)) return { kind: null, dataUrl, problem: "it is not base64" };
  const bytes = Buffer.from(text, "base64");
  if (bytes.length > IMAGE_LIMIT) {
    return { kind: null, dataUrl, problem: "it is larger than 2 MiB" };
  }
  return { dataUrl, ...inspect(bytes) };
}
