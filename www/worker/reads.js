// What the page reads of cards beside their state: the issuer's list, the balance, the transactions
// and the fee of a top-up. Each answer is a closed list of fields: what else an issuer tells is not
// for a page.
import { clientOf, describeCards, findCard, requireIssuer } from "./issuers.js";
import { learnList } from "./memory.js";
import { requireAmount } from "./orders.js";
import { Refusal } from "./problem.js";

const MOST_PAGES = 2;
const PAGE_SIZE = 10;

/** Whose lists come in pages of a size that one asks for. */
const IN_PAGES = {
  artha: { size: PAGE_SIZE, page: "1" },
  "artha-v1": { size: PAGE_SIZE },
  ibanera: { size: PAGE_SIZE },
};

/** The issuer's own list of cards. */
export async function readCards(env, issuerId) {
  requireIssuer(issuerId);
  const client = clientOf(env, issuerId);
  requireRead(client, "cards");
  const askedAt = Date.now();
  const told = [];
  for await (const { items } of firstPages(client.cards(sized(issuerId)))) {
    told.push(...items.filter(({ id }) => id).map(listed));
  }
  learnList(issuerId, told, askedAt);
  return Response.json(describeCards(env, issuerId));
}

function listed({ id, state = "unknown", issuerWord, form, last4, currency }) {
  return clean({ id, state, issuerWord, form, last4, currency });
}

export async function readBalance(env, issuerId, cardId) {
  const { client } = findCard(env, issuerId, cardId);
  requireRead(client, "balance");
  const { available, total, held, pending } = await client.balance(cardId);
  const balance = clean({
    available: money(available),
    total: money(total),
    held: money(held ?? pending),
  });
  return Response.json({ balance, at: Date.now() });
}

/** The newest transactions, newest first. */
export async function readTransactions(env, issuerId, cardId) {
  const { client } = findCard(env, issuerId, cardId);
  requireRead(client, "transactions");
  const found = [];
  let more = false;
  for await (const { items, next } of firstPages(client.transactions(cardId, sized(issuerId)))) {
    found.push(...items.map(described));
    more = next !== undefined && next !== null;
  }
  return Response.json({ transactions: newestFirst(found), more, at: Date.now() });
}

function described({ time, type, status, pending, description, merchant, amount, fee }) {
  return clean({
    time,
    type,
    status: status ?? (pending === undefined ? undefined : pending ? "pending" : "booked"),
    text: merchant ?? description,
    amount: money(amount),
    fee: isNothing(fee) ? undefined : money(fee),
  });
}

/** What a top-up of an amount would cost. Moves nothing. */
export async function readFee(env, issuerId, cardId, amount) {
  const { client } = findCard(env, issuerId, cardId);
  requireRead(client, "topUpFee");
  const { fee, received } = await client.topUpFee(cardId, { amount: requireAmount(amount) });
  return Response.json(clean({ fee: money(fee), received: money(received) }));
}

/** The first pages of a list: a page of this demo needs no more. */
async function* firstPages(list) {
  let next;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await list.page(next);
    yield page;
    next = page.next;
    if (next === undefined || next === null) return;
  }
}

function sized(issuerId) {
  return IN_PAGES[issuerId] ?? {};
}

function requireRead(client, operation) {
  if (client.can(operation)) return;
  throw new Refusal(409, "unsupported_action", "This issuer does not tell that.");
}

// The issuers disagree on the case of currencies. The digits stay as they came.
function money(amount) {
  if (!amount) return undefined;
  return clean({ value: amount.value, currency: amount.currency?.toUpperCase() });
}

function isNothing(amount) {
  return !amount || /^-?[0.]+$/.test(amount.value);
}

// A time that cannot be read says nothing of the order, so such lines keep their places at the end.
function newestFirst(transactions) {
  const at = ({ time }) => Date.parse(time) || 0;
  return transactions.toSorted((one, other) => at(other) - at(one));
}

function clean(fields) {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
