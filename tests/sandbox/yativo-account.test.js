// Customers, and the webhook of the account.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { admin, call, cardOf, sandboxFor, yativo, yativoToken } from "./helpers.js";
import { receiverFor, until } from "./receiver.js";

const CUSTOMER = {
  customer_name: "A B",
  customer_email: "new@example.invalid",
  customer_phone: "+15550100300",
  customer_country: "USA",
};

async function bankFor(t, options = {}) {
  const sandbox = await sandboxFor(t, { yativo: options });
  const token = await yativoToken(sandbox);
  return {
    ...sandbox,
    token,
    post: (route, body) => yativo(sandbox, token, route, { body }),
    put: (route, body) => yativo(sandbox, token, route, { method: "PUT", body }),
    get: (route) => yativo(sandbox, token, route, { method: "GET" }),
    send: (order) => sandbox.admin.sendWebhook({ issuer: "yativo", ...order }),
  };
}

const digest = (raw, secret) => createHmac("sha256", secret).update(raw).digest("hex");

test("a customer is created with the quirk of the status, listed and read", async (t) => {
  const bank = await bankFor(t);
  const { status, json } = await bank.post("customer", CUSTOMER);
  assert.deepEqual([status, json.status_code], [201, 200]);
  const id = json.data.customer_id;
  assert.deepEqual(
    [json.data.customer_status, json.data.customer_kyc_status],
    ["active", "not_started"],
  );
  const again = await bank.post("customer", CUSTOMER);
  assert.equal(again.status, 422);
  assert.deepEqual(again.json.errors.customer_email, ["Customer email already exists"]);
  const found = await bank.get("customer?email=new@example.invalid");
  assert.equal(found.json.message, "Records retrieved successfully");
  assert.deepEqual(
    found.json.data.map((one) => one.customer_id),
    [id],
  );
  for (const route of [`customer/${id}`, `customer/customer/${id}`]) {
    const read = await bank.get(route);
    assert.deepEqual([read.status, read.json.status_code], [200, 201]);
    assert.equal(read.json.data.endorsement[0].service, "Virtual Card");
  }
  assert.deepEqual((await bank.get("customer/nobody")).json, { error: "Invalid request" });
  const page = await bank.get("customer?per_page=2&page=2");
  assert.deepEqual(
    [page.json.data.length, page.json.pagination.total, page.json.pagination.last_page],
    [2, 6, 3],
  );
  const wrong = {
    ...CUSTOMER,
    customer_phone: "0555",
    customer_country: "US",
    customer_type: "cat",
    send_kyc_mail: 1,
  };
  assert.equal(Object.keys((await bank.post("customer", wrong)).json.errors).length, 4);
});

test("the webhook is set, shown, moved and gets a new secret", async (t) => {
  const bank = await bankFor(t);
  assert.deepEqual((await bank.get("business/webhook")).json.data, []);
  const set = await bank.post("business/webhook", { url: "https://hook.example/a" });
  assert.deepEqual(
    [set.status, set.json.status_code, set.json.message],
    [201, 201, "Webhook configured successfully"],
  );
  assert.deepEqual(Object.keys(set.json.data), ["url", "secret", "created_at"]);
  assert.match(set.json.data.secret, /^whsec_/);
  const [record] = (await bank.get("business/webhook")).json.data;
  assert.equal(record.secret, set.json.data.secret);
  assert.equal(
    (await bank.put("business/webhook", { url: "https://hook.example/b" })).json.data.url,
    "https://hook.example/b",
  );
  assert.equal(
    (await bank.put(`business/webhook/${record.id}`, { url: "https://hook.example/c" })).status,
    200,
  );
  assert.equal(
    (await bank.put("business/webhook/other", { url: "https://hook.example/c" })).status,
    400,
  );
  const rotated = await bank.post(`business/webhook/${record.id}/regenerate-secret`);
  assert.notEqual(rotated.json.data.secret, record.secret);
  assert.equal((await bank.post("business/webhook/other/regenerate-secret")).status, 400);
  const replaced = await bank.post("business/webhook", { url: "https://hook.example/d" });
  assert.notEqual(replaced.json.data.secret, rotated.json.data.secret);
});

test("HTTP is refused but for this machine, and the older answer hides the secret", async (t) => {
  const bank = await bankFor(t, { webhookAnswer: "older" });
  for (const url of ["http://hook.example/a", "nowhere", 5, undefined]) {
    assert.equal((await bank.post("business/webhook", { url })).status, 422);
  }
  const { status, json } = await bank.post("business/webhook", { url: "http://localhost:9/a" });
  assert.deepEqual([status, json.data.secret, json.data.events], [200, null, "general"]);
  assert.match(bank.lines.at(-1), /not HTTPS.*own choice/);
});

test("the webhook is at the path without /api, too", async (t) => {
  const bank = await bankFor(t);
  const url = `${bank.url}/yativo/v1/business/webhook`;
  const headers = { authorization: `Bearer ${bank.token}` };
  assert.equal((await call(url, { method: "GET", headers })).status, 200);
  assert.equal((await call(`${bank.url}/yativo/v1/auth/login`)).status, 404);
});

