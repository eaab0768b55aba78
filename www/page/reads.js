// What the page reads of cards through the proxy. Each ends as `{ ok: true, … }` or `{ ok: false, problem }`.
import { clientOf } from "./clients.js";

const MOST_PAGES = 2;
const PAGE_SIZE = 10;

/** Whose lists come in pages of a size that one asks for. */
const SIZED = ["artha", "artha-v1", "ibanera"];

/** The issuer's own list of cards, as far as it is the user's. */
export function readCards(issuer) {
  return answerOf(async () => {
    const at = Date.now();
    const cards = [];
    for await (const { items } of firstPages(clientOf({ issuer }).cards(sized(issuer)))) {
      cards.push(...items);
    }
    return { cards, at };
  });
}

export function readCard(card) {
  return answerOf(async () => ({ card: await clientOf(card).card(card.id) }));
}

export function readBalance(card) {
  return answerOf(async () => {
    const { available, total, held, pending } = await clientOf(card).balance(card.id);
    const balance = { available: money(available), total: money(total), held: money(held ?? pending) };
    return { balance, at: Date.now() };
  });
}

/** The newest transactions, newest first. */
export function readTransactions(card) {
  return answerOf(async () => {
    const found = [];
    let more = false;
    const list = clientOf(card).transactions(card.id, sized(card.issuer));
    for await (const { items, next } of firstPages(list)) {
      found.push(...items.map(described));
      more = next !== undefined && next !== null;
    }
    return { transactions: newestFirst(found), more, at: Date.now() };
  });
}

/** What a top-up of an amount would cost. Moves nothing. */
export function readFee(card, amount) {
  return answerOf(async () => {
    const { fee, received } = await clientOf(card).topUpFee(card.id, { amount });
    return { fee: money(fee), received: money(received) };
  });
}

async function answerOf(read) {
  try {
    return { ok: true, ...(await read()) };
  } catch (problem) {
    return { ok: false, problem };
  }
}

/** The first pages of a list: this page needs no more. */
async function* firstPages(list) {
  let next;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await list.page(next);
    yield page;
    next = page.next;
    if (next === undefined || next === null) return;
  }
}

function sized(issuer) {
  return SIZED.includes(issuer) ? { size: PAGE_SIZE } : {};
}

function described({ time, type, status, pending, description, merchant, amount, fee }) {
  return {
    time,
    type,
    status: status ?? (pending === undefined ? undefined : pending ? "pending" : "booked"),
    text: merchant ?? description,
    amount: money(amount),
    fee: isNothing(fee) ? undefined : money(fee),
  };
}

// The issuers disagree on the case of currencies. The digits stay as they came.
function money(amount) {
  if (!amount) return undefined;
  const { value, currency } = amount;
  return { value, ...(currency && { currency: currency.toUpperCase() }) };
}

function isNothing(amount) {
  return !amount || /^-?[0.]+$/.test(amount.value);
}

// A time that cannot be read says nothing of the order, so such lines keep their places at the end.
function newestFirst(transactions) {
  const at = ({ time }) => Date.parse(time) || 0;
  return transactions.toSorted((one, other) => at(other) - at(one));
}
