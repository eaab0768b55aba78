// The ledger: what became of each action, and who did what, in a Durable Object for each card.
import { CardLedger, durableLedger } from "cardlatch/edge/durable";

const MOST_LINES = 60;

/** The package's own object, which this demo also lets forget: a sandbox that starts over has new cards. */
export class DemoLedger {
  #context;
  #env;
  #ledger;

  constructor(context, env) {
    this.#context = context;
    this.#env = env;
    this.#ledger = new CardLedger(context, env);
  }

  async fetch(request) {
    if (new URL(request.url).pathname !== "/forget") return this.#ledger.fetch(request);
    await this.#context.storage.deleteAlarm();
    await this.#context.storage.deleteAll();
    this.#ledger = new CardLedger(this.#context, this.#env);
    return new Response();
  }

  alarm() {
    return this.#ledger.alarm();
  }
}

export function ledgerOf(env) {
  return durableLedger(env.LEDGER);
}

/** The audit of an issuer's cards, newest first. */
export async function auditOf(env, issuer) {
  const ledger = ledgerOf(env);
  const trails = shardsOf(env).filter((shard) => shard.startsWith(`card:${issuer}:`));
  const lines = await Promise.all(trails.map((shard) => ledger.trail(shard)));
  return lines
    .flat()
    .sort((one, other) => other.atMs - one.atMs)
    .slice(0, MOST_LINES);
}

/**
 * Ends an order whose answer was lost, and with it its task id. News of a task that nobody knows can be
 * about nothing else while that order is the only open one on its card, since this company gives no orders
 * in any other way: that is for the company to say, so the ledger does not. Gives the ended order, if any.
 */
export async function settleLost(env, issuer, event) {
  const ledger = ledgerOf(env);
  const shard = `card:${issuer}:${event.cardId}`;
  const trail = await ledger.trail(shard);
  const ids = new Set(trail.map(({ operation }) => operation).filter(Boolean));
  const known = await Promise.all([...ids].map((id) => ledger.find(id, shard)));
  const [open, ...more] = known.filter((entry) => entry && OPEN.includes(entry.state));
  if (open?.state !== "unknown" || more.length > 0) return undefined;
  if ((open.action === "topUp") !== (event.kind === "topup")) return undefined;
  return ledger.record(endOf(open, event));
}

const OPEN = ["running", "accepted", "unknown"];
const KEEP_MS = 24 * 60 * 60 * 1_000;

function endOf({ operation, shard, issuer, cardId, action }, { progress: state, taskId }) {
  const atMs = Date.now();
  const about = { issuer, action, cardId };
  const outcome = { ...about, result: "completed", confirmed: true, taskId };
  const error = { ...about, code: "issuer_rejected", effect: "none", retryable: false };
  const audit = { atMs, who: issuer, what: "callback", issuer, cardId, operation, outcome: state };
  const end = state === "done" ? { outcome } : { error };
  return { operation, shard, issuer, state, ...end, taskId, nowMs: atMs, keepMs: KEEP_MS, audit };
}

export async function forgetLedger({ LEDGER, CARDS }) {
  const forget = (shard) =>
    LEDGER.get(LEDGER.idFromName(shard)).fetch("https://ledger/forget", { method: "POST" });
  await Promise.all(shardsOf({ CARDS }).map(forget));
}

function shardsOf({ CARDS }) {
  return Object.entries(CARDS).flatMap(([issuer, cards]) =>
    cards.map(({ id }) => `card:${issuer}:${id}`),
  );
}
