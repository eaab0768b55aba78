import { CARDS as ARTHA_V1_CARDS } from "./issuers/artha-v1/seeds.js";
import { EMPTY_WALLET, FULL_WALLET } from "./issuers/yativo/seeds.js";

/**
 * @typedef {object} Seed
 * @property {import("./index.js").IssuerId} issuer
 * @property {string} id
 * @property {string} label
 * @property {import("./index.js").CardState} state
 * @property {"physical" | "virtual"} form
 * @property {string} [programId] artha
 * @property {boolean} [ofAnotherMerchant] artha
 * @property {"pending" | "approved" | "rejected"} [kyc] artha: of a card that was applied for
 * @property {string} [number] both of Artha: a number that is not the usual one
 * @property {"D" | "O"} [shape] yativo: which of the two card objects the read answers
 * @property {boolean} [numericId] yativo: the id is a JSON number in answers
 * @property {string} [issuerWord] said in answers in place of the usual status word
 * @property {string} [productId] artha-v1
 * @property {string} [createdAt] artha-v1
 * @property {string} [updatedAt] artha-v1
 * @property {number} [pendingTransactions] ibanera
 * @property {number} [voidedTransactions] ibanera
 * @property {string} [customerId] whose card it is
 * @property {number} [balanceCents] yativo, open-api, ibanera
 * @property {boolean} [airlinePayments] yativo
 * @property {number} [createdMs] yativo: ms since 1970, of cards that a call created
 * @property {string} [currency] ibanera
 * @property {string} [pin] ibanera: set once it was changed
 */

export const PHOTO_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f1";
export const PLAIN_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f2";

export const KYC_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f3";
export const ENVELOPE_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f4";
export const VIRTUAL_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f5";

/**
 * @typedef {object} Program of artha
 * @property {string} programId
 * @property {string} name
 * @property {"physical" | "virtual"} form
 * @property {boolean} needPhotoForOperateCard
 * @property {boolean} needPhotoForActiveCard
 * @property {boolean} needsEnvelope
 * @property {string[] | null} kycRequirements
 * @property {boolean} kycRequiredWhileApplyCard
 *
 * @type {(programId: string, name: string, more?: Partial<Program>) => Program}
 */
const program = (programId, name, more) => ({
  programId,
  name,
  form: "physical",
  needPhotoForOperateCard: false,
  needPhotoForActiveCard: false,
  needsEnvelope: false,
  kycRequirements: null,
  kycRequiredWhileApplyCard: false,
  ...more,
});

export const PROGRAMS = [
  program(PHOTO_PROGRAM, "Sandbox Photo", { needPhotoForOperateCard: true }),
  program(PLAIN_PROGRAM, "Sandbox Plain"),
  program(KYC_PROGRAM, "Sandbox KYC when applying", {
    kycRequirements: ["FullName", "Comms", "PassportOnly"],
    kycRequiredWhileApplyCard: true,
  }),
  program(ENVELOPE_PROGRAM, "Sandbox KYC and photo when binding", {
    kycRequirements: ["FullNameOnly"],
    needPhotoForActiveCard: true,
    needsEnvelope: true,
  }),
  program(VIRTUAL_PROGRAM, "Sandbox Virtual", { form: "virtual" }),
];

const artha = (last, label, state, programId, more = {}) => ({
  issuer: "artha",
  id: `a0000000-0000-4000-8000-00000000000${last}`,
  label,
  state,
  form: "physical",
  programId,
  ...more,
});
const yativo = (id, label, state, more) => ({
  issuer: "yativo",
  id,
  label,
  state,
  form: "virtual",
  customerId: EMPTY_WALLET,
  balanceCents: 300,
  ...more,
});
const openApi = (id, label, state, form) => ({
  issuer: "open-api",
  id,
  label,
  state,
  form,
  balanceCents: 1000,
});
const ibanera = (id, label, state, pendingTransactions) => ({
  issuer: "ibanera",
  id,
  label,
  state,
  form: "physical",
  customerId: "11057",
  balanceCents: 10_050,
  pendingTransactions,
  voidedTransactions: 0,
});

const yativoId = (last) => `b0000000-0000-4000-8000-00000000000${last}`;

/** @type {readonly Seed[]} */
export const SEEDS = /** @type {Seed[]} */ ([
  artha(1, "Active, no picture needed", "active", PLAIN_PROGRAM),
  artha(2, "Frozen, no picture needed", "frozen", PLAIN_PROGRAM),
  artha(3, "Active, picture needed", "active", PHOTO_PROGRAM),
  artha(4, "Frozen, picture needed", "frozen", PHOTO_PROGRAM),
  artha(5, "Closed", "closed", PLAIN_PROGRAM),
  artha(6, "Not activated yet", "inactive", PLAIN_PROGRAM),
  artha(7, "Of another merchant", "active", PLAIN_PROGRAM, { ofAnotherMerchant: true }),

  yativo(yativoId(1), "Active, shape D: no status in the answer", "active", {
    shape: "D",
    customerId: FULL_WALLET,
  }),
  yativo(yativoId(2), "Active, shape O: card_status in the answer", "active", {
    shape: "O",
    customerId: FULL_WALLET,
  }),
  yativo(yativoId(3), "Frozen, shape O", "frozen", { shape: "O" }),
  yativo(yativoId(4), "Frozen, shape D: no status in the answer", "frozen", { shape: "D" }),
  yativo(yativoId(5), "Closed, shape O", "closed", { shape: "O" }),
  yativo("1048576", "Active, shape O, the id is a number in answers", "active", {
    shape: "O",
    numericId: true,
  }),

  openApi("cid_PhysActive000001", "Physical, active, cid id", "active", "physical"),
  openApi("c0000000000000000000000000000001", "Physical, active, hex id", "active", "physical"),
  openApi("cid_PhysFrozen000001", "Physical, frozen", "frozen", "physical"),
  openApi("cid_PhysInactive0001", "Physical, not activated yet", "inactive", "physical"),
  openApi("cid_PhysClosed000001", "Physical, closed", "closed", "physical"),
  openApi("cid_VirtActive000001", "Virtual, active, cid id", "active", "virtual"),
  openApi("c0000000000000000000000000000002", "Virtual, active, hex id", "active", "virtual"),

  ibanera("1001", "Active, two pending transactions", "active", 2),
  ibanera("1002", "Deactivated", "inactive", 0),
  ibanera("1003", "Active, nothing pending", "active", 0),
  ibanera("2147483647", "Deactivated, the largest int32 id", "inactive", 0),

  ...ARTHA_V1_CARDS,
]);

/**
 * Made-up personal and card data that answers carry. A client must let none of it through, so
 * a test may search its output for every entry.
 */
export const PLANTED = {
  pan: "4000009876543210",
  pin: "8352",
  cvc: "947",
  firstName: "Planted-Firstname",
  email: "planted.person@example.invalid",
  phone: "+15550100199",
  holder: "Planted Q. Cardholder",
};
