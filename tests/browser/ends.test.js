// How calls end: lost answers, refusals, limits, and what is kept of them.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { inspect } from "node:util";

import { CardClient, fails, memory } from "./support/client.js";
import { answers, startStub } from "./support/stub.js";

describe("ends", () => {
  let stub;
  let store;
  before(async () => {
    stub = await startStub();
  });
  beforeEach(async () => {
    // What the test before left behind arrives before this comes back.
    for (let round = 0; round < 2; round += 1) await fetch(stub.url);
    stub.reset();
    store = memory();
  });
  after(() => stub.close());

  const client = (options = {}) => new CardClient({ proxy: stub.proxy, store, ...options });
  const problem = (status, code, more) => (response) => stub.problem(response, status, code, more);
  const keys = () => new Set(stub.requests.map(({ headers }) => headers["idempotency-key"]));

  const LOST = {
    "a connection that is cut": answers.cut,
    "a connection that is cut in the midst of the answer": (response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": 1000 });
      response.write("{", () => response.destroy());
    },
    "a page of a gateway with 502": answers.gateway(502),
    "a page of a gateway with 503": answers.gateway(503),
    "a page of a gateway with 504": answers.gateway(504),
    "a write that still runs": problem409(),
    "a write that still runs, with its id": problem409({ operation: "x~main~card-1", effect: "unknown" }),
    "a card that is busy while an earlier attempt is unclear": (response) =>
      stub.problem(response, 409, "card_busy", { retryable: true, retryAfterMs: 400, effect: "unknown", operation: "x~main~card-1" }),
  };
  function problem409(more) {
    return (response) => stub.problem(response, 409, "still_running", { retryable: true, retryAfterMs: 400, ...more });
  }

  for (const [name, answer] of Object.entries(LOST)) {
    for (const executes of [true, false]) {
      test(`${name}: asked again with the same key and bytes, done once (${executes ? "it was" : "it was not"} carried out)`, async () => {
        stub.faults.push({ on: "cancel", executes, answer });
        const outcome = await client().cancel("card-1", { reason: "lost" });
        assert.equal(outcome.result, "completed");
        assert.equal(stub.requests.length, 2);
        assert.equal(keys().size, 1, "one key");
        assert.deepEqual(stub.requests[0].body, stub.requests[1].body);
        assert.equal(stub.executed.length, 1);
        assert.deepEqual(client().pending(), []);
      });
    }
    test(`${name}, until the deadline: the effect is unknown`, async () => {
      stub.faults.push({ on: "cancel", executes: true, times: Infinity, answer });
      const error = await fails(client().cancel("card-1", { deadlineMs: 700 }), { effect: "unknown", retryable: false, action: "cancel", cardId: "card-1" });
      assert.match(error.code, /^(network|unexpected_answer|still_running|card_busy|timeout)$/);
      assert.equal(error.idempotencyKey, [...keys()][0]);
      assert.deepEqual(client().pending().map(({ key, action }) => [key, action]), [[error.idempotencyKey, "cancel"]]);
    });
  }

  test("bytes of an image are the same again", async () => {
    stub.faults.push({ on: "freeze", executes: true, answer: answers.cut });
    const { png } = await import("../package/scenarios/pictures.js");
    await client().freeze("card-1", { signImage: png() });
    assert.equal(stub.requests.length, 2);
    assert.deepEqual(stub.requests[0].body, stub.requests[1].body);
    assert.equal(stub.requests[0].headers["content-type"], stub.requests[1].headers["content-type"]);
  });

  test("an attempt that takes too long is asked for again", async () => {
    stub.faults.push({ on: "freeze", executes: true, answer: answers.hang });
    await client().freeze("card-1", { timeoutMs: 80 });
    assert.equal(stub.executed.length, 1);
    assert.equal(stub.requests.length, 2);
  });

  test("a deadline in an attempt: timeout, unknown", async () => {
    stub.faults.push({ times: 9, answer: answers.hang });
    await fails(client().freeze("card-1", { deadlineMs: 80 }), { code: "timeout", effect: "unknown" });
    await fails(client().card("card-1", { deadlineMs: 80 }), { code: "timeout", effect: "none", retryable: true });
  });

  test("a key of one's own is used, and asks again what was unclear", async () => {
    stub.faults.push({ on: "freeze", executes: true, times: Infinity, answer: answers.cut });
    const { idempotencyKey } = await fails(client().freeze("card-1", { deadlineMs: 300 }), { effect: "unknown" });
    stub.faults.length = 0;
    assert.equal((await client().freeze("card-1", { idempotencyKey })).result, "completed");
    assert.equal(stub.executed.length, 1);
    assert.deepEqual(client().pending(), []);
  });

  describe("a key whose first call ended unclear", () => {
    const KEY = "0123456789abcdef";
    const options = { idempotencyKey: KEY, reason: "x" };
    const refusals = {
      "a refusal at the door": [() => stub.faults.push({ answer: problem(401, "not_signed_in") }), {}],
      "other options": [() => stub.faults.push({ answer: problem(422, "key_reused") }), {}],
      "a picture that is refused": [() => {}, { signImage: "none" }],
      "headers that cannot be had": [() => {}, {}, { headers: () => Promise.reject(new Error("no token")) }],
      "an abort before anything is sent": [() => {}, { signal: AbortSignal.abort() }],
    };
    for (const [name, [prepare, more, own]] of Object.entries(refusals)) {
      for (const kept of ["in a storage", "in the client alone"]) {
        test(`${name}: it stays unclear, and is kept (${kept})`, async () => {
          const cards = client({ timeoutMs: 50, store: kept === "in a storage" ? store : null, headers: () => own?.headers && isSecond ? own.headers() : {} });
          let isSecond = false;
          stub.faults.push({ on: "cancel", executes: true, times: Infinity, answer: answers.hang });
          await fails(cards.cancel("card-1", { ...options, deadlineMs: 90 }), { effect: "unknown" });
          stub.faults.length = 0;
          isSecond = true;
          prepare();
          const error = await fails(cards.cancel("card-1", { ...options, ...more }), { effect: "unknown", retryable: false });
          assert.equal(error.idempotencyKey, KEY);
          stub.faults.length = 0;
          isSecond = false;
          assert.equal((await cards.resume(KEY)).result, "completed");
          assert.equal(stub.executed.length, 1);
          assert.equal(store.length, 0);
        });
      }
    }

    test("is not for another write, which is not sent", async () => {
      stub.faults.push({ on: "cancel", executes: true, answer: problem(504, "timeout", { effect: "unknown" }) });
      await fails(client().cancel("card-1", options), { effect: "unknown" });
      for (const other of [client().freeze("card-1", options), client().cancel("card-2", options), client().issue(options), client({ issuer: "second" }).cancel("card-1", options)]) {
        await fails(other, { code: "key_reused", path: "idempotencyKey", effect: "none" });
      }
      assert.equal(stub.requests.length, 1);
      assert.deepEqual(client().pending().map(({ action, cardId }) => [action, cardId]), [["cancel", "card-1"]]);
    });
  });

  test("a gateway that says to come back at once is not asked without a pause", async () => {
    const answer = (response) => response.writeHead(503, { "retry-after": "0" }).end();
    stub.faults.push({ on: "freeze", times: Infinity, answer });
    await fails(client().freeze("card-1", { deadlineMs: 1_200 }), { effect: "unknown" });
    assert.ok(stub.requests.length >= 3 && stub.requests.length <= 5, `${stub.requests.length}`);
    stub.reset();
    stub.faults.push({ on: "freeze", times: Infinity, answer: problem(409, "still_running", { retryAfterMs: -1 }) });
    await fails(client().freeze("card-1", { deadlineMs: 1_200 }), { effect: "unknown" });
    assert.ok(stub.requests.length <= 5, `${stub.requests.length}`);
  });

  test("two calls have two keys", async () => {
    await Promise.all([client().freeze("card-1"), client().freeze("card-1")]);
    assert.equal(keys().size, 2);
  });

  test("429 is waited for, also in a gateway's own form", async () => {
    stub.faults.push({ on: "freeze", answer: problem(429, "rate_limited", { retryable: true, retryAfterMs: 30 }) }, { on: "freeze", answer: answers.busy(0) });
    await client().freeze("card-1");
    assert.equal(stub.requests.length, 3);
    assert.equal(keys().size, 1);
  });

  test("429 with a longer wait than is left: an error at once", async () => {
    stub.faults.push({ on: "freeze", answer: problem(429, "rate_limited", { retryable: true, retryAfterMs: 60_000 }) }, { on: "freeze", answer: answers.busy(600) });
    await fails(client().freeze("card-1", { deadlineMs: 5_000 }), { code: "rate_limited", effect: "none", retryable: true, retryAfterMs: 60_000 });
    await fails(client().freeze("card-1"), { code: "rate_limited", effect: "none", retryable: true, retryAfterMs: 600_000 });
    assert.deepEqual(client().pending(), []);
  });

  test("a problem becomes an error with all that it says", async () => {
    const more = {
      effect: "unknown",
      issuer: "artha",
      action: "cancel",
      cardId: "card-1",
      path: "reason",
      issuerCode: "E17",
      issuerStatus: 504,
      requestId: "r-1",
      operation: "t~main~card-1",
      data: { asked: "1" },
      detail: "The issuer did not answer in time.",
      stack: "not taken",
      name: "Other",
      unknownHere: 1,
    };
    stub.faults.push({ on: "cancel", answer: problem(504, "timeout", more) });
    const error = await fails(client().cancel("card-1"), {
      name: "CardError",
      code: "timeout",
      effect: "unknown",
      retryable: false,
      issuer: "artha",
      path: "reason",
      issuerCode: "E17",
      status: 504,
      requestId: "r-1",
      operation: "t~main~card-1",
      data: { asked: "1" },
      message: "The issuer did not answer in time.",
    });
    assert.equal(stub.requests.length, 1, "what the issuer left unclear is not asked for again by itself");
    assert.notEqual(error.stack, "not taken");
  });

  test("the key of an error is in no log", async () => {
    stub.faults.push({ on: "cancel", answer: answers.text("{}") });
    const error = await fails(client().cancel("card-1"), { code: "unexpected_answer", effect: "unknown" });
    assert.match(error.idempotencyKey, /^[0-9a-f]{32}$/);
    for (const text of [inspect(error, { showHidden: true, depth: 9 }), JSON.stringify(error), `${error}`, error.stack]) {
      assert.ok(!text.includes(error.idempotencyKey), text);
    }
  });

  const REFUSED = [
    [400, "invalid_input"],
    [401, "not_signed_in"],
    [403, "not_allowed"],
    [403, "confirmation_required"],
    [413, "too_large"],
    [422, "key_reused"],
    [422, "issuer_rejected"],
    [404, "card_not_found"],
  ];
  for (const [status, code] of REFUSED) {
    test(`${code} is told at once, and nothing is kept`, async () => {
      stub.faults.push({ on: "freeze", answer: problem(status, code) });
      const error = await fails(client().freeze("card-1"), { code, effect: "none", retryable: false });
      assert.equal(error.idempotencyKey, undefined);
      assert.equal(stub.requests.length, 1);
      assert.equal(store.length, 0);
    });
  }

  test("a refusal at the door says nothing of the attempt before it", async () => {
    stub.faults.push({ on: "freeze", executes: true, answer: answers.cut }, { on: "freeze", answer: problem(401, "not_signed_in") });
    await fails(client().freeze("card-1"), { code: "not_signed_in", effect: "unknown" });
    assert.equal(client().pending().length, 1);
    stub.faults.push({ on: "freeze", answer: answers.cut }, { on: "freeze", answer: problem(422, "issuer_rejected", { operation: "t~main~card-1" }) });
    await fails(client().freeze("card-1"), { code: "issuer_rejected", effect: "none" });
    assert.equal(client().pending().length, 1);
  });

  test("what is no answer of the proxy is none", async () => {
    const odd = {
      "a redirect": answers.redirect,
      "a page with 200": answers.text("<html>Sign in</html>", "text/html"),
      "a page with 413": (response) => response.writeHead(413, { "content-type": "text/html" }).end("<html>"),
      "no JSON": answers.text("{oops"),
      "JSON under another name": answers.text('{"result":"completed","action":"freeze"}', "text/plain"),
      "JSON that is no object": answers.text('"completed"'),
      "another outcome": answers.text('{"result":"perhaps","action":"freeze"}'),
      "the outcome of another action": answers.text('{"result":"completed","action":"cancel"}'),
      "an endless answer": answers.text(`{"result":"completed","action":"freeze","x":"${"x".repeat(2 ** 20)}"}`),
      "a problem without a code": (response) => response.writeHead(400, { "content-type": "application/problem+json" }).end('{"title":"x"}'),
      "a problem with success": (response) => response.writeHead(200, { "content-type": "application/problem+json" }).end('{"code":"x","effect":"none"}'),
    };
    for (const [name, answer] of Object.entries(odd)) {
      stub.reset();
      stub.faults.push({ answer });
      const error = await fails(client().freeze("card-1"), { code: "unexpected_answer", effect: "unknown" });
      assert.equal(stub.requests.length, 1, name);
      assert.ok(!JSON.stringify(error).includes("Sign in"), name);
    }
    stub.faults.push({ answer: answers.redirect });
    await fails(client().card("card-1"), { code: "unexpected_answer", effect: "none", retryable: false });
    await client({ maxAnswerBytes: 2 ** 21 }).freeze("card-1");
  });

  test("reads are asked for again three times in all", async () => {
    for (const answer of [answers.cut, answers.gateway(503), problem(503, "issuer_unavailable", { retryable: true, retryAfterMs: 10 })]) {
      stub.reset();
      stub.faults.push({ answer, times: 2 });
      assert.equal((await client().card("card-1")).state, "active");
      stub.faults.push({ answer, times: 9 });
      await fails(client().card("card-1"), { effect: "none", retryable: true });
      assert.equal(stub.requests.length, 6);
    }
    stub.reset();
    stub.faults.push({ answer: problem(503, "issuer_unavailable") });
    await fails(client().card("card-1"), { code: "issuer_unavailable", retryable: false });
    assert.equal(stub.requests.length, 1);
  });

  test("an abort ends a call wherever it is", async () => {
    const before = await fails(client().freeze("card-1", { signal: AbortSignal.abort() }), { code: "aborted", effect: "none" });
    assert.equal(before.idempotencyKey, undefined);
    assert.equal(stub.requests.length, 0);
    assert.equal(store.length, 0);

    const within = async (answer, options, call = (cards, options) => cards.freeze("card-1", options)) => {
      const controller = new AbortController();
      stub.faults.push({ times: 9, answer: (...all) => (setImmediate(() => controller.abort()), answer(...all)) });
      try {
        return await fails(call(client(options), { signal: controller.signal }), { code: "aborted" });
      } finally {
        stub.reset();
      }
    };
    assert.equal((await within(answers.hang)).effect, "unknown");
    assert.equal((await within((response) => response.writeHead(200, { "content-type": "application/json" }).write("{"))).effect, "unknown");
    assert.equal((await within(problem(429, "rate_limited", { retryable: true, retryAfterMs: 9_000 }))).effect, "unknown");
    assert.equal((await within(answers.hang, {}, (cards, options) => cards.card("card-1", options))).effect, "none");
    assert.equal((await within(answers.hang, {}, (cards, options) => cards.cards(options).page())).effect, "none");
    assert.equal((await within(answers.hang, {}, (cards, options) => cards.reveal("card-1", options))).effect, "none");

    const headers = () => new Promise(() => {});
    const controller = new AbortController();
    setImmediate(() => controller.abort());
    await fails(client({ headers }).freeze("card-1", { signal: controller.signal }), { code: "aborted", effect: "none" });
    await fails(client({ headers }).freeze("card-1", { deadlineMs: 30 }), { code: "timeout", effect: "none" });
    assert.equal(stub.requests.length, 0);
  });

  test("what is kept holds none of the options", async () => {
    const kept = [];
    const watched = { ...memory(), setItem: (...all) => kept.push(all.join(" ")) };
    await client({ store: watched, issuer: "main" }).setPin("card-1", { newPin: "4912", oldPin: "8075" });
    assert.equal(kept.length, 1);
    const [key] = keys();
    assert.ok(kept[0].startsWith(`cardlatch ${stub.proxy} ${key} {`), kept[0]);
    assert.deepEqual(Object.keys(JSON.parse(kept[0].slice(kept[0].indexOf("{")))).sort(), ["action", "atMs", "cardId", "issuer"]);
  });

  test("it is kept before it is sent, and asked about without one", async () => {
    let first;
    const fetch = async (...all) => ((first ??= client().pending()), globalThis.fetch(...all));
    await client({ fetch }).freeze("card-1");
    assert.deepEqual(first.map(({ action, cardId, issuer }) => [action, cardId, issuer]), [["freeze", "card-1", undefined]]);
    await client({ store: null }).freeze("card-1");
    assert.deepEqual(client({ store: null }).pending(), []);
  });

  test("a storage that is full, forbidden or odd disturbs nothing", async () => {
    const refuse = () => {
      throw new DOMException("no", "QuotaExceededError");
    };
    const stores = [
      { ...memory(), setItem: refuse },
      { setItem: refuse, getItem: refuse, removeItem: refuse, key: refuse, get length() { return refuse(); } },
    ];
    for (const store of stores) {
      assert.equal((await client({ store }).freeze("card-1")).result, "completed");
      assert.deepEqual(client({ store }).pending(), []);
    }
    const odd = memory();
    const place = `cardlatch ${stub.proxy} `;
    for (const text of ["", "null", "5", "{", '{"action":5,"atMs":1}', '{"action":"freeze"}']) odd.setItem(`${place}0123456789abcdef${odd.length}`, text);
    odd.setItem("other", "x");
    assert.deepEqual(client({ store: odd }).pending(), []);
    assert.equal(odd.length, 7, "what is somebody else's stays");
  });

  test("proxies and names have places of their own", async () => {
    stub.faults.push({ on: "freeze", times: 9, answer: answers.text("{}") });
    await fails(client({ storeName: "user-1" }).freeze("card-1"), { effect: "unknown" });
    assert.equal(client({ storeName: "user-1" }).pending().length, 1);
    assert.equal(client({ storeName: "user-2" }).pending().length, 0);
    assert.equal(client().pending().length, 0);
    assert.equal(client({ proxy: `${stub.url}/other`, storeName: "user-1" }).pending().length, 0);
  });
});
