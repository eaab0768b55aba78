// An operation as server-sent events, and as something to ask for again.
import assert from "node:assert/strict";

import { CARDS } from "../../package/scenarios/world.js";

const { artha, yativo } = CARDS;

/** The events of a stream as they come; `end` ends it. */
async function listening(world, place, { user = "ann" } = {}) {
  const controller = new AbortController();
  const headers = { accept: "text/event-stream", "x-user": user };
  const response = await fetch(`${world.url}${place}`, { headers, signal: controller.signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return {
    response,
    /** The next event, or nothing at the end. */
    async next() {
      for (;;) {
        const [, block] = /^((?:[^\n]+\n)+)\n/.exec(text) ?? [];
        if (block) {
          text = text.slice(block.length + 1);
          return Object.fromEntries(block.trimEnd().split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)));
        }
        const { done, value } = await reader.read();
        if (done) return undefined;
        text += value;
      }
    },
    end: () => controller.abort(),
  };
}

async function accepted(world) {
  const { body, text } = await world.post(`/cards/${artha.active}/freeze?issuer=artha`, { body: {} });
  assert.equal(body.result, "accepted", text);
  return `/operations/${body.operation}`;
}

export const streams = {
  async "accepted, then done by the callback, then the end"(world) {
    const place = await accepted(world);
    const events = await listening(world, place);
    assert.equal(events.response.status, 200);
    assert.match(events.response.headers.get("content-type"), /^text\/event-stream/);
    assert.equal(events.response.headers.get("cache-control"), "no-store");
    const first = await events.next();
    const told = JSON.parse(first.data);
    assert.deepEqual([first.event, first.id, told.state], ["operation", `${told.updatedMs}`, "accepted"]);
    assert.deepEqual(told, (await world.get(place)).body);
    await world.admin.settle();
    const second = await events.next();
    assert.equal(JSON.parse(second.data).state, "done");
    assert.deepEqual(JSON.parse(second.data), (await world.get(place)).body);
    assert.ok(Number(second.id) > Number(first.id));
    assert.equal(await events.next(), undefined);
  },

  async "accepted, then failed by the callback"(world) {
    const events = await listening(world, await accepted(world));
    await events.next();
    await world.admin.settle({ result: "Failed" });
    const { state, error } = JSON.parse((await events.next()).data);
    assert.deepEqual([state, error.code], ["failed", "issuer_rejected"]);
    assert.equal(await events.next(), undefined);
  },

  async "what is final is told once"(world) {
    const { body } = await world.post(`/cards/${yativo.active}/freeze?issuer=yativo`, { body: {} });
    const events = await listening(world, `/operations/${body.operation}`);
    assert.equal(JSON.parse((await events.next()).data).state, "done");
    assert.equal(await events.next(), undefined);
  },

  async "several listen to one operation, and one that leaves disturbs no other"(world) {
    const place = await accepted(world);
    const [one, other] = [await listening(world, place), await listening(world, place)];
    await one.next();
    await other.next();
    one.end();
    await world.admin.settle();
    assert.equal(JSON.parse((await other.next()).data).state, "done");
  },

  async "polling sees the same"(world) {
    const place = await accepted(world);
    assert.equal((await world.get(place)).body.state, "accepted");
    await world.admin.settle();
    assert.equal((await world.get(place)).body.state, "done");
  },

  async "nobody else may listen"(world) {
    const place = await accepted(world);
    for (const user of ["ben", ""]) {
      const headers = { accept: "text/event-stream", ...(user && { "x-user": user }) };
      const { status } = await fetch(`${world.url}${place}`, { headers });
      assert.ok(user ? status === 403 || status === 404 : status === 401, `${user} got ${status}`);
    }
    const unknown = await world.get(`/operations/${"0".repeat(32)}~artha~${artha.active}`);
    assert.equal(unknown.status, 404);
    assert.equal((await world.get("/operations/nonsense")).status, 404);
  },
};
