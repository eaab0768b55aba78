import assert from "node:assert/strict";
import { test } from "node:test";
import { call, cardOf, sandboxFor } from "./helpers.js";
import { freezeOnWire } from "./wire.js";

const setUp = async (t, options) => {
  const sandbox = await sandboxFor(t, options);
  return { sandbox, wire: freezeOnWire(sandbox, cardOf(sandbox, "Physical, active, cid id")) };
};

test("a connection can be used again", async (t) => {
  const { wire } = await setUp(t);
  await wire.shows(/success/);
  wire.ask();
  await wire.shows(/990409/);
  assert.equal(wire.socket.readyState, "open");
});

test("keepAlive: false ends the connection after each answer", async (t) => {
  const { wire, sandbox } = await setUp(t, { keepAlive: false });
  assert.equal(await wire.ended, "FIN");
  assert.match(wire.text(), /\r\nconnection: close\r\n/);
  for (const route of ["/admin/state", "/nowhere"]) {
    const { headers } = await call(sandbox.url + route, { method: "GET" });
    assert.equal(headers.get("connection"), "close");
  }
});

test("keepAlive: false also holds for a head that is written by hand", async (t) => {
  const sandbox = await sandboxFor(t, { keepAlive: false });
  sandbox.admin.addFault({ issuer: "open-api", fault: "cut_chunks" });
  const wire = freezeOnWire(sandbox, cardOf(sandbox, "Physical, active, cid id"));
  assert.equal(await wire.ended, "FIN");
  assert.match(wire.text(), /\r\nconnection: close\r\n/);
});

test("every answer has an id of its own, and the journal tells it", async (t) => {
  const { wire, sandbox } = await setUp(t);
  await wire.shows(/success/);
  const [, first] = /^x-request-id: (.*)\r$/m.exec(wire.text());
  const others = await Promise.all(
    ["/open-api/nowhere", "/admin/state", "/nowhere"].map((route) =>
      call(sandbox.url + route, { method: "GET" }),
    ),
  );
  const ids = [first, ...others.map(({ headers }) => headers.get("x-request-id"))];
  for (const id of ids) assert.match(id, /^req_[a-z]{12}$/);
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(
    sandbox.admin.requests().map(({ requestId }) => requestId),
    ids.slice(0, 2),
  );
});
