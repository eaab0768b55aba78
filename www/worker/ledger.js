// The ledger: what became of each action, and who did what, in a Durable Object for each card.
import { CardLedger, durableLedger } from "cardlatch/edge/durable";

const MOST_LINES = 60;

/** The package's own class, which this demo also lets forget: a sandbox that starts over has new cards. */
export class DemoLedger extends CardLedger {
  #context;

  constructor(context, env) {
    super(context, env);
    this.#context = context;
  }

  async fetch(request) {
    if (new URL(request.url).pathname !== "/forget") return super.fetch(request);
    await this.#context.storage.deleteAlarm();
    await this.#context.storage.deleteAll();
    // What stands in memory goes with the object; the next call makes a new one.
    this.#context.abort("The demo starts over.");
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

export async function forgetLedger({ LEDGER, CARDS }) {
  const forget = (shard) =>
    LEDGER.get(LEDGER.idFromName(shard))
      .fetch("https://ledger/forget", { method: "POST" })
      .catch(() => {}); // the object ends in the middle of its answer
  await Promise.all(shardsOf({ CARDS }).map(forget));
}

function shardsOf({ CARDS }) {
  return Object.entries(CARDS).flatMap(([issuer, cards]) =>
    cards.map(({ id }) => `card:${issuer}:${id}`),
  );
}
