import assert from "node:assert/strict";
import { test } from "node:test";
import { signatureOf, stringToSign } from "../../pkg-template/sandbox/issuers/artha-v1/guard.js";
import { call, cardOf, sandboxFor, stateOf, v1 } from "./helpers.js";

const ACTIVE = "Virtual, active, USDT";
const FROZEN = "Virtual, frozen, USDT";
const INACTIVE = "Physical, to be activated";

const lastLine = (sandbox) => sandbox.lines.at(-1);
const act = (sandbox, label, action, body, how) =>
  v1(sandbox, "POST", `cards/${cardOf(sandbox, label)}/${action}`, body, how);
const executed = (sandbox) => sandbox.admin.executions().map(({ action }) => action);

test("the text to sign has a line for each part, and no more", () => {
  const parts = {
    method: "GET",
    target: "/ext/api/v1/cards?limit=10",
    timestamp: "1707753600",
    nonce: "a1b2c3d4e5f60718",
    bodyHash: "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  };
  const text = stringToSign(parts);
  assert.equal(
    text,
    "GET\n/ext/api/v1/cards?limit=10\n1707753600\na1b2c3d4e5f60718\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
  );
  assert.equal(
    signatureOf("mJ8v3aQpT5y2rX6nK9cD4eH7sB1uF0gLzN2wV8tYqP=", text),
    "MqHD1hkBtd2pdDMCML3qnhWsF8JbbRaYSYgCTcsHLj8=",
  );
});

test("freeze needs no body and is done at once, in the newest form", async (t) => {
  const sandbox = await sandboxFor(t);
  const { status, json, headers } = await act(sandbox, ACTIVE, "freeze");
  assert.equal(status, 200);
  assert.equal(headers.get("content-type"), "application/json");
  const { customerId, productId } = sandbox.cards["artha-v1"][0];
  assert.deepEqual(json, {
    cardId: cardOf(sandbox, ACTIVE),
    customerId,
    productId,
    cardType: "Virtual",
    action: "freeze",
    status: "success",
    message: "Card frozen successfully",
    taskId: null,
  });
  assert.equal(stateOf(sandbox, cardOf(sandbox, ACTIVE)), "frozen");
  assert.deepEqual(executed(sandbox), ["freeze"]);
});

test("an action in the two older forms", async (t) => {
  const sandbox = await sandboxFor(t, { arthaV1: { answers: "R1" } });
  const { json } = await act(sandbox, ACTIVE, "freeze");
  assert.deepEqual(Object.keys(json), ["data"]);
  assert.deepEqual(Object.keys(json.data), [
    "card_id",
    "customer_id",
    "product_id",
    "card_type",
    "action",
    "status",
    "message",
    "task_id",
    "performed_at",
  ]);
  const { card_type: type, status, message } = json.data;
  assert.deepEqual([type, status, message], ["virtual", "frozen", null]);
  sandbox.admin.setAnswers({ issuer: "artha-v1", form: "R2" });
  const second = await act(sandbox, ACTIVE, "unfreeze");
  assert.deepEqual(Object.keys(second.json), ["data", "request_id", "timestamp"]);
  assert.equal(second.json.request_id, "req_abc123");
  assert.equal(second.json.data.status, "success");
  await assert.rejects(sandboxFor(t, { arthaV1: { answers: "R4" } }), /one of: R3, R2, R1/);
});

test("both prefixes are there and the log says which came", async (t) => {
  const sandbox = await sandboxFor(t);
  const outer = await act(sandbox, ACTIVE, "freeze", undefined, { prefix: "/ext/api/v1" });
  assert.equal(outer.status, 200);
  assert.match(lastLine(sandbox), /prefix was \/ext\/api\/v1/);
  assert.equal((await act(sandbox, ACTIVE, "unfreeze")).status, 200);
  assert.match(lastLine(sandbox), /prefix was \/api\/v1/);
  const odd = await act(sandbox, ACTIVE, "freeze", undefined, { prefix: "/api/v2" });
  assert.equal(odd.status, 404);
});

test("activate, unfreeze, cancel and set PIN", async (t) => {
  const sandbox = await sandboxFor(t);
  const coded = await act(sandbox, INACTIVE, "activate", { activationCode: "A1B2C3" });
  assert.deepEqual([coded.status, coded.json.cardType], [200, "Physical"]);
  assert.equal((await act(sandbox, FROZEN, "unfreeze")).json.action, "unfreeze");
  const pin = await act(sandbox, FROZEN, "pin/set", { pin: "0042" });
  assert.equal(pin.json.action, "set_pin");
  assert.equal((await act(sandbox, FROZEN, "cancel", { reason: "lost" })).status, 200);
  assert.equal(stateOf(sandbox, cardOf(sandbox, FROZEN)), "closed");
  assert.deepEqual(executed(sandbox), ["activate", "unfreeze", "setPin", "cancel"]);
});

test("activate takes the older field, an empty object and no body at all", async (t) => {
  for (const body of [{ activation_code: "A1B2C3" }, {}, undefined, { activationCode: null }]) {
    const sandbox = await sandboxFor(t);
    assert.equal((await act(sandbox, INACTIVE, "activate", body)).status, 200);
  }
});

test("replace is accepted, keeps the card's id and takes another number when settled", async (t) => {
  const sandbox = await sandboxFor(t);
  const shippingAddress = { addressLine1: "1 Lane", city: "X", postalCode: "1", country: "GB" };
  const { status, json } = await act(sandbox, ACTIVE, "replace", { reason: null, shippingAddress });
  assert.equal(status, 202);
  assert.match(json.taskId, /^task_/);
  assert.equal(json.message, "Card replaced successfully");
  assert.equal((await act(sandbox, ACTIVE, "freeze")).status, 422);
  await sandbox.admin.settle();
  const card = (await v1(sandbox, "GET", `cards/${cardOf(sandbox, ACTIVE)}`)).json;
  assert.notEqual(card.cardNumberMasked, "****3210");
  const snake = { address_line_1: "1 Lane", city: "X", postal_code: "1", country: "GB" };
  const older = await act(sandbox, ACTIVE, "replace", { data: { shipping_address: snake } });
  assert.equal(older.status, 202);
  assert.match(lastLine(sandbox), /wrapped in data.*|snake_case/);
  const bare = await sandboxFor(t, { arthaV1: { replaceBody: false } });
  const silent = await act(bare, ACTIVE, "replace", {});
  assert.deepEqual([silent.status, silent.text], [202, ""]);
});

test("wrong states, fields and cards are refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const statusFor = async (...args) => (await act(sandbox, ...args)).status;
  assert.equal(await statusFor(FROZEN, "freeze"), 422);
  assert.equal(await statusFor("Virtual, cancelled", "unfreeze"), 422);
  for (const body of [{}, { pin: 1234 }, { pin: "123" }, { pin: "1234567" }, { pin: "12a4" }]) {
    assert.equal(await statusFor(ACTIVE, "pin/set", body), 422);
  }
  assert.equal(await statusFor(ACTIVE, "cancel", { reason: "x".repeat(501) }), 422);
  assert.equal(await statusFor(ACTIVE, "replace", { shippingAddress: "here" }), 422);
  assert.equal(await statusFor(ACTIVE, "replace", { shippingAddress: { city: "X" } }), 422);
  for (const body of ["{", "[]", "null"]) assert.equal(await statusFor(ACTIVE, "cancel", body), 400);
  const text = { headers: { "content-type": "text/plain" } };
  assert.equal(await statusFor(ACTIVE, "cancel", "{}", text), 400);
  assert.equal((await v1(sandbox, "POST", "cards/none/freeze")).status, 404);
  assert.equal((await v1(sandbox, "GET", `cards/${cardOf(sandbox, ACTIVE)}/freeze`)).status, 405);
  assert.deepEqual(executed(sandbox), []);
});

