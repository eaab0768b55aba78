// What the checks found, in the order in which they ran.

export const GROUPS = /** @type {const} */ (["installation", "configuration", "network", "page", "proxy"]);

/**
 * @typedef {object} Finding
 * @property {string} id what was checked, by a name that stays
 * @property {(typeof GROUPS)[number]} group
 * @property {"ok" | "warn" | "wrong" | "not_checked"} status
 * @property {string} says what is so
 * @property {string} [why] why it matters
 * @property {string} [cure] what to do
 * @property {Record<string, string | number | boolean | string[]>} [data] figures, for programs
 */
export class Findings {
  /** @type {Finding[]} */
  list = [];

  /** The findings of one group, by the words for what they are. */
  of(group) {
    const add = (status) => (id, says, more = {}) => void this.list.push({ id, group, status, says, ...more });
    return { ok: add("ok"), warn: add("warn"), wrong: add("wrong"), notChecked: add("not_checked") };
  }

  count(status) {
    return this.list.filter((finding) => finding.status === status).length;
  }

  get well() {
    return this.count("wrong") === 0;
  }
}
