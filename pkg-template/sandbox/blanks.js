import { Readable, pipeline } from "node:stream";
import { constants, deflateRawSync } from "node:zlib";
import { crc32 } from "./sign-image.js";

const MIB = 1024 * 1024;
const BOMB_MIB = 256;
// The checksum of 256 MiB of blanks: adding them up takes a second.
const BOMB_CRC = 0x0600c437;
const GZIP_HEAD = Buffer.from("1f8b0800000000000003", "hex");

/** @type {Buffer | undefined} */
let inflatesToBlanks;

// After a full flush a part stands for itself, so the same one can be repeated.
function makeBomb() {
  const part = deflateRawSync(Buffer.alloc(MIB, " "), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([GZIP_HEAD, ...Array(BOMB_MIB).fill(part)]);
}

/**
 * A small gzip body that inflates to 256 MiB of blanks and then the text.
 *
 * @param {string} text
 */
export function gzipBomb(text) {
  inflatesToBlanks ??= makeBomb();
  const tail = Buffer.from(text);
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(tail, BOMB_CRC), 0);
  trailer.writeUInt32LE(BOMB_MIB * MIB + tail.length, 4);
  return Buffer.concat([inflatesToBlanks, deflateRawSync(tail), trailer]);
}

function* endless(text) {
  yield Buffer.from(text);
  const blanks = Buffer.alloc(64 * 1024, " ");
  while (true) yield blanks;
}

/**
 * The text and then blanks, as fast as they are read and until nobody does.
 *
 * @param {import("node:stream").Writable} target
 * @param {string} text
 */
export function writeEndlessly(target, text) {
  pipeline(Readable.from(endless(text)), target, () => {});
}

/** @param {string} text @param {number} bytes */
export const padded = (text, bytes) =>
  text + " ".repeat(Math.max(0, bytes - Buffer.byteLength(text)));
