import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "./helpers.js";
import { JSON_TYPE, PATCH, deskFor, failed } from "./ibanera-desk.js";

const ADDRESS = {
  shippingAddressLine1: "1 Main",
  shippingAddressCity: "Austin",
  shippingAddressState: "TX",
  shippingAddressPostcode: "1",
  shippingAddressCountry: "USA",
};
const ORDER = {
  customersId: 11057,
  currency: "USD",
  cardReferenceId: "ref-1",
  shippingMethod: "Standard",
  cardProgramID: 1002,
  cardType: "Physical",
  shippingAddress: ADDRESS,
};
const REVIEW = {
  legalEntityName: "A",
  doingBusinessAs: "A",
  entityType: "LLC",
  registeredAddressStreet: "Main",
  registeredAddressCity: "Austin",
  registeredAddressState: "TX",
  registeredAddressPostcode: "1",
};

test("a card is created deactivated, listed and activated", async (t) => {
  const desk = await deskFor(t);
  const { status, json } = await desk.post("cards/create", ORDER);
  assert.equal(status, 200);
  assert.deepEqual(json, {
    id: 1359,
    details: {
      customersId: 11057,
      customersReference: "SANDBOX-CUSTOMER",
      card: {
        id: 1359,
        currency: "USD",
        totalBalance: 0,
        availableBalance: 0,
        pendingBalance: 0,
        status: "Deactivated",
      },
    },
    status: "1",
    errors: [],
  });
  const list = await desk.get("cards/byuser?customersId=11057");
  assert.equal(list.json.details.cards.at(-1).bSuppressed, true);
  assert.equal((await desk.post("cards/activate", { cardsId: 1359 }, PATCH)).json.status, "1");
  assert.equal(stateOf(desk, "1359"), "active");
  assert.deepEqual(desk.done(), ["create 1359", "activate 1359"]);
});

test("older forms of an order are taken and told", async (t) => {
  const desk = await deskFor(t);
  const older = { ...ORDER, currency: "EUR", shippingMethod: "Priority", cardType: undefined };
  assert.equal((await desk.post("cards/create", older)).json.details.card.currency, "EUR");
  assert.match(desk.lines.at(-1), /EUR is on older.*Priority.*No cardType/);
  const account = desk.admin.accounts().find(({ currency }) => currency === "EUR");
  assert.equal(account.customerId, "11057");
  const virtual = { ...ORDER, cardType: "Virtual", shippingAddress: undefined };
  assert.equal((await desk.post("cards/create", virtual)).json.id, 1360);
});

test("customers of more than six months need a review", async (t) => {
  const desk = await deskFor(t);
  const business = { ...ORDER, customersId: 12001 };
  assert.deepEqual(
    (await desk.post("cards/create", business)).json,
    failed(["businessReviewDetails", "Required"]),
  );
  const wrong = { ...business, businessReviewDetails: { ...REVIEW, entityType: "Club" } };
  assert.deepEqual(
    (await desk.post("cards/create", wrong)).json,
    failed(["entityType", "Invalid"]),
  );
  const right = { ...business, businessReviewDetails: REVIEW };
  assert.equal((await desk.post("cards/create", right)).json.status, "1");
  const person = { ...ORDER, customersId: 12002 };
  assert.deepEqual(
    (await desk.post("cards/create", person)).json,
    failed(["personalReviewDetails", "Required"]),
  );
  person.personalReviewDetails = {};
  assert.equal((await desk.post("cards/create", person)).json.status, "1");
});

