import { PLANTED } from "../seeds.js";

const STATUS_WORDS = { active: "active", frozen: "frozen", closed: "terminated" };

// The form of the 2024 pages. It has no status at all, so a client cannot confirm from it.
function shapeD(card) {
  return {
    id: card.id,
    balance: 300,
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
  };
}

// The form seen by a client in 2026.
function shapeO(card) {
  return {
    card_id: card.numericId ? Number(card.id) : card.id,
    card_number: PLANTED.pan,
    cvv: PLANTED.cvc,
    expiry_date: "05 / 2031",
    card_status: card.issuerWord ?? STATUS_WORDS[card.state] ?? card.state,
    isAirlinePaymentEnabled: false,
    balance: "3.00",
    display_amount: "3.00",
    balance_amount: 3000000,
    display_spent_current_month: "0.00",
    display_topup_current_month: "3.00",
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

/** @param {import("../seeds.js").Seed} card */
export const cardAnswer = (card) => (card.shape === "D" ? shapeD(card) : shapeO(card));
