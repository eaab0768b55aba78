// What fields of a body must be. Each rule is a test and the words for a field that fails it.

const rule = (fits, says) => ({ fits, says });

export const text = (max) =>
  rule(
    (value) => typeof value === "string" && value !== "" && value.length <= max,
    `text of 1 to ${max} characters`,
  );

export const oneOf = (...words) =>
  rule((value) => words.includes(value), `one of: ${words.join(", ")}`);

export const fitting = (pattern, says) =>
  rule((value) => typeof value === "string" && pattern.test(value), says);

export const amount = (least) =>
  rule(
    (value) => typeof value === "number" && Number.isFinite(value) && value >= least,
    `a number from ${least}`,
  );

export const anObject = rule(
  (value) => value !== null && typeof value === "object" && !Array.isArray(value),
  "an object",
);

/** One revision has a day, another a date-time; both are taken. */
export const day = rule(
  (value) =>
    typeof value === "string" &&
    /^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2}))?$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  "a day or a date-time",
);

const isAbsent = (value) => value === undefined || value === null;

/**
 * @param {Record<string, any>} fields
 * @param {Record<string, { fits: (value: any) => boolean, says: string }>} rules
 * @param {readonly string[]} required
 * @returns {string | null}
 */
export function fieldProblem(fields, rules, required) {
  const missing = required.find((name) => isAbsent(fields[name]));
  if (missing !== undefined) return `The ${missing} is missing.`;
  for (const [name, { fits, says }] of Object.entries(rules)) {
    if (!isAbsent(fields[name]) && !fits(fields[name])) return `The ${name} is not ${says}.`;
  }
  return null;
}

const ADDRESS = {
  addressLine1: text(200),
  addressLine2: text(200),
  city: text(100),
  state: text(100),
  postalCode: text(20),
  country: fitting(/^[A-Za-z]{2}$/, "two letters"),
};

/** @param {unknown} address @returns {string | null} */
export function addressProblem(address) {
  if (!anObject.fits(address)) return "The shippingAddress is not an object.";
  return fieldProblem(/** @type {Record<string, any>} */ (address), ADDRESS, [
    "addressLine1",
    "city",
    "postalCode",
    "country",
  ]);
}
