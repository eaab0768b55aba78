// What issuers send: believed with its proof alone, handled once, and the answer to what was accepted.
import assert from "node:assert/strict";

import { CARDS } from "../../package/scenarios/world.js";
import { PATH_SECRET, WEBHOOK_SECRET } from "../support/shop.js";
import { newKey } from "../support/world.js";

const { artha } = CARDS;
const FREEZE = `/cards/${artha.active}/freeze?issuer=artha`;
const ARTHA = `/callbacks/artha/${PATH_SECRET}`;
const YATIVO = "/callbacks/yativo";

const told = (taskId, status = "Success", more = {}) => ({ cardId: artha.active, taskId, notifyType: "operation", status, ...more });
const issuer = { user: "" };

async function signed(world, body, secret = WEBHOOK_SECRET) {
  const headers = { "x-yativo-signature": await hmac(secret, body), "content-type": "application/json" };
  return world.ask("POST", YATIVO, { ...issuer, body, headers });
}

async function hmac(secret, body) {
  const bytes = (text) => new TextEncoder().encode(text);
  const key = await crypto.subtle.importKey("raw", bytes(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return Buffer.from(await crypto.subtle.sign("HMAC", key, bytes(body))).toString("hex");
}

async function accepted(world, path = FREEZE) {
  const key = newKey();
  const { status, body, text } = await world.post(path, { key, body: {} });
  assert.equal(status, 202, text);
  return { ...body, key, place: `/operations/${body.operation}` };
}

export const callbacks = {
  async "an accepted operation is done once the issuer says so"(world) {
    const { place, operation, key } = await accepted(world);
    await world.admin.settle();
    const [delivery] = world.admin.callbacks();
    assert.equal(delivery.acknowledged, true, "the issuer was not answered as it wants");
    const { body } = await world.get(place);
    assert.deepEqual([body.state, body.outcome.result, body.outcome.confirmed], ["done", "completed", true]);
    const { events } = await world.seen();
    assert.deepEqual(events.map(({ kind, issuer, operations }) => [kind, issuer, operations]), [
      ["action.completed", "artha", [{ operation, state: "done" }]],
    ]);
    const again = await world.post(FREEZE, { key, body: {} });
    assert.deepEqual([again.status, again.body.result], [200, "completed"], again.text);
  },

  async "an accepted operation has failed once the issuer says so"(world) {
    const { place } = await accepted(world);
    await world.admin.settle({ result: "Failed" });
    const { body, text } = await world.get(place);
    assert.deepEqual([body.state, body.error?.code, body.error?.effect], ["failed", "issuer_rejected", "none"], text);
    assert.equal(body.error.type, "urn:cardlatch:error:issuer_rejected");
  },

  async "what answers another operation settles nothing"(world) {
    const { place } = await accepted(world);
    const answer = await world.ask("POST", ARTHA, { ...issuer, body: told("00000000-0000-4000-8000-000000000000") });
    assert.equal(answer.status, 200, answer.text);
    assert.equal((await world.get(place)).body.state, "accepted");
    assert.deepEqual((await world.seen()).events[0].operations, []);
  },

  async "a callback with a wrong secret is refused, and nothing of it is believed"(world) {
    const { place, taskId } = await accepted(world);
    for (const path of ["/callbacks/artha", "/callbacks/artha/", `${ARTHA.slice(0, -1)}x`, `${ARTHA}/more`]) {
      const { status } = await world.ask("POST", path, { ...issuer, body: told(taskId) });
      assert.ok([400, 401, 404].includes(status), `${path} was answered with ${status}`);
    }
    assert.equal((await world.get(place)).body.state, "accepted");
    assert.deepEqual((await world.seen()).events, []);
  },

  async "a signature is over the bytes as they came"(world) {
    const body = '{"event.type": "deposit.completed", "payload": {"id": "d_1", "amount": 100.10}}';
    assert.equal((await signed(world, body)).status, 200);
    assert.equal((await signed(world, body, "whsec_of_somebody_else")).status, 401);
    const headers = { "x-yativo-signature": await hmac(WEBHOOK_SECRET, body) };
    const changed = await world.ask("POST", YATIVO, { ...issuer, body: body.replace("100.10", "900.10"), headers });
    assert.equal(changed.status, 401);
    assert.equal((await world.ask("POST", YATIVO, { ...issuer, body })).status, 401);
    assert.equal((await world.seen()).events.length, 1);
  },

  async "an event that comes again is answered and not handled again"(world) {
    const body = '{"event.type":"deposit.completed","payload":{"id":"d_7","amount":5}}';
    const answers = await Promise.all([signed(world, body), signed(world, body)]);
    // One of two at once may be told to come again.
    assert.ok(answers.some(({ status }) => status === 200));
    assert.ok(answers.every(({ status }) => status === 200 || status === 503));
    assert.equal((await signed(world, body)).status, 200);
    assert.equal((await world.seen()).events.length, 1);
  },

  async "an event whose handler throws comes again"(world) {
    await world.open({ throwing: ["onEvent"] });
    const body = '{"event.type":"deposit.completed","payload":{"id":"d_8","amount":5}}';
    const first = await signed(world, body);
    assert.equal(first.status, 503);
    assert.doesNotMatch(first.text, /database/);
    assert.equal((await signed(world, body)).status, 200);
    assert.equal((await world.seen()).events.length, 2);
  },

  async "an event that shows nothing of its sender is handled, and settles nothing"(world) {
    const { place } = await accepted(world);
    const body = `{"event":"virtualcard.deactivated","cardId":"${artha.active}","reason":"charges"}`;
    assert.equal((await signed(world, body)).status, 200);
    assert.equal((await world.get(place)).body.state, "accepted");
  },

  async "a callback that is too long is refused before it is read to its end"(world) {
    const answer = await world.ask("POST", ARTHA, { ...issuer, body: new Uint8Array(2 ** 20 + 1).fill(0x20) });
    assert.ok(answer.status === 413 || answer.status === 400, `${answer.status}`);
    assert.deepEqual((await world.seen()).events, []);
  },

  async "only POST, and only for issuers that have a receiver"(world) {
    for (const [method, path, due] of [["GET", ARTHA, 405], ["POST", "/callbacks/ibanera", 404], ["POST", "/callbacks/nobody", 404]]) {
      const { status } = await world.ask(method, path, { ...issuer, ...(method === "POST" && { body: {} }) });
      assert.equal(status, due, `${method} ${path}`);
    }
  },

  async "a callback that comes before its task was kept settles it then"(world) {
    // The issuer is fast: its callback arrives while its answer is on the way.
    world.admin.addFault({ issuer: "artha", route: "CardFreeze", fault: "delay", ms: 500, times: 1 });
    const answer = world.post(FREEZE, { body: {} });
    while (!world.admin.executions().length) await new Promise((go) => setTimeout(go, 5));
    await world.admin.settle();
    const { body } = await answer;
    const operation = await world.get(`/operations/${body.operation}`);
    assert.equal(operation.body.state, "done", operation.text);
  },

  async "no callback of a page's origin, and no secret in the audit"(world) {
    await accepted(world);
    await world.admin.settle();
    const { audit } = await world.seen();
    const line = audit.find(({ what }) => what === "callback");
    assert.ok(line, JSON.stringify(audit));
    assert.equal(line.issuer, "artha");
    assert.doesNotMatch(JSON.stringify(audit), new RegExp(`${PATH_SECRET}|${WEBHOOK_SECRET}`));
  },
};
