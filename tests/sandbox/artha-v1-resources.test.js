import assert from "node:assert/strict";
import { test } from "node:test";
import {
  APPLICANTS,
  CUSTOMERS,
  PRODUCTS,
} from "../../pkg-template/sandbox/issuers/artha-v1/seeds.js";
import { PLANTED } from "../../pkg-template/sandbox/seeds.js";
import { admin, cardOf, receiverFor, sandboxFor, stateOf, v1 } from "./helpers.js";

const ACTIVE = "Virtual, active, USDT";
const [USDT, WITH_KYC, PHYSICAL] = PRODUCTS.map(({ productId }) => productId);
const [APPROVED, PERSON, BUSINESS] = CUSTOMERS.map(({ id }) => id);

const get = (sandbox, route) => v1(sandbox, "GET", route);
const post = (sandbox, route, body, how) => v1(sandbox, "POST", route, body, how);
const executed = (sandbox) => sandbox.admin.executions().map(({ action }) => action);
const lastLine = (sandbox) => sandbox.lines.at(-1);

test("a virtual card is issued at once and listed", async (t) => {
  const sandbox = await sandboxFor(t);
  const wanted = { customerId: PERSON, productId: USDT, currency: "USDT" };
  const { status, json } = await post(sandbox, "cards", wanted);
  assert.equal(status, 201);
  assert.deepEqual(json, {
    id: json.id,
    customerId: PERSON,
    productId: USDT,
    productName: "Sandbox Virtual",
    provider: null,
    cardType: "Virtual",
    cardNumberMasked: "****3210",
    currency: "USDT",
    status: "active",
    balance: 0,
    createdAt: new Date(sandbox.clock.ms).toISOString(),
    updatedAt: null,
  });
  assert.equal(stateOf(sandbox, json.id), "active");
  const list = (await get(sandbox, "cards")).json;
  assert.deepEqual(list.at(-1), json);
  assert.equal(list.length, 7);
  assert.equal((await get(sandbox, "cards?limit=2&offset=6")).json.length, 1);
  assert.deepEqual((await get(sandbox, `cards/${json.id}`)).json, json);
  assert.deepEqual(executed(sandbox), ["issue"]);
});

test("a physical card needs an address and starts inactive, in the first revision's form", async (t) => {
  const sandbox = await sandboxFor(t, { arthaV1: { answers: "R1" } });
  const wanted = { customer_id: PERSON, product_id: PHYSICAL, currency: "USD" };
  assert.equal((await post(sandbox, "cards", wanted)).status, 422);
  const shipping_address = {
    address_line_1: "1 Lane",
    city: "X",
    postal_code: "1",
    country: "GB",
  };
  const { status, json } = await post(sandbox, "cards", { ...wanted, shipping_address });
  assert.equal(status, 201);
  assert.match(lastLine(sandbox), /snake_case/);
  const { card_type: type, status: word, card_number_masked: number } = json.data;
  assert.deepEqual([type, word, number], ["physical", "inactive", "****3210"]);
  assert.equal((await get(sandbox, "cards")).json.data[0].product_id, USDT);
});

test("a card is not issued without approved KYC, for strangers or in another currency", async (t) => {
  const sandbox = await sandboxFor(t);
  const statusFor = async (change) =>
    (
      await post(sandbox, "cards", {
        customerId: APPROVED,
        productId: WITH_KYC,
        currency: "USD",
        ...change,
      })
    ).status;
  assert.equal(await statusFor({}), 201);
  assert.equal(await statusFor({ customerId: PERSON }), 422);
  assert.equal(await statusFor({ currency: "USDT" }), 422);
  assert.equal(await statusFor({ currency: undefined }), 422);
  assert.equal(await statusFor({ customerId: 7 }), 422);
  assert.equal(await statusFor({ customerId: "none" }), 404);
  assert.equal(await statusFor({ productId: "none" }), 404);
  assert.equal((await get(sandbox, "cards/none")).status, 404);
  assert.equal((await get(sandbox, "cards?limit=many")).status, 400);
});

test("the sensitive details are in clear", async (t) => {
  const sandbox = await sandboxFor(t);
  const id = cardOf(sandbox, ACTIVE);
  assert.deepEqual((await get(sandbox, `cards/${id}/sensitive`)).json, {
    id,
    cardNumber: PLANTED.pan,
    cvv: PLANTED.cvc,
    expiryDate: "10/30",
    cardholderName: PLANTED.holder,
    iframeUrl: null,
  });
  assert.match(lastLine(sandbox), /additional authentication/);
});

