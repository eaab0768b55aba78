// No check prints a credential. This is for what a check does not foresee: everything that the doctor
// prints goes through here, and what is secret does not come out.

/** A shorter secret could be a word of a sentence, and taking it out would tell it. */
const SHORTEST = 8;

const HIDDEN = "[hidden]";

/** The forms in which a value could be printed: whole, by its lines, without quotes, escaped. */
function forms(value) {
  const lines = value.split(/[\r\n]+|\\n/).map((line) => line.trim());
  const bare = value.trim().replace(/^["']|["']$/g, "");
  const escaped = JSON.stringify(value).slice(1, -1);
  return [value, bare, escaped, encodeURIComponent(value), ...lines];
}

export class Hiding {
  #secrets = new Set();

  /** From now on this value is not printed. */
  add(value) {
    if (typeof value === "number" || typeof value === "bigint") this.add(String(value));
    if (typeof value !== "string") return;
    for (const form of forms(value)) if (form.length >= SHORTEST) this.#secrets.add(form);
  }

  /** The text without any of them, the longest first: one may be a part of another. */
  clean(text) {
    const longestFirst = [...this.#secrets].sort((one, other) => other.length - one.length);
    return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, HIDDEN), text);
  }

  /** The same for data of any depth; names of members are kept. */
  cleanData(data) {
    if (typeof data === "string") return this.clean(data);
    if (Array.isArray(data)) return data.map((item) => this.cleanData(item));
    if (typeof data !== "object" || data === null) return data;
    return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, this.cleanData(value)]));
  }
}
