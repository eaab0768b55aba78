// A page that goes away in the midst of its request: the host ends what nobody waits for, but no write.
import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";

import { CARDS } from "../package/scenarios/world.js";
import { durableWorld, until } from "./support/durable.js";
import { newKey } from "./support/world.js";

const { active, frozen } = CARDS.yativo;
const pathOf = (card, action) => `/cards/${card}/${action}?issuer=yativo`;

/** A page's request. */
function sent(url, path, key, headers = {}) {
  const all = { "x-user": "ann", "idempotency-key": key, "content-type": "application/json", ...headers };
  const page = request(`${url}${path}`, { method: "POST", headers: all, agent: false });
  page.on("error", () => {});
  page.end("{}");
  return page;
}

test("a page that goes away leaves its write to be finished and recorded", { timeout: 60_000 }, async (t) => {
  const world = await durableWorld(t);
  const key = newKey();
  const [kept, other] = [active, frozen].map((card) => world.issuer.hold(card, "before"));
  const pages = [
    sent(world.url("one"), pathOf(active, "freeze"), key),
    // The same without `waitUntil`: it shows that the host has noticed, and what it does then.
    sent(world.url("one"), pathOf(frozen, "unfreeze"), newKey(), { "x-unkept": "yes" }),
  ];
  await Promise.all([kept.arrived, other.arrived]);
  // A host notices a reset at once; a page that is only closed may still want to read.
  for (const page of pages) page.socket.resetAndDestroy();
  await until(() => other.exchange.isCut, "the host ended what nobody waits for");
  assert.equal(kept.exchange.isCut, false, "the host ended the write");
  other.drop();
  kept.release();

  const operation = await until(async () => {
    const { body } = await world.get("two", `/operations?card=${active}&issuer=yativo`, { key });
    return body.state !== "running" && body;
  }, "the write is recorded");
  assert.deepEqual([operation.state, operation.outcome?.result, operation.outcome?.confirmed], ["done", "completed", true]);
  const again = await world.post("two", pathOf(active, "freeze"), { key });
  assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [200, "true"], again.text);
  assert.deepEqual([world.executions(active), world.executions(frozen)], [["freeze"], []]);
});
