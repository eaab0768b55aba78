/**
 * One movement of money. What else is known of it (its kind, its text, its fee) stands beside.
 *
 * @typedef {{ id: string | number, at: number, holder: string, cents: number,
 *   before: number, after: number } & Record<string, any>} Movement
 *
 * Whatever holds money: a card, a wallet, an account.
 * @typedef {{ id: string, balanceCents?: number }} Holder
 */

/**
 * The movements of one issuer, the oldest first. A movement changes the holder's balance.
 *
 * @param {{ now: () => number, nextId: (n: number) => string | number }} settings
 */
export function createLedger({ now, nextId }) {
  /** @type {Movement[]} */
  let movements = [];
  let count = 0;

  return {
    /**
     * @param {Holder} holder
     * @param {number} cents below zero for what leaves
     * @param {Record<string, unknown>} [facts]
     * @returns {Movement}
     */
    move(holder, cents, facts = {}) {
      const before = holder.balanceCents ?? 0;
      const after = before + cents;
      holder.balanceCents = after;
      count += 1;
      const movement = {
        id: nextId(count),
        at: now(),
        holder: holder.id,
        cents,
        before,
        after,
        ...facts,
      };
      movements.push(movement);
      return movement;
    },

    /** The id of a movement that is to come: it goes with the facts then. */
    reserveId() {
      count += 1;
      return nextId(count);
    },

    /** After the seeds, so that the first true movement has the first id. */
    restartIds() {
      count = 0;
    },

    /** @param {Holder} holder */
    of: ({ id }) => movements.filter(({ holder }) => holder === id),

    /** @param {string | number} id */
    find: (id) => movements.find((movement) => movement.id === id),

    clear() {
      movements = [];
      count = 0;
    },
  };
}
