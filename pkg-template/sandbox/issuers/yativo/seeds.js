/**
 * A customer as the sandbox knows it. The wallet has the customer's id.
 *
 * @typedef {object} Customer
 * @property {string} id
 * @property {string} label
 * @property {string} name
 * @property {string} email
 * @property {string} phone
 * @property {string} country
 * @property {"individual" | "business"} type
 * @property {boolean} isEndorsed approved for virtual cards
 * @property {boolean} isActivated
 * @property {number} createdAt ms since 1970
 */

const customerId = (last) => `bc000000-0000-4000-8000-00000000000${last}`;

export const FULL_WALLET = customerId(1);
export const EMPTY_WALLET = customerId(2);
export const WITHOUT_CARDS = customerId(3);
export const ENDORSED = customerId(4);
export const NOT_ENDORSED = customerId(5);

const customer = (id, label, isEndorsed, isActivated) => ({
  id,
  label,
  name: "Sandbox Customer",
  email: `customer-${id.at(-1)}@example.invalid`,
  phone: "+15550100200",
  country: "USA",
  type: /** @type {const} */ ("individual"),
  isEndorsed,
  isActivated,
  createdAt: 0,
});

/** @type {readonly Customer[]} */
export const CUSTOMERS = [
  customer(FULL_WALLET, "Activated, two cards, a full wallet", true, true),
  customer(EMPTY_WALLET, "Activated, over the limit of cards, an empty wallet", true, true),
  customer(WITHOUT_CARDS, "Activated, no card, a full wallet", true, true),
  customer(ENDORSED, "Endorsed for cards, not activated", true, false),
  customer(NOT_ENDORSED, "Not endorsed for cards, not activated", false, false),
];

const wallet = (id, balanceCents) => ({
  issuer: /** @type {const} */ ("yativo"),
  id,
  label: "Wallet of the customer",
  currency: "USD",
  balanceCents,
});

export const YATIVO_WALLETS = CUSTOMERS.map(({ id }) =>
  wallet(id, [FULL_WALLET, WITHOUT_CARDS].includes(id) ? 100_000 : 0),
);
