// Transfers, deposits, cancellations and accounts.
import assert from "node:assert/strict";
import { test } from "node:test";
import { stateOf } from "./helpers.js";
import { PATCH, deskFor, failed } from "./ibanera-desk.js";

const TOPUP = {
  amount: 10,
  reference: "for lunch",
  transferTypes: "TopUpCard",
  currencyType: "USD",
  DestinationCardId: 1001,
  CustomersId: "11057",
  CustomerAssetAccountId: 8204,
};

test("a top-up leaves the account at once and is on the card when settled", async (t) => {
  const desk = await deskFor(t);
  const { status, json } = await desk.post("cards/transferfunds", TOPUP);
  assert.equal(status, 200);
  assert.deepEqual(json, {
    id: 30939,
    details: {
      FromTransactionId: 30939,
      ToTransactionId: 30940,
      FeeTransactionId: null,
      amount: 10,
      feeAmount: 0,
      description: "for lunch",
      bPending: true,
    },
    status: "1",
    errors: [],
  });
  assert.deepEqual([desk.accountOf(8204), desk.balanceOf(1001)], [99_000, 10_050]);
  const [pending] = (await desk.get("cards/transactions?CardsId=1001")).json.details;
  assert.deepEqual([pending.id, pending.amount, pending.bPending], [30940, 10, true]);
  await desk.admin.settle();
  assert.equal(desk.balanceOf(1001), 11_050);
  const all = (await desk.get("cards/transactions?CardsId=1001")).json.details;
  assert.equal(all.find(({ id }) => id === 30940).bPending, false);
});

test("a transfer that fails, or is voided by a deactivation, goes back with its fee", async (t) => {
  const desk = await deskFor(t, { feeCents: 50 });
  const { json } = await desk.post("cards/transferfunds", TOPUP);
  assert.deepEqual([json.details.feeAmount, json.details.FeeTransactionId], [0.5, 30941]);
  assert.equal(desk.accountOf(8204), 98_950);
  await desk.admin.settle({ result: "Failed" });
  assert.equal(desk.accountOf(8204), 100_000);
  await desk.post("cards/transferfunds", TOPUP);
  await desk.post("cards/deactivate", { cardsId: 1001 }, PATCH);
  assert.match(desk.lines.at(-1), /3 pending transactions were voided/);
  assert.deepEqual([desk.accountOf(8204), desk.balanceOf(1001)], [100_000, 10_050]);
  assert.equal((await desk.admin.settle()).settled, 0);
});

test("money goes from a card to an account and to another card", async (t) => {
  const desk = await deskFor(t);
  const back = {
    ...TOPUP,
    transferTypes: "TopUpAccount",
    DestinationCardId: undefined,
    SourceCardId: 1001,
  };
  assert.equal((await desk.post("cards/transferfunds", back)).json.status, "1");
  const across = {
    amount: 5.5,
    reference: "r",
    transferTypes: "CardToCard",
    currencyType: "USD",
    SourceCardId: 1001,
    DestinationCardId: 1003,
  };
  assert.equal((await desk.post("cards/transferfunds", across)).json.status, "1");
  await desk.admin.settle();
  assert.deepEqual(
    [desk.accountOf(8204), desk.balanceOf(1001), desk.balanceOf(1003)],
    [101_000, 8500, 10_600],
  );
  assert.deepEqual(desk.done(), ["transferfunds 1001", "transferfunds 1003"]);
});

test("the account has two names, and dUSD is of its own account", async (t) => {
  const desk = await deskFor(t);
  const { CustomerAssetAccountId, ...rest } = TOPUP;
  const prose = { ...rest, customerAssetAccountsId: CustomerAssetAccountId };
  assert.equal((await desk.post("cards/transferfunds", prose)).json.status, "1");
  assert.match(desk.lines.at(-1), /as the prose has it/);
  const other = { ...TOPUP, currencyType: "dUSD", CustomerAssetAccountId: 8205 };
  assert.equal((await desk.post("cards/transferfunds", other)).json.status, "1");
  other.currencyType = "USD";
  assert.deepEqual(
    (await desk.post("cards/transferfunds", other)).json,
    failed(["currencyType", "Invalid"]),
  );
});

