import assert from "node:assert/strict";
import { test } from "node:test";

import { askFor } from "./support/asks.js";
import { folderFor, startLedger } from "./support/workerd.js";

/** What both workers are told when each asks for its share at once. */
async function both(ledger, name, shareOf) {
  const told = await Promise.all(["first", "second"].map((who) => ledger.call(name, shareOf(who), who)));
  return told.flat();
}

async function started(context) {
  const ledger = await startLedger(await folderFor(context));
  context.after(() => ledger.close());
  return ledger;
}

test("of 1,000 reserves with one key, from two workers at once, one goes", async (context) => {
  const ledger = await started(context);
  const told = await both(ledger, "reserveAll", () => Array.from({ length: 500 }, () => askFor("a", { waitMs: 60_000 })));
  assert.equal(told.length, 1000);
  assert.deepEqual(told.filter((verdict) => verdict !== "running"), ["go"]);
});

test("200 keys on one card, from two workers at once, run one after another in the order in which they came", async (context) => {
  const ledger = await started(context);
  const log = "log";
  const asksOf = (who) => Array.from({ length: 100 }, (_, at) => askFor(`${who}-${String(at).padStart(3, "0")}`, { waitMs: 60_000 }));
  const told = await both(ledger, "executeAll", (who) => ({ asks: asksOf(who), log }));
  assert.deepEqual(new Set(told), new Set(["go"]));
  const day = new Date().toISOString().slice(0, 10);
  const lines = await ledger.ledger.trail(`audit:${log}:${day}`);
  assert.equal(lines.length, 400);
  const begun = lines.filter(({ what }) => what === "begins").map(({ who }) => who);
  assert.deepEqual(
    lines.map(({ who, what }) => `${what} ${who}`),
    begun.flatMap((who) => [`begins ${who}`, `ends ${who}`]),
    "no other begins before one has ended",
  );
  for (const who of ["first", "second"]) {
    const own = begun.filter((operation) => operation.startsWith(who));
    assert.deepEqual(own, asksOf(who).map(({ operation }) => operation), `the order of the ${who}`);
  }
});

test("a worker takes turns with the other", async (context) => {
  const { call } = await started(context);
  const reserve = (name, who, more) => call("call", { method: "reserve", words: [askFor(name, more)] }, who);
  assert.equal((await reserve("a", "first")).verdict, "go");
  assert.equal((await reserve("a", "second")).verdict, "running");
  assert.equal((await reserve("b", "second")).verdict, "busy");
  const waiting = reserve("b", "second", { waitMs: 60_000 });
  await call("call", { method: "record", words: [{ ...askFor("a"), state: "done" }] }, "first");
  assert.equal((await waiting).verdict, "go");
});
