import { CUSTOMERS } from "./seeds.js";

/** @typedef {import("./seeds.js").Customer} Customer */

/** The customers of the account. */
export function createCustomers() {
  /** @type {Map<string, Customer>} */
  const customers = new Map();

  const store = {
    reset() {
      customers.clear();
      for (const seed of CUSTOMERS) customers.set(seed.id, { ...seed });
    },

    /** @param {unknown} id @returns {Customer | undefined} */
    find: (id) => (typeof id === "string" ? customers.get(id) : undefined),

    /** @param {string | null} email */
    byEmail: (email) => store.all().filter((one) => email === null || one.email === email),

    all: () => [...customers.values()],

    /** @param {Customer} customer */
    add: (customer) => void customers.set(customer.id, customer),
  };
  store.reset();
  return store;
}
