export const PRINCIPAL = "11057";

/**
 * The principal and the customers it manages. Those who are older than six months need a review
 * with a new card.
 */
export const CUSTOMERS = [
  {
    id: PRINCIPAL,
    reference: "SANDBOX-CUSTOMER",
    kind: "business",
    needsReview: false,
    asset: "USD",
  },
  {
    id: "16221",
    reference: "SANDBOX-SUBLEDGER",
    kind: "personal",
    needsReview: false,
    asset: "dUSD",
  },
  {
    id: "12001",
    reference: "SANDBOX-OLD-BUSINESS",
    kind: "business",
    needsReview: true,
    asset: "USD",
  },
  {
    id: "12002",
    reference: "SANDBOX-OLD-PERSON",
    kind: "personal",
    needsReview: true,
    asset: "USD",
  },
];

/** Where the ids come from is not documented; this is the one of the sample. */
export const PROGRAMS = [1002];

const account = (id, label, currency, balanceCents, customerId, more = {}) => ({
  issuer: /** @type {const} */ ("ibanera"),
  id,
  label,
  currency,
  balanceCents,
  customerId,
  ...more,
});

export const POOLED = "8208";

export const IBANERA_ACCOUNTS = [
  account("8204", "Full", "USD", 100_000, PRINCIPAL),
  account("8205", "Full, of the subledger customer", "dUSD", 50_000, "16221"),
  account("8206", "Empty", "USD", 0, PRINCIPAL),
  account("8207", "Funds card 1003: a deposit goes on to the card", "USD", 0, PRINCIPAL, {
    fundsCardId: "1003",
  }),
  account(POOLED, "Pooled: a deposit needs a reference", "USD", 0, PRINCIPAL),
];

/** Outgoing transfers of account 8204, to be cancelled or not. */
export const WIRES = [
  { id: 40001, label: "Outgoing, pending", cents: -12_000, state: "pending", standalone: true },
  { id: 40002, label: "Outgoing, completed", cents: -3000, state: "completed", standalone: true },
  {
    id: 40003,
    label: "Pending part of an exchange",
    cents: -500,
    state: "pending",
    standalone: false,
  },
];
