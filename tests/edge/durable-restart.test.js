// A restart loses nothing: what was accepted, answered, handled and written down is there for the next process.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CARDS } from "../package/scenarios/world.js";
import { durableWorld } from "./support/durable.js";
import { newKey } from "./support/world.js";

const ARTHA = CARDS.artha.active;
const FREEZE = `/cards/${ARTHA}/freeze?issuer=artha`;
const SHARD = `card:artha:${ARTHA}`;

async function restart(world) {
  await world.kill();
  await world.open();
}

async function accepted(world, path = FREEZE) {
  const key = newKey();
  const { status, body, text } = await world.post("one", path, { key });
  assert.equal(status, 202, text);
  return { key, ...body, state: async (name = "two") => (await world.get(name, `/operations/${body.operation}`)).body.state };
}

test("accepted before a restart, settled by a callback after it", async (t) => {
  const world = await durableWorld(t);
  const { key, state } = await accepted(world);
  await restart(world);
  assert.equal(await state(), "accepted");
  await world.admin.settle();
  assert.deepEqual([await state("one"), await state("two")], ["done", "done"]);
  assert.deepEqual(await world.events(), [{ kind: "action.completed", states: ["done"] }]);

  await restart(world);
  const again = await world.post("one", FREEZE, { key });
  assert.deepEqual([again.status, again.body.result, again.body.confirmed], [200, "completed", true], again.text);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.deepEqual(world.executions(ARTHA), ["freeze"]);
});

test("a key from before a restart is answered as it was, and is nobody else's", async (t) => {
  const world = await durableWorld(t);
  const card = CARDS.yativo.active;
  const path = `/cards/${card}/freeze?issuer=yativo`;
  const key = newKey();
  const before = await world.post("one", path, { key });
  assert.equal(before.status, 200, before.text);
  const refused = newKey();
  const closed = `/cards/${CARDS.yativo.closed}/freeze?issuer=yativo`;
  const failure = await world.post("one", closed, { key: refused });
  assert.deepEqual([failure.body.code, failure.body.effect], ["issuer_rejected", "none"], failure.text);
  const asked = world.issuer.exchanges.length;

  await restart(world);
  for (const name of ["one", "two"]) {
    const again = await world.post(name, path, { key });
    assert.deepEqual([again.status, again.text, again.headers.get("idempotency-replayed")], [200, before.text, "true"]);
    const failed = await world.post(name, closed, { key: refused });
    assert.deepEqual([failed.status, failed.text, failed.headers.get("idempotency-replayed")], [failure.status, failure.text, "true"]);
  }
  const other = await world.post("two", path, { key, body: { note: "another" } });
  assert.equal(other.body.effect, "none", other.text);
  assert.equal(world.issuer.exchanges.length, asked, "an issuer was asked");
  assert.deepEqual(world.executions(card), ["freeze"]);
});

test("a callback that was handled before a restart is not handled after it", async (t) => {
  const world = await durableWorld(t);
  const { state } = await accepted(world);
  await world.admin.settle();
  assert.equal((await world.events()).length, 1);
  const [{ path, headers, body }] = world.callbacks.exchanges;
  const deliver = async (name) => {
    const response = await fetch(`${world.url(name)}${path}`, { method: "POST", headers: { "content-type": headers["content-type"] }, body });
    return response.status;
  };
  assert.equal(await deliver("one"), 200);
  assert.equal((await world.events()).length, 1, "it was handled again");

  await restart(world);
  assert.deepEqual([await deliver("one"), await deliver("two")], [200, 200]);
  assert.deepEqual(await world.events(), [], "it was handled again");
  assert.equal(await state(), "done");
});

test("a restart leaves each line of the audit", async (t) => {
  const world = await durableWorld(t);
  await accepted(world);
  await world.admin.settle();
  const refused = await world.post("two", FREEZE, { user: "ben" });
  assert.equal(refused.status, 403, refused.text);
  const before = await world.ledger("trail", SHARD);
  assert.deepEqual(
    before.map(({ who, what, outcome }) => `${who} ${what} ${outcome}`).sort(),
    ["ann freeze accepted", "artha callback done", "ben freeze not_allowed"],
  );
  await restart(world);
  assert.deepEqual(await world.ledger("trail", SHARD), before);
  await world.post("one", FREEZE, { user: "ben" });
  assert.deepEqual((await world.ledger("trail", SHARD)).slice(0, before.length), before);
  assert.equal((await world.ledger("trail", SHARD)).length, before.length + 1);
});
