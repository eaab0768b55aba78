// The process of the services is killed in the midst of an operation. The next one knows what it may say.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CARDS } from "../package/scenarios/world.js";
import { durableWorld, until } from "./support/durable.js";
import { newKey } from "./support/world.js";

const YATIVO = CARDS.yativo.active;
const FREEZE = `/cards/${YATIVO}/freeze?issuer=yativo`;

/** Kills the process while an issuer holds a request `before` it or `after` it was executed; gives what finds the operation. */
async function killed(world, { card, path, place, body }) {
  const key = newKey();
  const hold = world.issuer.hold(card, place);
  const answer = world.post("one", path, { key, body }).catch(() => "no answer");
  await hold.arrived;
  await world.kill();
  hold.drop();
  assert.equal(await answer, "no answer");
  await world.open();
  const found = await world.get("two", `/operations?card=${card}&issuer=${new URLSearchParams(path.split("?")[1]).get("issuer")}`, { key });
  assert.deepEqual([found.status, found.body?.state], [200, "running"], found.text);
  const { id } = found.body;
  return { key, id, stateOf: async () => (await world.get("one", `/operations/${id}`)).body };
}

/** The time at which the lease is over comes: it is an argument of the ledger. */
async function leaseEnds(world, id) {
  const [, issuer, card] = id.split("~");
  const shard = `card:${issuer}:${card}`;
  const { leaseEndsMs } = await world.ledger("find", id, shard);
  assert.equal((await world.ledger("find", id, shard, leaseEndsMs - 1)).state, "running");
  await world.ledger("find", id, shard, leaseEndsMs);
}

test("killed between the issuer's answer and its record: unknown, then done by reading, executed once", async (t) => {
  const world = await durableWorld(t, { deadlineMs: 1_000, queueMs: 0 });
  const { key, stateOf, id } = await killed(world, { card: YATIVO, path: FREEZE, place: "after" });
  assert.deepEqual(world.executions(YATIVO), ["freeze"]);

  const early = await world.post("two", FREEZE, { key });
  assert.deepEqual([early.status, early.body.code, early.body.effect], [409, "still_running", "unknown"], early.text);
  const other = await world.post("two", FREEZE);
  assert.deepEqual([other.status, other.body.code], [409, "card_busy"], other.text);

  await leaseEnds(world, id);
  const { state, error } = await stateOf();
  assert.deepEqual([state, error?.effect], ["unknown", "unknown"]);

  const again = await world.post("two", FREEZE, { key });
  assert.deepEqual([again.status, again.body.result, again.body.confirmed], [200, "completed", true], again.text);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.equal((await stateOf()).state, "done");
  const third = await world.post("one", FREEZE, { key });
  assert.deepEqual([third.status, third.text], [200, again.text]);
  assert.deepEqual(world.executions(YATIVO), ["freeze"]);
  assert.equal(world.issuer.about("/update/").length, 1, "it was sent a second time");
});

test("killed before the issuer got it: not done by reading, executed never", async (t) => {
  const world = await durableWorld(t, { deadlineMs: 1_000 });
  const { key, stateOf, id } = await killed(world, { card: YATIVO, path: FREEZE, place: "before" });
  await leaseEnds(world, id);
  assert.equal((await stateOf()).state, "unknown");

  // Until it is too late for the request to be still on its way, nobody says that it was not done.
  const again = await until(async () => {
    const answer = await world.post("two", FREEZE, { key });
    assert.ok(answer.body.effect === "none" || answer.body.retryAfterMs > 0, answer.text);
    return answer.body.effect === "none" && answer;
  }, "the card reads as before");
  assert.deepEqual([again.status, again.body.code, again.body.effect], [502, "not_confirmed", "none"], again.text);
  const { state, error } = await stateOf();
  assert.deepEqual([state, error.code, error.effect], ["failed", "not_confirmed", "none"]);
  const third = await world.post("one", FREEZE, { key });
  assert.deepEqual([third.status, third.body.code, third.headers.get("idempotency-replayed")], [502, "not_confirmed", "true"]);
  assert.deepEqual(world.executions(YATIVO), []);

  const anew = await world.post("one", FREEZE);
  assert.deepEqual([anew.status, anew.body.result], [200, "completed"], anew.text);
  assert.deepEqual(world.executions(YATIVO), ["freeze"]);
});

test("killed where no state can be read: unknown it stays, and it is never sent again", async (t) => {
  const world = await durableWorld(t, { deadlineMs: 1_000 });
  const card = CARDS.artha.active;
  const path = `/cards/${card}/freeze?issuer=artha`;
  const { key, stateOf, id } = await killed(world, { card, path, place: "after" });
  await leaseEnds(world, id);
  for (const name of ["one", "two"]) {
    const { status, body, text } = await world.post(name, path, { key });
    assert.deepEqual([status, body.code, body.effect, body.retryable], [504, "timeout", "unknown", false], text);
  }
  assert.equal((await stateOf()).state, "unknown");
  assert.deepEqual(world.executions(card), ["freeze"]);
  assert.equal(world.issuer.about("/CardFreeze").length, 1);

  // The issuer's word names only a task that nobody has recorded.
  await world.admin.settle();
  assert.equal((await stateOf()).state, "unknown");
  assert.deepEqual(await world.events(), [{ kind: "action.completed", states: [] }]);
});
