import assert from "node:assert/strict";
import { test } from "node:test";
import { artha, cardOf, receiverFor, sandboxFor } from "./helpers.js";

async function freezeOne(sandbox) {
  const cardId = cardOf(sandbox, "Active, no picture needed");
  const { json } = await artha(sandbox, "CardFreeze", { cardId });
  return { cardId, taskId: json.taskId };
}

async function until(isTrue) {
  for (let tries = 0; tries < 100 && !isTrue(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(isTrue());
}

test("the operation callback carries the task in camelCase and ends with code 0", async (t) => {
  const { received, callbackUrl } = await receiverFor(t);
  const sandbox = await sandboxFor(t, { callbackUrl });
  const { cardId, taskId } = await freezeOne(sandbox);
  assert.deepEqual(received, []);
  assert.deepEqual(await sandbox.admin.settle(), { settled: 1, callbacksTried: 1 });
  assert.deepEqual(received, [
    {
      method: "POST",
      type: "application/json",
      body: {
        taskId,
        cardId,
        notifyType: "operation",
        status: "Success",
        remarks: "Sandbox freeze",
      },
    },
  ]);
  assert.deepEqual(sandbox.admin.callbacks(), [
    { notifyType: "operation", taskId, cardId, attempts: 1, acknowledged: true, gaveUp: false },
  ]);
  assert.equal((await sandbox.admin.settle()).callbacksTried, 0);
});

test("the fields can be spelled in PascalCase, and a failure is told", async (t) => {
  const { received, callbackUrl } = await receiverFor(t);
  const sandbox = await sandboxFor(t, { callbackUrl, callbackForm: "PascalCase" });
  const { cardId, taskId } = await freezeOne(sandbox);
  await sandbox.admin.settle({ result: "Failed" });
  assert.deepEqual(received[0].body, {
    CardId: cardId,
    TaskId: taskId,
    NotifyType: "operation",
    Status: "Failed",
    Remarks: "Sandbox freeze",
  });
});

test("the callback is repeated by itself until the reply has code 0", async (t) => {
  const { received, callbackUrl } = await receiverFor(t, [
    "",
    "not json",
    '{"code":"0"}',
    '{"code":1}',
  ]);
  const sandbox = await sandboxFor(t, {
    callbackUrl,
    settleMs: 1,
    callbackScheduleMs: [0, 1, 1, 1, 1, 1],
  });
  await freezeOne(sandbox);
  await until(() => sandbox.admin.callbacks()[0]?.acknowledged);
  assert.equal(received.length, 5);
  assert.equal(new Set(received.map(({ body }) => body.taskId)).size, 1);
});

test("the repeats end after the last entry of the schedule", async (t) => {
  const { received, callbackUrl } = await receiverFor(t, Array(9).fill('{"code":7}'));
  const sandbox = await sandboxFor(t, { callbackUrl, callbackScheduleMs: [0, 1, 1] });
  await freezeOne(sandbox);
  await sandbox.admin.settle();
  await until(() => sandbox.admin.callbacks()[0].gaveUp);
  assert.equal(received.length, 3);
  assert.match(sandbox.lines.at(-1), /given up/);
});

test("settle tries an open callback again at once", async (t) => {
  const { received, callbackUrl } = await receiverFor(t, ['{"code":7}']);
  const sandbox = await sandboxFor(t, { callbackUrl, callbackScheduleMs: [0, 60_000, 60_000] });
  await freezeOne(sandbox);
  await sandbox.admin.settle();
  assert.equal(sandbox.admin.callbacks()[0].acknowledged, false);
  assert.deepEqual(await sandbox.admin.settle(), { settled: 0, callbacksTried: 1 });
  assert.equal(sandbox.admin.callbacks()[0].acknowledged, true);
  assert.equal(received.length, 2);
});

test("a receiver that is not there counts as no acknowledgement", async (t) => {
  const sandbox = await sandboxFor(t, {
    callbackUrl: "http://127.0.0.1:1/none",
    callbackScheduleMs: [0],
  });
  await freezeOne(sandbox);
  await sandbox.admin.settle();
  assert.equal(sandbox.admin.callbacks()[0].gaveUp, true);
});

test("without a callback URL nobody is told, and a reset forgets open callbacks", async (t) => {
  const silent = await sandboxFor(t);
  await freezeOne(silent);
  await silent.admin.settle();
  assert.match(silent.lines.at(-1), /nobody is told/);
  const { callbackUrl } = await receiverFor(t, ['{"code":7}']);
  const sandbox = await sandboxFor(t, { callbackUrl });
  await freezeOne(sandbox);
  await sandbox.admin.settle();
  sandbox.admin.reset();
  assert.deepEqual(sandbox.admin.callbacks(), []);
});
