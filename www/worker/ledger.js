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
