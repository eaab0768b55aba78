// Time limits and aborting: what they cover, and what is said about the card.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ACTIONS, ANSWERS, GOOD, ISSUERS, answering, eventually, json, never } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";

const { login, update } = ANSWERS.yativo;
const client = (issuer, fetch, options = {}) => new CardClient({ issuer: ISSUERS[issuer], fetch, ...options });

async function timed(call) {
  const start = performance.now();
  await call;
  return performance.now() - start;
}

/** A busy machine may be late; the limits that are not obeyed are ten seconds and more. */
function within(ms, least, most = least + 1_500) {
  assert.ok(ms >= least - 5 && ms < most, `it took ${ms} ms`);
}

describe("timeoutMs", () => {
  test("ends an attempt that is never answered, and aborts its fetch", async () => {
    const fetch = answering(never);
    const call = client("open-api", fetch).freeze("card-1", { timeoutMs: 100 });
    within(await timed(fails(call, { code: "timeout", effect: "unknown", retryable: false })), 100);
    assert.equal(fetch.calls.length, 1);
    assert.ok(fetch.calls[0].init.signal.aborted);
  });

  for (const reader of ["text", "arrayBuffer"]) {
    test(`covers a body that stalls in ${reader}`, async () => {
      const call = client("open-api", answering({ status: 200, [reader]: never })).freeze("card-1", { timeoutMs: 100 });
      within(await timed(fails(call, { code: "timeout", effect: "unknown" })), 100);
    });
  }

  test("is the client's where the call has none of its own", async () => {
    const one = client("open-api", answering(never), { timeoutMs: 100 });
    within(await timed(fails(one.freeze("card-1"), { code: "timeout" })), 100);
    within(await timed(fails(one.freeze("card-1", { timeoutMs: 250 }), { code: "timeout" })), 250);
  });

  test("of a login leaves the card as it was", async () => {
    const fetch = answering(never);
    const call = client("yativo", fetch).freeze("card-1", { timeoutMs: 100 });
    await fails(call, { code: "timeout", effect: "none", retryable: true });
    assert.equal(fetch.calls.length, 1);
  });

  test("an answer that comes too late changes nothing", async () => {
    let answer;
    const fetch = answering(() => new Promise((go) => (answer = go)));
    await fails(client("open-api", fetch).freeze("card-1", { timeoutMs: 50 }), { code: "timeout" });
    answer(ANSWERS["open-api"]);
    await new Promise((go) => setTimeout(go, 20));
    assert.equal(fetch.calls.length, 1);
  });

  test("a fetch that fails after its time does not crash the process", async () => {
    let fail;
    const fetch = answering(() => new Promise((_, reject) => (fail = reject)));
    await fails(client("open-api", fetch).freeze("card-1", { timeoutMs: 50 }), { code: "timeout" });
    fail(new Error("late"));
    await new Promise((go) => setTimeout(go, 20));
  });
});

describe("deadlineMs", () => {
  test("ends a single attempt", async () => {
    const call = client("open-api", answering(never)).freeze("card-1", { deadlineMs: 150 });
    within(await timed(fails(call, { code: "timeout", effect: "unknown" })), 150);
  });

  test("is over all attempts of a read and the waits between them", async () => {
    const fetch = answering(login(), never);
    const call = client("yativo", fetch).card("card-1", { timeoutMs: 60, deadlineMs: 400 });
    within(await timed(fails(call, { code: "timeout", effect: "none", retryable: true })), 60);
    assert.ok(fetch.calls.length <= 3, "three attempts and their waits take longer");
  });

  test("comes before a wait that would outlast it", async () => {
    const fetch = answering(login(), json({}, 429, { "retry-after": "2" }));
    const call = client("yativo", fetch).card("card-1", { deadlineMs: 500 });
    within(await timed(fails(call, { code: "rate_limited", effect: "none", retryAfterMs: 2_000 })), 0);
    assert.equal(fetch.calls.length, 2);
  });

  test("counts the login", async () => {
    const slow = () => new Promise((go) => setTimeout(go, 120, login()));
    const fetch = answering(slow, never);
    const call = client("yativo", fetch).freeze("card-1", { deadlineMs: 250 });
    within(await timed(fails(call, { code: "timeout", effect: "unknown" })), 250);
    assert.equal(fetch.calls.length, 2);
  });

  test("counts the one-time code", async () => {
    const { totpSecret, ...issuer } = ISSUERS.ibanera;
    const fetch = answering(...GOOD.ibanera);
    const client = new CardClient({ issuer: { ...issuer, oneTimeCode: never }, fetch });
    const call = client.activate("1001", { deadlineMs: 100 });
    within(await timed(fails(call, { code: "timeout", effect: "none" })), 100);
    assert.equal(fetch.calls.length, 0);
  });

  test("is the client's where the call has none of its own", async () => {
    const call = client("open-api", answering(never), { deadlineMs: 100 }).freeze("card-1");
    within(await timed(fails(call, { code: "timeout" })), 100);
  });

  test("a success that cannot be read back in time stays accepted", async () => {
    const fetch = answering(login(), update, never);
    const outcome = await client("yativo", fetch).freeze("card-1", { deadlineMs: 150 });
    assert.deepEqual([outcome.result, outcome.confirmed], ["accepted", false]);
  });
});

