// What one card's shard can bear.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CardLedger } from "../../pkg-template/src/ledger/durable.js";
import { Shard } from "../../pkg-template/src/ledger/shard.js";
import { askFor, endOf } from "./support/asks.js";

test("a shard of very many entries still knows what is over next", () => {
  const shard = new Shard({ save() {} });
  for (let at = 0; at < 300_000; at++) shard.entries.set(`k${at}`, { state: "done", expiresMs: 1_000 + at });
  assert.equal(shard.dueMs, 1_000);
});

test("who finds that too many wait for an operation is refused, and does not spin", async () => {
  const shard = new Shard({ save() {}, timer: () => () => {} });
  const ask = askFor("a");
  const { entry } = await shard.reserve(ask);
  const controller = new AbortController();
  const wait = () => shard.changed(ask.operation, entry.updatedMs, 60_000, ask.nowMs, controller.signal);
  const waiting = Array.from({ length: 1000 }, wait);
  await assert.rejects(wait(), /wait/);
  controller.abort();
  assert.equal((await Promise.all(waiting)).length, 1000);
});

/** What an object needs of its host, where nothing is kept. */
function hostOf() {
  const sql = { exec: () => ({ toArray: () => [] }) };
  const storage = { sql, transactionSync: (work) => work(), getAlarm: async () => null, setAlarm: async () => {} };
  return { storage, blockConcurrencyWhile: (work) => work() };
}

test("an object refuses what is new when it is full, and ends what runs", async () => {
  class Small extends CardLedger {
    static most = 2;
  }
  const ledger = new Small(hostOf());
  const call = async (name, told) => {
    const body = JSON.stringify(told);
    return (await (await ledger.fetch(new Request(`https://ledger/${name}`, { method: "POST", body }))).json()).value;
  };
  for (const name of ["a", "b"]) {
    assert.equal((await call("reserve", askFor(name))).verdict, "go");
    assert.equal((await call("record", { change: endOf(askFor(name), "done") })).state, "done");
  }
  await assert.rejects(call("reserve", askFor("c")), /full/);
  assert.equal((await call("reserve", askFor("a"))).verdict, "known");
});
