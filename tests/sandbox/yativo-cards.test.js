import assert from "node:assert/strict";
import { test } from "node:test";
import { call, cardOf, sandboxFor, stateOf, yativo, yativoToken } from "./helpers.js";

const CARDS = "customer/virtual/cards";
const FULL = "bc000000-0000-4000-8000-000000000001";
const EMPTY = "bc000000-0000-4000-8000-000000000002";
const CARDLESS = "bc000000-0000-4000-8000-000000000003";
const ENDORSED = "bc000000-0000-4000-8000-000000000004";
const NOT_ENDORSED = "bc000000-0000-4000-8000-000000000005";
const SHAPE_D = "Active, shape D: no status in the answer";
const SHAPE_O = "Active, shape O: card_status in the answer";
const E3 = { error: "Invalid request" };
const NOT_ACTIVE = "Error please confirm card is active, or contact support if error persist";

async function bankFor(t, options = {}, more = {}) {
  const sandbox = await sandboxFor(t, { yativo: options, ...more });
  const token = await yativoToken(sandbox);
  return {
    ...sandbox,
    post: (route, body, headers) => yativo(sandbox, token, `${CARDS}/${route}`, { body, headers }),
    put: (route, body) => yativo(sandbox, token, `${CARDS}/${route}`, { method: "PUT", body }),
    get: (route) => yativo(sandbox, token, `${CARDS}/${route}`, { method: "GET" }),
    balanceOf: (id) => sandbox.admin.state().find((card) => card.id === id).balanceCents,
    walletOf: (id) => sandbox.admin.accounts().find((one) => one.id === id).balanceCents,
    done: () => sandbox.admin.executions().map(({ action }) => action),
  };
}

const NEWEST = {
  customer_id: ENDORSED,
  customer_address: {
    city: "Austin",
    state: "TX",
    zipcode: "1",
    street: "Main",
    country: "USA",
    number: "25",
  },
  customer_idFront: "https://img.example/front.png",
  customer_idNumber: "A1",
  date_of_birth: "23-06-1994",
  user_photo: "https://img.example/me.png",
};
const OLDER = {
  customerId: NOT_ENDORSED,
  customerEmail: "someone@example.invalid",
  idNumber: "A1",
  idType: "passport",
  firstName: "A",
  lastName: "B",
  dateOfBirth: "1994-06-23",
  phoneNumber: "+15550100200",
  city: "Austin",
  state: "TX",
  country: "USA",
  zipCode: "1",
  line1: "Main",
  houseNumber: "25",
  idImage: "https://img.example/id.png",
};
const COLLECTION = {
  customer_id: NOT_ENDORSED,
  firstName: "A",
  lastName: "B",
  userPhoto: "https://img.example/me.png",
  dateOfBirth: "1994-06-23",
};

test("a customer is activated by each of the four bodies", async (t) => {
  const bodies = [
    [NEWEST, /the newest page/],
    [OLDER, /the older page/],
    [COLLECTION, /the exported collection/],
    [{ customer_id: ENDORSED }, /the customer alone/],
  ];
  for (const [body, words] of bodies) {
    const bank = await bankFor(t);
    const { status, json } = await bank.post("activate", body);
    assert.equal(status, 200);
    assert.deepEqual(json, {
      status: "success",
      message: "Virtual card service activated successfully.",
      activationDate: "2025-06-15T15:06:40Z",
    });
    assert.match(bank.lines.at(-1), words);
    const id = body.customer_id ?? body.customerId;
    const { customers } = bank.admin.seeds().yativo;
    assert.equal(customers.find((one) => one.id === id).isActivated, true);
    assert.deepEqual(bank.done(), ["activateCustomer"]);
  }
});

test("activation has two more answers", async (t) => {
  const bare = await (await bankFor(t, { activateAnswer: "bare" })).post("activate", NEWEST);
  assert.deepEqual(Object.keys(bare.json), ["customer_id"]);
  assert.notEqual(bare.json.customer_id, ENDORSED);
  const plain = await (await bankFor(t, { activateAnswer: "envelope" })).post("activate", NEWEST);
  assert.deepEqual(plain.json, {
    status: "success",
    status_code: 200,
    message: "Request successful",
  });
});