test("limits are kept, changed one by one, and set back by null", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const before = (await get(sandbox, `cards/${cardId}/limits`)).json;
  assert.deepEqual(before, {
    cardId,
    dailyLimit: 1000,
    monthlyLimit: 10000,
    perTransactionLimit: 500,
    atmWithdrawalLimit: 300,
    yearlyLimit: null,
    lifetimeLimit: null,
    currency: "USDT",
  });
  const set = (body) => post(sandbox, `cards/${cardId}/limits`, body, { prefix: "/ext/api/v1" });
  const { status, json } = await set({ daily_limit: 5.5, yearly_limit: 0 });
  assert.equal(status, 200);
  assert.deepEqual(json, { ...before, dailyLimit: 5.5, yearlyLimit: 0 });
  assert.deepEqual((await set({ dailyLimit: null, lifetimeLimit: 9 })).json, {
    ...before,
    yearlyLimit: 0,
  });
  assert.match(lastLine(sandbox), /no limits to be set/);
  assert.equal((await set({ dailyLimit: -1 })).status, 422);
  assert.equal((await set({ dailyLimit: "5" })).status, 422);
  assert.deepEqual(executed(sandbox), ["setLimits", "setLimits"]);
});

test("a top-up is accepted with 202 and moves the balance when settled", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const balance = async () => (await get(sandbox, `cards/${cardId}/balance`)).json;
  const at = new Date(sandbox.clock.ms).toISOString();
  assert.deepEqual(await balance(), {
    cardId,
    availableBalance: 325.5,
    holdAmount: 25,
    totalBalance: 350.5,
    currency: "USDT",
    retrievedAt: at,
  });
  const { status, json } = await post(sandbox, `cards/${cardId}/topup`, {
    amount: 100.5,
    currency: "USDT",
  });
  assert.equal(status, 202);
  const { taskId } = json;
  assert.deepEqual(json, {
    cardId,
    amount: 100.5,
    currency: "USDT",
    status: "processing",
    transactionId: null,
    taskId,
    performedAt: at,
  });
  const told = { id: taskId, cardId, amount: 100.5, currency: "USDT", createdAt: at };
  const read = async () => (await get(sandbox, `cards/topupstatus/${taskId}`)).json;
  assert.deepEqual(await read(), { ...told, status: "Pending" });
  await sandbox.admin.settle();
  assert.deepEqual(await read(), { ...told, status: "Approved" });
  assert.equal((await balance()).totalBalance, 451);
  sandbox.admin.setAnswers({ issuer: "artha-v1", form: "R1" });
  assert.equal((await read()).data.status, "completed");
});

test("garbage top-ups are refused, and one may fail", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const statusFor = async (change, id = cardId) =>
    (await post(sandbox, `cards/${id}/topup`, { amount: 5, currency: "USDT", ...change })).status;
  for (const amount of ["5", 0, -1, 0.001, 1e300, 1.00001, null]) {
    assert.equal(await statusFor({ amount }), 422);
  }
  assert.equal(await statusFor({ currency: "USD" }), 422);
  assert.equal(await statusFor({}, cardOf(sandbox, "Virtual, cancelled")), 422);
  assert.equal(await statusFor({}, "none"), 404);
  assert.equal((await get(sandbox, "cards/topupstatus/none")).status, 404);
  assert.equal((await get(sandbox, "cards/topupstatus/%20")).status, 400);
  const { json } = await post(sandbox, `cards/${cardId}/topup`, { amount: 5, currency: "USDT" });
  await sandbox.admin.settle({ result: "Failed" });
  const status = (await get(sandbox, `cards/topupstatus/${json.taskId}`)).json;
  assert.equal(status.status, "Rejected");
  assert.equal((await get(sandbox, `cards/${cardId}/balance`)).json.totalBalance, 350.5);
});

