// A module that traps: what had begun is unknown, what had not is not, and the next request works.
import assert from "node:assert/strict";
import { test } from "node:test";

import { ISSUERS } from "../package/support/fetches.js";
import { trappingPackage } from "../package/support/trapping.js";

const { fromTrapping } = trappingPackage();
const { MemoryLedger, createCardProxy } = await fromTrapping("cardlatch/edge");
const { CardClient } = await fromTrapping("cardlatch/open-api");

const GOOD = '{"code":0,"message":"success"}';

/** A proxy for an issuer that answers when the test says so. */
function proxyOf() {
  const waiting = [];
  const asked = [];
  const fetch = (url) => {
    asked.push(url);
    return new Promise((go) => waiting.push((text = GOOD) => go(new Response(text))));
  };
  const ledger = new MemoryLedger();
  const handler = createCardProxy({
    issuers: { main: new CardClient({ issuer: ISSUERS["open-api"], fetch }) },
    authenticate: () => "ann",
    owns: () => true,
    allow: ["freeze"],
    ledger,
  });
  const freeze = async (card, { key = crypto.randomUUID(), body = "{}" } = {}) => {
    const headers = { "idempotency-key": key, "content-type": "application/json" };
    const request = new Request(`https://cards.example/cards/${card}/freeze`, { method: "POST", headers, body });
    const response = await handler(request);
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };
  return { asked, freeze, ledger, waiting };
}

async function until(isTrue) {
  for (let turn = 0; turn < 2_000 && !isTrue(); turn += 1) await new Promise((go) => setTimeout(go, 2));
  assert.ok(isTrue());
}

const problem = ({ status, body }) => [status, body.code, body.effect];

test("a trap before anything is done says so, and the next request works", async () => {
  const { asked, freeze, waiting } = proxyOf();
  const trapped = await freeze("trap-here");
  assert.deepEqual(problem(trapped), [503, "failed", "none"]);
  assert.equal(trapped.headers.get("content-type"), "application/problem+json");
  assert.equal(trapped.headers.get("cache-control"), "no-store");
  assert.equal(asked.length, 0);
  const next = freeze("card-1");
  await until(() => waiting.length);
  waiting.shift()();
  assert.equal((await next).status, 202);
});

test("a trap while a body is read says so", async () => {
  const { asked, freeze } = proxyOf();
  assert.deepEqual(problem(await freeze("card-1", { body: '{"a":"trap-here"}' })), [503, "failed", "none"]);
  assert.equal(asked.length, 0);
});

test("a trap by an outcome leaves the effect unknown, and the key does nothing again", async () => {
  const { asked, freeze, waiting } = proxyOf();
  const key = crypto.randomUUID();
  const call = freeze("card-1", { key });
  await until(() => waiting.length);
  waiting.shift()('{"code":0,"message":"trap-here"}');
  assert.deepEqual(problem(await call), [500, "failed", "unknown"]);
  const again = await freeze("card-1", { key });
  assert.equal(again.body.code, "still_running");
  assert.equal(asked.length, 1);
});

test("a trap at a repeat says that an earlier request may have done it", async () => {
  const { asked, freeze, ledger, waiting } = proxyOf();
  const key = crypto.randomUUID();
  const first = freeze("card-1", { key });
  await until(() => waiting.length);
  // While the ledger tells of the first, another request makes the module trap.
  const { reserve } = ledger;
  ledger.reserve = async (ask) => {
    const known = await reserve.call(ledger, ask);
    await freeze("trap-here");
    return known;
  };
  assert.deepEqual(problem(await freeze("card-1", { key })), [500, "failed", "unknown"]);
  waiting.shift()();
  await first;
  assert.equal(asked.length, 1);
});

test("a trap of another request ends one that has begun with an unknown effect", async () => {
  const { asked, freeze, waiting } = proxyOf();
  const begun = freeze("card-1");
  await until(() => waiting.length);
  assert.deepEqual(problem(await freeze("trap-here")), [503, "failed", "none"]);
  waiting.shift()();
  assert.deepEqual(problem(await begun), [500, "failed", "unknown"]);
  assert.equal(asked.length, 1);
});

test("traps one after another leave a proxy that works", async () => {
  const { freeze, waiting } = proxyOf();
  for (let turn = 0; turn < 20; turn += 1) await freeze(turn % 2 ? "trap-here" : "overflow-here");
  const next = freeze("card-1");
  await until(() => waiting.length);
  waiting.shift()();
  assert.equal((await next).status, 202);
});
