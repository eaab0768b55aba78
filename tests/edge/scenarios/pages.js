// Pages of other origins: who may ask, and what a browser is told of it.
import assert from "node:assert/strict";

import { CARDS } from "../../package/scenarios/world.js";
import { newKey } from "../support/world.js";

const { artha, yativo } = CARDS;
const APP = "https://app.example";
const READ = `/cards/${yativo.active}?issuer=yativo`;
const FREEZE = `/cards/${artha.active}/freeze?issuer=artha`;
const preflight = (origin, method = "POST") => ({
  user: "",
  origin,
  headers: { "access-control-request-method": method, "access-control-request-headers": "content-type, idempotency-key" },
});
const granted = ({ headers }) => headers.get("access-control-allow-origin");

export const pages = {
  async "the own origin may ask, and needs to be told nothing"(world) {
    const { origin } = new URL(world.url);
    const answer = await world.post(FREEZE, { origin });
    assert.equal(answer.status, 202, answer.text);
    // A request without the header is no page's of another origin.
    assert.equal((await world.get(READ)).status, 200);
  },

  async "an origin that is named may ask, with what belongs to it"(world) {
    await world.open({ options: { origins: [APP] } });
    const asked = await world.ask("OPTIONS", FREEZE, preflight(APP));
    assert.ok([200, 204].includes(asked.status));
    assert.equal(granted(asked), APP);
    assert.equal(asked.headers.get("access-control-allow-credentials"), "true");
    assert.match(asked.headers.get("access-control-allow-methods"), /POST/);
    assert.match(asked.headers.get("access-control-allow-headers"), /idempotency-key/i);
    assert.match(asked.headers.get("access-control-allow-headers"), /content-type/i);
    const answer = await world.post(FREEZE, { origin: APP });
    assert.deepEqual([answer.status, granted(answer)], [202, APP]);
    const exposed = answer.headers.get("access-control-expose-headers").toLowerCase();
    for (const name of ["location", "retry-after", "idempotency-replayed"]) assert.ok(exposed.includes(name), name);
    assert.equal(granted(await world.get("/nothing", { origin: APP })), APP, "a page may read its problems too");
  },

  async "no other origin is granted anything, however it is spelt"(world) {
    await world.open({ options: { origins: [APP] } });
    for (const origin of ["https://app.example.evil.example", "http://app.example", `${APP}:444`, "https://APP.example", "null", "https://evil.example"]) {
      const asked = await world.ask("OPTIONS", FREEZE, preflight(origin));
      assert.equal(granted(asked), null, origin);
      const written = await world.post(FREEZE, { origin });
      assert.deepEqual([written.status, written.body.code, granted(written)], [403, "wrong_origin", null], origin);
      assert.equal(granted(await world.get(READ, { origin })), null, origin);
    }
    assert.deepEqual(world.executions(), []);
  },

  async "a form of another page cannot write"(world) {
    // What a form can send without a preflight: its media types, and no key.
    const body = new URLSearchParams({ options: "{}" });
    const answer = await world.ask("POST", FREEZE, { body, key: newKey(), origin: "https://evil.example" });
    assert.equal(answer.status, 403);
    const same = await world.ask("POST", FREEZE, { body, key: newKey() });
    assert.deepEqual([same.status, same.body.code], [415, "unsupported_media"]);
    const site = await world.post(FREEZE, { headers: { "sec-fetch-site": "cross-site" } });
    assert.deepEqual([site.status, site.body.code], [403, "wrong_origin"]);
    assert.deepEqual(world.executions(), []);
  },
};
