import assert from "node:assert/strict";
import { test } from "node:test";

import { askFor, deliveryOf, endOf, lineOf } from "./support/asks.js";
import { folderFor, startLedger, until } from "./support/workerd.js";

const { shard } = askFor("a");
const states = "SELECT operation, state FROM entries ORDER BY operation";

/** A ledger that can be killed and started again over what it kept. */
async function restartable(context) {
  const folder = await folderFor(context);
  let now = await startLedger(folder);
  context.after(() => now.close());
  return {
    call: (...words) => now.call(...words),
    get ledger() {
      return now.ledger;
    },
    async restart() {
      await now.close();
      now = await startLedger(folder);
    },
  };
}

test("a worker that dies between go and record leaves unknown when its lease is over", async (context) => {
  const here = await restartable(context);
  const ask = askFor("a", { leaseMs: 400 });
  assert.equal((await here.ledger.reserve(ask)).verdict, "go");
  await here.restart();
  const next = await here.ledger.reserve(askFor("b", { waitMs: 60_000 }));
  assert.equal(next.verdict, "go", "the next goes when the lease is over");
  assert.ok(next.entry.createdMs >= ask.nowMs + 400);
  assert.equal((await here.ledger.reserve(askFor("a"))).entry.state, "unknown");
});

test("an alarm ends a lease that nobody touches, also after a restart", async (context) => {
  const here = await restartable(context);
  await here.ledger.reserve(askFor("a", { leaseMs: 50 }));
  const entries = () => here.call("sql", { shard, query: states });
  await until(entries, ([entry]) => entry.state === "unknown");
  await here.ledger.reserve(askFor("b", { leaseMs: 500 }));
  await here.restart();
  await until(entries, ([, entry]) => entry.state === "unknown");
});

test("a restart loses no entry, no claim and no line", async (context) => {
  const here = await restartable(context);
  const asks = ["accepted", "done", "failed", "unknown", "running"].map((name) => askFor(name));
  for (const ask of asks) {
    const state = ask.operation.split("~")[0];
    await here.ledger.reserve(ask);
    const told = { outcome: { data: { n: "1.10", list: [null, true] } }, error: { code: "é" }, audit: lineOf({ outcome: state }) };
    if (state !== "running") await here.ledger.record(endOf(ask, state, told));
  }
  const [handled, held] = ["handled", "held"].map((text) => deliveryOf({ key: { text, strength: "id" }, progress: "pending" }));
  await here.ledger.take(handled);
  await here.ledger.keep(handled, true);
  await here.ledger.take(held);
  const look = async () => [await here.ledger.trail(shard), ...(await Promise.all(asks.map(({ operation }) => here.ledger.find(operation, shard))))];
  const before = await look();
  assert.deepEqual(before[0].map(({ outcome }) => outcome), ["accepted", "done", "failed", "unknown"]);
  await here.restart();
  assert.deepEqual(await look(), before);
  assert.equal((await here.ledger.take(handled)).state, "seen");
  assert.equal((await here.ledger.take(held)).state, "busy");
  assert.equal((await here.ledger.reserve(askFor("running"))).verdict, "running");
  assert.equal((await here.ledger.reserve(askFor("other"))).verdict, "busy");
});

test("a restart loses no task id, and no callback that came before one", async (context) => {
  const here = await restartable(context);
  const late = askFor("late");
  await here.ledger.reserve(askFor("a"));
  await here.ledger.record(endOf(askFor("a"), "accepted", { taskId: "task-a" }));
  await here.ledger.reserve(late);
  assert.deepEqual((await here.ledger.take(deliveryOf({ taskId: "task-late" }))).settled, []);
  await here.restart();
  assert.equal((await here.ledger.record(endOf(late, "accepted", { taskId: "task-late" }))).state, "done");
  const delivery = deliveryOf({ taskId: "task-a", key: { text: "event-2", strength: "id" }, progress: "failed" });
  assert.deepEqual((await here.ledger.take(delivery)).settled.map(({ state }) => state), ["failed"]);
});
