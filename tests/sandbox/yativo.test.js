import assert from "node:assert/strict";
import { test } from "node:test";
import { call, cardOf, sandboxFor, stateOf, yativo, yativoToken, yativoUpdate } from "./helpers.js";

const ACTIVE = "Active, shape O: card_status in the answer";
const FROZEN = "Frozen, shape O";
const E2 = {
  status: "success",
  status_code: 200,
  message: "Request successful",
  data: { error: "Error encountered, please check your request" },
};

const login = (sandbox, body) =>
  call(`${sandbox.issuers.yativo.baseUrl}/auth/login`, {
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

const read = (sandbox, token, id, method = "GET") =>
  yativo(sandbox, token, `customer/virtual/cards/get/${id}`, { method });

test("the login gives a bearer token of 600 seconds", async (t) => {
  const sandbox = await sandboxFor(t);
  const { accountId, appSecret } = sandbox.issuers.yativo;
  const { status, json } = await login(sandbox, { account_id: accountId, app_secret: appSecret });
  assert.equal(status, 200);
  assert.deepEqual(
    [json.status, json.status_code, json.message],
    ["success", 200, "Request successful"],
  );
  assert.equal(json.data.token_type, "bearer");
  assert.equal(json.data.expires_in, 600);
  assert.equal(json.data.access_token.split(".").length, 3);
});

test("a wrong login is refused in a documented envelope", async (t) => {
  const sandbox = await sandboxFor(t);
  const wrong = await login(sandbox, { account_id: "acct_x", app_secret: "y" });
  assert.equal(wrong.status, 401);
  assert.deepEqual(wrong.json, { message: "Unauthenticated." });
  const missing = await login(sandbox, { account_id: "acct_x" });
  assert.equal(missing.status, 422);
  assert.deepEqual(Object.keys(missing.json.errors), ["app_secret"]);
});

test("no token, a strange one and an expired one are 401", async (t) => {
  const sandbox = await sandboxFor(t, { yativo: { expiresIn: 30 } });
  const id = cardOf(sandbox, ACTIVE);
  const token = await yativoToken(sandbox);
  const bare = await call(`${sandbox.issuers.yativo.baseUrl}/customer/virtual/cards/get/${id}`, {
    method: "GET",
  });
  assert.equal(bare.status, 401);
  assert.deepEqual(bare.json, { message: "Unauthenticated." });
  assert.equal((await read(sandbox, "strange", id)).status, 401);
  sandbox.clock.ms += 29_999;
  assert.equal((await read(sandbox, token, id)).status, 200);
  sandbox.clock.ms += 1;
  assert.equal((await read(sandbox, token, id)).status, 401);
  assert.match(sandbox.lines.at(-1), /token is expired/);
});

test("a token that is still good is refreshed, an expired one is not", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  sandbox.clock.ms += 599_000;
  const fresh = await yativo(sandbox, token, "auth/refresh-token", { method: "GET" });
  assert.equal(fresh.json.data.expires_in, 600);
  sandbox.clock.ms += 1000;
  assert.equal((await yativo(sandbox, token, "auth/refresh-token", { method: "GET" })).status, 401);
  const id = cardOf(sandbox, ACTIVE);
  assert.equal((await read(sandbox, fresh.json.data.access_token, id)).status, 200);
});

test("freeze and unfreeze answer their texts and change the card", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  const frozen = await yativoUpdate(sandbox, token, id, "freeze");
  assert.deepEqual(frozen.json.data, { action: "freeze card successfully" });
  assert.match(sandbox.lines.at(-1), /came by POST/);
  assert.equal(stateOf(sandbox, id), "frozen");
  const thawed = await yativoUpdate(sandbox, token, id, "unfreeze", { method: "PUT" });
  assert.deepEqual(thawed.json.data, { action: "unfreeze card successful" });
  assert.match(sandbox.lines.at(-1), /came by PUT/);
  assert.equal(stateOf(sandbox, id), "active");
  assert.deepEqual(
    sandbox.admin.executions().map(({ action }) => action),
    ["freeze", "unfreeze"],
  );
});

test("a second freeze is counted as a second execution", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  await yativoUpdate(sandbox, token, id, "freeze");
  await yativoUpdate(sandbox, token, id, "freeze");
  assert.deepEqual(
    sandbox.admin.executions().map(({ count }) => count),
    [1, 2],
  );
  assert.match(sandbox.lines.at(-1), /was frozen before.*own choice/);
});

test("the error envelopes of the update", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const unknown = await yativoUpdate(sandbox, token, "nobody", "freeze");
  assert.equal(unknown.status, 200);
  assert.deepEqual(unknown.json, E2);
  const closed = await yativoUpdate(sandbox, token, cardOf(sandbox, "Closed, shape O"), "freeze");
  assert.equal(closed.status, 400);
  assert.equal(closed.json.status, "failed");
  const melt = await yativoUpdate(sandbox, token, cardOf(sandbox, ACTIVE), "melt");
  assert.equal(melt.status, 422);
  assert.deepEqual(Object.keys(melt.json.errors), ["action"]);
  const broken = await call(`${sandbox.issuers.yativo.baseUrl}/customer/virtual/cards/update/x`, {
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: "{",
  });
  assert.equal(broken.status, 400);
  assert.deepEqual(broken.json, { error: "Invalid request" });
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("shape D has no status, shape O has one", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const d = await read(sandbox, token, cardOf(sandbox, "Active, shape D: no status in the answer"));
  assert.equal(d.json.data.id, cardOf(sandbox, "Active, shape D: no status in the answer"));
  assert.deepEqual(
    Object.keys(d.json.data).filter((name) => /status/i.test(name)),
    [],
  );
  const o = await read(sandbox, token, cardOf(sandbox, FROZEN));
  assert.equal(o.json.data.card_status, "frozen");
  const number = await read(sandbox, token, "1048576", "POST");
  assert.equal(number.json.data.card_id, 1048576);
  assert.match(sandbox.lines.at(-1), /read came by POST/);
});

