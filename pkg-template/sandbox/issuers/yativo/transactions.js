import { toDecimal, toUnits } from "../../money.js";
import { PLANTED } from "../../seeds.js";
import { CARDS } from "./bank.js";
import { envelope, success } from "./envelopes.js";

const iso = (ms) => new Date(ms).toISOString();

/** @typedef {import("../../movements.js").Movement} Movement */

const KINDS = {
  create: { narrative: "Top-up card", method: "topup", type: "funding" },
  topup: { narrative: "Top-up card", method: "topup", type: "funding" },
  withdraw: { narrative: "Withdraw from card", method: "withdrawal", type: "withdrawal" },
  terminate: { narrative: "Terminate card", method: "withdrawal", type: "withdrawal" },
};

// The form of the pages: every value is text, `amount` in dollars beside two fields in cents.
function shapeD(/** @type {Movement} */ movement) {
  const { id, holder, at, cents, after, kind, reference } = movement;
  return {
    id,
    cardId: holder,
    createdAt: iso(at),
    updatedAt: iso(at),
    amount: String(toUnits(Math.abs(cents))),
    centAmount: String(Math.abs(cents)),
    cardBalanceAfter: String(after),
    type: cents < 0 ? "debit" : "credit",
    method: KINDS[kind].method,
    narrative: KINDS[kind].narrative,
    status: "success",
    currency: "usd",
    reference,
    transactionType: null,
    authorizationTransactionId: null,
    settlementTransactionId: null,
  };
}

// The form that a client saw: decimal dollars, as numbers and as texts.
function shapeO(/** @type {Movement} */ movement) {
  const { id, at, cents, before, after, kind, reference, feeCents = 0 } = movement;
  return {
    id,
    amount: toDecimal(Math.abs(cents)),
    type: KINDS[kind].type,
    status: "success",
    currency: "usd",
    reference,
    balance_before: toUnits(before),
    balance_after: toUnits(after),
    fee_amount: toDecimal(feeCents),
    fee_type: kind,
    description: KINDS[kind].narrative,
    cardholder_name: PLANTED.holder,
    transaction_date: iso(at).slice(0, 10),
    created_at: iso(at),
  };
}

/**
 * The whole history at once, the newest first; no page tells the order.
 *
 * @param {import("./bank.js").Bank} bank
 * @param {import("../../world.js").Arrived} request
 * @param {string} id
 */
export function readTransactions(bank, request, id) {
  const card = bank.cards.find("yativo", id);
  if (card === undefined) {
    const status = bank.options.unknownCardStatus ?? 200;
    return envelope("E2", { status, why: "There is no such card." });
  }
  const shape = bank.shapeOf(card);
  const form = shape === "D" ? shapeD : shapeO;
  const data = bank.ledger.of(card).reverse().map(form);
  return success(
    data,
    `${data.length} transactions of card ${card.id} were read in shape ${shape}.`,
  );
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const transactionsRoute = (bank) => ({
  name: "transactions",
  kind: "read",
  methods: ["GET"],
  pattern: new RegExp(`^${CARDS}/transactions/([^/]+)$`),
  handle: bank.signedIn((request, id) => readTransactions(bank, request, id)),
});
