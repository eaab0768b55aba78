import assert from "node:assert/strict";
import { test } from "node:test";
import { readDecimal, writeDecimal } from "../../pkg-template/sandbox/decimals.js";
import { artha, arthaRead, cardOf, sandboxFor } from "./helpers.js";

const ACTIVE = "Active, no picture needed";

const balanceOf = async (sandbox, cardId) =>
  (await arthaRead(sandbox, `CardBalance/${cardId}`)).json.availableBalance;

test("decimals are read and written without loss", () => {
  for (const [text, places, written] of [
    ["100", 0, "100"],
    ["100.00", 0, "100"],
    ["207.5700", 2, "207.57"],
    ["0.0001", 2, "0.0001"],
    ["90071992547409.93", 2, "90071992547409.93"],
  ]) {
    assert.equal(writeDecimal(readDecimal(text), places), written);
  }
  assert.equal(writeDecimal(-15000n, 2), "-1.50");
  for (const text of ["", "-1", "1e3", "1.00001", ".5", "1.", "1,5", " 1"]) {
    assert.equal(readDecimal(text), null);
  }
});

test("the fee of a top-up is estimated as in the example", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const { json } = await artha(sandbox, "EstimateCardTopUpFee", { cardId, amount: "100" });
  assert.deepEqual(json, { cardId, amount: "100", fee: "10", receiveAmount: "90" });
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("a top-up is taken, shows its status and moves the balance when settled", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const { json } = await artha(sandbox, "CardTopUp", { cardId, amount: "100.00" });
  const { taskId } = json;
  assert.deepEqual(json, { taskId, status: "Success", remarks: "CardInProgress" });
  const status = async () => (await arthaRead(sandbox, `TopUpStatus/${taskId}`)).json;
  assert.deepEqual(await status(), {
    taskId,
    cardId,
    currency: "USD",
    amount: 100,
    settlemetAmount: 90,
    fee: 10,
    type: "recharge",
    date: new Date(sandbox.clock.ms).toISOString(),
    status: "Pending",
  });
  assert.equal(await balanceOf(sandbox, cardId), "250.50");
  await sandbox.admin.settle();
  assert.equal((await status()).status, "Success");
  assert.equal(await balanceOf(sandbox, cardId), "340.50");
  const list = await artha(sandbox, "Card/Transactions", { cardId, size: 1 });
  assert.deepEqual(list.json, [
    {
      cardId,
      amount: "90.00",
      currency: "USD",
      fee: "10.00",
      type: "recharge",
      status: "Success",
      remarks: "Sandbox topUp",
      date: new Date(sandbox.clock.ms).toISOString(),
    },
  ]);
  assert.deepEqual(
    sandbox.admin.executions().map(({ action }) => action),
    ["topUp"],
  );
});

test("a top-up does not hold up other actions, and may fail", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const { json } = await artha(sandbox, "CardTopUp", { cardId, amount: "100" });
  assert.equal((await artha(sandbox, "CardFreeze", { cardId })).json.status, "Success");
  await sandbox.admin.settle({ result: "Failed" });
  assert.equal((await arthaRead(sandbox, `TopUpStatus/${json.taskId}`)).json.status, "Failed");
  assert.equal(await balanceOf(sandbox, cardId), "250.50");
});

test("garbage amounts, unknown cards and wrong states are refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  for (const route of ["CardTopUp", "EstimateCardTopUpFee"]) {
    for (const amount of [100, "0", "-5", "ten", "", null, undefined, "1e2"]) {
      assert.equal((await artha(sandbox, route, { cardId, amount })).status, 400);
    }
    assert.equal((await artha(sandbox, route, { cardId: "none", amount: "1" })).status, 404);
    assert.equal((await artha(sandbox, route, { amount: "1" })).status, 400);
  }
  const failed = async (body) => (await artha(sandbox, "CardTopUp", body)).json.status;
  assert.equal(await failed({ cardId, amount: "1000.01" }), "Failed");
  assert.equal(await failed({ cardId, amount: "1000" }), "Success");
  assert.equal(await failed({ cardId: cardOf(sandbox, "Closed"), amount: "1" }), "Failed");
  assert.equal((await arthaRead(sandbox, "TopUpStatus/none")).status, 404);
});

test("transactions are filtered by card, time and page", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const list = async (body) => (await artha(sandbox, "Card/Transactions", body)).json;
  assert.deepEqual(
    (await list({ cardId })).map(({ amount }) => amount),
    ["-12.29", "-207.57"],
  );
  assert.equal((await list({})).length, 3);
  assert.equal((await list({ cardId: null })).length, 3);
  assert.deepEqual(
    (await list({ cardId, page: 2, size: 1 })).map(({ amount }) => amount),
    ["-207.57"],
  );
  const now = new Date(sandbox.clock.ms).toISOString();
  const later = new Date(sandbox.clock.ms + 1).toISOString();
  assert.equal((await list({ cardId, startTime: now, endTime: now })).length, 2);
  assert.equal((await list({ cardId, startTime: later })).length, 0);
  const zero = await sandboxFor(t, { artha: { firstPage: 0 } });
  const second = await artha(zero, "Card/Transactions", { cardId, page: 1, size: 1 });
  assert.equal(second.json[0].amount, "-207.57");
});

test("garbage filters are refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const statusFor = async (body) => (await artha(sandbox, "Card/Transactions", body)).status;
  for (const body of [
    { cardId: 5 },
    { page: "1" },
    { page: -1 },
    { size: 0 },
    { size: 1.5 },
    { startTime: "yesterday" },
    { endTime: 1700000000 },
  ]) {
    assert.equal(await statusFor(body), 400);
  }
  assert.equal(await statusFor({ cardId: "none" }), 404);
});

test("a lost answer to a top-up leaves one execution, and a read may be spoiled", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  sandbox.admin.addFault({ issuer: "artha", route: "CardTopUp", fault: "cut_after_execute" });
  await assert.rejects(artha(sandbox, "CardTopUp", { cardId, amount: "10" }));
  assert.equal(sandbox.admin.executions()[0].action, "topUp");
  sandbox.admin.addFault({ issuer: "artha", route: "CardTopUp", fault: "success_without_effect" });
  const { json } = await artha(sandbox, "CardTopUp", { cardId, amount: "10" });
  assert.equal((await arthaRead(sandbox, `TopUpStatus/${json.taskId}`)).status, 404);
  assert.equal(sandbox.admin.executions().length, 1);
  sandbox.admin.addFault({ issuer: "artha", route: "Transactions", fault: "truncated_json" });
  assert.equal((await artha(sandbox, "Card/Transactions", {})).json, undefined);
});
