// The ledger in workerd: an object's class, and a worker that runs what a test asks for.
import { ledgerConformance } from "../../../pkg-template/src/ledger/conformance.js";
import { CardLedger, durableLedger } from "../../../pkg-template/src/ledger/durable.js";

export { CardLedger };

/** One that keeps lines of the audit for a short time. */
export class ShortLedger extends CardLedger {
  static auditKeepMs = 1000;
}

const calls = {
  conformance: async ({ at }, ledger) => {
    const tests = ledgerConformance(async () => ({ ledger, trail: (shard) => ledger.trail(shard) }));
    await tests[at].run();
  },
  /** Many reserves at once; what each was told. */
  reserveAll: async (asks, ledger) => {
    const told = await Promise.all(asks.map((ask) => ledger.reserve(ask)));
    return told.map(({ verdict }) => verdict);
  },
  /** Reserves and records each ask, and says when it began and ended by the order of what was seen. */
  executeAll: async ({ asks, log }, ledger) => {
    const one = async (ask) => {
      const { verdict, entry } = await ledger.reserve(ask);
      if (verdict !== "go") return { verdict };
      const { operation, shard, issuer, nowMs, keepMs } = ask;
      await ledger.audit({ atMs: nowMs, who: operation, what: "begins", issuer: log, outcome: "" });
      await ledger.audit({ atMs: nowMs, who: operation, what: "ends", issuer: log, outcome: "" });
      await ledger.record({ operation, shard, issuer, state: "done", nowMs, keepMs });
      return { verdict, createdMs: entry.createdMs };
    };
    return Promise.all(asks.map(one));
  },
  call: async ({ method, told }, ledger) => ledger[method](...told),
};

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1);
    const told = await request.json();
    try {
      return Response.json({ value: await calls[name](told, durableLedger(told.short ? env.SHORT : env.LEDGER)) });
    } catch (error) {
      return Response.json({ failed: error.message });
    }
  },
};
