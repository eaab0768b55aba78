// Every route, once and with success.
import assert from "node:assert/strict";

import { CARDS, PIN } from "../../package/scenarios/world.js";
import { newKey } from "../support/world.js";

const { artha, "artha-v1": arthaV1, yativo, ibanera, "open-api": openApi } = CARDS;

const CUSTOMER = "e0000000-0000-4000-8000-000000000001";
const PRODUCT = "d0000000-0000-4000-8000-000000000001";
const FULL_WALLET = "bc000000-0000-4000-8000-000000000001";

/** Holds the fields that are expected and leaves the others alone. */
export function has(actual, expected, what) {
  assert.deepEqual(Object.fromEntries(Object.keys(expected).map((name) => [name, actual?.[name]])), expected, what);
}

const completed = { result: "completed", confirmed: true };
const accepted = { result: "accepted", confirmed: false };
const usd = (value) => ({ value, currency: "USD" });

/** issuer, path, what is answered */
const READS = [
  ["yativo", `/cards/${yativo.active}`, { id: yativo.active, state: "active" }],
  ["artha", `/cards/${artha.active}`, { state: "unknown", issuerWord: "Active", last4: "3210" }],
  ["artha", `/cards/${artha.active}/balance`, { available: usd("250.50"), currency: "USD" }],
  ["yativo", `/cards/${yativo.active}/balance`, { available: usd("3.00") }],
  ["artha-v1", `/cards/${arthaV1.active}/limits`, { daily: { value: "1000", currency: "USDT" } }],
  ["artha", `/cards/${artha.active}/top-up-fee?amount=100.00`, { fee: { value: "10" }, received: { value: "90" } }],
];

/** issuer, path, body, status, what is answered, what truly happened */
const WRITES = [
  ["artha", `/cards/${artha.active}/freeze`, {}, 202, { action: "freeze", ...accepted }, `freeze ${artha.active}`],
  ["artha", `/cards/${artha.frozen}/unfreeze`, undefined, 202, { action: "unfreeze", ...accepted }, `unfreeze ${artha.frozen}`],
  ["artha", `/cards/${artha.active}/top-up`, { amount: "100.00" }, 202, { action: "topUp", ...accepted }, `topUp ${artha.active}`],
  ["artha-v1", `/cards/${arthaV1.inactive}/activate`, { activationCode: "A1" }, 200, completed, `activate ${arthaV1.inactive}`],
  ["artha-v1", `/cards/${arthaV1.active}/cancel`, { reason: "lost" }, 200, completed, `cancel ${arthaV1.active}`],
  ["artha-v1", `/cards/${arthaV1.active}/set-pin`, { pin: "4321" }, 202, { action: "setPin", ...accepted }, `setPin ${arthaV1.active}`],
  ["artha-v1", `/cards/${arthaV1.active}/replace`, { reason: "damaged" }, 202, { action: "replace", ...accepted }, `replace ${arthaV1.active}`],
  ["artha-v1", `/cards/${arthaV1.active}/set-limits`, { daily: "250.75" }, 202, { action: "setLimits", ...accepted }, `setLimits ${arthaV1.active}`],
  ["yativo", `/cards/${yativo.active}/freeze`, {}, 200, completed, `freeze ${yativo.active}`],
  ["open-api", `/cards/${openApi.active}/freeze`, {}, 202, accepted, `freeze ${openApi.active}`],
  ["ibanera", `/cards/${ibanera.pending}/deactivate`, {}, 200, completed, `deactivate ${ibanera.pending}`],
];

const read = ([issuer, path, expected]) => async (world) => {
  const url = `${path}${path.includes("?") ? "&" : "?"}issuer=${issuer}`;
  const { status, body, headers } = await world.get(url);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(headers.get("content-type"), "application/json");
  has(body, expected);
  assert.equal("extra" in body, false, "fields without a name here are not for a page");
  const head = await world.ask("HEAD", url);
  assert.deepEqual([head.status, head.text], [200, ""]);
};

