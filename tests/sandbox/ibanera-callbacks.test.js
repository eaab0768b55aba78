import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { admin } from "./helpers.js";
import { deskFor } from "./ibanera-desk.js";
import { receiverFor, until } from "./receiver.js";

const EVENTS = [
  "MANAGEE_CARD_APPROVAL_UPDATED",
  "MANAGEE_KYC_UPDATED",
  "MANAGEE_JUMIO_COMPLETED",
  "TRANSACTION_STATUS_UPDATED",
  "FIAT_DEPOSIT_RECEIVED",
  "CRYPTO_DEPOSIT_CREATED",
  "CRYPTO_DEPOSIT_UPDATED",
  "CRYPTO_WITHDRAWAL_CREATED",
  "CRYPTO_WITHDRAWAL_UPDATED",
  "EXCHANGE_STATUS_UPDATED",
  "INFORMATION_REQUESTED",
  "INFORMATION_REQUEST_UPDATED",
];

async function told(t, { statuses, ...options } = {}) {
  const { received, url } = await receiverFor(t, statuses);
  const desk = await deskFor(t, { callbackUrl: url, ...options });
  const secret = desk.seeds.ibanera.callbackSecret;
  const send = (order) => desk.admin.sendWebhook({ issuer: "ibanera", ...order });
  const digest = (raw, form = "base64") =>
    createHash("sha256").update(raw).update(secret).digest(form);
  return { ...desk, received, send, digest };
}

test("every callback has Id, Type and Data and the digest of body and secret", async (t) => {
  const { send, received, digest } = await told(t);
  for (const event of EVENTS) {
    const { acknowledged } = await send({ event });
    assert.equal(acknowledged, true);
    const { body, raw, headers } = received.at(-1);
    assert.deepEqual(Object.keys(body), ["Id", "Type", "Data"]);
    assert.match(body.Id, /^[0-9a-f-]{36}$/);
    assert.equal(body.Type, event);
    assert.equal(headers["webhook-signature"], digest(raw));
    assert.equal(headers["content-type"], "application/json");
  }
});

test("the digest can be hex, wrong or left out", async (t) => {
  const { send, received, digest } = await told(t, { digest: "hex" });
  const event = "MANAGEE_KYC_UPDATED";
  await send({ event });
  assert.equal(received[0].headers["webhook-signature"], digest(received[0].raw, "hex"));
  await send({ event, signature: "wrong" });
  assert.notEqual(received[1].headers["webhook-signature"], digest(received[1].raw, "hex"));
  await send({ event, signature: "none" });
  assert.equal(received[2].headers["webhook-signature"], undefined);
});

test("each documented spelling can be sent", async (t) => {
  const { send, received } = await told(t);
  const types = [
    ["MANAGEE_CARD_APPROVAL_UPDATED", "leading_blank", " MANAGEE_CARD_APPROVAL_UPDATED"],
    ["FIAT_DEPOSIT_RECEIVED", "blanks", "FIAT DEPOSIT RECEIVED"],
    ["FIAT_DEPOSIT_RECEIVED", "misspelt", "FIAT_DEPOSIT_RECIEVED"],
    ["CRYPTO_DEPOSIT_CREATED", "blanks", "CRYPTO DEPOSIT CREATED"],
  ];
  for (const [event, form, type] of types) {
    await send({ event, form });
    assert.equal(received.at(-1).body.Type, type);
  }
  const names = [
    ["TRANSACTION_STATUS_UPDATED", "table", "RollbackTransactionsID"],
    ["FIAT_DEPOSIT_RECEIVED", "table", "TransactionId"],
    ["INFORMATION_REQUESTED", "text", "CustomerId"],
  ];
  for (const [event, form, name] of names) {
    await send({ event, form });
    assert.ok(name in received.at(-1).body.Data);
  }
  await send({ event: "EXCHANGE_STATUS_UPDATED", form: "sample" });
  assert.equal(received.at(-1).body.Data.ExchangeType, 0);
  await send({ event: EVENTS[0], cardId: 1001, data: { Status: "Rejected" } });
  const { Data } = received.at(-1).body;
  assert.deepEqual([Data.TopUpCardsId, Data.Status], [1001, "Rejected"]);
});

test("only 200 ends the repeats, which carry the same body", async (t) => {
  const {
    send,
    received,
    admin: control,
  } = await told(t, {
    statuses: [201, 204, 500, 200],
    callbackScheduleMs: [0, 1, 1, 1, 1],
  });
  const first = await send({ event: "FIAT_DEPOSIT_RECEIVED" });
  assert.deepEqual([first.lastStatus, first.acknowledged, first.gaveUp], [201, false, false]);
  await until(() => control.webhooks()[0].acknowledged);
  assert.equal(received.length, 4);
  assert.equal(new Set(received.map(({ raw }) => String(raw))).size, 1);
});

test("a callback that nobody takes is given up, and settle tries an open one at once", async (t) => {
  const {
    send,
    received,
    admin: control,
    lines,
  } = await told(t, {
    statuses: [500, 500, 500],
    callbackScheduleMs: [0, 60_000],
  });
  await send({ event: "MANAGEE_KYC_UPDATED" });
  assert.match(lines.at(-1), /is repeated in 60000 ms/);
  assert.equal((await control.settle()).callbacksTried, 1);
  assert.deepEqual([received.length, control.webhooks()[0].gaveUp], [2, true]);
  assert.match(lines.at(-1), /is given up/);
  control.reset();
  assert.deepEqual(control.webhooks(), []);
});

test("a new card, a deposit and a cancellation are told by themselves", async (t) => {
  const { post, received, admin: control } = await told(t);
  await post("cards/create", {
    customersId: 11057,
    currency: "USD",
    cardReferenceId: "r",
    shippingMethod: "Standard",
    cardProgramID: 1002,
    cardType: "Virtual",
  });
  await post("simulations/payins", { DestinationAccountId: 8204, TransferType: "WIRE", Amount: 5 });
  await post("transactions/cancel", { transactionsId: 40001 });
  await control.settle();
  await until(() => received.length === 3);
  const data = Object.fromEntries(received.map(({ body }) => [body.Type, body.Data]));
  assert.equal(data.MANAGEE_CARD_APPROVAL_UPDATED.TopUpCardsId, 1359);
  assert.deepEqual(
    [data.FIAT_DEPOSIT_RECEIVED.AccountsId, data.FIAT_DEPOSIT_RECEIVED.Amount],
    [8204, 5],
  );
  const wire = data.TRANSACTION_STATUS_UPDATED;
  assert.deepEqual(
    [wire.Id, wire.Amount, wire.bRejected, wire.bCompleted],
    [40001, -120, true, false],
  );
  assert.equal(typeof wire.RollbackTransactionsId, "number");
});

test("what cannot be sent is refused with the reason", async (t) => {
  const { issuers, ...desk } = await told(t);
  const post = (body) => admin(desk, "webhooks", { issuer: "ibanera", ...body });
  assert.match((await post({ event: "CARD_BOUGHT" })).json.error, /event is one of/);
  const form = await post({ event: "MANAGEE_KYC_UPDATED", form: "blanks" });
  assert.match(form.json.error, /form is one of: none/);
  const silent = await deskFor(t);
  const event = "MANAGEE_KYC_UPDATED";
  const order = { issuer: "ibanera", event };
  assert.match((await admin(silent, "webhooks", order)).json.error, /No callbackUrl/);
});
