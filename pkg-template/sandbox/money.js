/**
 * Money is kept in whole cents: sums of doubles would drift.
 *
 * @param {unknown} value a number or a text with at most two decimals, in major units
 * @returns {number | null} cents, or null for anything else
 */
export function toCents(value) {
  if (typeof value !== "number" && typeof value !== "string") return null;
  const [, whole, part = ""] = /^(\d{1,12})(?:\.(\d{1,2}))?$/.exec(String(value)) ?? [];
  return whole === undefined ? null : Number(whole) * 100 + Number(part.padEnd(2, "0"));
}

/** @param {number} cents @returns {number} */
export const toUnits = (cents) => cents / 100;

/** @param {number} cents @returns {string} with two decimals */
export const toDecimal = (cents) => (cents / 100).toFixed(2);