test("transactions are listed, filtered and read one by one", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const list = async (query = "") =>
    (await get(sandbox, `cards/${cardId}/transactions${query}`)).json;
  const all = await list();
  assert.deepEqual(
    all.map(({ type, status, localAmount }) => [type, status, localAmount]),
    [
      ["purchase", "authorized", 25],
      ["purchase", "settled", 12.5],
    ],
  );
  assert.equal(all[0].cardId, cardId);
  assert.equal((await list("?status=settled")).length, 1);
  assert.equal((await list("?type=refund")).length, 0);
  assert.equal((await list("?limit=1&offset=1"))[0].status, "settled");
  const now = new Date(sandbox.clock.ms).toISOString();
  assert.equal((await list(`?from=${now}&to=${now}`)).length, 2);
  assert.equal((await list("?to=2000-01-01")).length, 0);
  const { transactionId } = all[0];
  assert.deepEqual((await get(sandbox, `transactions/${transactionId}`)).json, all[0]);
  assert.equal((await get(sandbox, "transactions")).json.length, 3);
  assert.equal((await get(sandbox, "transactions/none")).status, 404);
  assert.equal((await get(sandbox, "cards/none/transactions")).status, 404);
  for (const query of ["?status=odd", "?type=odd", "?from=noon", "?limit=0", "?offset=-1"]) {
    assert.equal((await get(sandbox, `cards/${cardId}/transactions${query}`)).status, 400);
  }
  sandbox.admin.setAnswers({ issuer: "artha-v1", form: "R1" });
  const snake = (await get(sandbox, `transactions/${transactionId}`)).json.data;
  assert.ok("crossborder_fee_currency" in snake && "merchant_category_code" in snake);
});

const NEWER = {
  type: "individual",
  email: "new@example.invalid",
  phoneCode: "+44",
  phoneNumber: "7700900123",
  country: "GB",
  dateOfBirth: "1990-06-15",
};
const OLDER = {
  type: "individual",
  first_name: "A",
  last_name: "B",
  email: "old@example.invalid",
  phone_code: "+44",
  phone_number: "7700900124",
  country: "GB",
  date_of_birth: "1990-06-15T00:00:00Z",
  gender: "other",
};

test("a customer is created in both forms, by the rules of each", async (t) => {
  const sandbox = await sandboxFor(t);
  const { status, json } = await post(sandbox, "customers", NEWER);
  assert.equal(status, 201);
  assert.deepEqual(Object.keys(json), [
    "id",
    "type",
    "firstName",
    "lastName",
    "email",
    "phoneCode",
    "phoneNumber",
    "country",
    "status",
    "kycState",
    "createdAt",
  ]);
  assert.deepEqual([json.status, json.kycState], ["active", "not_submitted"]);
  assert.equal((await post(sandbox, "Customers", NEWER)).status, 409);
  sandbox.admin.setAnswers({ issuer: "artha-v1", form: "R1" });
  const older = await post(sandbox, "Customers", OLDER);
  assert.equal(older.status, 201);
  assert.equal(older.json.data.middle_name, null);
  const { gender, ...noGender } = OLDER;
  assert.ok(gender);
  assert.equal((await post(sandbox, "customers", noGender)).status, 422);
  const { last_name: lastName, ...noName } = OLDER;
  assert.ok(lastName);
  assert.equal((await post(sandbox, "customers", noName)).status, 422);
  assert.deepEqual(executed(sandbox), ["createCustomer", "createCustomer"]);
});

test("garbage customers are refused", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const change of [
    { type: "robot" },
    { email: "nobody" },
    { email: undefined },
    { phoneCode: "44" },
    { phoneNumber: 7700900123 },
    { country: "GBR" },
    { dateOfBirth: "15.06.1990" },
    { dateOfBirth: undefined },
    { gender: "none" },
    { firstName: "x".repeat(101) },
    { externalReference: "x".repeat(201) },
  ]) {
    assert.equal((await post(sandbox, "customers", { ...NEWER, ...change })).status, 422);
  }
  const business = { ...NEWER, type: "business", dateOfBirth: undefined };
  assert.equal((await post(sandbox, "customers", business)).status, 201);
});

test("customers are listed, searched, read and updated", async (t) => {
  const sandbox = await sandboxFor(t);
  assert.equal((await get(sandbox, "Customers")).json.length, 3);
  const [found] = (await get(sandbox, "customers?search=CUSTOMER2")).json;
  assert.equal(found.id, PERSON);
  assert.deepEqual((await get(sandbox, `customers/${PERSON}`)).json, found);
  const update = (body, id = PERSON) => v1(sandbox, "PATCH", `Customers/${id}`, body);
  assert.equal((await update({ first_name: "Ann" })).json.firstName, "Ann");
  const mailed = await update({ email: "else@example.invalid" });
  assert.equal(mailed.json.email, "else@example.invalid");
  assert.match(lastLine(sandbox), /e-mail cannot be changed, its table lists it/);
  assert.equal((await update({ email: PLANTED.email })).status, 409);
  assert.equal((await update({ country: "Britain" })).status, 422);
  assert.equal((await update({ address: "here" })).status, 422);
  assert.equal((await update({}, "none")).status, 404);
  assert.equal((await get(sandbox, "customers/none")).status, 404);
  const fixed = await sandboxFor(t, { arthaV1: { emailIsFixed: true } });
  const refused = await v1(fixed, "PATCH", `customers/${PERSON}`, { email: "x@example.invalid" });
  assert.equal(refused.status, 422);
});

