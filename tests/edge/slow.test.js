// Senders who never come to the end of a body.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { ISSUERS } from "../package/support/fetches.js";

const { createCardProxy } = await fromPackage("cardlatch/edge");
const { CardClient } = await fromPackage("cardlatch/open-api");
const { CallbackReceiver } = await fromPackage("cardlatch/callbacks");

/** A proxy, and a body of which only one byte ever comes. The host's timers go when the test says so. */
function slowly(t, options) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const fetch = () => assert.fail("an issuer was asked");
  const handler = createCardProxy({
    issuers: { main: new CardClient({ issuer: ISSUERS["open-api"], fetch }) },
    callbacks: { main: new CallbackReceiver({ issuer: "artha", pathSecret: "path-51c9e07ab2d4f6" }) },
    authenticate: () => "ann",
    owns: () => true,
    allow: ["freeze"],
    ...options,
  });
  let isCancelled = false;
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array(1)),
    cancel: () => {
      isCancelled = true;
    },
  });
  const headers = { "idempotency-key": crypto.randomUUID(), "content-type": "application/json" };
  const ask = (path) => handler(new Request(`https://cards.example${path}`, { method: "POST", headers, body, duplex: "half" }));
  return { ask, isCancelled: () => isCancelled };
}

/** Lets everything happen that waits for no timer. */
async function settled() {
  for (let turn = 0; turn < 50; turn += 1) await new Promise((go) => setImmediate(go));
}

test("who is not signed in is answered though the body never ends", async (t) => {
  const { ask, isCancelled } = slowly(t, { authenticate: () => null });
  let answer;
  ask("/cards/card-1/freeze").then((response) => (answer = response));
  await settled();
  t.mock.timers.tick(1_000);
  await settled();
  assert.equal(answer?.status, 401);
  assert.ok(isCancelled());
});

test("a body that takes longer than a minute is not waited for", async (t) => {
  const { ask, isCancelled } = slowly(t);
  let answer;
  ask("/cards/card-1/freeze").then((response) => (answer = response));
  await settled();
  t.mock.timers.tick(59_999);
  await settled();
  assert.equal(answer, undefined);
  t.mock.timers.tick(1);
  await settled();
  const { code, effect } = await answer.json();
  assert.deepEqual([answer.status, code, effect], [500, "failed", "none"]);
  assert.ok(isCancelled());
});

test("neither is that of a callback", async (t) => {
  const { ask, isCancelled } = slowly(t);
  let answer;
  ask("/callbacks/main/a-guess").then((response) => (answer = response));
  await settled();
  t.mock.timers.tick(60_000);
  await settled();
  assert.equal(answer?.status, 413);
  assert.ok(isCancelled());
});
