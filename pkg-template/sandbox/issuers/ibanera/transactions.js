import { toUnits } from "../../money.js";
import { pageOf } from "./paging.js";

const iso = (ms) => new Date(ms).toISOString();

// What the sign of an amount means is not documented: here what leaves the card is below zero.
const item = (card, { id, cents, description, at, bPending }) => ({
  id,
  cardsId: Number(card.id),
  amount: toUnits(cents),
  currency: card.currency ?? "USD",
  description,
  dateTime: iso(at),
  bPending,
  RefundTransactionsID: null,
});

function pendingOf(desk, card) {
  const count = card.pendingTransactions ?? 0;
  const seeded = Array.from({ length: count }, (_, n) => ({
    id: Number(card.id) * 100 + n + 1,
    cents: desk.pendingCents(card) / count,
    description: "Sandbox pending transaction",
    at: desk.now(),
  }));
  const incoming = desk.incoming(card).map(({ transfer }) => transfer);
  return [...incoming, ...seeded].map((one) => ({ ...one, bPending: true }));
}

const settledOf = ({ ledger }, card) =>
  ledger
    .of(card)
    .map(({ id, cents, description, at }) => ({ id, cents, description, at, bPending: false }));

/**
 * The newest first; no page tells the order.
 *
 * @param {import("./desk.js").Desk} desk
 * @param {Record<string, any>} values
 */
export function listTransactions(desk, { CardsId, fromDate, toDate, ...page }) {
  const card = desk.card(Number(CardsId));
  if (card === undefined) return desk.failure("CardsId", "Invalid", "There is no such card.");
  const from = fromDate === undefined ? -Infinity : Date.parse(fromDate);
  const to = toDate === undefined ? Infinity : Date.parse(toDate);
  const all = [...pendingOf(desk, card), ...settledOf(desk, card).reverse()];
  const { items, paging } = pageOf(
    all.filter(({ at }) => at >= from && at <= to),
    page,
  );
  const details = items.map((one) => item(card, one));
  return desk.done(
    0,
    details,
    `${items.length} transactions of card ${card.id} were listed.`,
    paging,
  );
}
