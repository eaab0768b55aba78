// The ledger in workerd: an object's class, and a worker that runs what a test asks for.
import { ledgerConformance } from "../../../pkg-template/src/ledger/conformance.js";
import { CardLedger as Shipped, durableLedger } from "../../../pkg-template/src/ledger/durable.js";

/** The object as it is shipped, and a way to its tables that does not touch what they hold. */
export class CardLedger extends Shipped {
  #sql;

  constructor(state, env) {
    super(state, env);
    this.#sql = state.storage.sql;
  }

  async fetch(request) {
    if (new URL(request.url).pathname !== "/sql") return super.fetch(request);
    return Response.json({ value: this.#sql.exec(await request.json()).toArray() });
  }
}

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
  /** Executes each ask when it may go; a line of the audit says when it begins and when it ends. */
  executeAll: async ({ asks, log }, ledger) => {
    const line = ({ operation, nowMs }, what) => ({ atMs: nowMs, who: operation, what, issuer: log, outcome: "" });
    const one = async (ask) => {
      const { verdict } = await ledger.reserve(ask);
      if (verdict === "go") {
        await ledger.audit(line(ask, "begins"));
        await ledger.audit(line(ask, "ends"));
        await ledger.record({ ...ask, state: "done" });
      }
      return verdict;
    };
    return Promise.all(asks.map(one));
  },
  sql: async ({ shard, query }, _, namespace) => {
    const object = namespace.get(namespace.idFromName(shard));
    const response = await object.fetch("https://ledger/sql", { method: "POST", body: JSON.stringify(query) });
    return (await response.json()).value;
  },
  call: async ({ method, words }, ledger) => ledger[method](...words),
};

export default {
  async fetch(request, env) {
    const name = new URL(request.url).pathname.slice(1);
    const told = await request.json();
    const namespace = told.isShort ? env.SHORT : env.LEDGER;
    try {
      return Response.json({ value: await calls[name](told, durableLedger(namespace), namespace) });
    } catch (error) {
      return Response.json({ failed: error.message });
    }
  },
};