const write = ([issuer, path, body, status, expected, executed]) => async (world) => {
  const key = newKey();
  const answer = await world.post(`${path}?issuer=${issuer}`, { key, body });
  assert.equal(answer.status, status, answer.text);
  const cardId = path.split("/")[2];
  has(answer.body, { cardId, issuer: answer.body.issuer, ...expected });
  assert.match(answer.body.operation, new RegExp(`^[0-9a-f]{32}~${issuer}~${cardId}$`));
  assert.equal("extra" in answer.body, false);
  assert.deepEqual(world.executions(), [`${issuer} ${executed}`]);
  const place = `/operations/${answer.body.operation}`;
  assert.equal(answer.headers.get("location"), status === 202 ? place : null);

  const operation = await world.get(place);
  assert.equal(operation.status, 200, operation.text);
  has(operation.body, { id: answer.body.operation, issuer, cardId, state: status === 202 ? "accepted" : "done" });
  has(operation.body.outcome, expected);
  const byKey = await world.get(`/operations?issuer=${issuer}&card=${cardId}`, { key });
  assert.deepEqual(byKey.body, operation.body);
};

/** Each name with the issuer, the path and a number where there are several. */
const each = (rows, words, make) =>
  Object.fromEntries(rows.map((row) => [`${words} ${row[1].replace(/[\w-]{9,}|\d{4}/, "{id}")} of ${row[0]}`, make(row)]));

