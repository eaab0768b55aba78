// An action from the press of a button to its end: sent once under a key of its own, followed until the
// issuer has told how it ended, and asked about again under the same key when that stayed unknown.
import { clientOf, pendingActions } from "./clients.js";
import { demo } from "./demo.js";
import { readCard } from "./reads.js";
import {
  cardOf,
  changesState,
  issuerOf,
  keyOf,
  learn,
  learnOutcome,
  loseTrack,
  page,
} from "./state.js";

const AGAIN_MS = 3_000;
const NEWS_MS = 1_000;

/** `changed(card, result)` is called whenever there is news of a result. */
export function createActs(changed) {
  return { run, decide, resumeAll };

  /** Does an action; `said` is `{ picture, fields }`. */
  async function run(action, card, { picture, fields }) {
    const before = await executed(card, action);
    const result = { action, at: Date.now(), picture };
    const sum = fields?.amount; // and no other field: a PIN is not kept
    if (sum) result.amount = { value: sum, currency: card.currency };
    const options = { ...fields, ...pictured(picture) };
    await ended(card, result, () => clientOf(card)[action](card.id, options));
    if (result.problem) result.executed = (await executed(card, action)) - before;
    page.results.set(keyOf(card), result);
    return result;
  }

  async function ended(card, result, work) {
    try {
      result.outcome = await work();
      taken(card, result);
    } catch (problem) {
      result.problem = problem;
      result.key = problem.idempotencyKey; // there when the effect is unknown
      if (problem.effect === "unknown") lost(card, result);
    }
    result.tookMs = Date.now() - result.at;
  }

  function taken(card, result) {
    const { action, outcome, at } = result;
    const { callsBack, actions } = issuerOf(card);
    const own = actions.find((capability) => capability.action === action);
    learnOutcome(card, outcome, own.answer === "confirmed_by_read" ? "read" : "answer");
    if (outcome.result !== "accepted") return;
    if (callsBack && outcome.taskId) follow(card, result);
    else if (!outcome.card) loseTrack(card, action, at);
  }

  /** Waits for what the issuer tells later, for as long as the page is there. */
  async function follow(card, result) {
    const since = Date.now();
    while (page.results.get(keyOf(card)) === result || result.tookMs === undefined) {
      try {
        const outcome = await result.outcome.settled();
        learnOutcome(card, outcome, "callback");
        return settle(card, result, { succeeded: true, tookMs: Date.now() - since });
      } catch (problem) {
        if (problem.effect === "none") {
          return settle(card, result, { succeeded: false, tookMs: Date.now() - since });
        }
      }
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }

  function lost(card, result) {
    loseTrack(card, result.action, result.at);
    const { callsBack, readable } = issuerOf(card);
    if (callsBack && !readable) awaitNews(card, result);
  }

  /** The answer was lost, and the issuer may still call back: asks the proxy now and then. */
  async function awaitNews(card, result) {
    const { key, action, at: atMs } = result;
    const entry = { key, action, cardId: card.id, issuer: card.issuer, atMs };
    const client = clientOf(card);
    do {
      await new Promise((resolve) => setTimeout(resolve, NEWS_MS));
      try {
        const outcome = await client.resume(entry);
        learnOutcome(card, outcome, "callback");
        return settle(card, result, { succeeded: true, tookMs: Date.now() - atMs });
      } catch (problem) {
        if (problem.effect === "none") {
          return settle(card, result, { succeeded: false, tookMs: Date.now() - atMs });
        }
      }
    } while (page.results.get(keyOf(card)) === result);
  }

  function settle(card, result, settled) {
    result.settled = settled;
    changed(card, result);
  }

  /** After an unknown effect: the same again under the same key, which the proxy answers by a read. */
  async function decide(card, result) {
    const { action, key, picture } = result;
    try {
      const options = { ...pictured(picture), idempotencyKey: key };
      await clientOf(card)[action](card.id, options);
      result.verdict = "done";
    } catch (problem) {
      if (problem.effect === "none" && problem.code === "not_confirmed") result.verdict = "not_done";
      else if (problem.operation) result.verdict = "unknown";
      else return { ok: false, problem };
    }
    const read = await readCard(card);
    if (read.ok) learn(card, read.card, "read");
    const told = read.ok ? read.card : { state: "unknown" };
    return { ok: true, reconciliation: { verdict: result.verdict, card: told } };
  }

  /** Takes up what was on its way when the page was closed. Gives the card of the newest, if any. */
  function resumeAll() {
    let newest;
    for (const entry of pendingActions()) {
      const card = cardOf({ issuer: entry.issuer, id: entry.cardId });
      if (!card || card.foreign) continue;
      newest = card;
      resume(card, entry);
    }
    return newest;
  }

  async function resume(card, entry) {
    const { action, atMs: at } = entry;
    const result = { action, at, resuming: true };
    page.results.set(keyOf(card), result);
    await ended(card, result, () => clientOf(card).resume(entry));
    result.resuming = false;
    changed(card, result);
  }
}

function pictured(picture) {
  return picture ? { signImage: picture, fit: true } : {};
}

/** The sandbox counts what it truly executed; a lost answer can be checked against it. */
async function executed(card, action) {
  const answer = await demo.executions(card, action);
  return answer.ok ? answer.count : undefined;
}
