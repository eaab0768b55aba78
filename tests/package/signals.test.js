// A signal that many calls share stays as it was.
import assert from "node:assert/strict";
import { getEventListeners, setMaxListeners } from "node:events";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";

import { ANSWERS, ISSUERS, answering, eventually, json, never } from "./support/fetches.js";
import { CardClient } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const { signal } = new AbortController();

async function leavesNothing(issuer, fetch, call, turns) {
  const client = new CardClient({ issuer: ISSUERS[issuer], fetch });
  for (let turn = 0; turn < turns; turn += 1) await call(client).catch(() => {});
  assert.deepEqual(getEventListeners(signal, "abort"), []);
}

test("200 calls leave no listener on it", () =>
  leavesNothing("open-api", answering(ANSWERS["open-api"]), (client) => client.freeze("card-1", { signal }), 200));

test("calls that log in and read back leave no listener on it", () => {
  const { login, update, frozen } = ANSWERS.yativo;
  const fetch = (url) => Promise.resolve(url.endsWith("/login") ? login() : url.includes("/get/") ? frozen : update);
  return leavesNothing("yativo", fetch, (client) => client.freeze("card-1", { signal }), 20);
});

test("calls that fail leave no listener on it", () =>
  leavesNothing("open-api", answering(json({}, 500)), (client) => client.freeze("card-1", { signal }), 20));

test("calls that run out of time leave no listener on it", () =>
  leavesNothing("open-api", answering(never), (client) => client.freeze("card-1", { signal, timeoutMs: 20 }), 3));

test("calls that are refused leave no listener on it", () =>
  leavesNothing("open-api", answering(never), (client) => client.freeze("..", { signal }), 20));

test("what is no signal is refused before anything is sent", async () => {
  const fetch = answering(ANSWERS["open-api"]);
  const client = new CardClient({ issuer: ISSUERS["open-api"], fetch });
  for (const wrong of [true, "signal", {}, new AbortController()]) {
    await assert.rejects(client.freeze("card-1", { signal: wrong }), { code: "invalid_input", path: "signal" });
  }
  assert.equal(fetch.calls.length, 0);
});

const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

test("1,000 calls of every kind leave neither a listener nor a timer", async () => {
  const before = timers();
  const client = (fetch, options) => new CardClient({ issuer: ISSUERS["open-api"], fetch, ...options });
  // A signal of the call alone would be no test of the shared one: it is aborted through a second one.
  const inBackOff = async () => {
    const own = new AbortController();
    const both = AbortSignal.any([signal, own.signal]);
    const call = client(answering(json({}, 429, { "retry-after": "20" }))).freeze("card-1", { signal: both });
    setTimeout(() => own.abort(), 5);
    await call;
  };
  const rejects = () => Promise.reject(new TypeError("fetch failed"));
  const kinds = [
    () => client(answering(ANSWERS["open-api"])).freeze("card-1", { signal }),
    () => client(answering(json({}, 500))).freeze("card-1", { signal }),
    () => client(rejects).freeze("card-1", { signal }),
    () => client(rejects).reconcile("freeze", "card-1", { signal, deadlineMs: 20 }),
    () => client(answering(never)).freeze("card-1", { signal, timeoutMs: 5 }),
    () => client(answering({ status: 200, text: never })).freeze("card-1", { signal, deadlineMs: 5 }),
    () => client(answering(never)).freeze("..", { signal }),
    () => client(answering(never)).freeze("card-1", { signal, deadlineMs: 0 }),
    () => client(answering(never)).freeze("card-1", { signal: AbortSignal.any([signal, AbortSignal.abort()]) }),
    inBackOff,
  ];
  const ends = [];
  for (let round = 0; round < 10; round += 1) {
    const calls = Array.from({ length: 100 }, (_, turn) => kinds[turn % kinds.length]());
    ends.push(...(await Promise.allSettled(calls)));
  }
  assert.equal(ends.length, 1_000);
  const codes = new Set(ends.map(({ value, reason }) => (value ? value.result : reason.code)));
  for (const code of ["accepted", "timeout", "aborted", "network", "invalid_input", "issuer_unavailable"]) {
    assert.ok(codes.has(code), `no call ended with ${code}: ${[...codes]}`);
  }
  assert.deepEqual(getEventListeners(signal, "abort"), []);
  assert.ok(timers() <= before, `${timers() - before} timers are left`);
});

