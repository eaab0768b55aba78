// What the client makes of what fetch gives.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ANSWERS, ISSUERS, answering, json } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";

const freeze = (fetch) => new CardClient({ issuer: ISSUERS["open-api"], fetch }).freeze("card-1");
const GOOD = '{"code":0,"message":"success"}';
const bytes = new TextEncoder().encode(GOOD);

describe("answers that are taken", () => {
  const TAKEN = {
    "status and text alone": { status: 200, text: async () => GOOD },
    "status and arrayBuffer alone": { status: 200, arrayBuffer: async () => bytes.buffer },
    "a Response": new Response(GOOD),
    "text that is there at once": { status: 200, text: () => GOOD },
    "headers that have only get": { status: 200, headers: { get: () => null }, text: async () => GOOD },
    "an answer that fetch gives at once": { status: 200, text: async () => GOOD },
  };
  for (const [name, answer] of Object.entries(TAKEN)) {
    test(name, async () => {
      const fetch = answering(name.endsWith("at once") ? () => answer : answer);
      assert.equal((await freeze(fetch)).result, "accepted");
      assert.equal(fetch.calls.length, 1);
    });
  }
});

describe("fetch fails: whether the request was executed is not known, and it is not sent again", () => {
  const FAILED = {
    "it throws": () => {
      throw new Error("no network");
    },
    "it throws something that is no error": () => {
      throw undefined;
    },
    "its promise is rejected": () => Promise.reject(new TypeError("fetch failed")),
    "it gives nothing": () => undefined,
    "it gives null": () => null,
    "it gives a text": () => GOOD,
    "the answer has no body": () => ({ status: 200 }),
    "the body cannot be read": () => ({ status: 200, text: () => Promise.reject(new Error("cut")) }),
    "reading the body throws": () => ({
      status: 200,
      arrayBuffer() {
        throw new Error("cut");
      },
    }),
    "the headers cannot be read": () => ({
      status: 200,
      text: async () => GOOD,
      headers: {
        get() {
          throw new Error("cut");
        },
      },
    }),
  };
  for (const [name, answer] of Object.entries(FAILED)) {
    test(name, async () => {
      const fetch = answering(answer);
      await fails(freeze(fetch), { code: "network", effect: "unknown", retryable: false, issuer: "open-api" });
      assert.equal(fetch.calls.length, 1);
    });
  }
});

describe("answers that are not the issuer's", () => {
  const STRANGE = {
    "no status and no text": { text: async () => "" },
    "a text that is no text": { status: 200, text: async () => ({ code: 0 }) },
    "bytes that are no bytes": { status: 200, arrayBuffer: async () => GOOD },
    "a code that is text": { status: 200, text: async () => '{"code":"0"}' },
    "a code that is true": { status: 200, text: async () => '{"code":true}' },
    "the same field twice": { status: 200, text: async () => '{"code":0,"code":1}' },
    "a list": { status: 200, text: async () => `[${GOOD}]` },
    "a page": { status: 200, text: async () => "<!doctype html>" },
    nothing: { status: 200, text: async () => "" },
    "half of it": { status: 200, text: async () => GOOD.slice(0, 12) },
    "a redirect": { status: 302, text: async () => "" },
    "a redirect that the host hides": { status: 0, type: "opaqueredirect", text: async () => "" },
  };
  for (const [name, answer] of Object.entries(STRANGE)) {
    test(name, async () => {
      const fetch = answering(answer);
      // A client that made something of it must not say that the card was left alone.
      const error = await fails(freeze(fetch), { effect: "unknown", retryable: false });
      assert.ok(["unexpected_answer", "network"].includes(error.code), error.code);
      assert.equal(fetch.calls.length, 1);
    });
  }
});

describe("answers of ibanera that do not fit the call are not reported as done", () => {
  const answer = (details, more = {}) => json({ id: 1, details, status: "1", errors: [], ...more });
  const activated = { card: { id: 1001, bSuppressed: false } };
  const STRANGE = {
    "another card": answer({ card: { id: 1002, bSuppressed: false } }),
    "errors beside the success": answer(activated, { errors: [{ messageCode: "Invalid" }] }),
    "a status that is a number": answer(activated, { status: 1 }),
    "a status that is true": answer(activated, { status: true }),
  };
  for (const [name, strange] of Object.entries(STRANGE)) {
    test(name, async () => {
      const fetch = answering(ANSWERS.ibanera.login(), strange);
      const call = new CardClient({ issuer: ISSUERS.ibanera, fetch }).activate("1001");
      await fails(call, { code: "unexpected_answer", effect: "unknown", retryable: false });
      assert.equal(fetch.calls.length, 2);
    });
  }

  test("another state than the wanted one is not completed", async () => {
    const other = answer({ card: { id: 1001, bSuppressed: true } });
    const still = answer({ status: "Deactivated" });
    const fetch = answering(ANSWERS.ibanera.login(), other, still);
    const call = new CardClient({ issuer: ISSUERS.ibanera, fetch }).activate("1001", { deadlineMs: 200 });
    await fails(call, { effect: "unknown", retryable: false });
  });
});

test("a Retry-After that is no text does no harm", async () => {
  const headers = { get: () => 0 };
  const limited = { status: 429, headers, text: async () => "" };
  const outcome = await freeze(answering(limited, ANSWERS["open-api"]));
  assert.equal(outcome.result, "accepted");
});

test("fields that have no name here reach the caller, and large numbers as text", async () => {
  const text = async () => '{"code":0,"message":"ok","serial":12345678901234567890,"part":0.1,"list":[1,null]}';
  const { remarks, extra } = await freeze(answering({ status: 200, text }));
  assert.equal(remarks, "ok");
  assert.deepEqual(extra, { serial: "12345678901234567890", part: "0.1", list: [1, null] });
});

test("the host's fetch is looked up at each call", async (t) => {
  const client = new CardClient({ issuer: ISSUERS["open-api"] });
  const fetch = answering(ANSWERS["open-api"]);
  t.mock.method(globalThis, "fetch", fetch);
  assert.equal((await client.freeze("card-1")).result, "accepted");
  assert.equal(fetch.calls.length, 1);
});
