// An operation as events, through the minutes: time is the test's.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { ISSUERS } from "../package/support/fetches.js";

const { MemoryLedger, createCardProxy } = await fromPackage("cardlatch/edge");
const { CardClient } = await fromPackage("cardlatch");

const HEARTBEAT = ": \n\n";
const SHARD = "card:main:card-1";
const OVER = "the end";

const turns = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((go) => setImmediate(go));
};

/** An accepted operation that somebody follows, in a time that only `pass` moves. */
async function followed(t) {
  const ledger = new MemoryLedger();
  const waits = [];
  const { changed } = ledger;
  ledger.changed = (operation, shard, sinceMs, waitMs, signal) => {
    const wait = { waitMs, signal, isOver: false };
    waits.push(wait);
    return changed.call(ledger, operation, shard, sinceMs, waitMs, signal).finally(() => {
      wait.isOver = true;
    });
  };
  const handler = createCardProxy({
    issuers: { main: new CardClient({ issuer: ISSUERS["open-api"], fetch: async () => new Response('{"code":0,"message":"success"}') }) },
    authenticate: () => "ann",
    owns: () => true,
    allow: ["freeze"],
    ledger,
  });
  const headers = { "idempotency-key": crypto.randomUUID(), "content-type": "application/json" };
  const written = await handler(new Request("https://cards.example/cards/card-1/freeze", { method: "POST", headers, body: "{}" }));
  const { operation, result } = await written.json();
  assert.equal(result, "accepted");

  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.now() });
  const place = `https://cards.example/operations/${operation}`;
  const { body } = await handler(new Request(place, { headers: { accept: "text/event-stream" } }));
  const reader = body.getReader();
  let told;
  return {
    ledger,
    operation,
    reader,
    waits,
    /** Reads on; what comes is `told`. */
    async read() {
      told = undefined;
      reader.read().then(({ done, value }) => {
        told = done ? OVER : new TextDecoder().decode(value);
      });
      await turns();
      return told;
    },
    async pass(ms) {
      t.mock.timers.tick(ms);
      await turns();
      return told;
    },
    settle: () => ledger.record({ operation, shard: SHARD, issuer: "main", state: "done", outcome: { result: "completed" }, nowMs: Date.now(), keepMs: 1_000 }),
  };
}

test("a heartbeat every 15 s, and the end after 5 min", async (t) => {
  const { read, pass, waits } = await followed(t);
  assert.match(await read(), /^event: operation\nid: \d+\ndata: \{.*"accepted".*\}\n\n$/);
  for (let beat = 1; beat <= 20; beat += 1) {
    assert.equal(await read(), undefined, `heartbeat ${beat} came at once`);
    assert.equal(await pass(14_999), undefined, `heartbeat ${beat} came early`);
    assert.equal(await pass(1), HEARTBEAT);
  }
  assert.equal(await read(), OVER);
  assert.ok(waits.length === 20 && waits.every(({ isOver }) => isOver));
});

test("the last wait is no longer than what is left of the 5 min", async (t) => {
  const { read, pass, waits } = await followed(t);
  await read();
  // Who reads slowly gets its heartbeats late.
  await pass(290_000);
  assert.equal(await read(), undefined);
  assert.equal(waits.at(-1).waitMs, 10_000);
  assert.equal(await pass(10_000), HEARTBEAT);
  assert.equal(await read(), OVER);
});

test("a final state is told at once, and is the end", async (t) => {
  const { read, pass, settle } = await followed(t);
  await read();
  await read();
  assert.equal(await pass(15_000), HEARTBEAT);
  assert.equal(await read(), undefined);
  await pass(7_000);
  await settle();
  assert.match(await pass(0), /^event: operation\nid: \d+\ndata: \{.*"done".*\}\n\n$/);
  assert.equal(await read(), OVER);
});

test("an operation that is forgotten ends the stream", async (t) => {
  const { read, pass, ledger, operation } = await followed(t);
  await read();
  await read();
  await ledger.expire(Date.now() + 2 * 86_400_000);
  assert.equal(await ledger.find(operation, SHARD), undefined);
  assert.equal(await pass(0), OVER);
});

test("a reader that goes away ends the wait, and nothing is asked for it again", async (t) => {
  const { read, pass, reader, waits } = await followed(t);
  await read();
  await read();
  assert.deepEqual([waits.length, waits[0].signal.aborted, waits[0].isOver], [1, false, false]);
  await reader.cancel();
  await turns();
  assert.deepEqual([waits[0].signal.aborted, waits[0].isOver], [true, true]);
  await pass(600_000);
  assert.equal(waits.length, 1);
});

test("a change that comes just when the reader goes away is told to nobody", async (t) => {
  const { read, reader, ledger, waits } = await followed(t);
  const { changed } = ledger;
  let isTold = false;
  ledger.changed = async (...asked) => {
    const entry = await changed.call(ledger, ...asked);
    return { ...entry, updatedMs: entry.updatedMs + 1, toJSON: () => (isTold = true) };
  };
  await read();
  await read();
  await reader.cancel();
  await turns();
  assert.equal(waits[0].isOver, true);
  // The seat is somebody else's by then.
  assert.equal(isTold, false);
});
