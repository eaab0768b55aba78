// One key is one execution, whatever happens to the answer.
import assert from "node:assert/strict";

import { png } from "../../package/scenarios/pictures.js";
import { CARDS } from "../../package/scenarios/world.js";
import { newKey } from "../support/world.js";

const { artha, yativo, "artha-v1": arthaV1 } = CARDS;
const FREEZE = `/cards/${artha.active}/freeze?issuer=artha`;
const YATIVO = `/cards/${yativo.active}/freeze?issuer=yativo`;
const TOP_UP = `/cards/${artha.active}/top-up?issuer=artha`;
const replayed = ({ headers }) => headers.get("idempotency-replayed");

export const repeats = {
  async "the same key gives the same answer, and nothing is done again"(world) {
    for (const [path, executed] of [[FREEZE, `artha freeze ${artha.active}`], [YATIVO, `yativo freeze ${yativo.active}`]]) {
      const key = newKey();
      const first = await world.post(path, { key, body: {} });
      assert.equal(replayed(first), null);
      for (const spelt of [key, `"${key}"`]) {
        const again = await world.post(path, { key: spelt, body: {} });
        assert.deepEqual([again.status, again.body, replayed(again)], [first.status, first.body, "true"]);
        assert.equal(again.headers.get("location"), first.headers.get("location"));
      }
      assert.deepEqual(world.executions().filter((words) => words === executed), [executed]);
    }
  },

  async "ten requests with one key at once are one execution"(world) {
    const key = newKey();
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.post(YATIVO, { key, body: {} })));
    const codes = answers.map(({ status, body }) => body.code ?? status);
    assert.ok(codes.includes(200), `${codes}`);
    assert.ok(codes.every((code) => code === 200 || code === "still_running"), `${codes}`);
    assert.equal(world.executions().length, 1);
  },

  async "a key that still runs is told so, with when to ask again"(world) {
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "delay", ms: 400 });
    const key = newKey();
    const first = world.post(YATIVO, { key, body: {} });
    // Whichever of the two comes second is told to wait.
    const answers = await Promise.all([first, world.post(YATIVO, { key, body: {} })]);
    const waits = answers.find(({ status }) => status === 409);
    assert.equal(waits.body.code, "still_running");
    // What the first one does to the card is not known yet.
    assert.deepEqual([waits.body.effect, waits.body.retryable], ["unknown", true]);
    assert.ok(waits.body.retryAfterMs > 0);
    assert.ok(Number(waits.headers.get("retry-after")) > 0);
    assert.equal(answers.find((answer) => answer !== waits).status, 200);
  },

  async "the same key for something else is refused"(world) {
    const key = newKey();
    await world.post(TOP_UP, { key, body: { amount: "1.00" } });
    const other = await world.post(TOP_UP, { key, body: { amount: "2.00" } });
    assert.deepEqual([other.status, other.body.code, other.body.effect], [422, "key_reused", "none"]);
    assert.equal(world.executions().length, 1);
  },

  async "the order of members and the spelling of a number change nothing of a key"(world) {
    const key = newKey();
    const path = `/cards/${arthaV1.active}/set-limits?issuer=artha-v1`;
    const send = (body) => world.post(path, { key, body, headers: { "content-type": "application/json" } });
    await send('{"daily":"250.75","monthly":"900"}');
    const again = await send('{ "monthly": "900", "daily": "250.75" }');
    assert.deepEqual([again.status, replayed(again)], [202, "true"]);
    assert.equal((await send('{"daily":"250.75","monthly":"901"}')).body.code, "key_reused");
    assert.equal(world.executions().length, 1);
  },

  async "another picture is another payload"(world) {
    const key = newKey();
    const form = (picture) => {
      const body = new FormData();
      body.set("signImage", new Blob([picture], { type: "image/png" }), "a.png");
      return body;
    };
    const path = `/cards/${artha.photo}/freeze?issuer=artha`;
    const first = await world.post(path, { key, body: form(png()) });
    assert.equal(first.status, 202, first.text);
    assert.equal(replayed(await world.post(path, { key, body: form(png()) })), "true");
    assert.equal((await world.post(path, { key, body: {} })).body.code, "key_reused");
    assert.equal(world.executions().length, 1);
  },

  async "a key is the principal's own: another's is another operation"(world) {
    const key = newKey();
    await world.open({ ownsAll: true });
    const ann = await world.post(TOP_UP, { key, body: { amount: "1.00" } });
    const ben = await world.post(TOP_UP, { key, user: "ben", body: { amount: "1.00" } });
    assert.notEqual(ann.body.operation, ben.body.operation);
    assert.equal(world.executions().length, 2);
    const place = `/operations/${ann.body.operation}`;
    const foreign = await world.get(place, { user: "ben" });
    assert.ok([403, 404].includes(foreign.status), foreign.text);
    assert.equal((await world.get(place)).status, 200);
  },

  async "a failure that did nothing frees its key, an answer of the issuer keeps it"(world) {
    const key = newKey();
    world.admin.addFault({ issuer: "artha", route: "CardFreeze", fault: "rate_limited", retryAfterSeconds: 99, times: 1 });
    const limited = await world.post(FREEZE, { key, body: {} });
    assert.deepEqual([limited.status, limited.body.effect], [429, "none"]);
    const again = await world.post(FREEZE, { key, body: {} });
    assert.deepEqual([again.status, replayed(again)], [202, null]);

    const kept = newKey();
    const path = `/cards/${artha.frozen}/freeze?issuer=artha`;
    const rejected = await world.post(path, { key: kept, body: {} });
    assert.equal(rejected.body.code, "issuer_rejected");
    const asked = world.admin.requests().length;
    const same = await world.post(path, { key: kept, body: {} });
    assert.deepEqual([same.status, same.body.code, replayed(same)], [422, "issuer_rejected", "true"]);
    assert.equal(world.admin.requests().length, asked);
  },

  async "what was done before the answer was cut is found by the repeat"(world) {
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "cut_after_execute", times: 1 });
    const key = newKey();
    const lost = await world.post(YATIVO, { key, body: {} });
    assert.deepEqual([lost.status, lost.body.code, lost.body.effect], [502, "network", "unknown"], lost.text);
    assert.equal((await world.get(`/operations/${lost.body.operation}`)).body.state, "unknown");
    const again = await world.post(YATIVO, { key, body: {} });
    assert.equal(again.status, 200, again.text);
    assert.deepEqual([again.body.result, again.body.action], ["completed", "freeze"]);
    assert.deepEqual(world.executions(), [`yativo freeze ${yativo.active}`]);
    assert.equal((await world.get(`/operations/${lost.body.operation}`)).body.state, "done");
  },

  async "what was not done before the answer was cut is told so, and a new key does it"(world) {
    await world.open({ options: { settleMs: 0 } });
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "cut_before_execute", times: 1 });
    const key = newKey();
    const lost = await world.post(YATIVO, { key, body: {} });
    assert.equal(lost.body.effect, "unknown", lost.text);
    const again = await world.post(YATIVO, { key, body: {} });
    assert.deepEqual([again.body.code, again.body.effect], ["not_confirmed", "none"], again.text);
    assert.deepEqual(world.executions(), []);
    const same = await world.post(YATIVO, { key, body: {} });
    assert.equal(same.body.code, "not_confirmed");
    const fresh = await world.post(YATIVO, { body: {} });
    assert.equal(fresh.status, 200, fresh.text);
    assert.deepEqual(world.executions(), [`yativo freeze ${yativo.active}`]);
  },

  async "a lost order that the card does not show may still be on its way"(world) {
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "cut_before_execute", times: 1 });
    const key = newKey();
    await world.post(YATIVO, { key, body: {} });
    const again = await world.post(YATIVO, { key, body: {} });
    assert.deepEqual([again.body.code, again.body.effect], ["network", "unknown"], again.text);
    assert.ok(again.body.retryAfterMs > 100_000 && again.body.retryAfterMs <= 120_000, again.text);
    assert.equal((await world.get(`/operations/${again.body.operation}`)).body.state, "unknown");
  },

  async "what cannot be read back stays unknown, and is not done again"(world) {
    world.admin.addFault({ issuer: "artha", route: "CardTopUp", fault: "cut_after_execute", times: 1 });
    const key = newKey();
    const lost = await world.post(TOP_UP, { key, body: { amount: "5.00" } });
    assert.deepEqual([lost.status, lost.body.effect], [502, "unknown"], lost.text);
    for (let time = 0; time < 2; time += 1) {
      const again = await world.post(TOP_UP, { key, body: { amount: "5.00" } });
      assert.equal(again.body.effect, "unknown", again.text);
      assert.ok(again.status >= 500, again.text);
    }
    assert.equal(world.executions().length, 1);
  },

  async "operations on one card wait for each other"(world) {
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "delay", ms: 200, times: 1 });
    const unfreeze = `/cards/${yativo.active}/unfreeze?issuer=yativo`;
    const first = world.post(YATIVO, { body: {} });
    const second = world.post(unfreeze, { body: {} });
    const answers = await Promise.all([first, second]);
    assert.ok(answers.every(({ status }) => status === 200 || status === 422), answers.map(({ text }) => text).join("\n"));
    const routes = world.admin.requests().map(({ path, method }) => `${method} ${path}`).filter((words) => /update|get/.test(words));
    const writes = routes.map((words, at) => (/update/.test(words) ? at : -1)).filter((at) => at >= 0);
    // Between the two writes stands what the first one reads.
    assert.ok(writes[1] - writes[0] > 1, routes.join("\n"));
  },

  async "a card that stays busy is told so"(world) {
    await world.open({ options: { queueMs: 50 } });
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "delay", ms: 1500, times: 1 });
    const [one, other] = await Promise.all([world.post(YATIVO, { body: {} }), world.post(YATIVO, { body: {} })]);
    const busy = [one, other].find(({ status }) => status === 409);
    assert.deepEqual([busy.body.code, busy.body.effect, busy.body.retryable], ["card_busy", "none", true]);
    assert.equal([one, other].find((answer) => answer !== busy).status, 200);
  },

  async "a page that goes away ends nothing that has begun"(world) {
    world.admin.addFault({ issuer: "yativo", route: "update", fault: "delay", ms: 500, times: 1 });
    const key = newKey();
    const controller = new AbortController();
    const headers = { "x-user": "ann", "idempotency-key": key };
    const leaving = fetch(`${world.url}${YATIVO}`, { method: "POST", headers, signal: controller.signal });
    leaving.catch(() => {});
    const isSent = () => world.admin.requests().some(({ path }) => /update/.test(path));
    while (!isSent()) await new Promise((go) => setTimeout(go, 5));
    controller.abort();
    await assert.rejects(leaving);
    let answer;
    do {
      answer = await world.get(`/operations?issuer=yativo&card=${yativo.active}`, { key });
      assert.equal(answer.status, 200, answer.text);
      if (answer.body.state === "running") await new Promise((go) => setTimeout(go, 20));
    } while (answer.body.state === "running");
    assert.deepEqual([answer.body.state, answer.body.outcome.result], ["done", "completed"]);
    assert.deepEqual(world.executions(), [`yativo freeze ${yativo.active}`]);
  },

  async "a ledger that fails after the execution leaves the effect unknown"(world) {
    await world.open({ ledger: { failing: ["record"] } });
    const answer = await world.post(YATIVO, { body: {} });
    assert.ok(answer.status >= 200, answer.text);
    if (answer.status >= 400) assert.equal(answer.body.effect, "unknown", answer.text);
    assert.deepEqual(world.executions(), [`yativo freeze ${yativo.active}`]);
  },
};
