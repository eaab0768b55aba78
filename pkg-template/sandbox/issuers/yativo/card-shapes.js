import { toDecimal } from "../../money.js";
import { PLANTED } from "../../seeds.js";

/** @typedef {import("../../seeds.js").Seed} Card */

const STATUS_WORDS = { active: "active", frozen: "frozen", closed: "terminated" };
const EXPIRY = "05 / 2031";

const statusWord = (card) => card.issuerWord ?? STATUS_WORDS[card.state] ?? card.state;

/** @param {Card} card @returns {string | number} as answers of the newer form print it */
export const printedId = (card) => (card.numericId ? Number(card.id) : card.id);

/**
 * The form of the pages. It has no status at all, so a client cannot confirm from it.
 *
 * @param {Card} card
 */
export function shapeD(card) {
  return {
    id: card.id,
    balance: card.balanceCents ?? 0,
    cardNumber: PLANTED.pan,
    last4: PLANTED.pan.slice(-4),
    cvv2: PLANTED.cvc,
    cardName: PLANTED.holder,
    cardType: "virtual",
    cardBrand: "visa",
    expiry: "2031-05-29T00:00:00",
    valid: "05/2031",
    billingAddress: {
      city: "Sandbox City",
      state: "CA",
      street: "1 Sandbox Street",
      country: "US",
      zipCode: "90000",
      countryCode: "US",
    },
    airlinePaymentEnabled: card.airlinePayments ?? false,
  };
}

/** Sums of this calendar month, in cents. */
function monthOf({ ledger, now }, card) {
  const month = new Date(now()).toISOString().slice(0, 7);
  const inMonth = ledger
    .of(card)
    .filter(({ at }) => new Date(at).toISOString().startsWith(month))
    .map(({ cents }) => cents);
  const sum = (list) => list.reduce((total, cents) => total + Math.abs(cents), 0);
  return {
    spent: sum(inMonth.filter((cents) => cents < 0)),
    loaded: sum(inMonth.filter((cents) => cents > 0)),
  };
}

// The form seen by a client in 2026.
function shapeO(bank, card) {
  const cents = card.balanceCents ?? 0;
  const { spent, loaded } = monthOf(bank, card);
  return {
    card_id: printedId(card),
    card_number: PLANTED.pan,
    cvv: PLANTED.cvc,
    expiry_date: EXPIRY,
    card_status: statusWord(card),
    isAirlinePaymentEnabled: card.airlinePayments ?? false,
    balance: toDecimal(cents),
    display_amount: toDecimal(cents),
    balance_amount: cents * 10_000,
    display_spent_current_month: toDecimal(spent),
    display_topup_current_month: toDecimal(loaded),
    card_name: PLANTED.holder,
    card_brand: "visa",
    card_program: "sandbox",
    masked_pan: `4000********${PLANTED.pan.slice(-4)}`,
    contactless_payment: true,
    billing_address: {
      line1: "1 Sandbox Street",
      line2: null,
      city: "Sandbox City",
      state: "CA",
      postal_code: "90000",
      country: "US",
    },
  };
}

/**
 * @param {import("./bank.js").Bank} bank
 * @param {Card} card
 */
export const cardAnswer = (bank, card) =>
  bank.shapeOf(card) === "D" ? shapeD(card) : shapeO(bank, card);

/** One item of the list. The card number stands in clear, and once more in `raw_data`. @param {Card} card */
export const listItem = (card) => ({
  card_id: printedId(card),
  card_number: PLANTED.pan,
  cvv: PLANTED.cvc,
  expiry_date: EXPIRY,
  card_status: statusWord(card),
  card_brand: "visa",
  card_type: "virtual",
  raw_data: { card_id: printedId(card), card_number: PLANTED.pan, cvv: PLANTED.cvc },
});
