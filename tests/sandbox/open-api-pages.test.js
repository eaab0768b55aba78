// The pages whose path a contract gives, and the events of cards.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startSandbox } from "../../pkg-template/sandbox/index.js";
import { admin, call, cardOf, openApi, sandboxFor } from "./helpers.js";
import { receiverFor, until } from "./receiver.js";

const ask = (sandbox, page, change = {}) =>
  openApi(sandbox, undefined, { path: sandbox.seeds["open-api"].paths[page], change });

test("a transaction of the wallet is one row, an exchange two", async (t) => {
  const sandbox = await sandboxFor(t);
  const [one, exchange, waiting, rejected] = sandbox.seeds["open-api"].transactions;
  const rows = async (transaction_id) => {
    const { status, json } = await ask(sandbox, "walletTransaction", { transaction_id });
    assert.deepEqual([status, json.code, json.message], [200, 0, "success"]);
    return json.data.transaction_list;
  };
  const [row] = await rows(one);
  assert.deepEqual(Object.keys(row), [
    "record_id",
    "transaction_id",
    "out_transaction_id",
    "in_out_type",
    "transaction_type",
    "transaction_desc",
    "amount",
    "currency",
    "before_balance",
    "after_balance",
    "status",
    "reject_reason",
    "remark",
    "transaction_time",
    "create_at",
  ]);
  assert.match(row.transaction_time, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  assert.match(row.out_transaction_id, /^pm_/);
  assert.deepEqual(
    (await rows(exchange)).map(({ in_out_type, currency }) => [in_out_type, currency]),
    [
      [2, "USD"],
      [1, "EUR"],
    ],
  );
  assert.equal((await rows(waiting))[0].status, 1);
  const [refused] = await rows(rejected);
  assert.deepEqual([refused.status, refused.reject_reason], [3, "Too much"]);
});

test("a transaction is refused without its id, with a wrong one and with wrong credentials", async (t) => {
  const sandbox = await sandboxFor(t);
  const [transaction_id] = sandbox.seeds["open-api"].transactions;
  assert.equal((await ask(sandbox, "walletTransaction")).json.code, 990400);
  const number = await ask(sandbox, "walletTransaction", { transaction_id: 5 });
  assert.equal(number.json.code, 990400);
  const unknown = await ask(sandbox, "walletTransaction", { transaction_id: "x" });
  assert.equal(unknown.json.code, 990405);
  const key = "0".repeat(32);
  const wrong = await ask(sandbox, "walletTransaction", { transaction_id, key });
  assert.equal(wrong.json.code, 990401);
});

test("a card is read with the fields of its event, number and CVV in clear", async (t) => {
  const sandbox = await sandboxFor(t);
  const card_id = cardOf(sandbox, "Physical, active, cid id");
  const { json } = await ask(sandbox, "cardDetail", { card_id });
  assert.equal(json.data.card_id, card_id);
  assert.equal(json.data.card_no.length, 21);
  assert.ok(json.data.card_no.startsWith(sandbox.planted[0]));
  assert.deepEqual([json.data.balance, json.data.status, json.data.end_at], [10, 2, ""]);
  await openApi(sandbox, card_id);
  assert.equal((await ask(sandbox, "cardDetail", { card_id })).json.data.status, 3);
  assert.equal((await ask(sandbox, "cardDetail", { card_id: "nobody" })).json.code, 990404);
  assert.equal((await ask(sandbox, "cardList")).json.data.card_list.length, 7);
  assert.equal((await ask(sandbox, "walletTransactions")).json.data.transaction_list.length, 5);
});

test("every page of the site has a path, and those unknown answer the bare envelope", async (t) => {
  const sandbox = await sandboxFor(t);
  const { paths } = sandbox.seeds["open-api"];
  assert.equal(Object.keys(paths).length, 35);
  assert.equal(new Set(Object.values(paths)).size, 35);
  assert.deepEqual((await ask(sandbox, "binList")).json, { code: 0, message: "success", data: {} });
  assert.deepEqual((await ask(sandbox, "openCard")).json, { code: 0, message: "success" });
  assert.match(sandbox.lines.at(-1), /What it does is not public/);
  assert.equal((await ask(sandbox, "payeeList", { app_id: 1 })).json.code, 990401);
  const [{ action, cardId }] = sandbox.admin.executions();
  assert.deepEqual([action, cardId], ["contractPage", "openCard"]);
  const get = await call(sandbox.issuers["open-api"].baseUrl + paths.binList, { method: "GET" });
  assert.equal(get.status, 405);
});

test("the contract's paths can be given", async (t) => {
  const paths = { walletTransaction: "/v7/openApi/a.b/c", unfreeze: "/v7/openApi/thaw" };
  const sandbox = await sandboxFor(t, { openApi: { paths } });
  const [transaction_id] = sandbox.seeds["open-api"].transactions;
  assert.equal(sandbox.seeds["open-api"].paths.walletTransaction, paths.walletTransaction);
  assert.equal((await ask(sandbox, "walletTransaction", { transaction_id })).json.code, 0);
  const near = { path: "/v7/openApi/axb/c" };
  assert.equal((await openApi(sandbox, "x", near)).status, 404);
  assert.equal(sandbox.issuers["open-api"].paths.unfreeze, paths.unfreeze);
  const thawed = await openApi(sandbox, cardOf(sandbox, "Physical, frozen"), {
    path: paths.unfreeze,
  });
  assert.equal(thawed.json.code, 0);
  const strange = { openApi: { paths: { walet: "/x" } }, log: false };
  await assert.rejects(startSandbox(strange), /no option openApi\.paths\.walet/);
  const bare = { openApi: { paths: { binList: "x" } }, log: false };
  await assert.rejects(startSandbox(bare), /does not start with a slash/);
});

test("each action tells its event, and closing a card tells two", async (t) => {
  const { received, url } = await receiverFor(t);
  const sandbox = await sandboxFor(t, { openApi: { callbackUrl: url } });
  const { paths } = sandbox.issuers["open-api"];
  const active = cardOf(sandbox, "Physical, active, cid id");
  await openApi(sandbox, active);
  await openApi(sandbox, active, { path: paths.unfreeze });
  await openApi(sandbox, cardOf(sandbox, "Physical, not activated yet"), { path: paths.activate });
  await openApi(sandbox, active, { path: paths.cancel });
  await sandbox.admin.settle();
  await until(() => received.length === 5);
  const tags = received.map(({ body }) => body.eventTag.replace("card.status.", ""));
  assert.deepEqual(tags.sort(), ["active", "closed", "closing", "freeze", "unfreeze"]);
  const names = Object.keys(received[0].body);
  assert.equal(names.length, 1 + 17);
  const closed = received.find(({ body }) => body.eventTag === "card.status.closed").body;
  assert.match(closed.end_at, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
});

test("every event can be sent, with the tag in three places", async (t) => {
  const { received, url } = await receiverFor(t, [500]);
  const sandbox = await sandboxFor(t, { openApi: { callbackUrl: url, eventTag: "header" } });
  const cardId = cardOf(sandbox, "Physical, active, hex id");
  const send = (order) => sandbox.admin.sendWebhook({ issuer: "open-api", cardId, ...order });
  const lost = await send({ event: "card.status.lost", data: { mark: "in Rome" } });
  assert.deepEqual([lost.lastStatus, lost.gaveUp], [500, true]);
  assert.equal(received[0].headers.eventtag, "card.status.lost");
  assert.deepEqual([received[0].body.mark, received[0].body.eventTag], ["in Rome", undefined]);
  await send({ event: "card.status.replace", form: "wrapper" });
  assert.deepEqual(Object.keys(received[1].body), ["eventTag", "data"]);
  await send({ event: "card.status.replace", form: "body" });
  assert.equal(received[2].body.card_id, cardId);
  const wrong = (order) => admin(sandbox, "webhooks", { issuer: "open-api", cardId, ...order });
  assert.equal((await wrong({ event: "card.exploded" })).status, 400);
  assert.equal((await wrong({ event: "card.status.lost", form: "query" })).status, 400);
  assert.equal((await wrong({ event: "card.status.lost", cardId: "x" })).status, 404);
  const silent = await sandboxFor(t);
  const order = { issuer: "open-api", event: "card.status.lost", cardId };
  assert.match((await admin(silent, "webhooks", order)).json.error, /No callbackUrl/);
});

test("faults hit the pages of the contract", async (t) => {
  const sandbox = await sandboxFor(t);
  const arm = (route, fault) => sandbox.admin.addFault({ issuer: "open-api", route, fault });
  arm("walletTransaction", "html_200");
  assert.match((await ask(sandbox, "walletTransaction")).text, /html/);
  arm("rechargeCard", "success_without_effect");
  assert.equal((await ask(sandbox, "rechargeCard")).json.code, 0);
  arm("rechargeCard", "cut_after_execute");
  await assert.rejects(ask(sandbox, "rechargeCard"));
  assert.equal(sandbox.admin.executions().length, 1);
});
