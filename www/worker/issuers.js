// The five issuers as this demo is set up: one client each, the cards the page may act on, and what
// can be done with them.
import { CardClient } from "cardlatch";
import { capabilities } from "cardlatch/capabilities";

import { knownCard, knownList } from "./memory.js";
import { Refusal } from "./problem.js";
import { recordedFetch } from "./recorder.js";

// Shorter than the package's own limits, so that a visitor who asked for a slow answer sees the
// end of it soon.
const TIMES = { timeoutMs: 4_000, deadlineMs: 12_000 };

const ISSUERS = {
  artha: {
    name: "Artha",
    about: "Accepts at once. The result comes later, by callback.",
    readable: false,
    callsBack: true,
  },
  "artha-v1": {
    name: "Artha v1",
    about: "The newer API. Answers are checked by reading the card.",
    readable: true,
    callsBack: false,
  },
  yativo: {
    name: "Yativo",
    about: "Can say success and mean failure, so the card is read back.",
    readable: true,
    callsBack: false,
  },
  "open-api": {
    name: "OPEN-API",
    about: "Takes orders for physical cards, and tells their new state on its own.",
    readable: false,
    callsBack: false,
  },
  ibanera: {
    name: "Ibanera",
    about: "A fresh one-time code with every call.",
    readable: true,
    callsBack: false,
  },
};

/** What the page offers beside the actions of the capability table. */
const READS = ["cards", "balance", "transactions", "topUpFee"];

const AMOUNT = { name: "amount" };

/** What the visitor must say for an action, by issuer. */
const ASKS = {
  artha: { topUp: [AMOUNT] },
  "artha-v1": { setPin: [{ name: "pin" }], topUp: [AMOUNT] },
  yativo: { topUp: [{ ...AMOUNT, whole: true }] }, // documented: cents in multiples of 100
  ibanera: { setPin: [{ name: "oldPin" }, { name: "newPin" }], topUp: [AMOUNT] },
};

const clients = new Map();

// Clients live as long as the worker: they keep the issuer's session, so not every call logs in.
// Artha's need to know the programme of the card, so there is one for each programme.
export function clientOf(env, id, { programId } = {}) {
  const key = `${id} ${programId ?? ""}`;
  if (!clients.has(key)) {
    // The credentials are bindings of this worker. The page never gets to see them.
    const issuer = { ...env.ISSUERS[id], ...(programId && { programId }) };
    clients.set(key, new CardClient({ issuer, fetch: recordedFetch(id), ...TIMES }));
  }
  return clients.get(key);
}

/** The card of the demo, or a refusal. In production this is where the caller's right to it is checked. */
export function findCard(env, issuerId, cardId) {
  const card = knows(issuerId) && ownCards(env, issuerId).find(({ id }) => id === cardId);
  if (!card) throw new Refusal(404, "unknown_card", "This demo has no such card.");
  return { issuerId, issuer: ISSUERS[issuerId], card, client: clientOf(env, issuerId, card) };
}

/** Whether the company has such a card. */
export function isOwnCard(env, issuerId, cardId) {
  return knows(issuerId) && ownCards(env, issuerId).some(({ id }) => id === cardId);
}

export function requireIssuer(issuerId) {
  if (!knows(issuerId)) throw new Refusal(404, "unknown_issuer", "This demo has no such issuer.");
}

function knows(issuerId) {
  return Object.hasOwn(ISSUERS, issuerId);
}

// What the records say of a card and what the issuer told of it. Both name cards of this company:
// the issuer's list is read with the company's credentials.
function ownCards(env, issuerId) {
  const told = knownList(issuerId)?.cards ?? [];
  const records = env.CARDS[issuerId];
  const merged = records.map((card) => ({ ...told.find(({ id }) => id === card.id), ...card }));
  return [...merged, ...told.filter(({ id }) => !records.some((card) => card.id === id))];
}

/** Everything the page needs to draw its pickers and buttons. Asks no issuer. */
export function describeIssuers(env) {
  return Object.entries(ISSUERS).map(([id, issuer]) => ({
    id,
    ...issuer,
    ...describeOffers(env, id),
    ...describeCards(env, id),
  }));
}

/** The cards as the issuer listed them, or those of the records while it has told none. */
export function describeCards(env, issuerId) {
  const list = knownList(issuerId);
  const told = list && new Set(list.cards.map(({ id }) => id));
  const cards = ownCards(env, issuerId).filter(({ id }) => !told || told.has(id));
  return {
    cards: cards.map((card) => describeCard(issuerId, card)),
    listedAt: list?.at,
  };
}

export function describeCard(issuerId, card) {
  const { id, form, note, last4, currency, asksSignature = false, recorded = "unknown" } = card;
  const known = knownCard(issuerId, id, recorded);
  return { issuer: issuerId, id, form, note, last4, currency, asksSignature, ...known };
}

function describeOffers(env, id) {
  const client = clientOf(env, id);
  const table = capabilities
    .filter(({ issuer }) => issuer === id)
    .map((capability) => ({ ...capability, offered: client.can(capability.action) }));
  const actions = [...table, topUp(id, client.can("topUp"))].map((capability) => ({
    ...capability,
    asks: asked(id, capability.action),
  }));
  return { actions, reads: READS.filter((operation) => client.can(operation)) };
}

// Money is no matter of the capability table, but it is moved by a button beside the others.
function topUp(issuer, offered) {
  return {
    issuer,
    action: "topUp",
    support: offered ? "supported" : "not_offered",
    offered,
    requires: [],
    effects: [],
    answer: ISSUERS[issuer].callsBack ? "accepted_then_callback" : "accepted_only",
    reason: offered
      ? "The issuer takes the top-up; the money arrives later."
      : "There is no documented top-up call.",
  };
}

/** What the visitor must say for an action: `{ name, whole? }` each. */
export function asked(issuerId, action) {
  return ASKS[issuerId]?.[action] ?? [];
}

/** Every action of the page, offered or not. */
export function actionNames() {
  return [...new Set(capabilities.map(({ action }) => action)), "topUp"];
}

/** Refuses an action the page does not know, before anything is built from the name. */
export function requireAction(action) {
  if (!actionNames().includes(action)) {
    throw new Refusal(404, "unknown_action", "There is no such action.");
  }
}

/** Whether the state in an outcome comes from reading the card, and not from the action's answer. */
export function isReadBack(issuer, action) {
  const own = capabilities.find((each) => each.issuer === issuer && each.action === action);
  return own?.answer === "confirmed_by_read";
}