test("a wrong activation is refused field by field, an impossible one in the words of the page", async (t) => {
  const bank = await bankFor(t);
  const wrong = [
    [{ ...NEWEST, date_of_birth: "1994-06-23" }, ["date_of_birth"]],
    [{ ...NEWEST, date_of_birth: "31-02-1994" }, ["date_of_birth"]],
    [
      { ...NEWEST, user_photo: "me.png", customer_idNumber: undefined },
      ["customer_idNumber", "user_photo"],
    ],
    [{ ...NEWEST, customer_address: { city: 5 } }, ["customer_address"]],
    [{ ...OLDER, country: "US" }, ["country"]],
    [{ ...OLDER, country: "KEN", idType: "PVC" }, ["idType"]],
    [{ ...OLDER, dateOfBirth: "23-06-1994", idImage: undefined }, ["dateOfBirth", "idImage"]],
    [{ ...COLLECTION, userPhoto: 4 }, ["userPhoto"]],
    [{}, ["customer_id"]],
  ];
  for (const [body, fields] of wrong) {
    const { status, json } = await bank.post("activate", body);
    assert.equal(status, 422);
    assert.deepEqual(Object.keys(json.errors), fields);
  }
  for (const customer_id of [NOT_ENDORSED, "nobody"]) {
    const { status, json } = await bank.post("activate", { customer_id });
    assert.deepEqual([status, json], [400, E3]);
  }
  assert.deepEqual(bank.done(), []);
});

test("a card is created from the wallet, listed, read and has its first transaction", async (t) => {
  const bank = await bankFor(t);
  const { status, json } = await bank.post("create", { customer_id: CARDLESS, amount: 500 });
  assert.equal(status, 200);
  const { card_id } = json.data;
  assert.deepEqual(json.data, {
    card_id,
    customer_email: "customer-3@example.invalid",
    customer_id: CARDLESS,
    card_brand: "visa",
    card_type: "virtual",
  });
  assert.equal(bank.walletOf(CARDLESS), 99_500);
  assert.equal((await bank.get(`get/${card_id}`)).json.data.balance, 500);
  const { json: list } = await bank.get(`list?customer_id=${CARDLESS}`);
  assert.deepEqual(
    list.data.map((item) => item.card_id),
    [card_id],
  );
  const { json: history } = await bank.get(`transactions/${card_id}`);
  assert.deepEqual(
    [history.data.length, history.data[0].amount, history.data[0].centAmount],
    [1, "5", "500"],
  );
  assert.match(history.data[0].reference, /^CREATE_CARD_/);
  assert.deepEqual(bank.done(), ["create"]);
});

test("a created card can be answered whole, have a number and be unreadable at first", async (t) => {
  const options = { createAnswer: "D", numericCardIds: true, newCardUnreadableMs: 3000 };
  const bank = await bankFor(t, { ...options, amounts: { create: "dollars" } });
  const { json } = await bank.post("create", { customer_id: CARDLESS, amount: "5" });
  assert.equal(json.message, "Virtual card created successfully");
  assert.equal(json.data.balance, 5);
  assert.equal(json.data.cardNumber, bank.planted[0]);
  assert.match(bank.lines.at(-1), /read in dollars.*came as text/);
  const id = json.data.id;
  assert.match(id, /^\d+$/);
  const early = await bank.get(`get/${id}`);
  assert.deepEqual([early.status, early.json.data.error], [400, "Invalid request"]);
  bank.clock.ms += 3000;
  assert.equal((await bank.get(`get/${id}`)).json.data.balance, 500);
});

test("cards that cannot be created cost nothing", async (t) => {
  const bank = await bankFor(t);
  const impossible = [
    { customer_id: "nobody", amount: 500 },
    { customer_id: ENDORSED, amount: 500 },
    { customer_id: CARDLESS, amount: 200 },
    { customer_id: CARDLESS, amount: 100_100 },
    { customer_id: EMPTY, amount: 500 },
  ];
  for (const body of impossible) {
    const { status, json } = await bank.post("create", body);
    assert.deepEqual([status, json], [400, E3]);
  }
  const wrong = [{ amount: 500 }, { customer_id: 5, amount: 500 }];
  for (const amount of [350, 3.5, -300, 0, "3.00", true, null, undefined]) {
    wrong.push({ customer_id: CARDLESS, amount });
  }
  for (const body of wrong) assert.equal((await bank.post("create", body)).status, 422);
  assert.equal(bank.walletOf(CARDLESS), 100_000);
  assert.deepEqual(bank.done(), []);
});