export const routes = {
  ...each(READS, "GET", read),
  ...each(WRITES, "POST", write),

  async "GET /cards gives page after page, and the principal's own alone"(world) {
    const all = await world.get("/cards?issuer=artha-v1");
    assert.equal(all.status, 200, all.text);
    assert.equal(all.body.items.length, 5);
    const ben = await world.get("/cards?issuer=artha-v1", { user: "ben" });
    assert.deepEqual(ben.body.items.map(({ id }) => id), [arthaV1.dollars]);
    const ids = [];
    for (let page = 0; page !== undefined; ) {
      const { body } = await world.get(`/cards?issuer=artha-v1&size=2&page=${page}`);
      ids.push(...body.items.map(({ id }) => id));
      page = body.next;
    }
    assert.deepEqual(ids, all.body.items.map(({ id }) => id));
  },

  async "GET /cards/{id}/transactions gives page after page"(world) {
    const path = `/cards/${ibanera.pending}/transactions?issuer=ibanera`;
    const whole = await world.get(`${path}&size=100`);
    assert.equal(whole.status, 200, whole.text);
    assert.deepEqual([whole.body.items.length, whole.body.next], [3, undefined]);
    const first = await world.get(`${path}&size=1`);
    const second = await world.get(`${path}&size=1&page=${first.body.next}`);
    const ids = ({ body }) => body.items.map(({ id }) => id);
    assert.deepEqual([...ids(first), ...ids(second)], ids(whole).slice(0, 2));
  },

  async "POST /cards issues a card"(world) {
    const key = newKey();
    const body = { customerId: CUSTOMER, productId: PRODUCT, currency: "USDT" };
    const answer = await world.post("/cards?issuer=artha-v1", { key, body });
    assert.equal(answer.status, 202, answer.text);
    has(answer.body.data, { state: "active", currency: "USDT" });
    assert.deepEqual(world.executions(), [`artha-v1 issue ${answer.body.data.id}`]);
    assert.match(answer.body.operation, /^[0-9a-f]{32}~artha-v1~$/);
    const found = await world.get("/operations?issuer=artha-v1", { key });
    has(found.body, { id: answer.body.operation, action: "issue", state: "accepted" });
    assert.equal("cardId" in found.body, false);
    assert.equal((await world.seen()).owns.at(-1).cardId, null);
  },

  async "POST /cards/{id}/top-up of yativo moves money"(world) {
    const body = { customerId: FULL_WALLET, amount: "12.00" };
    const answer = await world.post(`/cards/${yativo.active}/top-up?issuer=yativo`, { body });
    assert.equal(answer.status, 202, answer.text);
    await world.admin.settle();
    const { body: balance } = await world.get(`/cards/${yativo.active}/balance?issuer=yativo`);
    assert.deepEqual(balance.available, usd("15.00"));
  },

  async "POST /cards/{id}/reveal and reveal-pin give what only the owner may see"(world) {
    const answer = await world.ask("POST", `/cards/${artha.active}/reveal?issuer=artha`);
    assert.equal(answer.status, 200, answer.text);
    assert.equal(answer.body.pan, world.sandbox.planted[0]);
    assert.equal(answer.body.cvv, "947");
    assert.equal(answer.headers.get("cache-control"), "no-store");
    const pin = await world.ask("POST", `/cards/${artha.active}/reveal-pin?issuer=artha`);
    assert.equal(pin.body.pin, PIN);
    const { audit } = await world.seen();
    assert.deepEqual(audit.map(({ who, what, cardId }) => [who, what, cardId]), [
      ["ann", "reveal", artha.active],
      ["ann", "revealPin", artha.active],
    ]);
    assert.doesNotMatch(JSON.stringify(audit), new RegExp(`${answer.body.pan}|947|${PIN}`));
  },

  async "GET /capabilities says what may be asked here"(world) {
    await world.open({ names: ["artha", "ibanera"], options: { allow: ["freeze", "activate", "card"] } });
    const { status, body, text } = await world.get("/capabilities?issuer=artha");
    assert.equal(status, 200, text);
    assert.match(text, /freeze/);
    assert.doesNotMatch(text, /reveal|setPin/);
    assert.ok(body);
    assert.equal((await world.get("/capabilities", { user: "" })).status, 401);
  },

  async "one issuer alone needs no name"(world) {
    await world.open({ names: ["yativo"] });
    assert.equal((await world.get(`/cards/${yativo.active}`)).body.state, "active");
    await world.open();
    const { status, body } = await world.get(`/cards/${yativo.active}`);
    assert.deepEqual([status, body.code], [400, "bad_request"]);
  },

  async "routes stand below the base path, and there alone"(world) {
    await world.open({ names: ["artha"], options: { basePath: "/api/v1" } });
    const answer = await world.post(`/api/v1/cards/${artha.active}/freeze`, { body: {} });
    assert.equal(answer.status, 202, answer.text);
    assert.equal(answer.headers.get("location"), `/api/v1/operations/${answer.body.operation}`);
    assert.equal((await world.get(answer.headers.get("location"))).body.state, "accepted");
    assert.equal((await world.get(`/cards/${artha.active}`)).status, 404);
  },

  async "every answer carries the headers that keep it where it belongs"(world) {
    const answers = [
      await world.get(`/cards/${yativo.active}?issuer=yativo`),
      await world.get("/nothing"),
      await world.get("/openapi.json", { user: "" }),
      await world.post(`/cards/${artha.active}/freeze?issuer=artha`),
      await world.ask("OPTIONS", "/cards"),
      await world.ask("POST", "/callbacks/artha/wrong"),
      await world.get("/cards", { user: "" }),
    ];
    for (const { headers, status } of answers) {
      const what = `of a ${status}`;
      assert.equal(headers.get("cache-control"), "no-store", what);
      assert.equal(headers.get("x-content-type-options"), "nosniff", what);
      assert.equal(headers.get("content-security-policy"), "default-src 'none'; frame-ancestors 'none'", what);
      assert.equal(headers.get("referrer-policy"), "no-referrer", what);
      assert.equal(headers.get("cross-origin-resource-policy"), "same-origin", what);
      assert.equal(headers.get("vary"), "Origin", what);
    }
  },
};

