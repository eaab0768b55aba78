import assert from "node:assert/strict";
import { test } from "node:test";
import { PROGRAMS } from "../../pkg-template/sandbox/seeds.js";
import { admin, artha, arthaRead, cardOf, receiverFor, sandboxFor } from "./helpers.js";

const ACTIVE = "Active, no picture needed";
const programNamed = (name) => PROGRAMS.find((program) => program.name === name).programId;

async function listeningFor(t, options = {}) {
  const { received, callbackUrl } = await receiverFor(t);
  const sandbox = await sandboxFor(t, { callbackUrl, ...options });
  return { sandbox, received, cardId: cardOf(sandbox, ACTIVE) };
}

const bodies = (received) => received.map(({ body }) => body);

test("a top-up is told as recharge with the task of its answer", async (t) => {
  const { sandbox, received, cardId } = await listeningFor(t);
  const { json } = await artha(sandbox, "CardTopUp", { cardId, amount: "10" });
  await sandbox.admin.settle();
  assert.deepEqual(bodies(received), [
    {
      taskId: json.taskId,
      cardId,
      notifyType: "recharge",
      status: "Success",
      remarks: "Sandbox topUp",
    },
  ]);
});

test("applying and binding are told as kycStatus and createCard", async (t) => {
  const { sandbox, received } = await listeningFor(t);
  const { json } = await artha(sandbox, "ApplyCard", {
    programId: programNamed("Sandbox Virtual"),
  });
  await sandbox.admin.settle();
  const { cardId } = json;
  assert.deepEqual(received[0].body, {
    taskId: cardId,
    cardId,
    notifyType: "createCard",
    status: "Success",
    remarks: "Sandbox createCard",
  });
  const kyc = {
    firstname: "A",
    lastname: "B",
    gender: 2,
    dob: "1990-06-15",
    email: "a@example.invalid",
    mobilecode: "+91",
    mobile: "5550100",
    doctype: 1,
    docid: "P1",
    frontdoc: "x",
    backdoc: "y",
  };
  await artha(sandbox, "ApplyCard", {
    programId: programNamed("Sandbox KYC when applying"),
    kyc,
  });
  await sandbox.admin.settle({ result: "Failed" });
  assert.deepEqual([received[1].body.notifyType, received[1].body.status], ["kycStatus", "Failed"]);
  const inactive = cardOf(sandbox, "Not activated yet");
  await artha(sandbox, "Binding", { cardId: inactive, cardNumber: "4000001234567890" });
  await sandbox.admin.settle();
  assert.deepEqual(
    [received[2].body.notifyType, received[2].body.cardId],
    ["createCard", inactive],
  );
});

const EVERY_KIND = [
  "kycStatus",
  "createCard",
  "recharge",
  "operation",
  "consume",
  "fee",
  "refund",
  "optCode",
];

async function sendAll(t, form) {
  const { sandbox, received, cardId } = await listeningFor(t);
  for (const notifyType of EVERY_KIND) {
    const wanted = { issuer: "artha", notifyType, cardId, taskId: "task", remarks: "R", form };
    const { status, json } = await admin(sandbox, "callbacks", wanted);
    assert.deepEqual([status, json.notifyType], [200, notifyType]);
    await sandbox.admin.settle();
  }
  return { cardId, sent: bodies(received) };
}

test("every callback in the site's camelCase", async (t) => {
  const { cardId, sent } = await sendAll(t, "camelCase");
  const plain = (notifyType) => ({
    taskId: "task",
    cardId,
    notifyType,
    status: "Success",
    remarks: "R",
  });
  const money = (notifyType) => ({ ...plain(notifyType), amount: "207.5700", currency: "USD" });
  assert.deepEqual(sent, [
    plain("kycStatus"),
    plain("createCard"),
    plain("recharge"),
    plain("operation"),
    money("consume"),
    money("fee"),
    money("refund"),
    { taskId: "task", cardId, notifyType: "opt_code", opt_code: " 971615" },
  ]);
});

