import { randomUUID } from "node:crypto";

/**
 * A movement on a card. Money that goes out has a negative amount.
 *
 * @typedef {object} Entry
 * @property {string} id
 * @property {string} cardId
 * @property {number} at ms since 1970
 * @property {string} type
 * @property {bigint} amount
 * @property {bigint} fee
 * @property {string} currency
 * @property {string} status
 * @property {string} remarks
 */

/**
 * What cards hold and what moved on them.
 *
 * @param {{ now: () => number, seeds: readonly { id: string, balance?: bigint, hold?: bigint,
 *   entries?: readonly Omit<Entry, "id" | "cardId" | "at">[] }[] }} settings
 */
export function createLedger({ now, seeds }) {
  /** @type {Map<string, { balance: bigint, hold: bigint }>} */
  const accounts = new Map();
  /** @type {Entry[]} */
  let entries = [];

  const accountOf = (cardId) => {
    const known = accounts.get(cardId) ?? { balance: 0n, hold: 0n };
    accounts.set(cardId, known);
    return known;
  };

  const ledger = {
    accountOf,

    /**
     * @param {Omit<Entry, "id" | "at">} movement
     * @returns {Entry}
     */
    book(movement) {
      const entry = { id: randomUUID(), at: now(), ...movement };
      entries.push(entry);
      accountOf(entry.cardId).balance += entry.amount;
      return entry;
    },

    /** The newest first. */
    entries: () => [...entries].reverse(),

    reset() {
      accounts.clear();
      entries = [];
      for (const { id, balance = 0n, hold = 0n, entries: seeded = [] } of seeds) {
        accounts.set(id, { balance, hold });
        // The seeded balance is what is left after them.
        for (const one of seeded) {
          entries.push({ id: randomUUID(), cardId: id, at: now(), ...one });
        }
      }
    },
  };
  ledger.reset();
  return ledger;
}
