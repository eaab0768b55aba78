// What a program's records add to what a page asked for.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { ISSUERS } from "../package/support/fetches.js";

const { CardError, createCardProxy } = await fromPackage("cardlatch/edge");
const { CardClient } = await fromPackage("cardlatch");

const ANSWER = '{"code":0,"message":"success"}';

const REAL = Date.now;

/** A proxy for an issuer that takes physical cards alone, and what was asked of its hook and of the issuer. */
function proxyOf(complete) {
  const asked = [];
  const sent = [];
  const fetch = async (url, { body }) => {
    sent.push(new TextDecoder().decode(body));
    return new Response(ANSWER);
  };
  const handler = createCardProxy({
    issuers: { main: new CardClient({ issuer: { ...ISSUERS["open-api"], virtualCards: false }, fetch }) },
    authenticate: () => ({ id: "ann", company: "c-1" }),
    owns: () => true,
    allow: ["freeze"],
    complete: (principal, question) => {
      asked.push({ principal, question });
      return complete(question);
    },
  });
  const freeze = (key, body = {}) => {
    const headers = { "idempotency-key": key, "content-type": "application/json" };
    return handler(new Request("https://cards.example/cards/card-1/freeze", { method: "POST", headers, body: JSON.stringify(body) }));
  };
  return { asked, sent, freeze };
}

const KEY = "0123456789abcdef";

test("the client is called with what the records say, once, and the key belongs to what the page said", async () => {
  let form = "virtual";
  const { asked, sent, freeze } = proxyOf(({ options }) => ({ ...options, form }));
  const refused = await freeze("a".repeat(16));
  assert.equal(refused.status, 422);
  assert.equal((await refused.json()).code, "unsupported_action");
  assert.equal(sent.length, 0);

  form = "physical";
  const taken = await freeze(KEY);
  assert.equal(taken.status, 202);
  form = "virtual";
  const repeated = await freeze(KEY);
  assert.equal(repeated.status, 202);
  assert.equal(repeated.headers.get("idempotency-replayed"), "true");
  assert.equal(sent.length, 1);
  assert.equal(asked.length, 2);
  assert.deepEqual(asked[1], {
    principal: { id: "ann", company: "c-1" },
    question: { action: "freeze", cardId: "card-1", issuer: "main", options: {} },
  });
});

const failures = [
  ["throws", () => { throw new Error("The records are closed: 4111111111111111."); }, 500, "failed"],
  ["gives no options", () => "physical", 500, "failed"],
  ["throws an error of a client", () => { throw errorOf("invalid_input", "unknown"); }, 400, "invalid_input"],
];

function errorOf(code, effect) {
  try {
    createCardProxy({});
  } catch (error) {
    assert.ok(error instanceof CardError);
    return Object.assign(error, { code, effect, path: "form" });
  }
}

for (const [name, complete, status, code] of failures) {
  test(`a hook that ${name} ends the operation with nothing done, and its key is free`, async () => {
    let isWhole = false;
    const { sent, freeze } = proxyOf((question) => (isWhole ? question.options : complete()));
    const answer = await freeze(KEY);
    const text = await answer.text();
    assert.equal(answer.status, status, text);
    assert.equal(JSON.parse(text).code, code);
    assert.equal(JSON.parse(text).effect, "none");
    assert.doesNotMatch(text, /4111|records are closed/);
    assert.equal(sent.length, 0);
    isWhole = true;
    assert.equal((await freeze(KEY)).status, 202);
    assert.equal(sent.length, 1);
  });
}

test("a hook that takes longer than the call may ends the operation before anything is sent", async (context) => {
  let aheadMs = 0;
  context.mock.method(Date, "now", () => REAL() + aheadMs);
  const { sent, freeze } = proxyOf(({ options }) => {
    aheadMs = 60_000;
    return options;
  });
  const answer = await freeze(KEY);
  assert.equal(answer.status, 504);
  assert.deepEqual([(await answer.json()).effect, sent.length], ["none", 0]);
});
