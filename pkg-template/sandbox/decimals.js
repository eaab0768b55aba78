// Amounts are whole numbers of ten-thousandths, because the longest documented one has four
// decimals. A double would lose cents.
const PLACES = 4;
const SCALE = 10n ** BigInt(PLACES);

/**
 * @param {string} text such as `100` or `207.5700`
 * @returns {bigint | null} null for anything else, signs and exponents included
 */
export function readDecimal(text) {
  const match = /^(\d{1,15})(?:\.(\d{1,4}))?$/.exec(text);
  if (match === null) return null;
  return BigInt(match[1]) * SCALE + BigInt((match[2] ?? "").padEnd(PLACES, "0"));
}

/**
 * @param {bigint} value in ten-thousandths
 * @param {number} [places] at least this many decimals; more only where they are not zero
 */
export function writeDecimal(value, places = 0) {
  const digits = String(value < 0n ? -value : value).padStart(PLACES + 1, "0");
  const whole = digits.slice(0, -PLACES);
  const rest = digits.slice(-PLACES).replace(/0+$/, "").padEnd(places, "0");
  return `${value < 0n ? "-" : ""}${whole}${rest === "" ? "" : `.${rest}`}`;
}

/** @param {bigint} value */
export const asNumber = (value) => Number(writeDecimal(value));