test("a read shows what an update did, and a word the tester chose", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  await yativoUpdate(sandbox, token, id, "freeze");
  assert.equal((await read(sandbox, token, id)).json.data.card_status, "frozen");
  sandbox.admin.setCard({ issuer: "yativo", cardId: id, issuerWord: "on_hold" });
  assert.equal((await read(sandbox, token, id)).json.data.card_status, "on_hold");
  sandbox.admin.setCard({ issuer: "yativo", cardId: id, issuerWord: null });
  assert.equal((await read(sandbox, token, id)).json.data.card_status, "frozen");
});

test("an unknown card in a read is 400 with a success envelope", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const { status, json } = await read(sandbox, token, "nobody");
  assert.equal(status, 400);
  assert.deepEqual(json, { ...E2, data: { error: "Invalid request" } });
  const other = await sandboxFor(t, { yativo: { unknownCardStatus: 404 } });
  assert.equal((await read(other, await yativoToken(other), "nobody")).status, 404);
});

test("a key replays the stored answer and executes nothing", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  const headers = { "idempotency-key": "5f0c2f0e-0000-4000-8000-000000000001" };
  const first = await yativoUpdate(sandbox, token, id, "freeze", { headers });
  sandbox.admin.setCard({ issuer: "yativo", cardId: id, state: "active" });
  const second = await yativoUpdate(sandbox, token, id, "freeze", { headers });
  assert.equal(second.text, first.text);
  assert.equal(stateOf(sandbox, id), "active");
  assert.equal(sandbox.admin.executions().length, 1);
  assert.match(sandbox.lines.at(-1), /stored answer/);
  const other = await yativoUpdate(sandbox, token, id, "unfreeze", { headers });
  assert.equal(other.text, first.text);
  assert.match(sandbox.lines.at(-1), /belongs to a different request/);
});

test("a stored error is replayed too", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const headers = { "idempotency-key": "k" };
  const id = cardOf(sandbox, "Closed, shape O");
  const first = await yativoUpdate(sandbox, token, id, "freeze", { headers });
  sandbox.admin.setCard({ issuer: "yativo", cardId: id, state: "active" });
  const second = await yativoUpdate(sandbox, token, id, "freeze", { headers });
  assert.deepEqual([second.status, second.text], [400, first.text]);
});

test("a key that is missing, bad or old is refused in the documented words", async (t) => {
  const sandbox = await sandboxFor(t, {
    yativo: { requireIdempotencyKey: true, expiresIn: 200_000 },
  });
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  const send = (headers) => yativoUpdate(sandbox, token, id, "freeze", { headers });
  const missing = await send({});
  assert.equal(missing.status, 400);
  assert.deepEqual(missing.json, { error: "Idempotency-Key is required for this request." });
  assert.deepEqual((await send({ "idempotency-key": "two words" })).json, {
    error: "Invalid request",
  });
  assert.deepEqual((await send({ "idempotency-key": "x".repeat(256) })).json, {
    error: "Invalid request",
  });
  const headers = { "idempotency-key": "once" };
  assert.equal((await send(headers)).status, 200);
  sandbox.clock.ms += 24 * 60 * 60 * 1000 + 1;
  assert.deepEqual((await send(headers)).json, {
    error: "Idempotency-Key expired. Please use a new key.",
  });
  assert.equal(sandbox.admin.executions().length, 1);
});

test("updates can claim success without doing anything", async (t) => {
  const sandbox = await sandboxFor(t, { yativo: { successWithoutEffect: true } });
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  const { json } = await yativoUpdate(sandbox, token, id, "freeze");
  assert.deepEqual(json.data, { action: "freeze card successfully" });
  assert.equal(stateOf(sandbox, id), "active");
  assert.deepEqual(sandbox.admin.executions(), []);
  assert.match(sandbox.lines.at(-1), /nothing was done/);
});

test("every error envelope can be asked for", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const id = cardOf(sandbox, ACTIVE);
  const bodies = {
    E1: [400, "failed"],
    E2: [200, "success"],
    E3: [400, undefined],
    E4: [422, "error"],
    E5: [400, "failed"],
    E6: [401, undefined],
  };
  for (const [code, [status, word]] of Object.entries(bodies)) {
    sandbox.admin.addFault({ issuer: "yativo", route: "update", fault: "issuer_error", code });
    const answer = await yativoUpdate(sandbox, token, id, "freeze");
    assert.deepEqual([answer.status, answer.json.status], [status, word]);
  }
  sandbox.admin.addFault({ issuer: "yativo", route: "update", fault: "issuer_error", code: "E5" });
  const e5 = await yativoUpdate(sandbox, token, id, "freeze");
  assert.equal(e5.json.data.status, false);
  sandbox.admin.addFault({ issuer: "yativo", route: "update", fault: "issuer_error", code: "E7" });
  const e7 = await yativoUpdate(sandbox, token, id, "freeze");
  assert.deepEqual([e7.status, e7.text], [403, ""]);
  assert.deepEqual(sandbox.admin.executions(), []);
});