test("an applicant is submitted once for a product, decided, and may then have a card", async (t) => {
  const sandbox = await sandboxFor(t);
  const path = `customers/${PERSON}/products/${WITH_KYC}/applicant`;
  const status = async () => (await get(sandbox, `${path}status`)).json;
  const about = { customerId: PERSON, productId: WITH_KYC };
  assert.deepEqual(await status(), { ...about, applicantStatus: "UnderReview", remarks: null });
  const body = { kycDetails: { customerId: PERSON, firstName: "A" } };
  assert.equal((await post(sandbox, path, body)).json.applicantStatus, "Pending");
  assert.equal((await post(sandbox, path, body)).status, 409);
  await sandbox.admin.settle({ result: "Failed" });
  assert.match(lastLine(sandbox), /submitApplicant of customer .* as Failed/);
  assert.equal((await status()).applicantStatus, "Rejected");
  assert.equal((await post(sandbox, path, { docType: 1 })).status, 200);
  assert.match(lastLine(sandbox), /fields came bare/);
  await sandbox.admin.settle();
  assert.equal((await status()).applicantStatus, "Approved");
  assert.equal((await get(sandbox, `customers/${PERSON}`)).json.kycState, "approved");
  const card = await post(sandbox, "cards", { ...about, currency: "USD" });
  assert.equal(card.status, 201);
});

test("garbage applicants are refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const path = (customer, product) => `customers/${customer}/products/${product}/applicant`;
  const statusFor = async (body, customer = PERSON, product = WITH_KYC) =>
    (await post(sandbox, path(customer, product), body)).status;
  assert.equal(await statusFor({}), 422);
  assert.equal(await statusFor({ kycDetails: "me" }), 422);
  assert.equal(await statusFor({ kycDetails: {} }), 422);
  assert.equal(await statusFor({ kycDetails: { customerId: BUSINESS } }), 422);
  assert.equal(await statusFor({ kybDetails: {} }, BUSINESS), 200);
  assert.equal(await statusFor({ kycDetails: {} }, "none"), 404);
  assert.equal(await statusFor({ kycDetails: {} }, PERSON, "none"), 404);
  assert.equal(APPLICANTS.length, 1);
  assert.equal(await statusFor({ kyc_details: { customer_id: APPROVED } }, APPROVED), 409);
});

test("a file is uploaded and gets an address, always in the older form", async (t) => {
  const sandbox = await sandboxFor(t);
  const body = '--x\r\ncontent-disposition: form-data; name="f"; filename="id.png"\r\n\r\nhi\r\n--x--';
  const { json } = await post(sandbox, "uploadfile", body, {
    headers: { "content-type": "multipart/form-data; boundary=x" },
  });
  assert.equal(json.data[0].file_name, "id.png");
  assert.match(json.data[0].file_url, /^https:\/\/files\.example\.invalid\/.*\/id\.png$/);
  assert.equal((await post(sandbox, "uploadfile")).status, 400);
});

test("products are read with their requirements", async (t) => {
  const sandbox = await sandboxFor(t);
  assert.deepEqual((await get(sandbox, `Products/${USDT}`)).json, {
    productId: USDT,
    name: "Sandbox Virtual",
    organization: "Master",
    type: "Virtual",
    country: null,
    bin: "632",
    currency: "USDT",
    status: "Active",
    kycRequirements: [],
  });
  assert.equal((await get(sandbox, "products")).json.length, 3);
  assert.equal((await get(sandbox, "products/none")).status, 404);
  sandbox.admin.setAnswers({ issuer: "artha-v1", form: "R1" });
  const { data } = (await get(sandbox, `products/${WITH_KYC}`)).json;
  assert.deepEqual(data.kyc_requirements, ["FullName", "Passport", "IssueDate"]);
});

