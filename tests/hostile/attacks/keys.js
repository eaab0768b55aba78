// Keys that were used, for something else.
import assert from "node:assert/strict";

import { freeze, freshKey, OWNERS } from "../support/world.js";

/** An unfreeze that is taken, and then the attack with the same key. */
const after = (attack) => async (world) => {
  const key = freshKey();
  const first = freeze({ action: "unfreeze", key });
  const { json } = await world.taken(first);
  return attack(world, key, first, json);
};

async function oneAnswer(world, key, first, told) {
  const before = world.reached();
  const again = await world.send(first);
  world.attacks += 1;
  if (world.reached() !== before) world.through += 1;
  assert.equal(world.reached(), before);
  assert.equal(again.status, 200);
  assert.equal(again.headers.get("idempotency-replayed"), "true");
  assert.deepEqual(again.json, told);
}

/** Twenty requests at once: one execution. */
async function atOnce(world) {
  const key = freshKey();
  const before = world.sandbox.admin.executions().length;
  const answers = await Promise.all(Array.from({ length: 20 }, () => world.send(freeze({ key }))));
  const done = world.sandbox.admin.executions().length - before;
  world.attacks += 19;
  world.through += Math.max(0, done - 1);
  assert.ok(done <= 1, `${done} executions`);
  for (const { status, json } of answers) assert.ok([200, 409].includes(status), JSON.stringify(json));
  assert.ok(answers.some(({ status }) => status === 200));
  const ids = new Set(answers.filter(({ status }) => status === 200).map(({ json }) => json.operation));
  assert.equal(ids.size, 1);
}

export const keys = [
  ["a request is sent again", after(oneAnswer)],
  [
    "a request is sent again with its key in quotes",
    after((world, key, first, told) => oneAnswer(world, key, freeze({ action: "unfreeze", key: `"${key}"` }), told)),
  ],
  ["twenty times at once", atOnce],
  [
    "a key with other options",
    after((world, key) =>
      world.refused(freeze({ action: "unfreeze", key, body: '{"form":"virtual"}' }), "422 key_reused"),
    ),
  ],
  [
    "a key with another action",
    after((world, key) => world.refused(freeze({ action: "freeze", key }), "422 key_reused")),
  ],
  [
    "another user's key on that user's card",
    after((world, key) =>
      world.refused(
        freeze({ action: "unfreeze", key, anonymous: true, headers: [["Authorization", "Bearer bob"]] }),
        "403 not_allowed",
      ),
    ),
  ],
  [
    "a key on another user's card",
    after((world, key) => world.refused(freeze({ action: "unfreeze", key, card: OWNERS.bob.pay }), "403 not_allowed")),
  ],
  [
    "another user's key is looked up",
    after((world, key) =>
      world.refused(
        {
          method: "GET",
          path: `/api/operations?issuer=pay&card=${OWNERS.alice.pay}`,
          anonymous: true,
          headers: [
            ["Authorization", "Bearer bob"],
            ["Idempotency-Key", key],
          ],
        },
        "404 not_found",
        "403 not_allowed",
      ),
    ),
  ],
  [
    "another user's operation is looked up",
    after((world, key, first, { operation }) =>
      world.refused(
        {
          method: "GET",
          path: `/api/operations/${encodeURIComponent(operation)}`,
          anonymous: true,
          headers: [["Authorization", "Bearer bob"]],
        },
        "404 not_found",
        "403 not_allowed",
      ),
    ),
  ],
  [
    "an operation's id with another card in it",
    after((world, key, first, { operation }) =>
      world.refused(
        {
          method: "GET",
          path: `/api/operations/${encodeURIComponent(operation.replace(OWNERS.alice.pay, OWNERS.bob.pay))}`,
        },
        "404 not_found",
        "403 not_allowed",
      ),
    ),
  ],
  [
    "an operation's id with another issuer in it",
    after((world, key, first, { operation }) =>
      world.refused(
        { method: "GET", path: `/api/operations/${encodeURIComponent(operation.replace("~pay~", "~plastic~"))}` },
        "404 not_found",
        "403 not_allowed",
      ),
    ),
  ],
  [
    "a lookup without a key",
    (world) =>
      world.refused(
        { method: "GET", path: `/api/operations?issuer=pay&card=${OWNERS.alice.pay}` },
        "428 key_required",
        "400 bad_request",
      ),
  ],
  [
    "a PIN that is guessed by its key",
    async (world) => {
      // The same key with another PIN says that it was used, whichever PIN is the right one.
      const key = freshKey();
      const set = (newPin) =>
        world.send(
          freeze({
            issuer: "club",
            card: OWNERS.alice.club,
            action: "set-pin",
            key,
            body: JSON.stringify({ oldPin: "8352", newPin }),
          }),
        );
      assert.equal((await set("4071")).status, 200);
      const one = await set("4072");
      const other = await set("4073");
      assert.equal(one.json.code, "key_reused");
      world.attacks += 2;
      const plain = ({ status, json }) => ({ status, code: json?.code, path: json?.path });
      assert.deepEqual(plain(one), plain(other));
    },
  ],
];