test("a customer has three cards at most, and the fee comes from the wallet", async (t) => {
  const bank = await bankFor(t, { fees: { create: 200 } });
  for (let n = 0; n < 3; n += 1) {
    assert.equal((await bank.post("create", { customer_id: CARDLESS, amount: 300 })).status, 200);
  }
  assert.equal((await bank.post("create", { customer_id: CARDLESS, amount: 300 })).status, 400);
  assert.equal(bank.walletOf(CARDLESS), 100_000 - 3 * 500);
});

test("the list holds everything in clear, with and without a customer", async (t) => {
  const bank = await bankFor(t);
  const { json } = await bank.get("list");
  assert.equal(json.data.length, 6);
  assert.equal(json.data.at(-1).card_id, 1048576);
  const [item] = json.data;
  assert.equal(item.card_number, bank.planted[0]);
  assert.equal(item.raw_data.card_number, bank.planted[0]);
  assert.match(item.expiry_date, /^\d\d \/ \d{4}$/);
  assert.equal(
    json.data.find(({ card_status }) => card_status === "terminated").card_id,
    cardOf(bank, "Closed, shape O"),
  );
  assert.deepEqual((await bank.get("list?customer_id=nobody")).json.data, []);
  assert.equal((await (await bankFor(t, { listNeedsCustomer: true })).get("list")).status, 422);
});

test("transactions come in both shapes, and of an unknown card in the envelope of errors", async (t) => {
  const bank = await bankFor(t);
  const id = cardOf(bank, SHAPE_D);
  const [d] = (await bank.get(`transactions/${id}`)).json.data;
  assert.deepEqual([d.cardId, d.amount, d.centAmount, d.cardBalanceAfter], [id, "3", "300", "300"]);
  assert.deepEqual([d.type, d.method, d.status, d.currency], ["credit", "topup", "success", "usd"]);
  assert.equal(d.settlementTransactionId, null);
  const [o] = (await bank.get(`transactions/${cardOf(bank, SHAPE_O)}`)).json.data;
  assert.deepEqual(
    [o.amount, o.type, o.balance_before, o.balance_after],
    ["3.00", "funding", 0, 3],
  );
  const none = await bank.get("transactions/nobody");
  assert.deepEqual(
    [none.status, none.json.data.error],
    [200, "Error encountered, please check your request"],
  );
});

test("one shape can be asked for everywhere, and transactions where prose has them", async (t) => {
  const bank = await bankFor(t, { shape: "O", transactionsAtGet: true });
  const id = cardOf(bank, SHAPE_D);
  const history = await bank.get(`get/${id}`);
  assert.equal(history.json.data[0].type, "funding");
  assert.match(bank.lines.at(-1), /as the prose/);
  assert.equal((await bank.post(`get/${id}`)).json.data.card_status, "active");
});

test("a top-up is accepted, and is on the card once it is settled", async (t) => {
  const bank = await bankFor(t);
  const cardId = cardOf(bank, SHAPE_O);
  const { status, json } = await bank.post("topup", { customer_id: FULL, cardId, amount: 2000 });
  assert.equal(status, 200);
  assert.deepEqual(json.data, { message: "card topup in progress" });
  assert.deepEqual([bank.balanceOf(cardId), bank.walletOf(FULL)], [300, 98_000]);
  await bank.admin.settle();
  assert.equal(bank.balanceOf(cardId), 2300);
  const { data } = (await bank.get(`get/${cardId}`)).json;
  assert.deepEqual(
    [data.display_amount, data.balance_amount, data.display_topup_current_month],
    ["23.00", 23_000_000, "23.00"],
  );
  assert.equal((await bank.get(`transactions/${cardId}`)).json.data[0].amount, "20.00");
});

test("a top-up that fails gives the wallet its money back", async (t) => {
  const bank = await bankFor(t, { fees: { topup: 100 } });
  const cardId = cardOf(bank, SHAPE_D);
  await bank.post("topup", { customer_id: FULL, cardId, amount: 2000 });
  assert.equal(bank.walletOf(FULL), 97_900);
  await bank.admin.settle({ result: "Failed" });
  assert.deepEqual([bank.balanceOf(cardId), bank.walletOf(FULL)], [300, 100_000]);
});

