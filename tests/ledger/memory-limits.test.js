import assert from "node:assert/strict";
import { test } from "node:test";

import { MemoryLedger } from "../../pkg-template/src/ledger/memory.js";
import { askFor, deliveryOf, endOf, lineOf } from "./support/asks.js";

const onCard = (card, more) => askFor(card, { shard: `card:main:${card}`, cardId: card, ...more });

/** A clock and timers that only the test moves. */
class Hand {
  ms = 0;
  timers = new Set();
  now = () => this.ms;
  timer = (ms, run) => {
    const timer = { at: this.ms + ms, run };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  };

  /** Runs what is due until then, in the order of time. */
  to(ms) {
    for (;;) {
      const [next] = [...this.timers].filter(({ at }) => at <= ms).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.timers.delete(next);
      this.ms = next.at;
      next.run();
    }
    this.ms = ms;
  }
}

test("a full ledger refuses what is new, ends what runs, and forgets nothing in force", async () => {
  const ledger = new MemoryLedger({ most: 3 });
  for (const card of ["1", "2", "3"]) assert.equal((await ledger.reserve(onCard(card, { nowMs: 0 }))).verdict, "go");
  await assert.rejects(ledger.reserve(onCard("4", { nowMs: 0 })), /full/);
  await assert.rejects(ledger.take(deliveryOf({ nowMs: 0 })), /full/);
  assert.equal((await ledger.reserve(onCard("1", { nowMs: 0 }))).verdict, "running");
  const change = endOf(onCard("1", { nowMs: 1 }), "accepted", { taskId: "t1", keepMs: 10 });
  assert.equal((await ledger.record(change)).state, "accepted", "a record is never refused for room");
  await assert.rejects(ledger.reserve(onCard("4", { nowMs: 10 })), /full/);
  assert.equal((await ledger.reserve(onCard("4", { nowMs: 11 }))).verdict, "go", "what is over makes room");
});

test("what is over does not pile up", async () => {
  const ledger = new MemoryLedger({ most: 2000 });
  for (let at = 0; at < 10_000; at++) {
    const { verdict } = await ledger.reserve(onCard(String(at), { nowMs: at, leaseMs: 1, keepMs: 1 }));
    assert.equal(verdict, "go");
  }
  assert.ok((await ledger.expire(1_000_000)) < 2000);
});

test("the audit holds so many lines; the oldest go", async () => {
  const ledger = new MemoryLedger({ mostAudit: 2 });
  for (const outcome of ["1", "2", "3"]) await ledger.audit(lineOf({ outcome }));
  assert.deepEqual((await ledger.trail("card:main:card-1")).map(({ outcome }) => outcome), ["2", "3"]);
});

test("no more than a thousand wait on a card", async () => {
  const hand = new Hand();
  const ledger = new MemoryLedger(hand);
  await ledger.reserve(askFor("gate", { nowMs: 0 }));
  const waiting = Array.from({ length: 1001 }, (_, at) => ledger.reserve(askFor(`k${at}`, { nowMs: 0, waitMs: 10 })));
  assert.equal((await waiting[1000]).verdict, "busy");
  assert.equal(hand.timers.size, 1001, "a thousand waits, and the lease");
  hand.to(10);
  assert.deepEqual(new Set((await Promise.all(waiting)).map(({ verdict }) => verdict)), new Set(["busy"]));
});

test("its own clock and timers decide nothing but when to wake", async () => {
  const hand = new Hand();
  const ledger = new MemoryLedger(hand);
  await ledger.reserve(askFor("a", { nowMs: 0, leaseMs: 1000 }));
  const next = ledger.reserve(askFor("b", { nowMs: 0, waitMs: 5000, leaseMs: 1000 }));
  const last = ledger.reserve(askFor("c", { nowMs: 0, waitMs: 1500 }));
  const watcher = ledger.changed(askFor("a").operation, askFor("a").shard, 0, 9000);
  hand.to(999);
  assert.equal((await ledger.find(askFor("a").operation, askFor("a").shard)).state, "running");
  hand.to(1000);
  assert.equal((await next).entry.leaseEndsMs, 2000);
  assert.equal((await watcher).state, "unknown");
  hand.to(1500);
  assert.equal((await last).verdict, "busy");
  assert.equal(hand.timers.size, 0, "nobody waits, so nothing is left to run");
});

test("who goes leaves no timer", async () => {
  const hand = new Hand();
  const ledger = new MemoryLedger(hand);
  const caller = new AbortController();
  await ledger.reserve(askFor("a", { nowMs: 0 }));
  const next = ledger.reserve(askFor("b", { nowMs: 0, waitMs: 5000 }));
  await ledger.record(endOf(askFor("a", { nowMs: 0 }), "done"));
  const { entry } = await next;
  const watcher = ledger.changed(entry.operation, entry.shard, entry.updatedMs, 9000, caller.signal);
  caller.abort();
  assert.deepEqual(await watcher, entry);
  assert.equal(hand.timers.size, 0);
});

test("waits longer than a host's timers know do not end at once", async () => {
  const hand = new Hand();
  const ledger = new MemoryLedger(hand);
  const year = 366 * 86_400_000;
  await ledger.reserve(askFor("a", { nowMs: 0, leaseMs: year }));
  const next = ledger.reserve(askFor("b", { nowMs: 0, waitMs: year }));
  assert.deepEqual(new Set([...hand.timers].map(({ at }) => at)), new Set([2 ** 31 - 1]));
  hand.to(2 ** 31 - 1);
  assert.equal((await next).verdict, "busy");
  assert.equal((await ledger.find(askFor("a").operation, askFor("a").shard)).state, "running");
});
