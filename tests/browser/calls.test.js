// Every method, and what is sent for it.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";
import { inspect } from "node:util";

import { CardClient, CardError, Secret, fails, memory } from "./support/client.js";
import { answers, startStub } from "./support/stub.js";

describe("calls", () => {
  let stub;
  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => stub.reset());
  after(() => stub.close());

  const client = (options = {}) => new CardClient({ proxy: stub.proxy, ...options });
  const sent = () => stub.requests.map(({ method, path, query }) => `${method} ${path}${`${query}` && `?${query}`}`);

  const WRITES = {
    freeze: ["freeze", {}],
    unfreeze: ["unfreeze", {}],
    activate: ["activate", { activationCode: "123456" }],
    deactivate: ["deactivate", {}],
    cancel: ["cancel", { reason: "lost" }],
    setPin: ["set-pin", { newPin: "4912" }],
    replace: ["replace", { reason: "damaged" }],
    topUp: ["top-up", { amount: "12.50" }],
    setLimits: ["set-limits", { daily: null, monthly: "5.00" }],
  };
  for (const [name, [path, options]] of Object.entries(WRITES)) {
    test(`${name} is sent with its options and a key, and gives the outcome`, async () => {
      const outcome = await client({ store: memory() })[name]("card-1", { ...options, timeoutMs: 5_000, signal: new AbortController().signal });
      assert.equal(outcome.result, "completed");
      assert.equal(outcome.action, name);
      assert.deepEqual(outcome.data, { unknownHere: 1 });
      assert.match(outcome.operation, /^[0-9a-f]{32}~main~card-1$/);
      assert.deepEqual(sent(), [`POST /api/cards/card-1/${path}`]);
      const [{ headers, body }] = stub.requests;
      assert.match(headers["idempotency-key"], /^[0-9a-f]{32}$/);
      assert.equal(headers["content-type"], "application/json");
      assert.deepEqual(JSON.parse(body), options);
    });
  }

  test("issue has no card", async () => {
    const outcome = await client().issue({ type: "Virtual", kyc: { firstname: "A" } });
    assert.equal(outcome.cardId, "new-card");
    assert.deepEqual(sent(), ["POST /api/cards"]);
    assert.deepEqual(JSON.parse(stub.requests[0].body), { type: "Virtual", kyc: { firstname: "A" } });
  });

  test("the reads", async () => {
    const cards = client({ issuer: "main" });
    assert.deepEqual((await cards.card("card-1")).somethingNew, { kept: true });
    assert.equal((await cards.balance("card-1")).available.value, "12345678901234567.89");
    assert.equal((await cards.limits("card-1")).daily.value, "100.00");
    assert.equal((await cards.topUpFee("card-1", { amount: "1.50" })).amount.value, "1.50");
    assert.deepEqual(sent(), [
      "GET /api/cards/card-1?issuer=main",
      "GET /api/cards/card-1/balance?issuer=main",
      "GET /api/cards/card-1/limits?issuer=main",
      "GET /api/cards/card-1/top-up-fee?amount=1.50&issuer=main",
    ]);
    assert.ok(stub.requests.every(({ headers }) => !("idempotency-key" in headers)));
  });

  test("lists go on to their end, and page by page", async () => {
    const ids = [];
    for await (const { id } of client().cards({ size: 1 })) ids.push(id);
    assert.deepEqual(ids, ["card-1", "card-2", "card-3"]);
    assert.deepEqual(sent(), ["GET /api/cards?size=1", "GET /api/cards?size=1&page=2", "GET /api/cards?size=1&page=3"]);
    const list = client().transactions("card-9", { from: "2026-01-01" });
    const first = await list.page();
    assert.deepEqual([first.items[0].card, first.next], ["card-9", 2]);
    assert.equal((await list.page(first.next)).next, undefined);
    assert.equal(sent().at(-1), "GET /api/cards/card-9/transactions?from=2026-01-01&page=2");
  });

  test("a list that gives one page for ever ends, and a list may be left", async () => {
    stub.faults.push({ on: "cards", times: 9, answer: answers.text('{"items":[{"id":"same"}],"next":2}') });
    const ids = [];
    for await (const { id } of client().cards()) ids.push(id);
    assert.deepEqual(ids, ["same"]);
    stub.faults.length = 0;
    for await (const { id } of client().cards()) {
      assert.equal(id, "card-1");
      break;
    }
    assert.equal(sent().length, 3);
  });

  test("pages without a card of the user's do not end a list", async () => {
    const pages = [[], [], [], ["mine"], []];
    stub.faults.push({
      on: "cards",
      times: 9,
      answer: (response) => {
        const items = pages[sent().length - 1].map((id) => ({ id }));
        answers.text(JSON.stringify({ items, ...(sent().length < pages.length ? { next: sent().length + 1 } : {}) }))(response);
      },
    });
    const ids = [];
    for await (const { id } of client().cards()) ids.push(id);
    assert.deepEqual([ids, sent().length], [["mine"], 5]);
  });

  test("a list whose pages go round, or are empty for ever, ends", async () => {
    const list = async (pageOf) => {
      stub.reset();
      stub.faults.push({ on: "cards", times: Infinity, answer: (response) => answers.text(JSON.stringify(pageOf(sent().length)))(response) });
      const ids = [];
      for await (const { id } of client().cards()) ids.push(id);
      return ids;
    };
    assert.deepEqual(await list((count) => ({ items: [{ id: `${count}` }], next: count % 2 ? "b" : "a" })), ["1", "2", "3"]);
    await fails(list((count) => ({ items: [], next: count + 1 })), { code: "unexpected_answer", effect: "none", action: "cards" });
    assert.equal(sent().length, 1000);
  });

  test("secrets show nothing until they are exposed", async () => {
    const shown = await client().reveal("card-1");
    const pin = await client().revealPin("card-1");
    assert.deepEqual(sent(), ["POST /api/cards/card-1/reveal", "POST /api/cards/card-1/reveal-pin"]);
    assert.ok(stub.requests.every(({ headers }) => !("idempotency-key" in headers)));
    assert.ok(shown.pan instanceof Secret && shown.cvv instanceof Secret && pin.pin instanceof Secret);
    assert.deepEqual([shown.pan.expose(), shown.cvv.expose(), pin.pin.expose(), shown.expiry], ["4111111111111111", "737", "4912", "12/29"]);
    for (const text of [JSON.stringify([shown, pin]), inspect([shown, pin], { showHidden: true, depth: 9 }), `${shown.pan}${pin.pin}`]) {
      for (const secret of ["4111111111111111", "737", "4912"]) assert.ok(!text.includes(secret), text);
    }
  });

  test("can() knows after capabilities()", async () => {
    const cards = client();
    assert.equal(cards.can("freeze"), undefined);
    await cards.capabilities();
    assert.deepEqual([cards.can("freeze"), cards.can("cancel")], [true, false]);
    const other = client({ issuer: "second" });
    await other.capabilities();
    assert.equal(other.can("freeze"), false);
  });

  test("headers are asked for with each attempt, and do not take the place of the client's", async () => {
    let count = 0;
    const headers = async () => ({ Authorization: `Bearer ${(count += 1)}`, "Idempotency-Key": "0123456789abcdef" });
    stub.faults.push({ on: "freeze", answer: answers.cut });
    await client({ headers }).freeze("card-1");
    assert.deepEqual(stub.requests.map(({ headers }) => headers.authorization), ["Bearer 1", "Bearer 2"]);
    assert.notEqual(stub.requests[0].headers["idempotency-key"], "0123456789abcdef");
    await client({ headers: { "x-own": "1" } }).card("card-1");
    assert.equal(stub.requests.at(-1).headers["x-own"], "1");
  });

  test("headers that cannot be had send nothing and show nothing", async () => {
    const wrong = [() => Promise.reject(new Error("token-secret")), () => ({ "a b": "token-secret" })];
    for (const headers of wrong) {
      const error = await fails(client({ headers }).freeze("card-1"), { code: "configuration", effect: "none", path: "headers" });
      assert.ok(!inspect(error, { showHidden: true }).includes("token-secret"));
    }
    assert.deepEqual(sent(), []);
  });

  test("ids are checked and encoded", async () => {
    const wrong = ["", " ", "a b", "a\n", ".", "..", "\0", "\x7f", "a".repeat(257), "\ud800", 5, null, undefined, {}];
    for (const cardId of wrong) {
      for (const name of ["freeze", "card", "reveal"]) await fails(client()[name](cardId), { code: "invalid_input", effect: "none", path: "cardId" });
      await fails(client().transactions(cardId).page(), { code: "invalid_input", path: "cardId" });
    }
    assert.deepEqual(sent(), []);
    await client().card("a/../%2e?x#é");
    assert.equal(stub.requests[0].path, "/api/cards/a%2F..%2F%252e%3Fx%23%C3%A9");
  });

  test("wrong options are refused before anything is sent", async () => {
    const cyclic = {};
    cyclic.self = cyclic;
    const wrong = [
      ["signal", { signal: {} }],
      ["timeoutMs", { timeoutMs: 0 }],
      ["deadlineMs", { deadlineMs: 1.5 }],
      ["maxAnswerBytes", { maxAnswerBytes: "9" }],
      ["idempotencyKey", { idempotencyKey: "short" }],
      ["idempotencyKey", { idempotencyKey: `0123456789abcde"` }],
      ["fit", { fit: 1 }],
      ["options", []],
      ["options", "text"],
      ["options", { other: cyclic }],
      ["options", { other: 1n }],
    ];
    for (const [path, options] of wrong) await fails(client().freeze("card-1", options), { code: "invalid_input", effect: "none", path });
    await fails(client().topUpFee("card-1", { amount: {} }), { code: "invalid_input", path: "amount" });
    assert.deepEqual(sent(), []);
  });

  test("wrong options of a client are refused", () => {
    const wrong = [
      ["options", undefined],
      ["proxy", {}],
      ["proxy", { proxy: "api" }],
      ["proxy", { proxy: "//elsewhere.example/api" }],
      ["proxy", { proxy: "/\\elsewhere.example/api" }],
      ["proxy", { proxy: "/\t/elsewhere.example/api" }],
      ["proxy", { proxy: "https://a.example/api?x=1" }],
      ["proxy", { proxy: "https://user:pass@a.example/api" }],
      ["proxy", { proxy: "javascript:alert(1)" }],
      ["issuer", { proxy: "/api", issuer: "Main" }],
      ["fetch", { proxy: "/api", fetch: 1 }],
      ["headers", { proxy: "/api", headers: "a: b" }],
      ["credentials", { proxy: "/api", credentials: "all" }],
      ["timeoutMs", { proxy: "/api", timeoutMs: -1 }],
      ["store", { proxy: "/api", store: {} }],
      ["onRetry", { proxy: "/api", onRetry: {} }],
      ["proxi", { proxy: "/api", proxi: 1 }],
    ];
    for (const [path, options] of wrong) {
      assert.throws(() => new CardClient(options), (error) => error instanceof CardError && error.code === "configuration" && error.path === path, path);
    }
    assert.throws(() => new CardClient({ proxy: "http://a.example/api" }), { code: "insecure_url", path: "proxy" });
    for (const proxy of ["http://localhost:1/api/", "http://[::1]/x", "https://a.example"]) new CardClient({ proxy });
  });

  test("null leaves an option out", async () => {
    const names = ["issuer", "fetch", "headers", "credentials", "timeoutMs", "deadlineMs", "maxAnswerBytes", "maxImageBytes", "storeName", "onAttempt"];
    const none = (names) => Object.fromEntries(names.map((name) => [name, null]));
    const cards = client(none(names));
    const ofCalls = none(["signal", "timeoutMs", "deadlineMs", "maxAnswerBytes", "idempotencyKey", "signImage", "fit"]);
    assert.equal((await cards.freeze("card-1", ofCalls)).result, "completed");
    assert.equal((await cards.card("card-1", ofCalls)).id, "card-1");
    assert.deepEqual(sent(), ["POST /api/cards/card-1/freeze", "GET /api/cards/card-1"]);
  });

  test("a path alone is no address outside of a page, which is only said when it is needed", async () => {
    await fails(new CardClient({ proxy: "/api" }).freeze("card-1"), { code: "configuration", effect: "none", path: "proxy" });
  });

  test("the hooks see what happens, and change nothing", async () => {
    const seen = [];
    const hook = (name) => (event) => {
      seen.push([name, event.call, event.attempt, event.code ?? event.reason ?? event.status]);
      throw new Error("from a hook");
    };
    stub.faults.push({ on: "freeze", answer: answers.cut });
    await client({ onAttempt: hook("attempt"), onAnswer: hook("answer"), onRetry: hook("retry") }).freeze("card-1");
    assert.deepEqual(seen, [
      ["attempt", "freeze", 1, undefined],
      ["answer", "freeze", 1, "network"],
      ["retry", "freeze", 1, "network"],
      ["attempt", "freeze", 2, undefined],
      ["answer", "freeze", 2, 200],
    ]);
  });
});