test("the unit of a top-up is the tester's choice", async (t) => {
  const bank = await bankFor(t, { amounts: { topup: "dollars" }, topupAnswer: "bare" });
  const cardId = cardOf(bank, SHAPE_D);
  const { json } = await bank.post("topup", { customer_id: FULL, cardId, amount: 2.5 });
  assert.deepEqual(Object.keys(json), ["message", "reference", "amount"]);
  assert.equal(json.amount, 2.5);
  await bank.admin.settle();
  assert.equal(bank.balanceOf(cardId), 550);
  const third = await bank.post("topup", { customer_id: FULL, cardId, amount: 0.1 + 0.2 });
  assert.equal(third.status, 422);
});

test("what clients were seen to send is taken, unless only the pages count", async (t) => {
  const bank = await bankFor(t);
  assert.equal(
    (await bank.post("topup", { card_id: cardOf(bank, SHAPE_O), amount: 100 })).status,
    200,
  );
  assert.match(bank.lines.at(-1), /came as card_id.*No customer_id came/);
  const strict = await bankFor(t, { observedForms: false });
  const cardId = cardOf(strict, SHAPE_O);
  const refused = await strict.post("topup", { card_id: cardId, amount: 100 });
  assert.deepEqual(Object.keys(refused.json.errors), ["cardId", "customer_id"]);
  assert.equal(
    (await strict.post("topup", { cardId, customer_id: FULL, amount: 100 })).status,
    200,
  );
  assert.equal((await strict.post("withdraw", { cardId, amount: 1 })).status, 404);
});

test("top-ups that cannot be are refused in the two documented texts", async (t) => {
  const bank = await bankFor(t);
  const numeric = "1048576";
  const empty = await bank.post("topup", { customer_id: EMPTY, card_id: 1048576, amount: 100 });
  assert.equal(empty.status, 400);
  assert.deepEqual(empty.json, {
    status: "failed",
    status_code: 400,
    message: "Request failed",
    data: { error: "Wallet is empty" },
  });
  const others = [
    { customer_id: EMPTY, cardId: cardOf(bank, "Frozen, shape O"), amount: 100 },
    { customer_id: EMPTY, cardId: cardOf(bank, "Closed, shape O"), amount: 100 },
    { customer_id: FULL, cardId: numeric, amount: 100 },
    { customer_id: FULL, cardId: "nobody", amount: 100 },
  ];
  for (const body of others) {
    const { status, json } = await bank.post("topup", body);
    assert.deepEqual([status, json.data.error], [400, NOT_ACTIVE]);
  }
  assert.deepEqual(bank.done(), []);
});

test("withdraw, terminate and the airline switch do what clients saw", async (t) => {
  const bank = await bankFor(t, { fees: { withdraw: 50 } });
  const cardId = cardOf(bank, SHAPE_O);
  assert.deepEqual((await bank.post("withdraw", { cardId, amount: 1.25 })).json.data, {});
  assert.match(bank.lines.at(-1), /No page documents this call/);
  assert.deepEqual([bank.balanceOf(cardId), bank.walletOf(FULL)], [175, 100_075]);
  await bank.put(`enable-airlines/${cardId}`, { isAirlinePaymentEnabled: true });
  assert.equal((await bank.get(`get/${cardId}`)).json.data.isAirlinePaymentEnabled, true);
  assert.equal((await bank.post("terminate", { card_id: cardId })).status, 200);
  assert.deepEqual([stateOf(bank, cardId), bank.balanceOf(cardId)], ["closed", 0]);
  assert.equal(bank.walletOf(FULL), 100_250);
  assert.equal((await bank.post("terminate", { cardId })).status, 400);
  assert.equal((await bank.post("withdraw", { cardId, amount: 1 })).status, 400);
  assert.deepEqual(bank.done(), ["withdraw", "airlines", "terminate"]);
});

