import { fromBase64, toBytes } from "../bytes.js";
import { CardError } from "../error.js";
import { wrongInput } from "../refusal.js";

/**
 * How other formats show themselves: one or two marks, each after the digit that says where it stands,
 * then the name. The first that fits counts.
 */
const KINDS =
  "1PNG|a damaged PNG image|0GIF8|a GIF image|0RIFF|8WEBP|a WebP image|4ftypavif|an AVIF image|4ftypavis|an AVIF image|" +
  "4ftyphe|a HEIC image|4ftypmif1|a HEIC image|4ftypmsf1|a HEIC image|4ftyp|a video|4jP  \r\n|a JPEG 2000 image|" +
  "4JXL \r\n|a JPEG XL image|0\xff\n|a JPEG XL image|0%PDF|a PDF document|0BM|6\0\0\0\0|a BMP image|0II*\0|a TIFF image|" +
  "0MM\0*|a TIFF image|0II+\0|a TIFF image|0MM\0+|a TIFF image|0\0\0\x01\0|an icon file|0data:|the text of a data URL";

const latin = (bytes) => String.fromCharCode(...bytes);

function nameOf(bytes) {
  const head = latin(bytes.subarray(0, 20));
  let hasMarks = true;
  for (const part of KINDS.split("|")) {
    if (/^\d/.test(part)) hasMarks &&= head.startsWith(part.slice(1), +part[0]);
    else if (hasMarks) return part;
    else hasMarks = true;
  }
  return nameOfMarkup(bytes, head);
}

function nameOfMarkup(bytes, start) {
  let at = start.startsWith("\xef\xbb\xbf") ? 3 : 0;
  while (/[\t\n\f\r ]/.test(latin(bytes.subarray(at, at + 1)))) at += 1;
  const head = latin(bytes.subarray(at, at + 1024)).toLowerCase();
  if (head[0] !== "<") return "data of an unknown kind";
  // A page may hold a drawing, a drawing holds no page: so the page is looked for first.
  if (/<html|<!doctype html/.test(head)) return "an HTML page";
  if (/<svg/.test(head)) return "an SVG image";
  return head.startsWith("<?xml") ? "an XML document" : "an HTML page";
}

/** Where the walk through an image ends. Past the last byte it throws: then the image is cut off. */
function endOfPng(view) {
  let at = 8;
  let hasHeader, hasPicture;
  for (;;) {
    const length = view.getUint32(at);
    view.getUint32(at + 4);
    const name = latin(new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
    if (length > 0x7fffffff || !/^[a-z]{4}$/i.test(name)) return "damaged";
    const data = at + 8;
    at = data + length + 4;
    // The check sum.
    view.getUint32(at - 4);
    hasHeader ||= name === "IHDR" && length === 13 && view.getUint32(data) && view.getUint32(data + 4);
    if (!hasHeader) return "damaged";
    hasPicture ||= name === "IDAT";
    if (name !== "IEND") continue;
    if (length || !hasPicture) return "damaged";
    return at < view.byteLength ? "followed" : "whole";
  }
}

function endOfJpeg(view) {
  let at = 2;
  let hasFrame, hasScan;
  // Everything before a marker is picture data, in which `ff` is followed by `00`, or filling.
  const marker = () => {
    for (let last = 0; ; ) {
      const byte = view.getUint8(at++);
      if (last === 0xff && byte && byte !== 0xff) return byte;
      last = byte;
    }
  };
  for (;;) {
    const code = marker();
    if (code === 0xd9 && hasScan) return "whole";
    // The end before there is a picture, or a second start.
    if (code === 0xd9 || code === 0xd8) return "damaged";
    // Markers that stand alone.
    if (code === 1 || (code >= 0xd0 && code <= 0xd7)) continue;
    const length = view.getUint16(at);
    if (length < 2) return "damaged";
    const segment = at + 2;
    at += length;
    view.getUint8(at - 1);
    // Start of frame; not the tables and a reserved word that stand between its codes.
    if (code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code)) {
      hasFrame = length >= 7 && view.getUint16(segment + 1) && view.getUint16(segment + 3);
      if (!hasFrame) return "damaged";
    }
    if (code === 0xda) {
      if (!hasFrame) return "damaged";
      hasScan = true;
    }
  }
}

const refuse = (code, path, message) => {
  throw new CardError({ code, effect: "none", retryable: false, path, message });
};

/** Checks a size that is known before the bytes are. */
export function checkSize(size, most, path) {
  if (!size) refuse("image_format", path, "The image is empty.");
  if (size > most) refuse("image_too_large", path, `The image has ${size} bytes; at most ${most} are allowed.`);
}

/** The media type of a picture that is a whole PNG or JPEG. */
export function checkFormat(bytes, path) {
  const head = latin(bytes.subarray(0, 8));
  const isPng = head === "\x89PNG\r\n\x1a\n";
  const name = isPng ? "PNG" : "JPEG";
  const wrong = (found) => refuse("image_format", path, `The image must be a PNG or a JPEG, but this is ${found}.`);
  if (!isPng && !head.startsWith("\xff\xd8\xff")) wrong(nameOf(bytes));
  let end;
  try {
    end = (isPng ? endOfPng : endOfJpeg)(new DataView(bytes.buffer, bytes.byteOffset, bytes.length));
  } catch {
    refuse("image_truncated", path, `The ${name} image is cut off: its end is missing.`);
  }
  if (end === "damaged") wrong(`a damaged ${name} image`);
  if (end === "followed") wrong("a PNG image with other data after its end");
  return `image/${name.toLowerCase()}`;
}

/** Base64 or a data URL, checked for its length before it is decoded. */
function decoded(text, check) {
  const [, head, payload] = text.trim().match(/^(?:data:([^,]*),)?(.*)$/s);
  check(Math.floor((payload.replace(/=+$/, "").length * 3) / 4));
  try {
    if (head === undefined || /;base64$/i.test(head)) return fromBase64(payload);
  } catch {}
  // No text is an image: the check of the format says what it is.
  return toBytes(payload);
}

/** The bytes of a picture, checked for their number before they are read. */
export async function bytesOf(source, most, path) {
  const check = (size) => checkSize(size, most, path);
  if (typeof source === "string") return decoded(source, check);
  const size = source?.size ?? source?.byteLength;
  if (typeof size !== "number") wrongInput(path, "a Blob, bytes or text");
  check(size);
  const bytes = toBytes(source.arrayBuffer ? await source.arrayBuffer() : source);
  if (!bytes) wrongInput(path, "a Blob, bytes or text");
  // A view of memory that may change while it waits to be sent would be sent unchecked.
  return source.arrayBuffer ? bytes : bytes.slice();
}

/** A picture as it is sent: its bytes and its media type. */
export async function picture(source, most, path) {
  const bytes = await bytesOf(source, most, path);
  checkSize(bytes.length, most, path);
  return new Blob([bytes], { type: checkFormat(bytes, path) });
}
