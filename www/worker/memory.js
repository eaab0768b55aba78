// What the worker knows about the cards, the orders that wait for a callback, and the request log.
//
// It lives in the memory of this worker, on purpose: the demo is one process that forgets everything
// when it stops. A worker in production is many isolates that come and go, so there the pending
// orders belong in a Durable Object or a database, keyed by the task id.

const LOG_LENGTH = 200;
const EARLY_LENGTH = 50;

const cards = new Map(); // "issuer/id" -> what we know of the card
const lists = new Map(); // issuer -> its cards as it told them, and when
const pending = new Map(); // task id -> the order that waits for its callback
const early = new Map(); // task id -> a callback that came before the answer to the order
const log = [];
let lastSeq = 0;

/** The state a card has once the action is done. What is not here changes no state. */
const STATE_AFTER = {
  freeze: "frozen",
  unfreeze: "active",
  activate: "active",
  deactivate: "inactive",
  cancel: "closed",
};

/** Whether an action leads to a state, so that reading the card tells of it. */
export function changesState(action) {
  return Object.hasOwn(STATE_AFTER, action);
}

function entry(issuer, cardId) {
  const key = `${issuer}/${cardId}`;
  if (!cards.has(key)) cards.set(key, { state: null, settled: null, lost: null, running: false });
  return cards.get(key);
}

/**
 * `source` says how we know: "record" (our own, from before), "read" (asked the issuer), "list"
 * (of the issuer's cards), "answer" (of an action), "callback", or "order" (accepted, and nobody tells how it ends).
 */
export function learnState(issuer, cardId, status, source) {
  const { state, issuerWord } = status;
  entry(issuer, cardId).state = { state, issuerWord, source, at: Date.now() };
}

/** The issuer's own list. What was learnt of a card since it was asked for is newer than the list. */
export function learnList(issuer, told, askedAt) {
  lists.set(issuer, { cards: told, at: Date.now() });
  for (const { id, state, issuerWord } of told) {
    const { state: known, running } = entry(issuer, id);
    if (running || known?.at >= askedAt) continue;
    learnState(issuer, id, { state, issuerWord }, "list");
  }
}

/** `{ cards, at }`, or undefined while the issuer has told no list. */
export function knownList(issuer) {
  return lists.get(issuer);
}

/** Everything known about a card, without asking the issuer. */
export function knownCard(issuer, cardId, recorded) {
  const { settled, ...card } = entry(issuer, cardId);
  const state = card.state ?? { state: recorded, source: "record" };
  const waiting = [...pending.entries()]
    .filter(([, order]) => order.issuer === issuer && order.cardId === cardId)
    .map(([taskId, order]) => ({ taskId, action: order.action, since: order.at }));
  return { state, waiting, settled };
}

/** Takes the card for one action. False when another action on it is still running. */
export function takeCard(issuer, cardId) {
  const card = entry(issuer, cardId);
  if (card.running) return false;
  return (card.running = true);
}

export function releaseCard(issuer, cardId) {
  entry(issuer, cardId).running = false;
}

/** Remembers an accepted order until its callback comes; it may have come already. */
export function awaitCallback(taskId, order) {
  pending.set(taskId, { ...order, at: Date.now() });
  const callback = early.get(taskId);
  if (!callback) return;
  early.delete(taskId);
  settle(taskId, callback);
}

/** Remembers an order whose answer was lost, and with it the task id. Its callback may still come. */
export function awaitLostOrder({ issuer, cardId, action, at }) {
  entry(issuer, cardId).lost = { issuer, cardId, action, at };
  const [taskId, callback] = earlyOf(issuer, cardId) ?? [];
  if (!callback) return;
  early.delete(taskId);
  settle(taskId, callback);
}

/** A new order on the card: what still comes could belong to either, so the lost one is given up. */
export function giveUpLostOrder(issuer, cardId) {
  entry(issuer, cardId).lost = null;
  const [taskId] = earlyOf(issuer, cardId) ?? [];
  early.delete(taskId);
}

function earlyOf(issuer, cardId) {
  return [...early].find(
    ([, callback]) => callback.issuer === issuer && callback.cardId === cardId,
  );
}

/** Applies a callback. Repeated and unknown ones change nothing. */
export function settle(taskId, callback) {
  const order = pending.get(taskId) ?? takeLostOrder(callback);
  if (!order) return keepEarly(taskId, callback);
  pending.delete(taskId);
  const { issuer, cardId, action, at } = order;
  const state = STATE_AFTER[action];
  if (callback.succeeded && state) learnState(issuer, cardId, { state }, "callback");
  entry(issuer, cardId).settled = {
    taskId,
    action,
    succeeded: callback.succeeded,
    answerLost: order.answerLost === true,
    at: Date.now(),
    tookMs: Date.now() - at,
  };
}

// The callback names a card and whether it moved money, but no action. With one such order on that
// card whose answer was lost, and none that waits, it can belong to nothing else.
function takeLostOrder({ issuer, cardId, movesMoney }) {
  const card = entry(issuer, cardId);
  if (card.lost && (card.lost.action === "topUp") !== movesMoney) return null;
  const waiting = [...pending.values()].some(
    (order) => order.issuer === issuer && order.cardId === cardId,
  );
  if (!card.lost || waiting) return null;
  const order = { ...card.lost, answerLost: true };
  card.lost = null;
  return order;
}

function keepEarly(taskId, callback) {
  early.set(taskId, callback);
  if (early.size > EARLY_LENGTH) early.delete(early.keys().next().value);
}

/** What an outcome tells about the card; `source` says where a state in it comes from. */
export function learnOutcome({ issuer, cardId, action, result, card }, source) {
  if (card) return learnState(issuer, cardId, card, source);
  const state = STATE_AFTER[action];
  if (result !== "accepted" && state) learnState(issuer, cardId, { state }, "answer");
}

/**
 * An order was accepted and its answer tells no end: from here on we do not know, unless the issuer has
 * told on its own since the order went out.
 */
export function loseTrack(issuer, cardId, since) {
  const { state } = entry(issuer, cardId);
  if (state?.source === "callback" && state.at >= since) return;
  learnState(issuer, cardId, { state: "unknown" }, "order");
}

export function record(line) {
  log.push({ ...line, seq: ++lastSeq });
  if (log.length > LOG_LENGTH) log.shift();
}

export function logAfter(seq) {
  return { last: lastSeq, entries: log.filter((line) => line.seq > seq) };
}

/** Used when the sandbox starts over: its cards are new, so nothing we knew is true any more. */
export function forget() {
  cards.clear();
  lists.clear();
  pending.clear();
  early.clear();
  log.length = 0;
}