test("withdraw, terminate and the airline switch refuse what makes no sense", async (t) => {
  const bank = await bankFor(t);
  const cardId = cardOf(bank, SHAPE_O);
  assert.equal(
    (await bank.post("withdraw", { cardId, amount: 3.01 })).json.data.error,
    "Wallet is empty",
  );
  assert.equal((await bank.post("withdraw", { cardId, amount: -1 })).status, 422);
  assert.equal(
    (await bank.post("withdraw", { cardId: cardOf(bank, "Frozen, shape O"), amount: 1 })).status,
    400,
  );
  assert.equal((await bank.post("terminate", {})).status, 422);
  assert.equal((await bank.post("terminate", { cardId: "nobody" })).status, 400);
  assert.equal(
    (await bank.put(`enable-airlines/${cardId}`, { isAirlinePaymentEnabled: "yes" })).status,
    422,
  );
  assert.equal(
    (await bank.put("enable-airlines/nobody", { isAirlinePaymentEnabled: true })).status,
    400,
  );
  assert.deepEqual(bank.done(), []);
});

test("every write needs the token, a JSON object and replays its key", async (t) => {
  const bank = await bankFor(t);
  const cardId = cardOf(bank, SHAPE_O);
  const writes = {
    activate: { customer_id: ENDORSED },
    create: { customer_id: CARDLESS, amount: 300 },
    topup: { customer_id: FULL, cardId, amount: 100 },
    withdraw: { cardId, amount: 1 },
    terminate: { cardId },
  };
  for (const [route, body] of Object.entries(writes)) {
    const url = `${bank.issuers.yativo.baseUrl}/${CARDS}/${route}`;
    const stranger = await call(url, {
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    assert.deepEqual([stranger.status, stranger.json], [401, { message: "Unauthenticated." }]);
    const list = await bank.post(route, []);
    assert.deepEqual([list.status, list.json], [400, E3]);
    const headers = { "idempotency-key": route };
    const first = await bank.post(route, body, headers);
    assert.equal(first.status, 200, route);
    assert.equal((await bank.post(route, body, headers)).text, first.text);
  }
  assert.deepEqual(bank.done(), ["activateCustomer", "create", "topup", "withdraw", "terminate"]);
});

test("faults hit the new routes: a cut after a top-up leaves it done, a lie leaves it undone", async (t) => {
  const bank = await bankFor(t);
  const body = { customer_id: FULL, cardId: cardOf(bank, SHAPE_O), amount: 100 };
  bank.admin.addFault({ issuer: "yativo", route: "topup", fault: "cut_after_execute" });
  await assert.rejects(bank.post("topup", body));
  assert.equal(bank.walletOf(FULL), 99_900);
  for (const route of ["topup", "create", "activate", "withdraw", "terminate"]) {
    bank.admin.addFault({ issuer: "yativo", route, fault: "success_without_effect" });
  }
  assert.equal((await bank.post("topup", body)).json.data.message, "card topup in progress");
  const { json } = await bank.post("create", { customer_id: CARDLESS, amount: 300 });
  assert.match(json.data.card_id, /^[0-9a-f-]{36}$/);
  assert.equal((await bank.get(`get/${json.data.card_id}`)).status, 400);
  await bank.post("activate", { customer_id: ENDORSED });
  await bank.post("withdraw", { cardId: body.cardId, amount: 1 });
  await bank.post("terminate", { cardId: body.cardId });
  assert.deepEqual(bank.done(), ["topup"]);
  assert.deepEqual([bank.walletOf(FULL), stateOf(bank, body.cardId)], [99_900, "active"]);
  bank.admin.addFault({ issuer: "yativo", route: "list", fault: "json_array" });
  assert.ok(Array.isArray((await bank.get("list")).json));
});

test("a reset brings cards, wallets, customers and histories back", async (t) => {
  const bank = await bankFor(t);
  const before = [bank.admin.state(), bank.admin.accounts(), bank.admin.seeds()];
  await bank.post("create", { customer_id: CARDLESS, amount: 300 });
  await bank.post("activate", { customer_id: ENDORSED });
  await bank.post("topup", { customer_id: FULL, cardId: cardOf(bank, SHAPE_D), amount: 100 });
  bank.admin.reset();
  assert.deepEqual([bank.admin.state(), bank.admin.accounts(), bank.admin.seeds()], before);
  const token = await yativoToken(bank);
  const route = `${CARDS}/transactions/${cardOf(bank, SHAPE_D)}`;
  assert.equal((await yativo(bank, token, route, { method: "GET" })).json.data.length, 1);
});
