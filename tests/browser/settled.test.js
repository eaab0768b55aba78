// What becomes of a write later: `settled()`, `pending()` and `resume()`.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, mock, test } from "node:test";

import { events, follow } from "../../pkg-template/src/browser/follow.js";
import { CardClient, fails, memory } from "./support/client.js";
import { answers, startStub } from "./support/stub.js";

const KEY = "0123456789abcdef0123456789abcdef";

describe("settled", () => {
  let stub;
  let store;
  before(async () => {
    stub = await startStub();
  });
  beforeEach(() => {
    stub.reset();
    store = memory();
    stub.accepts = true;
  });
  after(() => stub.close());

  const client = (options = {}) => new CardClient({ proxy: stub.proxy, store, ...options });
  const asked = () => stub.requests.filter(({ path }) => path.startsWith("/api/operations"));
  /** Ends the operation once it is asked for. */
  const settleOnce = (change) => {
    const wait = setInterval(() => {
      if (!asked().length) return;
      clearInterval(wait);
      stub.settle(change);
    }, 5);
  };
  const failed = { state: "failed", error: { code: "issuer_rejected", effect: "none", retryable: false, title: "The issuer refused.", issuerCode: "E5" } };

  test("a completed outcome is settled at once, and nothing of that shows", async () => {
    stub.accepts = false;
    const outcome = await client().freeze("card-1");
    assert.equal(await outcome.settled(), outcome);
    assert.ok(!Object.keys(outcome).includes("settled") && !JSON.stringify(outcome).includes("settled"));
    assert.equal(asked().length, 0);
  });

  test("an accepted one is told by the stream", async () => {
    const outcome = await client().freeze("card-1");
    assert.equal(outcome.result, "accepted");
    assert.equal(client().pending().length, 1, "kept until it is settled");
    settleOnce();
    const end = await outcome.settled();
    assert.deepEqual([end.result, end.confirmed, end.operation], ["completed", true, outcome.operation]);
    assert.equal(await end.settled(), end);
    assert.deepEqual(asked().map(({ headers }) => headers.accept), ["text/event-stream"]);
    assert.deepEqual(client().pending(), []);
    assert.equal(stub.watchers.size, 0, "the stream is closed");
  });

  test("what the issuer refused later is an error", async () => {
    const outcome = await client().freeze("card-1");
    settleOnce(failed);
    await fails(outcome.settled(), { code: "issuer_rejected", effect: "none", issuerCode: "E5", operation: outcome.operation, action: "freeze", cardId: "card-1" });
    assert.deepEqual(client().pending(), []);
  });

  test("what nobody knows is an error with its effect unknown, and stays", async () => {
    const outcome = await client().freeze("card-1");
    settleOnce({ state: "unknown", error: undefined });
    const error = await fails(outcome.settled(), { effect: "unknown" });
    assert.equal(error.idempotencyKey, client().pending()[0].key);
  });

  test("a stream that breaks is opened again", async () => {
    const outcome = await client().freeze("card-1");
    stub.faults.push({ on: "operations", answer: answers.cut });
    stub.faults.push({
      on: "operations",
      answer: (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(": \n\nevent: operation\ndata: {\"state\":\"acc", () => (stub.settle(), response.destroy()));
      },
    });
    assert.equal((await outcome.settled()).result, "completed");
    assert.equal(asked().length, 3);
  });

  test("a stream that ends as soon as it has told is opened less and less often", async () => {
    mock.timers.enable({ apis: ["setTimeout", "Date"] });
    try {
      let opened = 0;
      const headers = new Headers({ "content-type": "text/event-stream" });
      const fetch = async () => ((opened += 1), { status: 200, headers, body: new Response('data: {"state":"accepted"}\n\n').body });
      const { signal } = new AbortController();
      follow({ open: async () => ({ fetch, url: "", init: {}, most: 1000, signal }), isEnd: () => false, signal });
      for (let waited = 0; waited < 100_000; waited += 250) {
        for (let turn = 0; turn < 9; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        mock.timers.tick(250);
      }
      assert.ok(opened > 8 && opened < 30, `${opened}`);
    } finally {
      mock.timers.reset();
    }
  });

  test("a stream that is left is cancelled, also where the fetch heeds no signal", async () => {
    let cancelled = 0;
    const text = new TextEncoder().encode('data: {"state":"done"}\n\n');
    const body = new ReadableStream({ start: (controller) => controller.enqueue(text), cancel: () => (cancelled += 1) });
    const fetch = async () => ({ status: 200, headers: new Headers({ "content-type": "text/event-stream" }), body });
    const { signal } = new AbortController();
    const end = await follow({ open: async () => ({ fetch, url: "", init: {}, most: 1000, signal }), isEnd: (state) => state === "done", signal });
    assert.deepEqual([end, cancelled], [{ state: "done" }, 1]);
  });

  test("where nothing is streamed it is asked for", async () => {
    stub.streams = false;
    const outcome = await client().freeze("card-1");
    stub.faults.push({ on: "operations", times: 2, answer: (response) => stub.problem(response, 503, "ledger_unavailable", { retryable: true, retryAfterMs: 5 }) });
    settleOnce();
    assert.equal((await outcome.settled()).result, "completed");
  });

  test("a stream in which nothing comes through is left, and it is asked for", async () => {
    mock.timers.enable({ apis: ["setTimeout"] });
    try {
      let asked = 0;
      const fetch = async () => ({ status: 200, headers: new Headers({ "content-type": "text/event-stream" }), body: new ReadableStream({}) });
      const ask = async () => ((asked += 1), { state: "done" });
      const open = async () => ({ fetch, url: "", init: {}, most: 1000, signal: new AbortController().signal });
      const end = follow({ open, ask, isEnd: (state) => state === "done", signal: new AbortController().signal });
      const ticks = async (ms) => {
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
        mock.timers.tick(ms);
        for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      };
      await ticks(19_999);
      assert.equal(asked, 0);
      await ticks(1);
      await ticks(10_000);
      assert.deepEqual(await end, { state: "done" });
      assert.equal(asked, 1);
    } finally {
      mock.timers.reset();
    }
  });

  test("the deadline and the signal end the wait, and it stays", async () => {
    const outcome = await client().freeze("card-1");
    await fails(outcome.settled({ deadlineMs: 60 }), { code: "timeout", effect: "unknown" });
    await fails(outcome.settled({ signal: AbortSignal.abort() }), { code: "aborted", effect: "unknown" });
    const controller = new AbortController();
    const wait = outcome.settled({ signal: controller.signal });
    setTimeout(() => controller.abort(), 30);
    await fails(wait, { code: "aborted", effect: "unknown" });
    await fails(outcome.settled({ deadlineMs: "1" }), { code: "invalid_input", path: "deadlineMs" });
    assert.equal(client().pending().length, 1);
    stub.settle();
    assert.equal((await outcome.settled()).result, "completed");
  });

  test("a page that is not signed in any more is told so", async () => {
    const outcome = await client().freeze("card-1");
    stub.faults.push({ on: "operations", times: 2, answer: (response) => stub.problem(response, 401, "not_signed_in") });
    await fails(outcome.settled(), { code: "not_signed_in", effect: "unknown" });
    assert.equal(client().pending().length, 1);
  });

  describe("resume", () => {
    const keep = (entry = {}) => {
      const { key, ...rest } = { key: KEY, action: "freeze", cardId: "card-1", atMs: Date.now() - 120_000, ...entry };
      store.setItem(`cardlatch ${stub.proxy} ${key}`, JSON.stringify(rest));
      return key;
    };
    /** Carries it out with the answer lost and the page gone. */
    const left = async () => {
      stub.faults.push({ on: "freeze", executes: true, times: 9, answer: answers.cut });
      await fails(client().freeze("card-1", { idempotencyKey: KEY, deadlineMs: 200 }), { effect: "unknown" });
      stub.faults.length = 0;
      stub.requests.length = 0;
    };

    test("gives the outcome of what was done, by the entry or its key", async () => {
      stub.accepts = false;
      for (const by of [(entry) => entry, ({ key }) => key]) {
        stub.operations.clear();
        await left();
        const [pending] = client().pending();
        assert.deepEqual([pending.key, pending.action, pending.cardId], [KEY, "freeze", "card-1"]);
        const outcome = await client().resume(by(pending));
        assert.equal(outcome.result, "completed");
        assert.equal(stub.requests[0].query.get("card"), "card-1");
        assert.equal(stub.requests[0].headers["idempotency-key"], KEY);
        assert.deepEqual(client().pending(), []);
      }
    });

    test("gives what was accepted, to be settled", async () => {
      await left();
      const outcome = await client().resume(KEY);
      assert.equal(outcome.result, "accepted");
      assert.equal(client().pending().length, 1);
      stub.settle();
      assert.equal((await outcome.settled()).result, "completed");
      assert.deepEqual(client().pending(), []);
    });

    test("waits for what is still running", async () => {
      await left();
      stub.settle({ state: "running" });
      const wait = setInterval(() => {
        if (asked().length < 2) return;
        clearInterval(wait);
        stub.settle();
      }, 5);
      assert.equal((await client().resume(KEY)).result, "completed");
    });

    test("gives the error of what failed", async () => {
      await left();
      stub.settle(failed);
      await fails(client().resume(KEY), { code: "issuer_rejected", effect: "none", issuerCode: "E5" });
      assert.deepEqual(client().pending(), []);
    });

    test("gives what nobody knows as unknown, and keeps it", async () => {
      await left();
      stub.settle({ state: "unknown", error: { code: "timeout", effect: "unknown", title: "The issuer did not answer." } });
      await fails(client().resume(KEY), { code: "timeout", effect: "unknown", action: "freeze" });
      assert.equal(client().pending().length, 1);
    });

    test("what never arrived had no effect, and is forgotten", async () => {
      keep();
      const error = await fails(client().resume(KEY), { code: "not_found", effect: "none", action: "freeze", cardId: "card-1" });
      assert.equal(error.idempotencyKey, undefined);
      assert.deepEqual(client().pending(), []);
    });

    test("what another page sent again meanwhile may still be on its way", async () => {
      keep();
      const [pending] = client().pending();
      keep({ atMs: Date.now() });
      await fails(client().resume(pending, { deadlineMs: 60 }), { code: "timeout", effect: "unknown" });
      assert.equal(client().pending().length, 1);
    });

    test("what may still be on its way, or wait for its card in the proxy, is asked for again", async () => {
      keep({ atMs: Date.now() - 45_000 });
      const wait = setInterval(() => {
        if (asked().length < 1) return;
        clearInterval(wait);
        // It arrives after it was asked for.
        fetch(`${stub.proxy}/cards/card-1/freeze`, { method: "POST", body: "{}", headers: { "idempotency-key": KEY } });
      }, 5);
      assert.equal((await client().resume(KEY)).result, "accepted");
    });

    test("what is older than the proxy's memory stays unknown", async () => {
      keep({ atMs: Date.now() - 23.5 * 3_600_000 });
      await fails(client().resume(KEY), { code: "not_found", effect: "unknown" });
      assert.deepEqual(client().pending(), []);
    });

    test("what is older than a week is not listed", () => {
      keep({ atMs: Date.now() - 8 * 86_400_000 });
      keep({ key: `${KEY}1` });
      assert.deepEqual(client().pending().map(({ key }) => key), [`${KEY}1`]);
      assert.equal(store.length, 1);
    });

    test("a failure to ask leaves it as unclear as it was", async () => {
      keep();
      stub.faults.push({ on: "operations", times: 9, answer: answers.cut });
      const error = await fails(client().resume(KEY), { code: "network", effect: "unknown", retryable: false });
      assert.equal(error.idempotencyKey, KEY);
      await fails(client().resume(KEY, { signal: AbortSignal.abort() }), { code: "aborted", effect: "unknown" });
      assert.equal(client().pending().length, 1);
    });

    test("a new card has no card, and the issuer's name is its own", async () => {
      keep({ action: "issue", cardId: null, issuer: "second" });
      await fails(client({ issuer: "main" }).resume(KEY), { code: "not_found", action: "issue" });
      assert.deepEqual([...stub.requests[0].query], [["issuer", "second"]]);
    });

    test("what is nothing to resume is refused", async () => {
      for (const wrong of ["unknown-key-0123456789", undefined, {}, { key: "short", action: "freeze", cardId: "c" }]) {
        await fails(client().resume(wrong), { code: "invalid_input", path: "pending" });
      }
      await fails(client().resume({ key: KEY, action: "freeze", cardId: ".." }), { code: "invalid_input", path: "cardId" });
    });
  });
});

describe("server-sent events", () => {
  const read = async (...chunks) => {
    const all = [];
    const bytes = chunks.map((chunk) => (typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk));
    const reader = { read: async () => (bytes.length ? { done: false, value: bytes.shift() } : { done: true }) };
    for await (const data of events(reader, 100)) all.push(data);
    return all;
  };

  test("any line end, any cut", async () => {
    const text = ": hello\n\nevent: operation\nid: 5\ndata: {\"a\":\"é\"}\n\nretry: 5\n\ndata:x\ndata: y\n\n";
    const due = ['{"a":"é"}', "x\ny"];
    for (const end of ["\n", "\r\n", "\r"]) {
      const bytes = new TextEncoder().encode(text.replaceAll("\n", end) + ":" );
      assert.deepEqual(await read(bytes), due, JSON.stringify(end));
      assert.deepEqual(await read(...Array.from(bytes, (byte) => Uint8Array.of(byte))), due, JSON.stringify(end));
    }
  });

  test("an event that has no end is none, and one that is too long ends the stream", async () => {
    assert.deepEqual(await read("data: x\n"), []);
    assert.deepEqual(await read("data: 1\n\n", `data: ${"x".repeat(200)}`, "\n\ndata: 2\n\n"), ["1"]);
  });
});
