// One key is one execution, however many send it, and wherever they do.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CARDS } from "../package/scenarios/world.js";
import { durableWorld } from "./support/durable.js";
import { newKey } from "./support/world.js";

const COUNT = 1_000;
/** How many are answered before the issuer has answered. */
const EARLY = 50;

for (const [issuer, status] of [["yativo", 200], ["artha", 202]]) {
  test(`${COUNT} freezes with one key through two workers are one at ${issuer}`, { timeout: 120_000 }, async (t) => {
    const world = await durableWorld(t);
    const card = CARDS[issuer].active;
    const [key, path] = [newKey(), `/cards/${card}/freeze?issuer=${issuer}`];
    const freeze = (at) => world.post(at % 2 ? "one" : "two", path, { key });

    // The first of them come while the issuer works, the others around its answer.
    const hold = world.issuer.hold(card, "after");
    let told = 0;
    const answers = await Promise.all(
      Array.from({ length: COUNT }, async (_, at) => {
        const answer = await freeze(at);
        told += 1;
        if (told === EARLY) hold.release();
        return answer;
      }),
    );

    assert.deepEqual(world.executions(card), ["freeze"]);
    const ended = answers.filter((answer) => answer.status === status);
    const others = answers.filter((answer) => answer.status !== status);
    for (const { status, body, text } of others) assert.deepEqual([status, body?.code], [409, "still_running"], text);
    assert.ok(others.length >= EARLY - 1 && ended.length >= 1, `${ended.length} ended, ${others.length} did not`);
    assert.equal(ended.filter(({ headers }) => !headers.has("idempotency-replayed")).length, 1, "one of them was the first");
    for (const { text } of ended) assert.equal(text, ended[0].text);

    for (const at of [0, 1]) {
      const again = await freeze(at);
      assert.deepEqual([again.status, again.text, again.headers.get("idempotency-replayed")], [status, ended[0].text, "true"]);
    }
    assert.deepEqual(world.executions(card), ["freeze"]);
    t.diagnostic(`${ended.length} were told the outcome at once, ${others.length} that it is still running`);
  });
}