describe("limits that are no limits", () => {
  const WRONG = [0, -1, 1.5, "100", true, {}, 2 ** 31, Infinity, NaN];
  for (const name of ["timeoutMs", "deadlineMs"]) {
    for (const value of WRONG) {
      const shown = typeof value === "number" ? value : JSON.stringify(value);
      test(`${name}: ${shown} of a call is refused before anything is sent`, async () => {
        const fetch = answering(ANSWERS["open-api"]);
        const call = client("open-api", fetch).freeze("card-1", { [name]: value });
        await fails(call, { code: "invalid_input", effect: "none", path: name });
        assert.equal(fetch.calls.length, 0);
      });

      test(`${name}: ${shown} of a client is refused`, () =>
        fails(() => client("open-api", answering(never), { [name]: value }), { code: "configuration", path: name }));
    }
  }
});

describe("aborting", () => {
  for (const [issuer, action, cardId] of ACTIONS) {
    test(`${issuer}: before the call sends nothing and leaves the card as it was`, async () => {
      const fetch = answering(...GOOD[issuer]);
      const call = client(issuer, fetch)[action](cardId, { signal: AbortSignal.abort() });
      await fails(call, { code: "aborted", effect: "none", retryable: false });
      assert.equal(fetch.calls.length, 0);
    });

    test(`${issuer}: before the call, with a session that is open already`, async () => {
      const fetch = answering(...GOOD[issuer]);
      const one = client(issuer, fetch);
      await one[action](cardId);
      const sent = fetch.calls.length;
      await fails(one[action](cardId, { signal: AbortSignal.abort() }), { code: "aborted", effect: "none" });
      assert.equal(fetch.calls.length, sent);
    });
  }

  test("while the request is on its way leaves the effect unknown and aborts its fetch", async () => {
    const controller = new AbortController();
    const fetch = answering(never);
    const call = client("open-api", fetch).freeze("card-1", { signal: controller.signal });
    await eventually(() => fetch.calls.length === 1);
    controller.abort();
    await fails(call, { code: "aborted", effect: "unknown", retryable: false });
    assert.ok(fetch.calls[0].init.signal.aborted);
  });

  test("while the body is read leaves the effect unknown", async () => {
    const controller = new AbortController();
    let reading = false;
    const answer = { status: 200, text: () => ((reading = true), never()) };
    const call = client("open-api", answering(answer)).freeze("card-1", { signal: controller.signal });
    await eventually(() => reading);
    controller.abort();
    await fails(call, { code: "aborted", effect: "unknown" });
  });

  test("during the login leaves the card as it was", async () => {
    const controller = new AbortController();
    const fetch = answering(never);
    const call = client("yativo", fetch).freeze("card-1", { signal: controller.signal });
    await eventually(() => fetch.calls.length === 1);
    controller.abort();
    await fails(call, { code: "aborted", effect: "none" });
    assert.equal(fetch.calls.length, 1);
  });

  test("while waiting after a rate limit leaves the card as it was, at once and with no timer left", async () => {
    const controller = new AbortController();
    const fetch = answering(json({}, 429, { "retry-after": "20" }));
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    const call = client("open-api", fetch).freeze("card-1", { signal: controller.signal });
    await eventually(() => fetch.calls.length === 1);
    setTimeout(() => controller.abort(), 30);
    within(await timed(fails(call, { code: "aborted", effect: "none" })), 0);
    assert.equal(fetch.calls.length, 1);
    assert.ok(timers() <= before, "a timer goes on, and would keep the process alive for twenty seconds");
  });

  test("while the one-time code is made leaves the card as it was", async () => {
    const controller = new AbortController();
    const { totpSecret, ...issuer } = ISSUERS.ibanera;
    const fetch = answering(...GOOD.ibanera);
    const oneTimeCode = () => (controller.abort(), never());
    const client = new CardClient({ issuer: { ...issuer, oneTimeCode }, fetch });
    await fails(client.activate("1001", { signal: controller.signal }), { code: "aborted", effect: "none" });
    assert.equal(fetch.calls.length, 0);
  });

  test("while the card is read back leaves the effect unknown", async () => {
    const controller = new AbortController();
    const fetch = answering(login(), update, never);
    const call = client("yativo", fetch).freeze("card-1", { signal: controller.signal });
    await eventually(() => fetch.calls.length === 3);
    controller.abort();
    await fails(call, { code: "aborted", effect: "unknown" });
  });

  test("one of many calls that wait for a login leaves the others alone", async () => {
    const controller = new AbortController();
    let answer;
    const fetch = answering(() => new Promise((go) => (answer = go)), update, ANSWERS.yativo.frozen);
    const one = client("yativo", fetch, { deadlineMs: 2_000 });
    const first = one.freeze("card-1");
    const second = one.freeze("card-2", { signal: controller.signal });
    await eventually(() => fetch.calls.length === 1);
    controller.abort();
    await fails(second, { code: "aborted", effect: "none" });
    answer(login());
    assert.equal((await first).result, "completed");
  });

  test("the call that logs in hands the login on to the others", async () => {
    const controller = new AbortController();
    const fetch = answering(never, login(), ANSWERS.yativo.frozen);
    const one = client("yativo", fetch, { deadlineMs: 2_000 });
    const first = one.card("card-1", { signal: controller.signal });
    const second = one.card("card-2");
    await eventually(() => fetch.calls.length === 1);
    controller.abort();
    await fails(first, { code: "aborted", effect: "none" });
    assert.equal((await second).state, "frozen");
    assert.equal(fetch.calls.length, 3);
  });
});
