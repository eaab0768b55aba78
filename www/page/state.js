// What the page knows and what is chosen on it. Draws nothing.

export const page = {
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
  armed: null, // the trouble that waits for its request
  lastLog: 0, // number of the last line of the log
};

/** The chosen issuer. */
export function issuer() {
  return issuerOf({ issuer: page.issuerId });
}

/** The chosen card. */
export function card() {
  return issuer().cards.find(({ id }) => id === page.cardId);
}

export function issuerOf(card) {
  return page.issuers.find(({ id }) => id === card.issuer);
}

export function keyOf({ issuer, id }) {
  return `${issuer}/${id}`;
}

export function isChosen(other) {
  return keyOf(other) === keyOf(card());
}

/**
 * Takes over what the worker knows about a card. Returns the result on it when that has come to its
 * end with this news.
 */
export function learn(fresh) {
  const known = issuerOf(fresh).cards.find(({ id }) => id === fresh.id);
  if (!known) return null; // another page made the issuer tell of it
  Object.assign(known, fresh);
  const result = page.results.get(keyOf(fresh));
  if (!result || result.settled || !isEndOf(result, fresh.settled)) return null;
  result.settled = fresh.settled;
  return result;
}

function isEndOf({ action, at, outcome, problem }, settled) {
  if (!settled) return false;
  if (outcome) return settled.taskId === outcome.taskId;
  // The answer was lost and the task id with it.
  const lost = problem.effect === "unknown" && settled.answerLost;
  return lost && settled.action === action && settled.at >= at;
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

/** Back to the beginning, as after the sandbox started over. */
export function forget() {
  page.results.clear();
  page.readProblems.clear();
  page.listProblems.clear();
  page.money.clear();
  page.truth.clear();
}
