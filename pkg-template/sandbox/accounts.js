/** @typedef {import("./index.js").AccountView} Account */

/**
 * What holds money beside cards: wallets of customers and asset accounts.
 *
 * @param {readonly Account[]} seeds
 */
export function createAccounts(seeds) {
  /** @type {Account[]} */
  let accounts = [];

  const store = {
    reset() {
      accounts = structuredClone([...seeds]);
    },

    /**
     * @param {import("./index.js").IssuerId} issuer
     * @param {string} id
     * @returns {Account | undefined}
     */
    find: (issuer, id) => accounts.find((one) => one.issuer === issuer && one.id === id),

    /** @param {Account} account */
    add: (account) => void accounts.push(account),

    /** @returns {Account[]} */
    views: () => structuredClone(accounts),

    /**
     * @param {import("./index.js").AccountChange} change
     * @returns {Account}
     */
    change({ issuer, accountId, balanceCents }) {
      const account = store.find(issuer, String(accountId));
      if (account === undefined) throw new RangeError("There is no such account.");
      if (!Number.isInteger(balanceCents) || balanceCents < 0) {
        throw new TypeError("balanceCents is a whole number from 0.");
      }
      account.balanceCents = balanceCents;
      return structuredClone(account);
    },
  };
  store.reset();
  return store;
}
