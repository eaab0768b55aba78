// What is sent again, when, and what never is.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ACTIONS, ANSWERS, GOOD, ISSUERS, answering, json } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";

const { login, update, frozen } = ANSWERS.yativo;
const broken = () => Promise.reject(new TypeError("fetch failed"));
const paths = (fetch) => fetch.calls.map(({ url }) => new URL(url).pathname.split("/").slice(-2).join("/"));
const client = (issuer, fetch) => new CardClient({ issuer: ISSUERS[issuer], fetch });

describe("a write is sent once when it fails with", () => {
  const FAILURES = {
    "a broken connection": [broken, "network"],
    "status 408": [json({}, 408), "issuer_unavailable"],
    "status 500": [json({}, 500), "issuer_unavailable"],
    "status 502": [{ status: 502, text: async () => "<html>" }, "issuer_unavailable"],
    "status 503 and Retry-After": [{ ...json("", 503, { "retry-after": "0" }) }, "issuer_unavailable"],
    "an answer that is cut off": [{ status: 200, text: async () => '{"st' }, "unexpected_answer"],
  };
  for (const [name, [failure, code]] of Object.entries(FAILURES)) {
    test(name, async () => {
      for (const [issuer, action, cardId] of ACTIONS) {
        const needsLogin = "login" in ANSWERS[issuer];
        const fetch = answering(...(needsLogin ? [GOOD[issuer][0]] : []), failure);
        await fails(client(issuer, fetch)[action](cardId), { code, effect: "unknown", retryable: false, issuer });
        assert.equal(fetch.calls.length, needsLogin ? 2 : 1, issuer);
      }
    });
  }
});

describe("a read", { concurrency: true }, () => {
  for (const [name, failure] of [
    ["a broken connection", broken],
    ["status 408", json({}, 408)],
    ["status 502", { status: 502, text: async () => "<html>" }],
    ["status 503 and Retry-After", json({}, 503, { "retry-after": "0" })],
    ["status 504", json({}, 504)],
    ["a rate limit", json({}, 429, { "retry-after": "0" })],
  ]) {
    test(`is sent again after ${name}`, async () => {
      const fetch = answering(login(), failure, frozen);
      assert.equal((await client("yativo", fetch).card("card-1")).state, "frozen");
      assert.equal(fetch.calls.length, 3);
    });
  }

  test("is sent three times and not a fourth time", async () => {
    const fetch = answering(login(), json({}, 503));
    const expected = { code: "issuer_unavailable", effect: "none", retryable: true, status: 503 };
    await fails(client("yativo", fetch).card("card-1"), expected);
    assert.equal(fetch.calls.length, 4);
  });

  for (const [name, failure, code] of [
    ["status 403", json({}, 403), "forbidden"],
    ["status 500", json({}, 500), "issuer_unavailable"],
    ["status 501", json({}, 501), "issuer_unavailable"],
    ["a page", { status: 200, text: async () => "<html>" }, "unexpected_answer"],
    ["a refusal", json({ status: "failed", message: "no" }, 200), "issuer_rejected"],
  ]) {
    test(`is not sent again after ${name}`, async () => {
      const fetch = answering(login(), failure);
      await fails(client("yativo", fetch).card("card-1"), { code, effect: "none" });
      assert.equal(fetch.calls.length, 2);
    });
  }
});

describe("a rate limit", { concurrency: true }, () => {
  const limited = (after) => json({}, 429, after === undefined ? {} : { "retry-after": after });
  const openApi = (fetch, options) => client("open-api", fetch).freeze("card-1", options);

  test("is waited for as long as the issuer says", async () => {
    const fetch = answering(limited("1"), ANSWERS["open-api"]);
    const start = performance.now();
    assert.equal((await openApi(fetch)).result, "accepted");
    const ms = performance.now() - start;
    assert.ok(ms >= 995 && ms < 5_000, `it waited ${ms} ms`);
    assert.equal(fetch.calls.length, 2);
  });

  for (const after of [undefined, "soon", "-1", "0.5", "Wed, 21 Oct 2015 07:28:00 GMT"]) {
    test(`with Retry-After ${after} is waited for for a moment`, async () => {
      const fetch = answering(limited(after), ANSWERS["open-api"]);
      assert.equal((await openApi(fetch)).result, "accepted");
      assert.equal(fetch.calls.length, 2);
    });
  }

  test("that goes on is reported after three attempts", async () => {
    const fetch = answering(limited("0"));
    await fails(openApi(fetch), { code: "rate_limited", effect: "none", retryable: true, retryAfterMs: 0, status: 429 });
    assert.equal(fetch.calls.length, 3);
  });

  test("that asks for more than a minute is not waited for", async () => {
    const fetch = answering(limited("61"), ANSWERS["open-api"]);
    await fails(openApi(fetch), { code: "rate_limited", effect: "none", retryable: true, retryAfterMs: 61_000 });
    assert.equal(fetch.calls.length, 1);
  });
});