test("webhooks are sent when asked for, once, with every documented event", async (t) => {
  const { received, callbackUrl } = await receiverFor(t);
  const sandbox = await sandboxFor(t, { arthaV1: { webhookUrl: callbackUrl } });
  const cardId = cardOf(sandbox, ACTIVE);
  const send = (wanted) => admin(sandbox, "callbacks", { issuer: "artha-v1", cardId, ...wanted });
  const events = [
    ...["consume", "refund", "reversal", "maintain_fee", "settlement"],
    ...["card.freeze", "card.unfreeze", "card.cancel", "card.activate", "card.set_pin"],
    ...["card.approved", "card.rejected", "card.under_review"],
  ];
  for (const event of events) {
    assert.equal((await send({ event })).status, 200);
    await sandbox.admin.settle();
  }
  for (const event of ["reviewing", "approved", "rejected"]) {
    await send({ event: `cardholder.${event}`, customerId: PERSON });
    await sandbox.admin.settle();
  }
  assert.equal(received.length, 16);
  assert.deepEqual(
    received.slice(0, 13).map(({ body }) => body.event),
    events,
  );
  const [consumed] = received;
  assert.deepEqual([consumed.method, consumed.type], ["POST", "application/json"]);
  assert.equal(consumed.body.amount, "10.00");
  assert.match(consumed.body.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  assert.equal(received.at(-1).body.cardId, null);
  assert.ok(sandbox.admin.callbacks().every(({ acknowledged, attempts }) => acknowledged && attempts === 1));
  const { totalBalance } = (await get(sandbox, `cards/${cardId}/balance`)).json;
  assert.equal(totalBalance, 350.5);
});

test("a webhook's amount may be a number, and nonsense is refused", async (t) => {
  const { received, callbackUrl } = await receiverFor(t);
  const sandbox = await sandboxFor(t, { arthaV1: { webhookUrl: callbackUrl } });
  const cardId = cardOf(sandbox, ACTIVE);
  const send = async (wanted) =>
    (await admin(sandbox, "callbacks", { issuer: "artha-v1", cardId, ...wanted })).status;
  await send({ event: "consume", amount: "1.5", amountAs: "number", book: false });
  await sandbox.admin.settle();
  assert.deepEqual([received[0].body.amount, received[0].body.transactionId], [1.5, null]);
  assert.equal(await send({ event: "card.replace" }), 400);
  assert.equal(await send({ event: "consume", amount: 5 }), 400);
  assert.equal(await send({ event: "consume", cardId: "none" }), 404);
  assert.equal(await send({ event: "cardholder.approved" }), 404);
  assert.equal(await send({ event: "consume", colour: "red" }), 400);
  const silent = await sandboxFor(t);
  const nobody = await admin(silent, "callbacks", { issuer: "artha-v1", event: "consume", cardId });
  assert.equal(nobody.status, 400);
  await assert.rejects(sandboxFor(t, { arthaV1: { webhookUrl: "nowhere" } }), /not a URL/);
});

test("a reset forgets what was made", async (t) => {
  const sandbox = await sandboxFor(t);
  await post(sandbox, "customers", NEWER);
  await post(sandbox, `cards/${cardOf(sandbox, ACTIVE)}/limits`, { dailyLimit: 1 });
  await v1(sandbox, "PATCH", `customers/${PERSON}`, { firstName: "Changed" });
  sandbox.admin.reset();
  assert.equal((await get(sandbox, "customers")).json.length, 3);
  assert.equal((await get(sandbox, `customers/${PERSON}`)).json.firstName, PLANTED.firstName);
  const limits = (await get(sandbox, `cards/${cardOf(sandbox, ACTIVE)}/limits`)).json;
  assert.equal(limits.dailyLimit, 1000);
});

test("claims without effect change nothing", async (t) => {
  const sandbox = await sandboxFor(t);
  const claim = async (route, call) => {
    sandbox.admin.addFault({ issuer: "artha-v1", route, fault: "success_without_effect" });
    assert.ok((await call()).status < 300);
  };
  const card = `cards/${cardOf(sandbox, ACTIVE)}`;
  const issue = { customerId: PERSON, productId: USDT, currency: "USDT" };
  await claim("issue", () => post(sandbox, "cards", issue));
  await claim("topUp", () => post(sandbox, `${card}/topup`, { amount: 1, currency: "USDT" }));
  await claim("setLimits", () => post(sandbox, `${card}/limits`, { dailyLimit: 1 }));
  await claim("replace", () => post(sandbox, `${card}/replace`, {}));
  await claim("createCustomer", () => post(sandbox, "customers", NEWER));
  await claim("updateCustomer", () =>
    v1(sandbox, "PATCH", `customers/${PERSON}`, { firstName: "No" }),
  );
  await claim("applicant", () =>
    post(sandbox, `customers/${PERSON}/products/${WITH_KYC}/applicant`, {
      kycDetails: { customerId: PERSON },
    }),
  );
  await sandbox.admin.settle();
  assert.deepEqual(executed(sandbox), []);
  assert.equal((await get(sandbox, "cards")).json.length, 6);
  assert.equal((await get(sandbox, "customers")).json.length, 3);
  assert.equal((await get(sandbox, `${card}/limits`)).json.dailyLimit, 1000);
});
