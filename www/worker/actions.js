// One action on one card, from the page's request to the answer the page shows.
import { describeCard, findCard, isReadBack, requireAction } from "./issuers.js";
import {
  awaitCallback,
  awaitLostOrder,
  changesState,
  giveUpLostOrder,
  learnOutcome,
  learnState,
  loseTrack,
  releaseCard,
  takeCard,
} from "./memory.js";
import { readOrder } from "./orders.js";
import { problem, Refusal } from "./problem.js";

export async function runAction(request, env, issuerId, cardId, action) {
  const found = findCard(env, issuerId, cardId);
  requireAction(action);
  const order = await readOrder(request, found, action);
  return alone(found, () => perform(found, action, order));
}

async function perform({ issuerId, issuer, card, client }, action, order) {
  giveUpLostOrder(issuerId, card.id);
  const at = Date.now();
  try {
    const outcome = await client[action](card.id, order);
    remember(outcome, issuer, at);
    return Response.json({ outcome: forPage(outcome), card: describeCard(issuerId, card) });
  } catch (error) {
    if (error.effect !== "none") doubt(issuer, { issuer: issuerId, cardId: card.id, action, at });
    return problem(error, issuer.readable && changesState(action));
  }
}

// A closed list again: `extra` keeps whatever else the issuer answered, and that is not for a page.
function forPage({ action, result, taskId, remarks, confirmed }) {
  return { action, result, taskId, remarks, confirmed };
}

// What we believed of the card's state is no longer sure.
function doubt({ callsBack }, order) {
  if (changesState(order.action)) loseTrack(order.issuer, order.cardId, order.at);
  if (callsBack) awaitLostOrder(order);
}

/** After an unknown effect: reads the card and says what the action did. Changes nothing. */
export async function reconcileAction(env, issuerId, cardId, action) {
  const { client, card } = findCard(env, issuerId, cardId);
  requireAction(action);
  if (!changesState(action)) throw new Refusal(409, "unsupported_action", "No read tells that.");
  const reconciliation = await client.reconcile(action, cardId);
  learnState(issuerId, cardId, reconciliation.card, "read");
  const { verdict, card: read } = reconciliation;
  const shown = { verdict, card: { state: read.state, issuerWord: read.issuerWord } };
  return Response.json({ reconciliation: shown, card: describeCard(issuerId, card) });
}

/** Asks the issuer for the card's state. */
export async function readCard(env, issuerId, cardId) {
  const { client, card, issuer } = findCard(env, issuerId, cardId);
  if (issuer.readable) {
    learnState(issuerId, cardId, await client.card(cardId), "read");
  }
  return Response.json({ card: describeCard(issuerId, card) });
}

// Two actions on one card at the same time would leave its state to chance.
async function alone({ issuerId, card }, run) {
  if (!takeCard(issuerId, card.id)) {
    throw new Refusal(409, "busy", "Another action on this card is still running.");
  }
  try {
    return await run();
  } finally {
    releaseCard(issuerId, card.id);
  }
}

function remember(outcome, { callsBack }, since) {
  const { issuer, cardId, action, result, taskId, card } = outcome;
  learnOutcome(outcome, isReadBack(issuer, action) ? "read" : "answer");
  if (result !== "accepted") return;
  if (callsBack && taskId) awaitCallback(taskId, { issuer, cardId, action });
  else if (!card && changesState(action)) loseTrack(issuer, cardId, since);
}