describe("one abort ends 1,000 calls that hang", () => {
  const manyListeners = () => {
    const controller = new AbortController();
    setMaxListeners(0, controller.signal);
    return controller;
  };
  const thousand = (start) => Array.from({ length: 1_000 }, (_, turn) => start(turn));
  const ended = async (calls, effect) => {
    for (const { reason } of await Promise.allSettled(calls)) {
      assert.deepEqual([reason?.code, reason?.effect, reason?.retryable], ["aborted", effect, false]);
    }
  };

  test("after sending, with an unknown effect", async () => {
    const controller = manyListeners();
    const fetch = answering(never);
    const client = new CardClient({ issuer: ISSUERS["open-api"], fetch });
    const calls = thousand((turn) => client.freeze(`card-${turn}`, { signal: controller.signal }));
    await eventually(() => fetch.calls.length === 1_000);
    const start = performance.now();
    controller.abort();
    await ended(calls, "unknown");
    assert.ok(performance.now() - start < 5_000);
    assert.deepEqual(getEventListeners(controller.signal, "abort"), []);
  });

  test("before sending, with none", async () => {
    const controller = manyListeners();
    const fetch = answering(never);
    const client = new CardClient({ issuer: ISSUERS.yativo, fetch });
    const calls = thousand((turn) => client.freeze(`card-${turn}`, { signal: controller.signal }));
    await eventually(() => fetch.calls.length === 1);
    controller.abort();
    await ended(calls, "none");
    assert.equal(fetch.calls.length, 1);
  });

  test("and no request stays open", async () => {
    let open = 0;
    let arrived = 0;
    const server = createServer((_, response) => {
      open += 1;
      arrived += 1;
      response.on("close", () => (open -= 1));
    });
    await new Promise((go) => server.listen(0, "127.0.0.1", go));
    const controller = manyListeners();
    const baseUrl = `http://127.0.0.1:${server.address().port}`;
    const client = new CardClient({ issuer: { ...ISSUERS["open-api"], baseUrl } });
    const calls = Array.from({ length: 200 }, (_, turn) => client.freeze(`card-${turn}`, { signal: controller.signal }));
    await eventually(() => arrived === 200);
    controller.abort();
    await ended(calls, "unknown");
    await eventually(() => open === 0);
    await new Promise((go) => server.close(go));
  });
});

describe("a fetch that never settles after the abort does not hold the call", () => {
  const world = useSandbox();
  let client;
  before(() => {
    client = new CardClient({ issuer: world.sandbox.issuers["open-api"] });
  });
  after(() => assert.deepEqual(getEventListeners(signal, "abort"), []));

  for (const fault of ["gzip_bomb", "endless_body", "silent_body", "slow_drip", "stall"]) {
    test(fault, async () => {
      world.sandbox.admin.reset();
      world.sandbox.admin.addFault({ issuer: "open-api", fault, times: 9 });
      const controller = new AbortController();
      const both = AbortSignal.any([signal, controller.signal]);
      setTimeout(() => controller.abort(), 30);
      const call = client.freeze("cid_PhysActive000001", { signal: both, maxAnswerBytes: 2 ** 32 - 1 });
      await assert.rejects(call, { code: "aborted", effect: "unknown" });
    });
  }

  test("a body that is read on for ever", async () => {
    const body = new ReadableStream({ pull: never, cancel: never });
    const controller = new AbortController();
    const call = new CardClient({ issuer: ISSUERS["open-api"], fetch: async () => new Response(body) });
    setTimeout(() => controller.abort(), 30);
    await assert.rejects(call.freeze("card-1", { signal: controller.signal }), { code: "aborted", effect: "unknown" });
  });
});
