// What a host gives with a request: what keeps work going, and what ends it.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { ISSUERS } from "../package/support/fetches.js";

const { CardError, MemoryLedger, createCardProxy } = await fromPackage("cardlatch/edge");
const { CardClient } = await fromPackage("cardlatch");

const GOOD = '{"code":0,"message":"success"}';

/** A proxy for an issuer that answers when the test says so. */
function proxyOf(options) {
  const calls = [];
  const fetch = (url, { signal }) => new Promise((go) => calls.push({ url, signal, answer: () => go(new Response(GOOD)) }));
  const handler = createCardProxy({
    issuers: { main: new CardClient({ issuer: ISSUERS["open-api"], fetch }) },
    authenticate: () => "ann",
    owns: () => true,
    allow: ["freeze", "card", "transactions"],
    ...options,
  });
  return { calls, handler };
}

function requestOf(method, path, signal) {
  const headers = { "idempotency-key": crypto.randomUUID(), "content-type": "application/json" };
  return new Request(`https://cards.example${path}`, { method, headers, signal, ...(method === "POST" && { body: "{}" }) });
}

/** A context that keeps what it is given. */
function contextOf() {
  const kept = [];
  return { kept, waitUntil: (work) => void kept.push(work) };
}

async function until(isTrue) {
  for (let turn = 0; turn < 2_000 && !isTrue(); turn += 1) await new Promise((go) => setTimeout(go, 2));
  assert.ok(isTrue());
}

for (const [name, place] of [
  ["second", (context) => [context]],
  ["third, as a worker gives it", (context) => [{ KEY: "value" }, context]],
]) {
  test(`a write is given to the context that stands ${name}, until it is recorded`, async () => {
    const recorded = [];
    const ledger = new MemoryLedger();
    const { record } = ledger;
    ledger.record = async (change) => {
      const entry = await record.call(ledger, change);
      recorded.push(change.state);
      return entry;
    };
    const { calls, handler } = proxyOf({ ledger });
    const controller = new AbortController();
    const context = contextOf();
    handler(requestOf("POST", "/cards/card-1/freeze", controller.signal), ...place(context)).catch(() => {});
    await until(() => calls.length);
    controller.abort();
    assert.equal(context.kept.length, 1);
    assert.equal(calls[0].signal.aborted, false, "the page ended a write");
    calls[0].answer();
    await context.kept[0];
    assert.deepEqual(recorded, ["accepted"]);
  });
}

test("a page that goes away ends what only reads for it", async () => {
  const calls = [];
  const issuer = ISSUERS.yativo;
  const fetch = (url, { signal }) => {
    const text = '{"status":"success","status_code":200,"message":"ok","data":{"access_token":"t","expires_in":600}}';
    if (/login/.test(url)) return Promise.resolve(new Response(text));
    return new Promise((_, fail) => {
      calls.push(signal);
      signal.addEventListener("abort", () => fail(signal.reason));
    });
  };
  const { handler } = proxyOf({ issuers: { main: new CardClient({ issuer, fetch }) } });
  const controller = new AbortController();
  const answer = handler(requestOf("GET", "/cards/card-1", controller.signal));
  await until(() => calls.length);
  controller.abort();
  const response = await answer;
  assert.deepEqual([response.status, (await response.json()).code], [503, "aborted"]);
  assert.equal(calls[0].aborted, true);
});

test("without a context a request is answered as well", async () => {
  const { calls, handler } = proxyOf();
  const answer = handler(requestOf("POST", "/cards/card-1/freeze"));
  await until(() => calls.length);
  calls[0].answer();
  assert.equal((await answer).status, 202);
});

test("an error of another library in a hook tells the page nothing", async () => {
  class RequestError extends Error {
    code = "ECONNREFUSED";
    effect = "unknown";
    toJSON = () => ({ code: this.code, effect: this.effect, message: this.message, path: "/etc/key" });
  }
  const complete = () => Promise.reject(new RequestError("postgres://admin:4711@db.internal is away"));
  const { calls, handler } = proxyOf({ complete });
  const response = await handler(requestOf("POST", "/cards/card-1/freeze"));
  const text = await response.text();
  const { code, effect } = JSON.parse(text);
  assert.deepEqual([response.status, code, effect], [500, "failed", "none"]);
  assert.doesNotMatch(text, /4711|internal|etc/);
  assert.equal(calls.length, 0);
});

test("an error of the package in a hook is told", async () => {
  const own = new CardError({ code: "invalid_input", effect: "none", retryable: false, path: "form", message: "Say which form." });
  const { handler } = proxyOf({ complete: () => Promise.reject(own) });
  const response = await handler(requestOf("POST", "/cards/card-1/freeze"));
  const { code, path, detail } = await response.json();
  assert.deepEqual([response.status, code, path, detail], [400, "invalid_input", "form", "Say which form."]);
});

test("a hook that has read the body leaves none to read, and nothing is sent", async () => {
  const { calls, handler } = proxyOf({ authenticate: async (request) => `ann${(await request.text()).length}` });
  const response = await handler(requestOf("POST", "/cards/card-1/freeze"));
  assert.ok(response.status >= 400, `${response.status}`);
  assert.equal((await response.json()).effect, "none");
  assert.equal(calls.length, 0);
});
