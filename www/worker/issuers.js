// The four issuers as this demo is set up: one client each, the cards the page may act on, and what
// the capability table says about every action.
import { CardClient } from "cardlatch";
import { capabilities } from "cardlatch/capabilities";

import { knownCard } from "./memory.js";
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
  yativo: {
    name: "Yativo",
    about: "Can say success and mean failure, so the card is read back.",
    readable: true,
    callsBack: false,
  },
  "open-api": {
    name: "OPEN-API",
    about: "Takes orders for physical cards and tells no more.",
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

const clients = new Map();

// Clients live as long as the worker: they keep the issuer's session, so not every call logs in.
// Artha's need to know the programme of the card, so there is one for each programme.
function clientOf(env, id, { programId } = {}) {
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
  const known = Object.hasOwn(ISSUERS, issuerId);
  const card = known && env.CARDS[issuerId].find(({ id }) => id === cardId);
  if (!card) throw new Refusal(404, "unknown_card", "This demo has no such card.");
  return { issuerId, issuer: ISSUERS[issuerId], card, client: clientOf(env, issuerId, card) };
}

/** Everything the page needs to draw its pickers and buttons. Asks no issuer. */
export function describeIssuers(env) {
  return Object.entries(ISSUERS).map(([id, issuer]) => ({
    id,
    ...issuer,
    actions: describeActions(env, id),
    cards: env.CARDS[id].map((card) => describeCard(id, card)),
  }));
}

export function describeCard(issuerId, card) {
  const { id, form, note, asksSignature, recorded } = card;
  const known = knownCard(issuerId, id, recorded);
  return { issuer: issuerId, id, form, note, asksSignature, ...known };
}

function describeActions(env, id) {
  const client = clientOf(env, id);
  return capabilities
    .filter(({ issuer }) => issuer === id)
    .map((capability) => ({ ...capability, offered: client.can(capability.action) }));
}

/** Every action of the table, offered or not. */
export function actionNames() {
  return [...new Set(capabilities.map(({ action }) => action))];
}

/** Refuses an action the table does not know, before anything is built from the name. */
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
