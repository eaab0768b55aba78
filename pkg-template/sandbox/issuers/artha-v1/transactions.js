import { asNumber } from "../../decimals.js";
import { answerPage } from "./pages.js";

const TYPES = ["purchase", "atm_withdrawal", "refund", "fee", "top_up"];
const STATUSES = ["authorized", "settled", "declined", "reversed"];

const isSpending = (type) => type === "purchase" || type === "atm_withdrawal";
const absolute = (amount) => asNumber(amount < 0n ? -amount : amount);

function shown(desk, entry) {
  const { id, cardId, at, type, currency, status, remarks } = entry;
  const amount = absolute(entry.amount);
  const time = desk.time(at);
  const isSettled = status === "settled";
  const merchant = isSpending(type);
  return {
    transactionId: id,
    cardId,
    customerId: desk.world.cards.find("artha-v1", cardId)?.customerId,
    originalTransactionId: null,
    localCurrency: currency,
    localAmount: amount,
    authorizedAmount: amount,
    authorizedCurrency: currency,
    authorizationCode: null,
    authorizedAt: time,
    fee: asNumber(entry.fee),
    feeCurrency: currency,
    crossborderFee: 0,
    crossborderFeeCurrency: null,
    settleAmount: isSettled ? amount : 0,
    settleCurrency: isSettled ? currency : null,
    settleDate: isSettled ? time : null,
    merchantName: merchant ? remarks : null,
    merchantCategoryCode: merchant ? "5999" : null,
    merchantCountry: merchant ? "GB" : null,
    merchantCity: merchant ? "Sandbox City" : null,
    type,
    subType: null,
    status,
    description: remarks,
  };
}

const isTime = (text) => /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(Date.parse(text));

const FILTERS = {
  status: { fits: (text) => STATUSES.includes(text), keeps: ({ status }, text) => status === text },
  type: { fits: (text) => TYPES.includes(text), keeps: ({ type }, text) => type === text },
  from: { fits: isTime, keeps: ({ at }, text) => at >= Date.parse(text) },
  to: { fits: isTime, keeps: ({ at }, text) => at <= Date.parse(text) },
};

function list(desk, request, entries) {
  let left = entries;
  for (const [name, { fits, keeps }] of Object.entries(FILTERS)) {
    const text = request.query.get(name);
    if (text === null) continue;
    if (!fits(text)) return desk.refuseByChoice(400, `The filter ${name} has a wrong value.`);
    left = left.filter((entry) => keeps(entry, text));
  }
  return answerPage(
    desk,
    request,
    left.map((entry) => shown(desk, entry)),
    "transactions",
  );
}

/** @param {import("./desk.js").Desk} desk */
export const transactionRoutes = (desk) => [
  desk.route("cardTransactions", "read", "GET", "cards/:id/transactions", (request, cardId) =>
    desk.withCard(cardId, (card) =>
      list(
        desk,
        request,
        desk.ledger.entries().filter((entry) => entry.cardId === card.id),
      ),
    ),
  ),
  desk.route("transaction", "read", "GET", "transactions/:id", (_, transactionId) => {
    const entry = desk.ledger.entries().find(({ id }) => id === transactionId);
    return entry === undefined
      ? desk.refuse(404, "There is no such transaction.")
      : desk.answer(200, shown(desk, entry), "The transaction was read.");
  }),
  // No page of this list is stored: the path is that of one transaction without its id.
  desk.route("transactions", "read", "GET", "transactions", (request) =>
    list(desk, request, desk.ledger.entries()),
  ),
];