async function refusedWith(sandbox, how, words) {
  const { status, text } = await act(sandbox, ACTIVE, "freeze", undefined, how);
  assert.deepEqual([status, text], [401, ""]);
  assert.match(lastLine(sandbox), words);
  assert.deepEqual(executed(sandbox), []);
}

test("a header that is wrong or missing is 401", async (t) => {
  const sandbox = await sandboxFor(t);
  const refused = (change, words) => refusedWith(sandbox, { change }, words);
  await refused({ "X-API-Key": "ak_other" }, /X-API-Key is not known/);
  await refused({ "X-Timestamp": "noon" }, /not a number/);
  await refused({ "X-Timestamp": String(sandbox.clock.ms / 1000 - 301) }, /too far/);
  await refused({ "X-Timestamp": String(sandbox.clock.ms / 1000 + 301) }, /too far/);
  await refused({ "X-Body-Hash": "AAAA" }, /X-Body-Hash is not/);
  await refused({ "X-Signature": "AAAA" }, /X-Signature does not fit/);
  await refused({ key: "another secret" }, /X-Signature does not fit/);
  await refused({ path: "/api/v1/cards" }, /X-Signature does not fit/);
  await refused({ "X-Nonce": "n".repeat(129) }, /X-Nonce is not/);
  const names = ["x-api-key", "x-timestamp", "x-nonce", "x-body-hash", "x-signature"];
  for (const name of names) {
    await refusedWith(sandbox, { headers: { [upper(name)]: "" } }, new RegExp(`${name} is missing`));
  }
});

