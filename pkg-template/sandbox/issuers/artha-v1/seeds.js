import { readDecimal } from "../../decimals.js";

const money = (value) => /** @type {bigint} */ (readDecimal(value));

const productId = (last) => `d0000000-0000-4000-8000-00000000000${last}`;
const customerId = (last) => `e0000000-0000-4000-8000-00000000000${last}`;
const cardId = (last) => `f0000000-0000-4000-8000-00000000000${last}`;

/**
 * @typedef {object} Product
 * @property {string} productId
 * @property {string} name
 * @property {"virtual" | "physical"} form
 * @property {string} currency
 * @property {string[]} kycRequirements
 *
 * @type {readonly Product[]}
 */
export const PRODUCTS = [
  {
    productId: productId(1),
    name: "Sandbox Virtual",
    form: "virtual",
    currency: "USDT",
    kycRequirements: [],
  },
  {
    productId: productId(2),
    name: "Sandbox Virtual with KYC",
    form: "virtual",
    currency: "USD",
    kycRequirements: ["FullName", "Passport", "IssueDate"],
  },
  {
    productId: productId(3),
    name: "Sandbox Physical",
    form: "physical",
    currency: "USD",
    kycRequirements: [],
  },
];

const customer = (last, more) => ({
  id: customerId(last),
  type: "individual",
  firstName: "Planted-Firstname",
  middleName: null,
  lastName: "Sandbox",
  email: `customer${last}@example.invalid`,
  phoneCode: "+44",
  phoneNumber: `770090000${last}`,
  country: "GB",
  state: null,
  status: "active",
  kycState: "not_submitted",
  dateOfBirth: "1990-06-15",
  gender: "female",
  businessName: null,
  externalReference: null,
  ...more,
});

export const CUSTOMERS = [
  customer(1, { kycState: "approved", email: "planted.person@example.invalid" }),
  customer(2, {}),
  customer(3, { type: "business", businessName: "Sandbox Ltd", dateOfBirth: null, gender: null }),
];

/** Whose KYC for which product is through. */
export const APPLICANTS = [
  { customerId: customerId(1), productId: productId(2), applicantStatus: "Approved" },
];

const card = (last, label, state, product, customer = 1) => ({
  issuer: /** @type {const} */ ("artha-v1"),
  id: cardId(last),
  label,
  state,
  form: product === 3 ? "physical" : "virtual",
  customerId: customerId(customer),
  productId: productId(product),
});

export const CARDS = [
  card(1, "Virtual, active, USDT", "active", 1),
  card(2, "Virtual, frozen, USDT", "frozen", 1),
  card(3, "Virtual, active, USD", "active", 2),
  card(4, "Physical, to be activated", "inactive", 3),
  card(5, "Physical, active, of a business", "active", 3, 3),
  card(6, "Virtual, cancelled", "closed", 1),
];

const purchase = (text, status, currency) => ({
  type: "purchase",
  amount: -money(text),
  fee: 0n,
  currency,
  status,
  remarks: "Sandbox Shop",
});

/** What the seeded cards hold. A card that is not listed holds nothing. */
export const LEDGER_SEEDS = [
  {
    id: cardId(1),
    balance: money("350.5"),
    hold: money("25"),
    entries: [purchase("12.5", "settled", "USDT"), purchase("25", "authorized", "USDT")],
  },
  { id: cardId(3), balance: money("100") },
  { id: cardId(5), balance: money("1000"), entries: [purchase("9.99", "declined", "USD")] },
];
