// What every example must do, whatever it runs on: who may ask, an order with its callback, a lost answer,
// and an end without a fuss.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { CARDS } from "../../package/scenarios/world.js";
import { startSandbox } from "../../package/support/package.js";
import { plant } from "../../package/support/seen/record.js";
import { keepPrinted } from "../../package/support/seen/report.js";
import { caller, cookieOf, newKey, operations, relay, soon, withImage } from "./calls.js";
import { secretsOf, settings } from "./settings.js";

const { active, frozen, photo, inactive } = CARDS.artha;

async function problem(response, status, code, effect = "none") {
  const told = await response.text();
  assert.equal(response.status, status, told);
  assert.equal(response.headers.get("content-type"), "application/problem+json");
  assert.equal(response.headers.get("cache-control"), "no-store");
  const given = JSON.parse(told);
  assert.deepEqual([given.type, given.code, given.effect], [`urn:cardlatch:error:${code}`, code, effect]);
  return given;
}

/**
 * @param {string} name
 * @param {() => string} version
 * @param {(settings: Record<string, string>) => Promise<{ origin: string, told(): string, stop(): Promise<unknown>, kill(): void }>} start
 */
export function exampleSuite(name, version, start) {
  describe(name, () => {
    const world = {};
    let server;
    let ada;
    let admin;

    before(async () => {
      world.relay = await relay();
      world.sandbox = await startSandbox({ log: false, settleMs: Infinity, callbackUrl: world.relay.url });
      admin = world.sandbox.admin;
      world.settings = settings(world.sandbox.issuers.artha);
      plant(secretsOf(world.settings).map((value) => ["setting", value]));
      server = await start(world.settings);
      world.base = `${server.origin}/api`;
      world.relay.to(`${world.base}/callbacks/main/${world.settings.CALLBACK_SECRET}`);
      world.origin = server.page ?? undefined;
      ada = caller(world.base, await cookieOf("ada", world.settings.SESSION_SECRET), world.origin);
      console.log(`${name}: ${version()}`);
    });
    after(async () => {
      server?.kill();
      await Promise.all([world.sandbox?.close(), world.relay?.close()]);
    });
    beforeEach(() => admin.reset());

    const executed = () => admin.executions().map(({ action, cardId, count }) => [action, cardId, count]);

    test("nobody without a session, with a forged one, or with one that has ended", async () => {
      const { SESSION_SECRET } = world.settings;
      const genuine = await cookieOf("ada", SESSION_SECRET);
      const forged = genuine.replace("ada", "eve");
      const strangers = [undefined, forged, await cookieOf("ada", SESSION_SECRET, -1), await cookieOf("ada", "x".repeat(32))];
      for (const cookie of strangers) {
        const stranger = caller(world.base, cookie, world.origin);
        await problem(await stranger.get(`/cards/${active}/balance`), 401, "not_signed_in");
        await problem(await stranger.post(`/cards/${active}/freeze`, { key: newKey() }), 401, "not_signed_in");
      }
      assert.deepEqual(executed(), []);
    });

    test("not the card of another, not what is not allowed, not from the page of another", async () => {
      await problem(await ada.get(`/cards/${inactive}/balance`), 403, "not_allowed");
      await problem(await ada.post(`/cards/${inactive}/freeze`, { key: newKey() }), 403, "not_allowed");
      await problem(await ada.post(`/cards/${active}/cancel`, { key: newKey() }), 403, "not_allowed");
      await problem(await ada.post(`/cards/${active}/reveal`), 403, "not_allowed");
      const elsewhere = caller(world.base, await cookieOf("ada", world.settings.SESSION_SECRET), "https://elsewhere.example");
      await problem(await elsewhere.post(`/cards/${active}/freeze`, { key: newKey() }), 403, "wrong_origin");
      assert.deepEqual(executed(), []);
      assert.deepEqual(admin.requests(), []);
    });

    test("a freeze with a picture is accepted, repeated once for all, and settled by the callback", async () => {
      const key = newKey();
      const order = () => ada.post(`/cards/${photo}/freeze`, { key, body: withImage() });
      const first = await order();
      const told = await first.text();
      assert.equal(first.status, 202, told);
      const { result, operation } = JSON.parse(told);
      assert.equal(result, "accepted");
      const location = first.headers.get("location");
      assert.equal(location, `/api/operations/${operation}`);

      const again = await order();
      assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [202, "true"]);
      assert.deepEqual(JSON.parse(await again.text()), JSON.parse(told));
      assert.deepEqual(executed(), [["freeze", photo, 1]]);

      const path = location.slice("/api".length);
      const stream = await ada.get(path, { accept: "text/event-stream" });
      assert.equal(stream.headers.get("content-type"), "text/event-stream");
      const events = operations(stream);
      const { value: before } = await soon(events.next(), "The first event");
      assert.deepEqual([before.state, before.action, before.cardId], ["accepted", "freeze", photo]);
      await admin.settle();
      const { value: settled } = await soon(events.next(), "The settled operation");
      assert.deepEqual([settled.state, settled.outcome.result, settled.outcome.confirmed], ["done", "completed", true]);
      assert.equal((await soon(events.next(), "The end")).done, true);

      const read = await (await ada.get(path)).json();
      assert.deepEqual(read, settled);
      const stranger = caller(world.base, await cookieOf("grace", world.settings.SESSION_SECRET), world.origin);
      assert.ok([403, 404].includes((await stranger.get(path)).status));
    });

    test("a callback without its secret changes nothing", async () => {
      const key = newKey();
      const { operation } = await (await ada.post(`/cards/${active}/freeze`, { key })).json();
      const body = JSON.stringify({ notifyType: "operation", cardId: active, status: "Success" });
      const wrong = `${world.base}/callbacks/main/${"x".repeat(32)}`;
      const refused = await fetch(wrong, { method: "POST", headers: { "content-type": "application/json" }, body });
      assert.ok(refused.status >= 400, String(refused.status));
      const { state } = await (await ada.get(`/operations/${operation}`)).json();
      assert.equal(state, "accepted");
    });

    test("a read", async () => {
      const response = await ada.get(`/cards/${active}/balance`);
      const told = await response.text();
      assert.equal(response.status, 200, told);
      assert.match(JSON.parse(told).available.value, /^\d+(\.\d+)?$/);
    });

    test("a bad body, a wrong option and a missing key are refused", async () => {
      await problem(await ada.post(`/cards/${active}/freeze`, { key: newKey(), body: "{" }), 400, "bad_request");
      await problem(await ada.post(`/cards/${active}/freeze`, { key: newKey(), body: '{"nonsense":1}' }), 400, "invalid_input");
      await problem(await ada.post(`/cards/${active}/freeze`, { body: "{}" }), 428, "key_required");
      assert.deepEqual(executed(), []);
    });

    test("after a lost answer the effect is unknown, and a repeat does nothing again", async () => {
      admin.addFault({ issuer: "artha", route: "CardFreeze", fault: "cut_after_execute" });
      const key = newKey();
      const order = () => ada.post(`/cards/${active}/freeze`, { key, body: "{}" });
      const lost = await problem(await order(), 502, "network", "unknown");
      assert.equal(lost.action, "freeze");
      const path = `/operations?card=${active}`;
      const told = await (await ada.get(path, { key })).json();
      assert.deepEqual([told.state, told.error.effect], ["unknown", "unknown"]);
      const repeated = await order();
      const { effect } = await repeated.json();
      assert.deepEqual([repeated.status, effect], [502, "unknown"]);
      assert.deepEqual(executed(), [["freeze", active, 1]]);
    });

    test("it ends when it is asked to, and has printed no secret", async () => {
      const code = await server.stop();
      assert.equal(code, 0, server.told());
      keepPrinted(name, server.told());
      for (const secret of secretsOf(world.settings)) assert.ok(!server.told().includes(secret), "a secret was printed");
    });
  });
}
