// Comparisons that run in every runtime and say what differs.

class CheckFailed extends Error {}

/** The same value gives the same text: keys sorted, undefined left out. */
function text(value) {
  const sorted = (_, field) =>
    field && typeof field === "object" && !Array.isArray(field)
      ? Object.fromEntries(Object.entries(field).sort(([a], [b]) => (a < b ? -1 : 1)))
      : field;
  return JSON.stringify(value, sorted, 1) ?? String(value);
}

export function that(condition, sentence) {
  if (!condition) throw new CheckFailed(sentence);
}

export function same(actual, expected, what = "the value") {
  that(text(actual) === text(expected), `${what} is ${text(actual)}, not ${text(expected)}`);
}

/** Compares the fields that are expected and leaves the others alone. */
export function has(actual, expected, what = "the value") {
  const picked = Object.fromEntries(Object.keys(expected).map((name) => [name, actual?.[name]]));
  same(picked, expected, what);
}

/** Waits for a call to fail with a CardError of these fields, and gives the error. */
export const failureOf =
  (CardError) =>
  async (call, expected = {}) => {
    let outcome;
    try {
      outcome = await (typeof call === "function" ? call() : call);
    } catch (error) {
      that(error instanceof CardError, `no CardError was thrown but ${error?.stack ?? error}`);
      has(error, expected, `the error ${error}`);
      return error;
    }
    throw new CheckFailed(`the call did not fail but gave ${text(outcome)}`);
  };