test("deliveries are signed over the raw body with the secret as it is", async (t) => {
  const bank = await bankFor(t);
  const { received, url } = await receiverFor(t);
  await assert.rejects(bank.send({ event: "customer.created" }), /No webhook endpoint/);
  const { json } = await bank.post("business/webhook", { url });
  const done = await bank.send({ event: "deposit.completed", data: { amount: "5.00" } });
  assert.deepEqual([done.lastStatus, done.acknowledged, done.attempts], [200, true, 1]);
  const [{ headers, raw, body }] = received;
  assert.equal(headers["x-yativo-signature"], digest(raw, json.data.secret));
  assert.equal(body["event.type"], "deposit.completed");
  assert.equal(body.payload.amount, "5.00");
  await bank.send({ event: "deposit.completed", signature: "wrong" });
  assert.notEqual(
    received[1].headers["x-yativo-signature"],
    digest(received[1].raw, json.data.secret),
  );
  await bank.send({ event: "deposit.completed", signature: "none" });
  assert.equal(received[2].headers["x-yativo-signature"], undefined);
});

test("the header and the prefix have their other spellings", async (t) => {
  const spellings = [{ header: "Signature" }, { header: "X-Signature", prefix: "sha256=" }];
  for (const signature of spellings) {
    const bank = await bankFor(t, { signature });
    const { received, url } = await receiverFor(t);
    const { json } = await bank.post("business/webhook", { url });
    await bank.send({ event: "customer.kyc.approved" });
    const [{ headers, raw }] = received;
    assert.equal(
      headers[signature.header.toLowerCase()],
      (signature.prefix ?? "") + digest(raw, json.data.secret),
    );
  }
});

test("events of cards come bare and can be wrapped", async (t) => {
  const bank = await bankFor(t);
  const { received, url } = await receiverFor(t, [200, 200, 500]);
  await bank.post("business/webhook", { url });
  const cardId = cardOf(bank, "Active, shape O: card_status in the answer");
  await bank.send({ event: "virtualcard.deactivated", cardId });
  assert.deepEqual(received[0].body, {
    event: "virtualcard.deactivated",
    reason: "Repeated failed charges",
    cardId,
  });
  await bank.send({ event: "virtualcard.topup", cardId, form: "wrapped", data: { amount: 7 } });
  assert.equal(received[1].body.payload.amount, 7);
  const refused = await bank.send({ event: "virtualcard.transaction.declined", cardId });
  assert.deepEqual([refused.lastStatus, refused.gaveUp], [500, true]);
  const wrong = await admin(bank, "webhooks", { issuer: "yativo", event: "card.exploded" });
  assert.equal(wrong.status, 400);
  assert.match(wrong.json.error, /event is one of/);
  assert.equal((await admin(bank, "webhooks", { issuer: "artha", event: "x" })).status, 400);
  assert.equal((await admin(bank, "webhooks", undefined, "GET")).json.length, 3);
});

test("what is documented is told by itself, what is only hinted at when asked for", async (t) => {
  const bank = await bankFor(t);
  const { received, url } = await receiverFor(t);
  await bank.post("business/webhook", { url });
  await bank.post("customer", CUSTOMER);
  const [record] = (await bank.get("business/webhook")).json.data;
  const { json } = await bank.post(`business/webhook/${record.id}/regenerate-secret`);
  await bank.admin.settle();
  const types = received.map(({ body }) => body["event.type"]);
  assert.deepEqual(types.sort(), ["customer.created", "webhook_updated"]);
  const rotation = received.find(({ body }) => body["event.type"] === "webhook_updated");
  assert.equal(rotation.headers["x-yativo-signature"], digest(rotation.raw, json.data.secret));
  assert.ok(!rotation.raw.includes(json.data.secret));
});

test("card events are sent by themselves when that is switched on", async (t) => {
  const bank = await bankFor(t, { cardEvents: true });
  const { received, url } = await receiverFor(t);
  await bank.post("business/webhook", { url });
  const cardId = cardOf(bank, "Active, shape O: card_status in the answer");
  const customer_id = "bc000000-0000-4000-8000-000000000001";
  await bank.post("customer/virtual/cards/topup", { customer_id, cardId, amount: 500 });
  await bank.admin.settle();
  await until(() => received.length === 1);
  assert.deepEqual([received[0].body.cardId, received[0].body.amount], [cardId, 500]);
});

test("neither a secret nor a delivery reaches the log, and a reset forgets the endpoint", async (t) => {
  const bank = await bankFor(t);
  const { url } = await receiverFor(t);
  const { json } = await bank.post("business/webhook", { url });
  await admin(bank, "webhooks", { issuer: "yativo", event: "customer.created" });
  assert.ok(!JSON.stringify([bank.lines, bank.admin.requests()]).includes(json.data.secret));
  for (const line of bank.lines) assert.match(line, /\.$/);
  bank.admin.reset();
  assert.deepEqual(bank.admin.webhooks(), []);
  await assert.rejects(bank.send({ event: "customer.created" }), TypeError);
});
