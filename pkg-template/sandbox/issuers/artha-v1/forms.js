/** The newest first. */
export const ANSWER_FORMS = /** @type {const} */ (["R3", "R2", "R1"]);

const toSnake = (name) =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/(?<=[a-z])\d+$/, "_$&");

const toCamel = (name) => name.replace(/_+([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** The same value with other names, all the way down. */
function renamed(value, rename) {
  if (Array.isArray(value)) return value.map((one) => renamed(one, rename));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [rename(name), renamed(one, rename)]),
  );
}

export const inSnakeCase = (value) => renamed(value, toSnake);

/**
 * A success as each revision writes it. A list's wrapper is in no stored page: it stands where an
 * object would.
 *
 * @param {unknown} value in camelCase
 * @param {import("../../index.js").ArthaV1Answers} form
 * @param {number} now
 */
export function formed(value, form, now) {
  if (form === "R1") return { data: inSnakeCase(value) };
  if (form === "R3") return value;
  return { data: value, request_id: "req_abc123", timestamp: new Date(now).toISOString() };
}

/**
 * A request body of any revision in the newest one's names.
 *
 * @param {Record<string, any>} body
 * @param {(sentence: string) => void} note
 * @returns {{ fields: Record<string, any>, isSnake: boolean }}
 */
export function readForm(body, note) {
  const { data } = body;
  const isWrapped =
    Object.keys(body).length === 1 &&
    data !== null &&
    typeof data === "object" &&
    !Array.isArray(data);
  const fields = isWrapped ? data : body;
  const isSnake = Object.keys(fields).some((name) => name.includes("_"));
  if (isWrapped) note("The body came wrapped in data.");
  if (isSnake) note("The body came in snake_case, the first revision's form.");
  return { fields: renamed(fields, toCamel), isSnake };
}
