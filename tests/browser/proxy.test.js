// The page's client as it is shipped, with the proxy as it is shipped.
import assert from "node:assert/strict";
import { after, before, beforeEach, describe, test } from "node:test";

import { consumer, finder } from "../package/support/consumer.js";
import { png } from "../package/scenarios/pictures.js";
import { CARDS } from "../package/scenarios/world.js";
import { memory } from "./support/client.js";
import { startService } from "./support/service.js";

// The clients of the other entries are given a logger, to be searched for secrets. This one has none.
const { CardClient, CardError } = await import(finder(consumer)("cardlatch/browser"));

const { active: ARTHA, photo: PHOTO } = CARDS.artha;
const YATIVO = "b0000000-0000-4000-8000-000000000002";
const BENS = "a0000000-0000-4000-8000-000000000006";

async function fails(call, expected) {
  const error = await call.then((value) => assert.fail(JSON.stringify(value)), (error) => error);
  assert.ok(error instanceof CardError, `${error}`);
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(error[name], value, `${name} of ${JSON.stringify(error)}`);
  return error;
}

describe("with the proxy", () => {
  let service;
  let store;
  before(async () => {
    service = await startService();
  });
  beforeEach(() => {
    service.open();
    store = memory();
  });
  after(() => service?.close());

  const client = (issuer, options = {}) => {
    // A page's browser says where it is from.
    const { user = "ann", ...rest } = options;
    const headers = { ...(user && { "x-user": user }), origin: service.url };
    return new CardClient({ proxy: `${service.url}/api`, issuer, store, headers, ...rest });
  };

  test("a write is done once, confirmed, and told", async () => {
    const outcome = await client("yativo").freeze(YATIVO);
    assert.deepEqual([outcome.result, outcome.confirmed, outcome.cardId], ["completed", true, YATIVO]);
    assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`]);
    assert.equal(store.length, 0);
  });

  for (const losing of [1, 2]) {
    test(`${losing} lost answers: done once all the same`, async () => {
      service.losing = losing;
      const outcome = await client("yativo").freeze(YATIVO);
      assert.equal(outcome.result, "completed");
      assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`]);
      assert.equal(service.requests.length, losing + 1);
      assert.equal(new Set(service.requests.map(({ headers }) => headers["idempotency-key"])).size, 1);
    });
  }

  test("a picture whose answer is lost is the same picture again", async () => {
    service.losing = 1;
    const outcome = await client("artha").freeze(PHOTO, { signImage: png() });
    assert.equal(outcome.result, "accepted");
    assert.deepEqual(service.executions(), [`artha freeze ${PHOTO}`]);
  });

  test("what was accepted settles with the callback", async () => {
    const outcome = await client("artha").freeze(ARTHA);
    assert.equal(outcome.result, "accepted");
    const settled = outcome.settled();
    await service.sandbox.admin.settle();
    const end = await settled;
    assert.deepEqual([end.result, end.confirmed, end.operation], ["completed", true, outcome.operation]);
    assert.equal(store.length, 0);
  });

  test("what the issuer refuses later rejects", async () => {
    const outcome = await client("artha").freeze(ARTHA);
    const settled = outcome.settled();
    settled.catch(() => {});
    await service.sandbox.admin.settle({ result: "Failed" });
    await fails(settled, { code: "issuer_rejected", effect: "none", cardId: ARTHA, action: "freeze" });
    assert.equal(store.length, 0);
  });

  test("a page that was closed learns what became of it", async () => {
    service.losing = 9;
    const error = await fails(client("yativo").freeze(YATIVO, { deadlineMs: 900 }), { effect: "unknown", code: "network" });
    const next = client("yativo");
    const [pending] = next.pending();
    assert.equal(pending.key, error.idempotencyKey);
    service.losing = 0;
    const outcome = await next.resume(pending);
    assert.deepEqual([outcome.result, outcome.action], ["completed", "freeze"]);
    assert.deepEqual(next.pending(), []);
    assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`]);
  });

  test("what never arrived was not done", async () => {
    const pending = { key: "0123456789abcdef", action: "cancel", cardId: YATIVO, issuer: "yativo", atMs: Date.now() - 60_000 };
    await fails(client().resume(pending), { code: "not_found", effect: "none", action: "cancel" });
  });

  test("reads, lists and secrets", async () => {
    const cards = client("yativo");
    assert.equal((await cards.card(YATIVO)).id, YATIVO);
    assert.ok((await cards.balance(YATIVO)).available.value);
    const ids = [];
    for await (const { id } of client("artha-v1").cards()) ids.push(id);
    assert.ok(ids.length > 0);
    const shown = await cards.reveal(YATIVO);
    assert.match(shown.pan.expose(), /^\d{12,19}$/);
    assert.ok(!JSON.stringify(shown).includes(shown.pan.expose()));
    const page = await cards.transactions(YATIVO).page();
    assert.ok(Array.isArray(page.items));
    await cards.capabilities();
    assert.deepEqual([cards.can("freeze"), cards.can("setPin")], [true, false]);
  });

  test("refusals are those of the proxy and of the issuer", async () => {
    await fails(client("artha", { user: "" }).freeze(ARTHA), { code: "not_signed_in", effect: "none" });
    await fails(client("artha").freeze(BENS), { code: "not_allowed", effect: "none" });
    await fails(client("nobody").freeze(ARTHA), { effect: "none" });
    await fails(client("yativo").setPin(YATIVO), { code: "unsupported_action", effect: "none" });
    await fails(client("artha").freeze(ARTHA, { nonsense: 1 }), { effect: "none" });
    await fails(client("yativo").card(YATIVO.replace(/02$/, "ff")), { code: "issuer_rejected", status: 400, effect: "none" });
    await fails(client("yativo").freeze(YATIVO, { signImage: png() }), { code: "invalid_input", path: "signImage", effect: "none" });
    assert.deepEqual(service.executions(), []);
    assert.equal(store.length, 0);
  });

  test("a key that was used for something else is refused", async () => {
    const cards = client("yativo");
    const idempotencyKey = "0123456789abcdef0123";
    await cards.freeze(YATIVO, { idempotencyKey });
    await fails(cards.unfreeze(YATIVO, { idempotencyKey }), { code: "key_reused", effect: "none" });
    assert.equal((await cards.freeze(YATIVO, { idempotencyKey })).result, "completed");
    assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`]);
  });

  test("an issuer that does not answer leaves it unknown, and the same key finds out", async () => {
    service.sandbox.admin.addFault({ issuer: "yativo", fault: "cut_after_execute", route: "update" });
    const error = await fails(client("yativo").freeze(YATIVO), { code: "network", effect: "unknown", retryable: false });
    assert.ok(error.operation.endsWith(`~yativo~${YATIVO}`));
    const again = await client("yativo").freeze(YATIVO, { idempotencyKey: error.idempotencyKey });
    assert.equal(again.result, "completed");
    assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`]);
  });
});
