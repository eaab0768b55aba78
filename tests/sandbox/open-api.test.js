import assert from "node:assert/strict";
import { test } from "node:test";
import { call, cardOf, openApi, sandboxFor, stateOf } from "./helpers.js";

test("a physical card of either id form is frozen", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const label of ["Physical, active, cid id", "Physical, active, hex id"]) {
    const id = cardOf(sandbox, label);
    const { status, json, headers } = await openApi(sandbox, id);
    assert.equal(status, 200);
    assert.equal(headers.get("content-type"), "application/json");
    assert.deepEqual(json, { code: 0, message: "success" });
    assert.equal(stateOf(sandbox, id), "frozen");
  }
  assert.equal(sandbox.admin.executions().length, 2);
});

test("the ids have the two documented forms", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const { id } of sandbox.cards["open-api"]) {
    assert.match(id, /^(cid_[A-Za-z0-9]{16}|[0-9a-f]{32})$/);
  }
});

test("a virtual card is refused by a code of the sandbox's own", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const label of ["Virtual, active, cid id", "Virtual, active, hex id"]) {
    const { status, json } = await openApi(sandbox, cardOf(sandbox, label));
    assert.equal(status, 200);
    assert.equal(json.code, 990422);
    assert.match(sandbox.lines.at(-1), /The card is virtual\..*own choice/);
  }
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("the other actions are at the paths of the contract only", async (t) => {
  const sandbox = await sandboxFor(t);
  const { paths } = sandbox.issuers["open-api"];
  const steps = [
    ["activate", "Physical, not activated yet", "active"],
    ["unfreeze", "Physical, frozen", "active"],
    ["cancel", "Physical, active, hex id", "closed"],
  ];
  for (const [action, label, state] of steps) {
    const id = cardOf(sandbox, label);
    assert.equal((await openApi(sandbox, id, { path: `/v1/openApi/card/${action}` })).status, 404);
    assert.equal((await openApi(sandbox, id, { path: paths[action] })).json.code, 0);
    assert.equal(stateOf(sandbox, id), state);
  }
  assert.deepEqual(
    sandbox.admin.executions().map(({ action }) => action),
    ["activate", "unfreeze", "cancel"],
  );
});

test("the version is part of the path", async (t) => {
  const sandbox = await sandboxFor(t, { openApi: { version: "v9" } });
  const id = cardOf(sandbox, "Physical, active, cid id");
  assert.equal(sandbox.issuers["open-api"].version, "v9");
  assert.equal((await openApi(sandbox, id, { path: "/v1/openApi/card/freeze" })).status, 404);
  assert.equal((await openApi(sandbox, id)).json.code, 0);
});

test("the types of the body are checked", async (t) => {
  const sandbox = await sandboxFor(t);
  const id = cardOf(sandbox, "Physical, active, cid id");
  const changes = [
    { customer_id: "10000011" },
    { customer_id: undefined },
    { app_id: "100001" },
    { app_id: 100001.5 },
    { key: 5 },
    { card_id: 5 },
    { card_id: "" },
  ];
  for (const change of changes) {
    assert.equal((await openApi(sandbox, id, { change })).json.code, 990400);
  }
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("wrong credentials, an unknown card and a wrong state have their codes", async (t) => {
  const sandbox = await sandboxFor(t);
  const id = cardOf(sandbox, "Physical, active, cid id");
  for (const change of [{ customer_id: 1 }, { app_id: 1 }, { key: "0".repeat(32) }]) {
    assert.equal((await openApi(sandbox, id, { change })).json.code, 990401);
  }
  assert.equal((await openApi(sandbox, "cid_Nobody0000000000")).json.code, 990404);
  assert.equal((await openApi(sandbox, cardOf(sandbox, "Physical, frozen"))).json.code, 990409);
  assert.equal((await openApi(sandbox, cardOf(sandbox, "Physical, closed"))).json.code, 990409);
});

test("bad JSON and a wrong media type are answered in the envelope", async (t) => {
  const sandbox = await sandboxFor(t);
  const id = cardOf(sandbox, "Physical, active, cid id");
  const text = await openApi(sandbox, id, { headers: { "content-type": "text/plain" } });
  assert.equal(text.json.code, 990400);
  const url = `${sandbox.url}/open-api/v1/openApi/card/freeze`;
  const broken = await call(url, { headers: { "content-type": "application/json" }, body: "{" });
  assert.deepEqual([broken.status, broken.json.code], [200, 990400]);
});