test("transfers that cannot be are refused", async (t) => {
  const desk = await deskFor(t);
  const wrong = [
    [{ amount: "10" }, ["amount", "Invalid"]],
    [{ amount: 0 }, ["amount", "Invalid"]],
    [{ amount: 1.005 }, ["amount", "Invalid"]],
    [{ amount: undefined }, ["amount", "Required"]],
    [{ reference: "" }, ["reference", "Required"]],
    [{ transferTypes: "Gift" }, ["transferTypes", "Invalid"]],
    [{ currencyType: "EUR" }, ["currencyType", "Invalid"]],
    [{ CustomersId: 11057 }, ["CustomersId", "Invalid"]],
    [{ CustomersId: "5" }, ["CustomersId", "Invalid"]],
    [{ DestinationCardId: undefined }, ["DestinationCardId", "Required"]],
    [{ DestinationCardId: 77 }, ["DestinationCardId", "Invalid"]],
    [{ DestinationCardId: 1002 }, ["DestinationCardId", "Invalid"]],
    [{ CustomerAssetAccountId: undefined }, ["CustomerAssetAccountId", "Required"]],
    [{ CustomerAssetAccountId: 1 }, ["CustomerAssetAccountId", "Invalid"]],
    [{ CustomerAssetAccountId: 8206 }, ["amount", "Insufficient_Funds"]],
    [{ amount: 1000.01 }, ["amount", "Insufficient_Funds"]],
    [
      { transferTypes: "CardToCard", currencyType: "dUSD", SourceCardId: 1003 },
      ["currencyType", "Invalid"],
    ],
    [{ transferTypes: "CardToCard", SourceCardId: 1001 }, ["DestinationCardId", "Invalid"]],
  ];
  for (const [change, error] of wrong) {
    const { json } = await desk.post("cards/transferfunds", { ...TOPUP, ...change });
    assert.deepEqual(json, failed(error));
  }
  assert.deepEqual(desk.done(), []);
  assert.equal(desk.accountOf(8204), 100_000);
});

test("the older top-up shows the account's side", async (t) => {
  const desk = await deskFor(t);
  const body = {
    CustomerAssetAccountsId: 8204,
    CardsId: 1001,
    Amount: 10,
    Reference: "r",
    Type: "Deposit",
  };
  const { json } = await desk.post("cards/topup", body);
  assert.equal(json.details.amount, -10);
  assert.match(json.details.dateTime, /^[\d-]+T[\d:.]+\+00:00$/);
  await desk.admin.settle();
  assert.deepEqual([desk.accountOf(8204), desk.balanceOf(1001)], [99_000, 11_050]);
  const out = await desk.post("cards/topup", { ...body, Type: "Withdraw" });
  assert.equal(out.json.details.amount, 10);
  await desk.admin.settle();
  assert.deepEqual([desk.accountOf(8204), desk.balanceOf(1001)], [100_000, 10_050]);
  const wrong = { ...body, Type: "Gift", CardsId: 0, CustomerAssetAccountsId: "8204" };
  assert.equal((await desk.post("cards/topup", wrong)).json.errors.length, 3);
  const poor = { ...body, CustomerAssetAccountsId: 8206 };
  assert.deepEqual(
    (await desk.post("cards/topup", poor)).json,
    failed(["Amount", "Insufficient_Funds"]),
  );
  const off = { ...body, CardsId: 1002 };
  assert.deepEqual((await desk.post("cards/topup", off)).json, failed(["CardsId", "Invalid"]));
});

test("the older move of funds has its codes under 400", async (t) => {
  const desk = await deskFor(t, { feeCents: 100 });
  const move = (change) => {
    const body = { fromCardsId: 1001, toCardsId: 1003, amount: 5, ...change };
    return desk.post("cards/movefunds", body, PATCH);
  };
  const { status, json } = await move({});
  assert.deepEqual([status, json], [200, { id: 30939, status: "1", errors: [] }]);
  const wrong = [
    [{ fromCardsId: undefined }, ["fromCardsId", "Required"]],
    [{ toCardsId: 77 }, ["toCardsId", "Invalid"]],
    [{ amount: "5" }, ["amount", "Invalid"]],
    [{ amount: 0.5 }, ["amount", "Amout_Less_Than_Fee"]],
    [{ amount: 5000 }, ["amount", "Insufficient_Funds"]],
    [{ toCardsId: 1002 }, ["movefunds", "ShareFunds_Failed"]],
    [{ toCardsId: 1001 }, ["movefunds", "ShareFunds_Failed"]],
  ];
  for (const [change, error] of wrong) {
    const answer = await move(change);
    assert.deepEqual([answer.status, answer.json], [400, failed(error)]);
  }
  const plain = { fromCardsId: 1001, toCardsId: 1003, amount: 5 };
  assert.equal((await desk.post("cards/movefunds", plain)).status, 415);
  await desk.admin.settle();
  assert.deepEqual([desk.balanceOf(1001), desk.balanceOf(1003)], [9450, 10_550]);
});

test("account balances come whole, or in pages", async (t) => {
  const desk = await deskFor(t);
  const whole = (await desk.get("accounts/balances")).json;
  assert.equal(whole.details.length, 5);
  assert.equal("pageSize" in whole, false);
  assert.deepEqual(whole.details[1], {
    id: 8205,
    asset: "dUSD",
    totalBalance: 500,
    availableBalance: 500,
    pendingBalance: 0,
    bSuppressed: false,
  });
  const back = { ...TOPUP, transferTypes: "TopUpAccount", SourceCardId: 1001 };
  await desk.post("cards/transferfunds", back);
  const page = (await desk.get("accounts/balances?PageSize=2")).json;
  assert.deepEqual([page.details.length, page.numberOfPages], [2, 3]);
  const { totalBalance, availableBalance, pendingBalance } = page.details[0];
  assert.deepEqual([totalBalance, availableBalance, pendingBalance], [1010, 1000, 10]);
});