describe("a login", () => {
  for (const [name, failure, code] of [
    ["a broken connection", broken, "network"],
    ["status 500", json({}, 500), "issuer_unavailable"],
    ["a rate limit", json({}, 429, { "retry-after": "0" }), "rate_limited"],
    ["a wrong address", json({}, 404), "issuer_rejected"],
    ["no token in the answer", json({ status: "success", data: { expires_in: 600 } }), "unexpected_answer"],
    ["no life in the answer", json({ status: "success", data: { access_token: "t" } }), "unexpected_answer"],
  ]) {
    test(`is not repeated after ${name}, and the card is as it was`, async () => {
      const fetch = answering(failure);
      await fails(client("yativo", fetch).freeze("card-1"), { code, effect: "none", action: "freeze" });
      assert.deepEqual(paths(fetch), ["auth/login"]);
    });
  }

  test("that was refused is not tried again for a while, and the wait is told", async (t) => {
    let now = Date.now();
    t.mock.method(Date, "now", () => now);
    const fetch = answering(json({ message: "Unauthenticated." }, 401), login(), frozen);
    const one = client("yativo", fetch);
    await fails(one.card("card-1"), { code: "unauthorized", effect: "none", status: 401 });
    now += 20_000;
    await fails(one.card("card-1"), { code: "unauthorized", effect: "none", retryAfterMs: 40_000 });
    assert.equal(fetch.calls.length, 1);
    now += 40_001;
    assert.equal((await one.card("card-1")).state, "frozen");
  });

  test("of a locked account is not tried again for ten minutes", async (t) => {
    let now = Date.now();
    t.mock.method(Date, "now", () => now);
    const locked = json({ id: 0, status: "0", errors: [{ fieldName: "username", messageCode: "Account_Locked" }] });
    const fetch = answering(locked);
    const one = client("ibanera", fetch);
    const expected = { code: "forbidden", issuerCode: "Account_Locked", retryAfterMs: 600_000 };
    await fails(one.activate("1001"), expected);
    now += 590_000;
    await fails(one.activate("1001"), { ...expected, retryAfterMs: 10_000 });
    assert.equal(fetch.calls.length, 1);
  });
});

describe("a session", () => {
  const bearers = (fetch) => fetch.calls.map(({ headers }) => headers.Authorization);

  test("that the issuer ended is renewed, and the action sent again with the new token", async () => {
    const fetch = answering(login("old"), json({}, 401), login("new"), update, frozen);
    assert.equal((await client("yativo", fetch).freeze("card-1")).result, "completed");
    assert.deepEqual(bearers(fetch), [undefined, "Bearer old", undefined, "Bearer new", "Bearer new"]);
  });

  test("that the issuer ends again is not renewed twice for one action", async () => {
    const fetch = answering(login("old"), json({}, 401), login("new"), json({}, 401));
    await fails(client("yativo", fetch).freeze("card-1"), { code: "unauthorized", effect: "none", status: 401 });
    assert.equal(fetch.calls.length, 4);
  });

  test("is refreshed near its end and started anew after it", async (t) => {
    let now = Date.now();
    t.mock.method(Date, "now", () => now);
    const fetch = answering(login("first", 600), frozen, login("second", 600), frozen, login("third", 600), frozen);
    const one = client("yativo", fetch);
    await one.card("card-1");
    now += 580_000;
    await one.card("card-1");
    now += 700_000;
    await one.card("card-1");
    assert.deepEqual(paths(fetch), [
      "auth/login",
      "get/card-1",
      "auth/refresh-token",
      "get/card-1",
      "auth/login",
      "get/card-1",
    ]);
    const expected = [undefined, "Bearer first", "Bearer first", "Bearer second", undefined, "Bearer third"];
    assert.deepEqual(bearers(fetch), expected);
  });

  test("that cannot be refreshed is started anew", async (t) => {
    let now = Date.now();
    t.mock.method(Date, "now", () => now);
    const fetch = answering(login("first", 600), frozen, json({}, 500), login("second"), frozen);
    const one = client("yativo", fetch);
    await one.card("card-1");
    now += 580_000;
    await one.card("card-1");
    assert.deepEqual(paths(fetch).slice(2), ["auth/refresh-token", "auth/login", "get/card-1"]);
  });

  test("is one for 50 calls at once", async () => {
    const slowly = () => new Promise((go) => setTimeout(go, 20, login()));
    const fetch = answering(slowly, frozen);
    const one = new CardClient({ issuer: ISSUERS.yativo, fetch, deadlineMs: 2_000 });
    const cards = await Promise.all(Array.from({ length: 50 }, (_, at) => one.card(`card-${at}`)));
    assert.equal(cards.length, 50);
    assert.equal(paths(fetch).filter((path) => path === "auth/login").length, 1);
    assert.equal(fetch.calls.length, 51);
  });
});

describe("the idempotency key", () => {
  const keys = (fetch) => fetch.calls.map(({ headers }) => headers["Idempotency-Key"]).filter(Boolean);

  test("is the caller's", async () => {
    const fetch = answering(...GOOD.yativo);
    await client("yativo", fetch).freeze("card-1", { idempotencyKey: "order-77" });
    assert.deepEqual(keys(fetch), ["order-77"]);
  });

  test("is the same for every attempt of one call, and a fresh one for the next", async () => {
    const limited = json({}, 429, { "retry-after": "0" });
    const fetch = answering(login(), limited, json({}, 401), login(), update, frozen, update, frozen);
    const one = client("yativo", fetch);
    await one.freeze("card-1");
    await one.freeze("card-1");
    const [first, again, renewed, next] = keys(fetch);
    assert.match(first, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual([again, renewed], [first, first]);
    assert.notEqual(next, first);
    assert.equal(keys(fetch).length, 4);
  });

  for (const idempotencyKey of ["", "a b", "é", "a\r\nx: y", "k".repeat(256), 5, true, {}]) {
    test(`${JSON.stringify(idempotencyKey).slice(0, 20)} is refused before anything is sent`, async () => {
      const fetch = answering(...GOOD.yativo);
      const call = client("yativo", fetch).freeze("card-1", { idempotencyKey });
      await fails(call, { code: "invalid_input", effect: "none", path: "idempotencyKey" });
      assert.equal(fetch.calls.length, 0);
    });
  }

  test("of 255 characters is taken", async () => {
    const fetch = answering(...GOOD.yativo);
    await client("yativo", fetch).freeze("card-1", { idempotencyKey: "k".repeat(255) });
    assert.equal(keys(fetch)[0].length, 255);
  });
});
