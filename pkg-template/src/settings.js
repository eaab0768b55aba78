const address = "an https: URL (http: on this machine) with a host and a path only";

/**
 * What an option must be, by the first letter of its rule: a pattern of its type and text, how that
 * is said, and the greatest number.
 */
const shapes = {
  u: [/^string[a-z.+-]+:\/\/(?![:.])[\w.:[\]-]+(\/(?!(\.|%2e)+(\/|$))[^\0- "<>?#\\\x7f-\uffff/]*)*$/i, address],
  h: [/^string(?!\.\.?$)[!-~]([ -~]*[!-~])?$/, "ASCII text of one line"],
  t: [/^string[^\0]{1,4194304}$/, "text of up to 4194304 letters"],
  d: [/^(string|number)(0|[1-9]\d*)$/, "a whole number, as text above ", 2 ** 53 - 2],
  n: [/^(string|number)(0|[1-9]\d*)(\.\d+)?$/, "an amount like 12.50, as text above ", 2 ** 53 - 2],
  c: [/^number[1-9]\d*$/, "a whole number up to ", 2 ** 32 - 1],
  m: [/^number[1-9]\d*$/, "milliseconds up to ", 2 ** 31 - 1],
  f: [/^boolean/, "true or false"],
  w: [/^string/, "one of "],
  a: [/^string[^\0]*$/, "text"],
};
// Only what the build's options need is there.
if (HAS_ARTHA) shapes.i = [/^string[^\0]*$/, "a picture"];
if (HAS_ARTHA_V1) shapes.k = [/^string\d{4,6}$/, "four to six digits as text"];
if (HAS_ARTHA_V1 || HAS_OPEN_API) {
  shapes.p = [
    /^string(\/(\{version\}|(?!\.\.?(\/|$))[^/\0- {}?#\\%<>\x7f-\uffff]+))+$/,
    "a path like /{version}/card",
  ];
}
if (HAS_CALLBACKS) {
  shapes.q = [/^string\[/, "an IP address"];
  shapes.l = [/^string[^\0~]+$/, "names with / between them"];
  shapes.s = [/^string[^\0]{16,}$/, "text of 16 letters or more"];
}

const encrypted = /^https:|^http:\/\/(localhost|127(\.\d+){3}|\[::1\])(:|\/|$)/i;

export const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * What a limit of a rule says of a wrong value: at most so many letters, at least so much, or needed
 * where another option is so.
 */
function limited(limit, value, options) {
  const [other, due] = limit.split("=");
  if (other === "<") return value?.length > due && `up to ${due} letters`;
  if (other === ">") return value < +due && `${due} or more`;
  return value === undefined && options[other] === due && `there for ${limit}`;
}

/**
 * Options as the core takes them, names and values by turns, once each is as its rule says.
 *
 * @param {object} options
 * @param {object} rules for each option a letter of `shapes`, `?` for one without a default, `+` for
 *   one of several of which one is needed, and its words, the default first, or its limit; a group's
 *   own rules; a list with the rule of its items; or nothing, where somebody else checks it
 * @param {(path: string, due: string, code?: string) => never} wrong
 * @param {string} group where the options stand
 */
export function told(options, rules, wrong, group = "") {
  if (!isObject(options)) wrong(group.slice(0, -1) || "options", "an object");
  for (const key of Object.keys(options)) {
    if (!Object.hasOwn(rules, key)) wrong(group + key, "the name of an option");
  }
  if (HAS_ARTHA_V1) {
    const isMissing = (key) => options[key] === undefined || (options[key] === null && rules[key] !== "n+");
    const some = Object.keys(rules).filter((key) => rules[key][1] === "+");
    if (some[0] && some.every(isMissing)) wrong(group + some[0], `there, or another of ${some}`);
  }
  return Object.entries(rules)
    .map(([key, rule]) => {
      const name = group + key;
      let value = options[key] ?? undefined;
      // An amount may be null where that is not the same as none.
      if (HAS_ARTHA_V1 && rule === "n+") value = options[key];
      if (HAS_CALLBACKS && Array.isArray(rule)) {
        if (!Array.isArray(value) || !value.length) wrong(name, "a list that is not empty");
        return told({ ...value }, Object.fromEntries(Array.from(value, (_, place) => [place, rule[0]])), wrong, `${name}.`);
      }
      if (isObject(rule)) return told(value ?? {}, rule, wrong, `${name}.`);
      if (!rule) return "";
      const [shape, ...words] = rule.split(" ");
      if (HAS_ARTHA_V1 && /=/.test(words[0])) {
        const due = limited(words.shift(), value, options);
        if (due) wrong(name, due);
      }
      if (HAS_ARTHA_V1 && value === null) return `${name}\0null\0`;
      if (value === undefined && !/^([uhtdnoik]|.!)$/.test(shape)) return `${name}\0${shape[1] ? "" : (words[0] ?? "")}\0`;
      if ((HAS_ARTHA_V1 || HAS_YATIVO || HAS_OPEN_API || HAS_IBANERA) && shape[0] === "o" && isObject(value)) {
        const text = JSON.stringify(value);
        if (text.length > 2 ** 22) wrong(name, "up to 4194304 letters");
        return `${name}\0${text}\0`;
      }
      const [pattern, due, most] = shapes[shape[0]] ?? [/^$/, "an object"];
      // A picture may be an object too: whoever reads it says what it is.
      const fits = Object(value) === value ? HAS_ARTHA && shape[0] === "i" : pattern.test(typeof value + String(value));
      const known = !words[0] || shape[0] === "p" || words.includes(value);
      if (!fits || !known || (typeof value === "number" && value > most)) wrong(name, due + (most ?? words));
      if (shape !== "u") return `${name}\0${value}\0`;
      if (!encrypted.test(value)) wrong(name, due, "insecure_url");
      return `${name}\0${value.replace(/\/$/, "")}\0`;
    })
    .join("");
}
