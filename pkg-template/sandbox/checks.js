/**
 * Checks of single values, and of the fields of a body by a table of such checks.
 *
 * @typedef {(value: any) => boolean} Fits
 * @typedef {{ name: string, kind: "missing" | "wrong" }} Problem
 */

/** @type {Fits} */
export const isText = (value) => typeof value === "string" && value.trim() !== "";

/** @type {Fits} */
export const isFlag = (value) => typeof value === "boolean";

/** @type {Fits} */
export const isObject = (value) =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** @type {Fits} */
export const isUrl = (value) =>
  isText(value) && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** @type {Fits} */
export const isCountry3 = (value) => isText(value) && /^[A-Z]{3}$/.test(value);

/** @type {Fits} */
export const isEmail = (value) => isText(value) && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

/** @type {Fits} a whole number from 1 that a signed 32-bit field can hold */
export const isInt32Id = (value) => Number.isInteger(value) && value > 0 && value <= 2147483647;

/** @type {(...words: string[]) => Fits} */
export const isOneOf =
  (...words) =>
  (value) =>
    words.includes(value);

const isCalendarDay = (text) => {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
};

/** @type {Fits} `YYYY-MM-DD`, and a day that exists */
export const isDay = (value) =>
  isText(value) && /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDay(value);

/** @type {Fits} `DD-MM-YYYY`, and a day that exists */
export const isDayFirst = (value) =>
  isText(value) && /^\d{2}-\d{2}-\d{4}$/.test(value) && isDay(value.split("-").reverse().join("-"));

/** @type {(fits: Fits) => Fits} the field may be absent */
export const optional = (fits) => Object.assign((value) => fits(value), { isOptional: true });

const isAbsent = (value) => value === undefined || value === null || value === "";

/**
 * @param {Record<string, any>} fields
 * @param {Record<string, Fits & { isOptional?: boolean }>} rules
 * @returns {Problem[]}
 */
export function problemsOf(fields, rules) {
  return Object.entries(rules).flatMap(([name, fits]) => {
    const value = fields[name];
    if (isAbsent(value))
      return fits.isOptional ? [] : [{ name, kind: /** @type {const} */ ("missing") }];
    return fits(value) ? [] : [{ name, kind: /** @type {const} */ ("wrong") }];
  });
}
