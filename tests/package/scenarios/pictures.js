// Pictures that an issuer takes, and files that are none.

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
const fromHex = (hex) => Uint8Array.from(hex.match(/../g), (byte) => Number.parseInt(byte, 16));
const fromText = (text) => new TextEncoder().encode(text);

/** One black pixel. */
export const PNG_BASE64 =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";

export const png = () => bytesOf(PNG_BASE64);

/** The parts of a JPEG that its structure needs; the picture data are two bytes. */
export const jpeg = () =>
  fromHex(
    "ffd8" +
      "ffe000104a46494600010100000100010000" +
      "ffc0000b080001000101011100" +
      "ffda0008010100003f00" +
      "d2cf" +
      "ffd9",
  );

/** Begins like a PNG and has this many bytes. */
export function pngOfSize(size) {
  const bytes = new Uint8Array(size);
  bytes.set(png().subarray(0, 33));
  return bytes;
}

/** Every form in which a caller may have a picture. */
export const FORMS = {
  Blob: () => new Blob([png()], { type: "image/png" }),
  File: () => new File([png()], "signature.png", { type: "image/png" }),
  "a Blob that says it is text": () => new Blob([png()], { type: "text/plain" }),
  ArrayBuffer: () => png().buffer,
  Uint8Array: png,
  DataView: () => new DataView(png().buffer),
  "a part of a larger array": () => within(png()),
  "a DataView on a part of a buffer": () => {
    const part = within(png());
    return new DataView(part.buffer, part.byteOffset, part.byteLength);
  },
  base64: () => PNG_BASE64,
  "base64 with blanks around it": () => `\n ${PNG_BASE64}\n`,
  "a data URL": () => `data:image/png;base64,${PNG_BASE64}`,
};

/** The bytes in the midst of others. */
function within(bytes) {
  const larger = new Uint8Array(bytes.length + 20).fill(7);
  larger.set(bytes, 13);
  return larger.subarray(13, 13 + bytes.length);
}

const format = (file) => ["image_format", file];
const LIMIT = 2 * 1024 * 1024;

/** What is refused: the code, and the file in a form of its own. */
export const REFUSED = {
  "a GIF": format(() => fromText("GIF89a\x01\0\x01\0\0\0\0;")),
  "a WebP": format(() => fromText("RIFF\x10\0\0\0WEBPVP8 ")),
  "a PDF": format(() => fromText("%PDF-1.7\n")),
  "an SVG": format(() => '<svg xmlns="http://www.w3.org/2000/svg"/>'),
  "an SVG in a Blob that says it is a PNG": format(() => new Blob(["<svg/>"], { type: "image/png" })),
  "an SVG as a data URL": format(() => `data:image/svg+xml;base64,${btoa("<svg/>")}`),
  "an empty array": format(() => new Uint8Array()),
  "an empty Blob": format(() => new Blob([])),
  "an empty text": format(() => ""),
  "a text that is not base64": format(() => "picture!"),
  "a data URL without a picture": format(() => "data:image/png;base64,"),
  "a PNG with other data behind it": format(() => new Blob([png(), "<script>"])),
  "a PNG that is cut off": ["image_truncated", () => png().subarray(0, -4)],
  "a JPEG that is cut off": ["image_truncated", () => new Blob([jpeg().subarray(0, -2)])],
  "a PNG that is cut off, as base64": ["image_truncated", () => PNG_BASE64.slice(0, -8)],
  "bytes over the limit": ["image_too_large", () => pngOfSize(LIMIT + 1)],
  "a Blob over the limit": ["image_too_large", () => new Blob([pngOfSize(LIMIT + 1)])],
  "base64 over the limit": ["image_too_large", () => "iVBORw0K".repeat((LIMIT / 6) | 0) + "iVBORw0K"],
};
