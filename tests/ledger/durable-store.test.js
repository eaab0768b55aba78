import assert from "node:assert/strict";
import { test } from "node:test";

import { askFor, deliveryOf, endOf, lineOf } from "./support/asks.js";
import { folderFor, startLedger, until } from "./support/workerd.js";

const { shard } = askFor("a");

async function started(context) {
  const folder = await folderFor(context);
  const here = await startLedger(folder);
  context.after(() => here.close());
  const sql = (query, more) => here.call("sql", { shard, query, ...more });
  return { ...here, sql };
}

const tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'";

test("what is over is forgotten by an alarm, and an object that holds nothing has no tables", async (context) => {
  const { ledger, sql } = await started(context);
  const ask = askFor("a", { keepMs: 50 });
  await ledger.reserve(ask);
  assert.notDeepEqual(await sql(tables), []);
  await ledger.record(endOf(ask, "done"));
  await until(() => sql(tables), (left) => left.length === 0);
  assert.equal((await ledger.reserve(askFor("a"))).verdict, "go", "and serves again");
  assert.equal((await sql("SELECT state FROM entries"))[0].state, "running");
});

test("to look for something makes no tables", async (context) => {
  const { ledger, sql } = await started(context);
  assert.equal(await ledger.find("a", shard), undefined);
  assert.deepEqual(await ledger.trail(shard), []);
  assert.deepEqual(await sql(tables), []);
});

test("lines of the audit go when they are older than auditKeepMs, and no sooner", async (context) => {
  const { call, sql } = await started(context);
  const lines = () => sql("SELECT line FROM audit", { isShort: true });
  const audit = (line) => call("call", { method: "audit", words: [line], isShort: true });
  const now = Date.now();
  await audit(lineOf({ atMs: now + 86_400_000, outcome: "young" }));
  await audit(lineOf({ atMs: now - 700, outcome: "old" }));
  const [left] = await until(lines, ({ length }) => length === 1);
  assert.equal(JSON.parse(left.line).outcome, "young");
  assert.ok(Date.now() >= now + 300, "not before its time");
});

test("a line of the audit cannot be changed", async (context) => {
  const { ledger, sql } = await started(context);
  await ledger.audit(lineOf());
  await assert.rejects(sql("UPDATE audit SET line = 'other'"), /does not change/);
  assert.equal((await ledger.trail(shard)).length, 1);
});

test("an entry and its line are kept together or not at all", async (context) => {
  const { ledger, sql } = await started(context);
  await ledger.reserve(askFor("a"));
  // Without a time the table refuses the line.
  await assert.rejects(ledger.record(endOf(askFor("a"), "done", { audit: lineOf({ atMs: null }) })));
  assert.equal((await sql("SELECT state FROM entries"))[0].state, "running");
  assert.equal((await ledger.find(askFor("a").operation, shard)).state, "running");
  assert.deepEqual(await ledger.trail(shard), []);
  await ledger.record(endOf(askFor("a"), "done", { audit: lineOf() }));
  assert.equal((await ledger.trail(shard)).length, 1);
});

test("what is stored holds no more than what was handed over", async (context) => {
  const { ledger, sql } = await started(context);
  await ledger.reserve({ ...askFor("a"), key: "planted-key", options: { pin: "planted-pin" } });
  await ledger.record(endOf(askFor("a"), "accepted", { taskId: "t", options: "planted-options" }));
  await ledger.take(deliveryOf({ taskId: "t", secrets: { cvv: "planted-cvv" }, remarks: "planted-remarks" }));
  const rows = [];
  for (const table of ["entries", "claims", "audit"]) rows.push(...(await sql(`SELECT * FROM ${table}`)));
  assert.equal(rows.length, 2);
  assert.ok(!JSON.stringify(rows).includes("planted"));
});

test("a store of another version is not touched", async (context) => {
  const folder = await folderFor(context);
  let here = await startLedger(folder);
  context.after(() => here.close());
  await here.ledger.reserve(askFor("a"));
  await here.call("sql", { shard, query: "UPDATE schema SET version = 2" });
  await here.close();
  here = await startLedger(folder);
  await assert.rejects(here.ledger.reserve(askFor("b")), /version 2/);
});
