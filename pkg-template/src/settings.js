const text = (pattern) => (value) => typeof value === "string" && pattern.test(value);
const whole = (most) => (value) => Number.isInteger(value) && value > 0 && value <= most;

/** What an option must be, by the first letter of its shape in the crate's rules. */
const shapes = {
  u: [
    text(/^[a-z.+-]+:\/\/(?![:.])[\w.:[\]-]+(\/(?!(\.|%2e)+(\/|$))[^\0- "<>?#\\\x7f-\uffff/]*)*$/i),
    "an https:// address without user name, query, fragment or dotted steps",
  ],
  h: [text(/^(?!\.\.?$)[!-~]([ -~]*[!-~])?$/), "text without line ends, and not empty"],
  t: [text(/^[^\0]+$/), "text, and not empty"],
  d: [(value) => /^(0|[1-9]\d*)$/.test(value) && (typeof value === "string" || whole(2 ** 53 - 1)(value + 1)), "a whole number"],
  f: [(value) => typeof value === "boolean", "true or false"],
  c: [whole(2 ** 32 - 1), "a whole number from 1 to 4294967295"],
  m: [whole(2 ** 31 - 1), "1 to 2147483647 milliseconds"],
  w: [(value, words) => words.includes(value), "one of its words"],
  p: [
    text(/^(\/(\{version\}|(?!\.\.?(\/|$))[^/\0- {}?#\\%<>\x7f-\uffff]+))+$/),
    "a path like `/{version}/card`, without `..` or a query",
  ],
  a: [text(/^[^\0]*$/), "text"],
  e: [() => true],
};

const encrypted = /^https:|^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:|\/|$)/i;

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Options as the core takes them, names and values by turns, once each is as its rule says.
 *
 * @param {object} options
 * @param {string} list a rule on each line: a name, a shape, and words
 * @param {(name: string, message: string, code?: string) => never} wrong
 */
export function told(options, list, wrong) {
  const known = list.split("\n").map((line) => line.split(" "));
  const given = {};
  const take = (object, group) => {
    for (const [key, value] of Object.entries(object)) {
      const name = group + key;
      if (known.some(([own]) => own === name)) given[name] = value;
      else if (!known.some(([own]) => own.startsWith(`${name}.`))) wrong(name, "There is no such option.");
      else if (isObject(value)) take(value, `${name}.`);
      else if (value != null) wrong(name, "The option must be an object.");
    }
  };
  take(options, "");
  return known
    .map(([name, shape, ...words]) => {
      const value = given[name] ?? undefined;
      const letter = shape[0];
      if (value === undefined) {
        if (/^[uhtd].*[^?]$/.test(shape)) wrong(name, "The option is missing.");
        return words[0] === undefined || shape.endsWith("?") ? "" : `${name}\0${words[0]}\0`;
      }
      const [takes, due] = shapes[letter];
      if (!takes(value, words)) wrong(name, `The option must be ${due}.`);
      if (letter === "u" && !encrypted.test(value)) {
        wrong(name, "The base URL must be https:, or http: on this machine.", "insecure_url");
      }
      return letter === "e" ? "" : `${name}\0${letter === "u" ? value.replace(/\/$/, "") : value}\0`;
    })
    .join("");
}