test("a wrong order names its fields", async (t) => {
  const desk = await deskFor(t);
  const wrong = [
    [{}, ["customersId", "currency", "cardReferenceId", "shippingMethod", "cardProgramID"]],
    [{ ...ORDER, customersId: "11057" }, ["customersId"]],
    [{ ...ORDER, customersId: 5 }, ["customersId"]],
    [{ ...ORDER, currency: "usd", cardProgramID: 7 }, ["currency", "cardProgramID"]],
    [{ ...ORDER, cardType: "Paper" }, ["cardType"]],
    [{ ...ORDER, shippingAddress: undefined }, ["shippingAddress"]],
    [
      { ...ORDER, shippingAddress: { ...ADDRESS, shippingAddressCity: "" } },
      ["shippingAddressCity"],
    ],
  ];
  for (const [body, fields] of wrong) {
    const { json } = await desk.post("cards/create", body);
    assert.deepEqual(
      json.errors.map(({ fieldName }) => fieldName),
      fields,
    );
  }
  assert.equal((await desk.post("cards/create", ORDER, PATCH)).status, 415);
  assert.deepEqual(desk.done(), []);
});

test("cards are listed by customer, page by page", async (t) => {
  const desk = await deskFor(t);
  const { json } = await desk.get("cards/byuser/list?PageNumber=1&pageSize=3");
  assert.deepEqual([json.pageSize, json.pageNumber, json.numberOfPages], [3, 1, 2]);
  assert.equal(json.details.length, 3);
  assert.deepEqual(Object.keys(json.details[0].cards[0]), [
    "id",
    "currency",
    "cardNumber",
    "totalBalance",
    "availableBalance",
    "pendingBalance",
    "bSuppressed",
  ]);
  assert.match(desk.lines.at(-1), /came as pageSize/);
  assert.equal(
    (await desk.get("cards/byuser/list?PageNumber=2&PageSize=3")).json.details.length,
    1,
  );
  for (const query of ["PageNumber=0", "PageSize=x", "PageSize=2147483648"]) {
    assert.equal(
      (await desk.get(`cards/byuser/list?${query}`)).json.errors[0].messageCode,
      "Invalid",
    );
  }
});

test("one customer's cards come as an object, or as the list that the prose has", async (t) => {
  const desk = await deskFor(t);
  assert.equal((await desk.get("cards/byuser")).json.details.cards.length, 4);
  assert.deepEqual((await desk.get("cards/byuser?customersId=16221")).json.details.cards, []);
  assert.deepEqual(
    (await desk.get("cards/byuser?customersId=5")).json,
    failed(["customersId", "Invalid"]),
  );
  const other = await deskFor(t, { byUser: "array" });
  assert.equal((await other.get("cards/byuser")).json.details[0].customersId, 11057);
});

