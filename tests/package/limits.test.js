// Time limits and aborting: what they cover, and what is said about the card.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ACTIONS, ANSWERS, GOOD, ISSUERS, answering, eventually, json, never } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";
import { png } from "./scenarios/pictures.js";
import { KYC } from "./scenarios/operations.js";

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

/** Lets the runtime's own crypto do something else while a call runs. */
const crypting = (name, work) => async (run) => {
  Object.defineProperty(crypto.subtle, name, { value: work, configurable: true });
  try {
    return await run();
  } finally {
    delete crypto.subtle[name];
  }
};
const asIs = (run) => run();

const stuckPicture = () => Object.assign(new Blob([png()]), { arrayBuffer: never });
const dripping = () => ({
  status: 200,
  body: new ReadableStream({
    async pull(stream) {
      await new Promise((go) => setTimeout(go, 5));
      stream.enqueue(new Uint8Array(1));
    },
  }),
});
const withCode = (oneTimeCode) => ({ ...ISSUERS.ibanera, totpSecret: undefined, oneTimeCode });

/** Where a call can get stuck: its issuer, what it is answered, its start, its effect, and what is done around it. */
const STUCK = {
  "a picture that is never read": [ISSUERS.artha, [never], (c, o) => c.freeze("card-1", { signImage: stuckPicture(), ...o }), "none"],
  "a picture of a field that is never read": [
    ISSUERS.artha,
    [never],
    (c, o) => c.issue({ programId: "program-1", kyc: { ...KYC, backdoc: stuckPicture() }, ...o }),
    "none",
  ],
  "a key that is never there": [ISSUERS.artha, [never], (c, o) => c.freeze("card-1", o), "none", crypting("importKey", never)],
  "a signature that never comes": [ISSUERS.artha, [never], (c, o) => c.freeze("card-1", o), "none", crypting("sign", never)],
  "a hash that never comes": [ISSUERS["artha-v1"], [never], (c, o) => c.freeze("card-1", o), "none", crypting("digest", never)],
  "a one-time code that never comes": [withCode(never), [never], (c, o) => c.activate("1001", o), "none"],
  "a login that hangs": [ISSUERS.yativo, [never], (c, o) => c.freeze("card-1", o), "none"],
  "a login whose body never ends": [ISSUERS.yativo, [dripping], (c, o) => c.freeze("card-1", o), "none"],
  "a fetch that never settles": [ISSUERS["open-api"], [never], (c, o) => c.freeze("card-1", o), "unknown"],
  "a read that never settles": [ISSUERS.yativo, [login(), never], (c, o) => c.card("card-1", o), "none"],
  "a body that never comes": [ISSUERS["open-api"], [{ status: 200, text: never }], (c, o) => c.freeze("card-1", o), "unknown"],
  "a body that never ends": [ISSUERS["open-api"], [dripping], (c, o) => c.freeze("card-1", o), "unknown"],
  "a login after a 401 that hangs": [ISSUERS.yativo, [login(), json({}, 401), never], (c, o) => c.freeze("card-1", o), "none"],
};

describe("wherever a call is stuck", () => {
  for (const [place, [issuer, answers, start, effect, around = asIs]] of Object.entries(STUCK)) {
    const answersOnce = () => answering(...answers.map((answer) => (answer === dripping ? () => dripping() : answer)));
    const started = (options) => start(new CardClient({ issuer, fetch: answersOnce() }), options);

    test(`${place}: the deadline ends it`, () =>
      around(async () => {
        const call = fails(started({ deadlineMs: 120 }), { code: "timeout", effect });
        within(await timed(call), 0, 2_000);
      }));

    test(`${place}: the deadline of the client ends it`, () =>
      around(async () => {
        const one = new CardClient({ issuer, fetch: answersOnce(), deadlineMs: 120 });
        within(await timed(fails(start(one, { deadlineMs: null }), { code: "timeout", effect })), 0, 2_000);
      }));

    test(`${place}: an abort ends it`, () =>
      around(async () => {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 60);
        const call = fails(started({ signal: controller.signal }), { code: "aborted", effect, retryable: false });
        within(await timed(call), 0, 2_000);
      }));
  }

  test("back-off ends before the deadline where the next attempt would come after it", async () => {
    const call = client("yativo", answering(login(), json({}, 503))).card("card-1", { deadlineMs: 100 });
    const error = await fails(call, { effect: "none" });
    assert.ok(["timeout", "issuer_unavailable"].includes(error.code), error.code);
  });

  test("a limit that is null is the client's: a picture that comes late is waited for", async () => {
    const late = () => new Promise((go) => setTimeout(go, 60, png().buffer));
    const signImage = Object.assign(new Blob([png()]), { arrayBuffer: late });
    const options = { signImage, deadlineMs: null, timeoutMs: null, maxAnswerBytes: null, signal: null };
    assert.equal((await client("artha", answering(...GOOD.artha)).freeze("card-1", options)).result, "accepted");
  });

  test("a picture that comes after the end changes nothing", async () => {
    let give;
    let refuse;
    const fetch = answering(...GOOD.artha);
    const pictures = [new Promise((go) => (give = go)), new Promise((_, no) => (refuse = no))];
    for (const picture of pictures) {
      const signImage = Object.assign(new Blob([png()]), { arrayBuffer: () => picture });
      await fails(client("artha", fetch).freeze("card-1", { signImage, deadlineMs: 40 }), { code: "timeout", effect: "none" });
    }
    give(png().buffer);
    refuse(new Error("late"));
    await new Promise((go) => setTimeout(go, 20));
    assert.equal(fetch.calls.length, 0);
  });
});

describe("limits are refused before anything else", () => {
  const wrong = { timeoutMs: 0, deadlineMs: "5", maxAnswerBytes: 2 ** 32, signal: {} };
  for (const [path, value] of Object.entries(wrong)) {
    test(`a ${path}`, async () => {
      const fetch = answering(never);
      let reads = 0;
      const signImage = Object.assign(new Blob([png()]), { arrayBuffer: () => ((reads += 1), never()) });
      const call = client("artha", fetch).freeze("..", { signImage, [path]: value, form: "wrong" });
      await fails(call, { code: "invalid_input", effect: "none", retryable: false, path });
      assert.deepEqual([fetch.calls.length, reads], [0, 0]);
    });
  }

  for (const value of [0, -1, 1.5, "100", true, {}, 2 ** 32, Infinity, NaN]) {
    test(`maxAnswerBytes: ${JSON.stringify(value)} of a client is refused`, () =>
      fails(() => client("open-api", never, { maxAnswerBytes: value }), { code: "configuration", path: "maxAnswerBytes" }));
  }
});