test("every callback in the manual's PascalCase", async (t) => {
  const { cardId, sent } = await sendAll(t, "PascalCase");
  const plain = (NotifyType) => ({
    CardId: cardId,
    TaskId: "task",
    NotifyType,
    Status: "Success",
    Remarks: "R",
  });
  const money = (type) => ({ ...plain(type), Amount: "207.5700", Currency: "USD" });
  assert.deepEqual(sent, [
    plain("kycstatus"),
    plain("createcard"),
    plain("recharge"),
    plain("operation"),
    money("consume"),
    money("fee"),
    money("refund"),
    { CardId: cardId, TaskId: "task", NotifyType: "OPT_CODE", OPT_CODE: " 971615" },
  ]);
});

test("the manual's examples to the letter, and the table with the misprinted task", async (t) => {
  const { cardId, sent } = await sendAll(t, "asPrinted");
  assert.equal(sent[1].Status, "SUCCESS");
  assert.equal(sent[1].TaskId, cardId);
  assert.equal(sent[2].NotifyType, "operation");
  assert.deepEqual(Object.keys(sent[4]), [
    "CardId",
    "TaskId",
    "NotifyType",
    "Status",
    "amount",
    "currency",
    "Remarks",
  ]);
  const table = await sendAll(t, "parameterTable");
  assert.equal(table.sent[0].taskld, "task");
  assert.equal(table.sent[0].taskId, undefined);
  assert.deepEqual([table.sent[0].Status, table.sent[0].Remarks], ["Success", "R"]);
});

test("money that is told of moves on the card, unless it should not", async (t) => {
  const { sandbox, cardId } = await listeningFor(t);
  const balance = async () =>
    (await arthaRead(sandbox, `CardBalance/${cardId}`)).json.availableBalance;
  const tell = (notifyType, more) =>
    sandbox.admin.notify({ issuer: "artha", notifyType, cardId, amount: "10.50", ...more });
  tell("consume");
  assert.equal(await balance(), "240.00");
  tell("fee", { amount: "0.25" });
  tell("refund");
  assert.equal(await balance(), "250.25");
  tell("consume", { book: false });
  tell("consume", { status: "Failed" });
  assert.equal(await balance(), "250.25");
  const { json } = await artha(sandbox, "Card/Transactions", { cardId, size: 3 });
  assert.deepEqual(
    json.map(({ type, amount }) => [type, amount]),
    [
      ["refund", "10.50"],
      ["fee", "-0.25"],
      ["consume", "-10.50"],
    ],
  );
});

test("a callback that makes no sense is refused", async (t) => {
  const { sandbox, cardId } = await listeningFor(t);
  const statusFor = async (change) =>
    (await admin(sandbox, "callbacks", { issuer: "artha", notifyType: "fee", cardId, ...change }))
      .status;
  assert.equal(await statusFor({ issuer: "open-api" }), 400);
  assert.equal(await statusFor({ issuer: "nobody" }), 400);
  assert.equal(await statusFor({ notifyType: "party" }), 400);
  assert.equal(await statusFor({ cardId: "none" }), 404);
  assert.equal(await statusFor({ amount: 5 }), 400);
  assert.equal(await statusFor({ amount: "ten" }), 400);
  assert.equal(await statusFor({ status: "Maybe" }), 400);
  assert.equal(await statusFor({ form: "kebab" }), 400);
  assert.equal(await statusFor({ colour: "red" }), 400);
  const silent = await sandboxFor(t);
  const nobody = await admin(silent, "callbacks", { issuer: "artha", notifyType: "fee", cardId });
  assert.deepEqual([nobody.status, /nobody can be told/.test(nobody.json.error)], [400, true]);
  await assert.rejects(sandboxFor(t, { callbackForm: "kebab" }), /callbackForm is one of/);
});

test("answers in another form are for issuers that document them", async (t) => {
  const sandbox = await sandboxFor(t);
  const statusFor = async (body) => (await admin(sandbox, "answers", body)).status;
  assert.equal(await statusFor({ issuer: "artha", form: "V4" }), 200);
  assert.equal(await statusFor({ issuer: "artha", form: "V0" }), 400);
  assert.equal(await statusFor({ issuer: "open-api", form: "V4" }), 400);
});