const upper = (name) =>
  name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace("Api", "API");

test("the hash is of the body that came", async (t) => {
  const sandbox = await sandboxFor(t);
  const other = { change: { "X-Body-Hash": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" } };
  const { status } = await act(sandbox, ACTIVE, "cancel", { reason: "lost" }, other);
  assert.equal(status, 401);
});

test("a nonce counts once in five minutes, and a refused request does not use it up", async (t) => {
  const sandbox = await sandboxFor(t);
  const change = { "X-Nonce": "once" };
  const status = async (more) =>
    (await v1(sandbox, "GET", "cards", undefined, { change: { ...change, ...more } })).status;
  assert.equal(await status({ "X-Signature": "AAAA" }), 401);
  assert.equal(await status(), 200);
  assert.equal(await status(), 401);
  assert.match(lastLine(sandbox), /last five minutes/);
  sandbox.clock.ms += 5 * 60 * 1000 - 1;
  assert.equal(await status(), 401);
  sandbox.clock.ms += 1;
  assert.equal(await status(), 200);
});

test("the query is signed too", async (t) => {
  const sandbox = await sandboxFor(t);
  const path = "/artha-v1/api/v1/cards";
  assert.equal((await v1(sandbox, "GET", "cards?limit=1")).status, 200);
  const unsigned = await v1(sandbox, "GET", "cards?limit=1", undefined, { change: { path } });
  assert.equal(unsigned.status, 401);
});

test("other readings of the signing rule are options", async (t) => {
  const inner = await sandboxFor(t, { arthaV1: { signedPath: "inner" } });
  const status = async (sandbox, change) =>
    (await v1(sandbox, "GET", "cards?limit=1", undefined, { change })).status;
  assert.equal(await status(inner, {}), 401);
  assert.equal(await status(inner, { path: "/api/v1/cards?limit=1" }), 200);
  const decoded = await sandboxFor(t, { arthaV1: { secretEncoding: "base64" } });
  assert.equal(await status(decoded, {}), 401);
  const key = Buffer.from(decoded.issuers["artha-v1"].secret, "base64");
  assert.equal(await status(decoded, { key }), 200);
  const strict = await sandboxFor(t, { arthaV1: { timestampToleranceSeconds: 10 } });
  const late = String(strict.clock.ms / 1000 - 11);
  assert.equal(await status(strict, { "X-Timestamp": late }), 401);
});

test("no secret and no card data reach the log", async (t) => {
  const sandbox = await sandboxFor(t);
  await v1(sandbox, "GET", `cards/${cardOf(sandbox, ACTIVE)}/sensitive`);
  const told = JSON.stringify([sandbox.lines, sandbox.admin.requests()]);
  const { apiKey, secret } = sandbox.issuers["artha-v1"];
  for (const one of [apiKey, secret, ...sandbox.planted]) assert.ok(!told.includes(one));
});

test("faults hold for the new issuer", async (t) => {
  const sandbox = await sandboxFor(t);
  const fault = (route, name, more) =>
    sandbox.admin.addFault({ issuer: "artha-v1", route, fault: name, ...more });
  fault("freeze", "cut_after_execute");
  await assert.rejects(act(sandbox, ACTIVE, "freeze"));
  assert.deepEqual(executed(sandbox), ["freeze"]);
  fault("unfreeze", "success_without_effect");
  assert.equal((await act(sandbox, ACTIVE, "unfreeze")).json.status, "success");
  assert.equal(stateOf(sandbox, cardOf(sandbox, ACTIVE)), "frozen");
  fault("cards", "unauthorized_once");
  assert.equal((await v1(sandbox, "GET", "cards")).status, 401);
  fault("action", "issuer_error", { code: "declined", status: 422 });
  const failed = await act(sandbox, ACTIVE, "unfreeze");
  assert.deepEqual([failed.status, failed.json.message], [422, "declined"]);
  fault("read", "success_with_error");
  assert.equal((await v1(sandbox, "GET", "cards")).json.error, "Error encountered");
  const nowhere = await call(`${sandbox.issuers["artha-v1"].baseUrl}/else`, { method: "GET" });
  assert.equal(nowhere.status, 404);
});