test("only a standalone outgoing transfer that is pending can be cancelled", async (t) => {
  const desk = await deskFor(t);
  const eligible = (id) => desk.get(`transactions/cancel?transactionsId=${id}&customersId=11057`);
  assert.deepEqual((await eligible(40001)).json, { id: 0, status: "1", errors: [] });
  for (const id of [40002, 40003, 5, "x"]) {
    assert.deepEqual((await eligible(id)).json, failed(["transactionsId", "Invalid"]));
  }
  const cancel = (transactionsId) => desk.post("transactions/cancel", { transactionsId });
  assert.deepEqual((await cancel()).json, failed(["transactionsId", "Required"]));
  assert.equal((await cancel(40001)).json.status, "1");
  assert.equal(desk.accountOf(8204), 100_000);
  assert.deepEqual((await cancel(40001)).json, failed(["transactionsId", "Invalid"]));
  await desk.admin.settle();
  assert.equal(
    desk.lines.at(-1),
    "Ibanera settled the cancelTransaction of transaction 40001 as Success.",
  );
  assert.equal(desk.accountOf(8204), 112_000);
  assert.deepEqual(desk.done(), ["cancelTransaction 40001"]);
  desk.admin.reset();
  assert.deepEqual(desk.admin.seeds().ibanera.transactions, ["40001", "40002", "40003"]);
});

test("deposits are simulated, and those for a card go on to it", async (t) => {
  const desk = await deskFor(t);
  const payIn = (body) => desk.post("simulations/payins", body);
  const ach = { DestinationAccountId: 8206, TransferType: "ACH", Amount: 20.25, Name: "A" };
  const { status, json } = await payIn(ach);
  assert.deepEqual([status, json], [200, { id: 0, status: "1", errors: [] }]);
  assert.equal(desk.accountOf(8206), 2025);
  await payIn({ ...ach, DestinationAccountId: 8207 });
  assert.deepEqual([desk.accountOf(8207), desk.balanceOf(1003)], [0, 12_075]);
  const pooled = { ...ach, DestinationAccountId: 8208 };
  assert.deepEqual((await payIn(pooled)).json, failed(["Reference", "Required"]));
  assert.equal((await payIn({ ...pooled, Reference: "r" })).json.status, "1");
  const wrong = [
    [{ TransferType: "SEPA" }, ["TransferType", "Invalid"]],
    [{ Amount: -5 }, ["Amount", "Invalid"]],
    [{ DestinationAccountId: 1 }, ["DestinationAccountId", "Invalid"]],
    [{ DestinationAccountId: undefined }, ["DestinationAccountId", "Required"]],
  ];
  for (const [change, error] of wrong) {
    assert.deepEqual((await payIn({ ...ach, ...change })).json, failed(error));
  }
});

test("requests for information keep their quirks", async (t) => {
  const desk = await deskFor(t);
  const base = "informationrequests";
  const list = await desk.get(`${base}/getinformationrequestlist?CustomersId=11057`);
  assert.deepEqual([list.json.id, list.json.numberOfPages], [14152, 1]);
  assert.match(list.text, /"amount":-20\.000000000000000000[,}]/);
  assert.match(list.json.details[0].dateTime, /\d$/);
  const one = await desk.get(`${base}/getinformationrequestdetails?InformationRequestsId=1013`);
  assert.equal(one.json.details.id, 1013);
  assert.equal((await desk.get(`${base}/getinformationrequestdetails`)).json.status, "0");
  assert.equal((await desk.post(`${base}/submitinformationrequest`, {})).status, 415);
  const type = "multipart/form-data; boundary=x";
  const sent = await desk.post(`${base}/submitinformationrequest`, {}, type);
  assert.equal(sent.json.status, "1");
});

test("a reset brings balances, cards, transactions and the PIN back", async (t) => {
  const desk = await deskFor(t);
  const before = [desk.admin.state(), desk.admin.accounts()];
  await desk.post("cards/transferfunds", TOPUP);
  await desk.post("cards/deactivate", { cardsId: 1003 }, PATCH);
  const change = { TopUpCardsId: 1001, OldPin: "8352", NewPin: "0042" };
  await desk.post("cards/changecardpin", change);
  assert.equal(stateOf(desk, "1003"), "inactive");
  desk.admin.reset();
  assert.deepEqual([desk.admin.state(), desk.admin.accounts()], before);
  desk.admin.setAccount({ issuer: "ibanera", accountId: 8204, balanceCents: 5 });
  assert.equal(desk.accountOf(8204), 5);
});
