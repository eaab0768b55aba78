// What the page knows and what is chosen on it. Draws nothing.
import { STATE_AFTER } from "../shared/states.js";

export const page = {
  user: null, // `{ id, name, password }`
  issuers: [],
  issuerId: null,
  cardId: null,
  running: null, // `{ key, action }` of the action on its way
  results: new Map(), // card key -> the last result on it
  reading: new Set(), // keys of the cards that are being read
  readProblems: new Map(), // card key -> why it could not be read
  listProblems: new Map(), // issuer -> why its list of cards could not be read
  money: new Map(), // card key -> `{ balance, transactions }`, see money.js
  truth: new Map(), // card key -> the state in the sandbox
  lastLog: 0, // number of the last line of the log
};

/** Whether an action leads to a state, so that reading the card tells of it. */
export function changesState(action) {
  return Object.hasOwn(STATE_AFTER, action);
}

/** The chosen issuer. */
export function issuer() {
  return issuerOf({ issuer: page.issuerId });
}

/** The chosen card. */
export function card() {
  return cardOf({ issuer: page.issuerId, id: page.cardId });
}

export function issuerOf(card) {
  return page.issuers.find(({ id }) => id === card.issuer);
}

/** A card that stands on the page, the other user's included. */
export function cardOf({ issuer: issuerId, id }) {
  const { cards, foreign } = issuerOf({ issuer: issuerId });
  return [...cards, foreign].find((each) => each.id === id);
}

export function keyOf({ issuer, id }) {
  return `${issuer}/${id}`;
}

export function isChosen(other) {
  return keyOf(other) === keyOf(card());
}

/**
 * Takes over what was learnt of a card's state. `source` says how: "record" (the company's own, from
 * before), "read" (asked the issuer), "list" (of the issuer's cards), "answer" (of an action), "callback",
 * or "order" (nobody told how it ended). What is newer stays.
 */
export function learn(target, { state, issuerWord }, source, at = Date.now()) {
  if (target.foreign || (target.state?.at ?? 0) > at) return;
  target.state = { state, issuerWord, source, at };
}

/** What the end of an action tells of its card; `source` says where a state in it comes from. */
export function learnOutcome(target, { action, result, card: told }, source) {
  if (told) return learn(target, told, source);
  if (result !== "accepted" && changesState(action)) {
    learn(target, { state: STATE_AFTER[action] }, source === "read" ? "answer" : source);
  }
}

/**
 * Nobody told how an action ended, unless the issuer has told on its own since it went out. It is unknown
 * from then on, not from now: the issuer's word may have reached the records before the answer came here.
 */
export function loseTrack(target, action, since) {
  if (!changesState(action) || target.foreign) return;
  if (target.state.source === "callback" && target.state.at >= since) return;
  target.state = { state: "unknown", source: "order", at: since };
}

/** Whether a result may still come to its end by itself. */
export function someResultIsOpen() {
  return [...page.results.values()].some(
    ({ outcome, problem, settled, reconciliation }) =>
      !settled &&
      !reconciliation &&
      (outcome?.result === "accepted" || problem?.effect === "unknown"),
  );
}

/** Back to the beginning, as for another user or after the sandbox started over. */
export function forget() {
  page.results.clear();
  page.reading.clear();
  page.readProblems.clear();
  page.listProblems.clear();
  page.money.clear();
  page.truth.clear();
  page.issuers = [];
}