test("sensitive details hold number and code", async (t) => {
  const desk = await deskFor(t);
  const { json } = await desk.get("cards/sensitive-details?CardId=1001");
  assert.deepEqual(Object.keys(json.details), [
    "cardHolderName",
    "expiryDate",
    "cardNumber",
    "cvc",
  ]);
  assert.equal(json.details.cardNumber, desk.planted[0]);
  assert.match(json.details.expiryDate, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.equal((await desk.get("cards/sensitive-details?CardId=77")).status, 404);
  assert.equal((await desk.get("cards/sensitive-details")).json.errors[0].messageCode, "Required");
});

test("balances have the customer as text, and a form in Pascal case", async (t) => {
  const desk = await deskFor(t);
  const { json } = await desk.get("cards/balances?CustomersID=11057");
  assert.equal(json.details.length, 4);
  const [first] = json.details;
  assert.deepEqual(
    [first.id, first.customersID, first.currency, first.status],
    [1001, "11057", "USD", "Active"],
  );
  assert.deepEqual(
    [first.totalBalance, first.availableBalance, first.pendingBalance],
    [125.5, 100.5, 25],
  );
  const page = await desk.get("cards/balances?PageSize=3&PageNumber=2");
  assert.deepEqual([page.json.details.length, page.json.numberOfPages], [1, 2]);
  const older = await deskFor(t, { balances: "older" });
  const [old] = (await older.get("cards/balances")).json.details;
  assert.deepEqual([old.Id, old.CustomersID, old.Currency], [1001, 11057, "usd"]);
});

test("transactions are listed, the pending ones too, and filtered by time", async (t) => {
  const desk = await deskFor(t);
  const { json } = await desk.get("cards/transactions?CardsId=1001");
  assert.deepEqual(
    json.details.map(({ amount, bPending }) => [amount, bPending]),
    [
      [12.5, true],
      [12.5, true],
      [100.5, false],
    ],
  );
  assert.deepEqual(Object.keys(json.details[0]), [
    "id",
    "cardsId",
    "amount",
    "currency",
    "description",
    "dateTime",
    "bPending",
    "RefundTransactionsID",
  ]);
  const later = "fromDate=2030-01-01T00:00:00Z";
  assert.deepEqual((await desk.get(`cards/transactions?CardsId=1001&${later}`)).json.details, []);
  const codes = async (query) => (await desk.get(`cards/transactions?${query}`)).json;
  assert.deepEqual(await codes(""), failed(["CardsId", "Required"]));
  assert.deepEqual(await codes("CardsId=77"), failed(["CardsId", "Invalid"]));
  assert.deepEqual(await codes("CardsId=1001&toDate=soon"), failed(["toDate", "Invalid"]));
});

test("a PIN is changed with the old one only", async (t) => {
  const desk = await deskFor(t);
  const change = (OldPin, NewPin) =>
    desk.post("cards/changecardpin", { TopUpCardsId: 1001, OldPin, NewPin });
  const { json } = await change("8352", "0042");
  assert.deepEqual([json.id, json.details, json.status], [0, { TopUpCardsId: 1001 }, "1"]);
  assert.deepEqual((await change("8352", "1111")).json, failed(["OldPin", "Invalid"]));
  assert.equal((await change("0042", "1111")).json.status, "1");
  assert.deepEqual((await change("1111", "12345")).json, failed(["NewPin", "Invalid"]));
  assert.deepEqual((await change("1111")).json, failed(["NewPin", "Required"]));
  assert.deepEqual(desk.done(), ["changecardpin 1001", "changecardpin 1001"]);
  const older = await deskFor(t, { changePinAnswer: "older" });
  const body = { TopUpCardsId: 1001, OldPin: "8352", NewPin: "0042" };
  assert.equal("details" in (await older.post("cards/changecardpin", body)).json, false);
});

test("every read and write needs a token and a code", async (t) => {
  const desk = await deskFor(t);
  const reads = ["cards/byuser", "cards/balances", "cards/transactions", "accounts/balances"];
  for (const route of reads) {
    const stranger = await desk.ask("GET", route, undefined, "", { authorization: "Bearer x" });
    assert.equal(stranger.status, 401);
    const late = await desk.ask("GET", route, undefined, "", { otp: "000" });
    assert.deepEqual(late.json, failed(["otp", "Invalid"]));
  }
  const writes = ["create", "transferfunds", "topup", "changecardpin"].map(
    (name) => `cards/${name}`,
  );
  for (const route of [...writes, "simulations/payins", "transactions/cancel"]) {
    const stranger = await desk.ask("POST", route, {}, JSON_TYPE, { authorization: "Bearer x" });
    assert.equal(stranger.status, 401);
    assert.equal((await desk.post(route, {}, "text/plain")).status, 415);
    assert.deepEqual((await desk.post(route, [])).json, failed(["body", "Invalid"]));
  }
});

test("faults hit the new routes", async (t) => {
  const desk = await deskFor(t);
  desk.admin.addFault({ issuer: "ibanera", route: "create", fault: "cut_after_execute" });
  await assert.rejects(desk.post("cards/create", ORDER));
  desk.admin.addFault({ issuer: "ibanera", route: "create", fault: "success_without_effect" });
  assert.equal((await desk.post("cards/create", ORDER)).json.status, "1");
  desk.admin.addFault({ issuer: "ibanera", route: "balances", fault: "truncated_json" });
  assert.equal((await desk.get("cards/balances")).json, undefined);
  const code = "Card_Provider_Error";
  desk.admin.addFault({ issuer: "ibanera", route: "changecardpin", fault: "issuer_error", code });
  assert.equal((await desk.post("cards/changecardpin", {})).status, 500);
  assert.deepEqual(desk.done(), ["create 1359"]);
});
