import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function base32Encode(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, "0"), 2)]).join("");
}

/**
 * @param {string} text
 * @returns {Buffer}
 */
export function base32Decode(text) {
  const letters = [...text.toUpperCase().replace(/[\s=]/g, "")];
  const bits = letters
    .map((letter) => {
      const value = ALPHABET.indexOf(letter);
      if (value < 0) throw new TypeError("The text is not base32.");
      return value.toString(2).padStart(5, "0");
    })
    .join("");
  const whole = bits.match(/.{8}/g) ?? [];
  return Buffer.from(whole.map((byte) => Number.parseInt(byte, 2)));
}

/**
 * @param {Uint8Array} key
 * @param {number} ms time in milliseconds since 1970
 * @param {number} [digits]
 * @returns {string}
 */
export function totp(key, ms, digits = 6) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(ms / STEP_MS)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = mac[mac.length - 1] & 0x0f;
  const number = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, "0");
}

/**
 * One step to either side is allowed: clocks differ, and a code may age on its way.
 *
 * @param {Uint8Array} key
 * @param {number} ms
 * @param {string} code
 * @returns {number | null} the counter the code belongs to, or null
 */
export function matchingCounter(key, ms, code) {
  if (!/^\d{6}$/.test(code)) return null;
  const steps = [0, -1, 1].filter((step) => ms + step * STEP_MS >= 0);
  const step = steps.find((shift) =>
    timingSafeEqual(Buffer.from(totp(key, ms + shift * STEP_MS)), Buffer.from(code)),
  );
  return step === undefined ? null : Math.floor(ms / STEP_MS) + step;
}

/** @returns {string} a fresh shared secret of 160 bits in base32 */
export function newTotpSecret() {
  return base32Encode(randomBytes(20));
}
