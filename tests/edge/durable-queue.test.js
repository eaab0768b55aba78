// Operations on one card run one after another, whichever worker took them; those on two cards do not wait.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CARDS } from "../package/scenarios/world.js";
import { durableWorld } from "./support/durable.js";

const COUNT = 200;
const { active, frozen } = CARDS.yativo;
const pathOf = (card, action) => `/cards/${card}/${action}?issuer=yativo`;

test(`${COUNT} operations on one card through two workers run one after another`, { timeout: 150_000 }, async (t) => {
  const world = await durableWorld(t, { queueMs: 40_000 });
  // Each worker sends both actions.
  const sent = Array.from({ length: COUNT }, (_, at) => [at % 2 ? "one" : "two", (at >> 1) % 2 ? "unfreeze" : "freeze"]);
  const answers = await Promise.all(sent.map(([name, action]) => world.post(name, pathOf(active, action))));

  for (const [at, { status, body, headers, text }] of answers.entries()) {
    assert.deepEqual([status, body?.action], [200, sent[at][1]], text);
    assert.equal(headers.has("idempotency-replayed"), false);
  }
  assert.equal(new Set(answers.map(({ body }) => body.operation)).size, COUNT);
  assert.deepEqual(world.executions(active).sort(), sent.map(([, action]) => action).sort(), "none was lost, and none doubled");

  const exchanges = world.issuer.about(active);
  for (const [at, { begun, path }] of exchanges.entries()) {
    const before = exchanges[at - 1];
    assert.ok(!before || before.ended < begun, `${path} began while ${before?.path} was under way`);
    // An operation is a write and then a look at the card: no other's comes between them.
    assert.match(path, at % 2 ? /\/get\// : /\/update\//);
  }
  assert.equal(exchanges.length, 2 * COUNT);
});

test("operations on two cards run at the same time, and a second one on the first waits", async (t) => {
  const world = await durableWorld(t);
  const holds = [active, frozen].map((card) => world.issuer.hold(card, "before"));
  const first = world.post("one", pathOf(active, "freeze"));
  await holds[0].arrived;
  const second = world.post("two", pathOf(active, "unfreeze"));
  const other = world.post("two", pathOf(frozen, "unfreeze"));
  await holds[1].arrived;
  holds[1].release();
  assert.equal((await other).status, 200);
  assert.equal(world.issuer.about(active).length, 1, "the second waits");
  holds[0].release();
  assert.deepEqual([(await first).status, (await second).status], [200, 200]);
  assert.deepEqual(world.executions(active), ["freeze", "unfreeze"]);
});
