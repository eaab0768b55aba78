// What a program adds before its issuer is called: its time is that of the call.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";

const { MemoryLedger, createCardProxy } = await fromPackage("cardlatch/edge");

/** A proxy whose client only tells what it was called with. */
function proxyOf(options) {
  const calls = [];
  const freeze = async (cardId, options) => {
    calls.push(options);
    return { issuer: "artha", action: "freeze", cardId, result: "completed", confirmed: true };
  };
  const client = { artha: {}, can: (name) => /^(freeze|card)$/.test(name), freeze };
  const ledger = new MemoryLedger();
  const handler = createCardProxy({
    ...{ issuers: { main: client }, authenticate: () => "ann", owns: () => true, allow: ["freeze"], ledger },
    ...options,
  });
  const key = crypto.randomUUID();
  const headers = { "idempotency-key": key, "content-type": "application/json" };
  const ask = async () => {
    const answer = await handler(new Request("https://cards.example/cards/c-1/freeze", { method: "POST", headers, body: "{}" }));
    return { status: answer.status, body: await answer.json() };
  };
  return { ask, calls };
}

test("a hook that does not end in time is a time-out before anything was sent, and frees the key", async () => {
  let isAway = true;
  let end;
  const complete = (_, { options }) => (isAway ? new Promise((go) => (end = () => go(options))) : options);
  const { ask, calls } = proxyOf({ deadlineMs: 50, complete });
  const { status, body } = await ask();
  assert.deepEqual([status, body.code, body.effect, body.retryable], [504, "timeout", "none", true]);
  isAway = false;
  assert.equal((await ask()).status, 200, "the key is free");
  end();
  await new Promise((go) => setImmediate(go));
  assert.equal(calls.length, 1, "the late hook sends nothing");
});

test("what the hook takes is gone from the time of the call", async () => {
  const complete = (_, { options }) => new Promise((go) => setTimeout(go, 40, options));
  const { ask, calls } = proxyOf({ complete });
  assert.equal((await ask()).status, 200);
  assert.ok(calls[0].deadlineMs > 0 && calls[0].deadlineMs <= 59_970, `${calls[0].deadlineMs}`);
});
