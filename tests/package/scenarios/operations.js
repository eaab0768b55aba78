// Every operation of every issuer, called once and with success. A new one must be added here.
import { has, same, that } from "./check.js";
import { png } from "./pictures.js";
import { byHand } from "./prepared.js";
import { CARDS, KYC_PROGRAM, PIN, PLAIN_PROGRAM } from "./world.js";

const { artha, "artha-v1": arthaV1, yativo, "open-api": openApi, ibanera } = CARDS;

const CUSTOMER = "e0000000-0000-4000-8000-000000000001";
const OTHER_CUSTOMER = "e0000000-0000-4000-8000-000000000002";
const PRODUCT = "d0000000-0000-4000-8000-000000000001";
const KYC_PRODUCT = "d0000000-0000-4000-8000-000000000002";
const FULL_WALLET = "bc000000-0000-4000-8000-000000000001";
const WITHOUT_CARDS = "bc000000-0000-4000-8000-000000000003";
const ENDORSED = "bc000000-0000-4000-8000-000000000004";
const HOOK = "https://hooks.example/yativo";

const usd = (value) => ({ value, currency: "USD" });
const accepted = { result: "accepted", confirmed: false };
const completed = { result: "completed", confirmed: true };

/** An action that takes no fields. */
const acted = (action, cardId, expected) => async (client) => has(await client[action](cardId), { action, cardId, ...expected });

/** Everything of a list, however it is read. */
export async function all(list) {
  const items = [];
  for await (const item of list) items.push(item);
  return items;
}

/** The planted number and its last digits. */
const revealed = (cardId) => async (client, { planted: [pan] }) => {
  const secrets = await client.reveal(cardId);
  same(secrets.pan.expose(), pan, "the number");
  same(secrets.cvv.expose(), "947", "the CVV");
};

/** A person, as the program asks for one. */
export const KYC = {
  firstname: "Ada",
  lastname: "Byron",
  gender: 2,
  dob: "1990-12-10",
  email: "ada@example.invalid",
  mobilecode: "+44",
  mobile: "7700900001",
  doctype: 1,
  docid: "P1",
  frontdoc: png(),
  backdoc: new Blob([png()]),
};

const NEW_CUSTOMER = {
  type: "individual",
  firstName: "Ada",
  lastName: "Byron",
  email: "ada@example.invalid",
  phoneCode: "+44",
  phoneNumber: "7700900111",
  country: "GB",
  dateOfBirth: "1990-12-10",
  gender: "female",
};

const ADDRESS = { line1: "1 Street", city: "Town", state: "State", postcode: "1", country: "USA" };

const ACCOUNT = { account: 8204, currency: "USD", reference: "R1" };

/** By issuer and operation; each gets a client and the world. */
export const CALLS = {
  artha: {
    freeze: acted("freeze", artha.active, accepted),
    unfreeze: acted("unfreeze", artha.frozen, accepted),
    cancel: acted("cancel", artha.active, accepted),
    setPin: acted("setPin", artha.active, completed),
    program: async (client) => has(await client.artha.program({ programId: PLAIN_PROGRAM }), { programId: PLAIN_PROGRAM }),
    merchant: async (client) => that("balances" in (await client.artha.merchant()), "there are no balances"),
    card: async (client) => has(await client.card(artha.active), { state: "unknown", issuerWord: "Active", last4: "3210" }),
    reveal: revealed(artha.active),
    revealPin: async (client) => same((await client.revealPin(artha.active)).pin.expose(), PIN, "the PIN"),
    balance: async (client) => has(await client.balance(artha.active), { available: usd("250.50"), currency: "USD" }),
    transactions: async (client) => {
      const { items } = await client.transactions(artha.active).page();
      has(items.at(-1), { amount: usd("-207.57"), fee: usd("1.35"), type: "consume", status: "Success" });
    },
    topUp: async (client, world) => {
      has(await client.topUp(artha.active, { amount: "100.00" }), { ...accepted, action: "topUp" });
      await world.settle();
      has(await client.balance(artha.active), { available: usd("340.50") });
    },
    topUpFee: async (client) =>
      has(await client.topUpFee(artha.active, { amount: "100.00" }), { fee: { value: "10" }, received: { value: "90" } }),
    topUpStatus: async (client) => {
      const { taskId } = await client.topUp(artha.active, { amount: "100" });
      has(await client.topUpStatus({ taskId }), { id: taskId, card: artha.active, amount: usd("100"), status: "Pending" });
    },
    issue: async (client, world) => {
      const { data } = await client.issue({ programId: KYC_PROGRAM, kyc: KYC });
      await world.executed(["artha", "apply", data.id]);
    },
    bind: async (client, world) => {
      const call = client.artha.bind(artha.inactive, { programId: PLAIN_PROGRAM, cardNumber: "4000001234567890" });
      has(await call, { ...accepted, action: "bind", data: { id: artha.inactive, last4: "7890" } });
      await world.executed(["artha", "bind", artha.inactive]);
    },
    countries: async (client) => that((await client.artha.countries()).items.length > 0, "there are no countries"),
    towns: async (client) => that((await client.artha.towns()).items.length > 0, "there are no towns"),
  },

  "artha-v1": {
    freeze: acted("freeze", arthaV1.active, completed),
    unfreeze: acted("unfreeze", arthaV1.frozen, completed),
    activate: async (client) => {
      const outcome = await client.activate(arthaV1.inactive, { activationCode: "A1" });
      has(outcome, { ...completed, card: { state: "active", issuerWord: "active" } });
    },
    cancel: async (client) => has(await client.cancel(arthaV1.active, { reason: "lost" }), completed),
    setPin: async (client) => has(await client.setPin(arthaV1.active, { pin: "4321" }), accepted),
    card: async (client) =>
      has(await client.card(arthaV1.active), { id: arthaV1.active, state: "active", form: "virtual", currency: "USDT", last4: "3210" }),
    cards: async (client) => same((await all(client.cards())).length, 6, "the number of cards"),
    reveal: revealed(arthaV1.active),
    balance: async (client) => {
      const money = (value) => ({ value, currency: "USDT" });
      const due = { available: money("325.5"), held: money("25"), total: money("350.5"), currency: "USDT" };
      has(await client.balance(arthaV1.active), due);
    },
    transactions: async (client) => same((await all(client.transactions(arthaV1.active))).length, 2, "the number"),
    allTransactions: async (client) => {
      const { items } = await client.arthaV1.allTransactions({ size: 50 });
      same(items.length, 3, "the number of transactions");
    },
    transaction: async (client) => {
      const [{ id }] = await all(client.transactions(arthaV1.active));
      has(await client.arthaV1.transaction({ transactionId: id }), { id, card: arthaV1.active });
    },
    issue: async (client, world) => {
      const { data } = await client.issue({ customerId: CUSTOMER, productId: PRODUCT, currency: "USDT" });
      has(data, { state: "active", currency: "USDT", customer: CUSTOMER });
      await world.executed(["artha-v1", "issue", data.id]);
    },
    replace: async (client) => has(await client.replace(arthaV1.active, { reason: "damaged" }), accepted),
    topUp: async (client, world) => {
      const fields = { amount: "100.50", currency: "USDT" };
      has(await client.topUp(arthaV1.active, fields), accepted);
      await world.settle();
      has(await client.balance(arthaV1.active), { total: { value: "451", currency: "USDT" } });
    },
    topUpStatus: async (client) => {
      const { taskId } = await client.topUp(arthaV1.active, { amount: "1.25", currency: "USDT" });
      has(await client.topUpStatus({ topupId: taskId }), { id: taskId, amount: { value: "1.25", currency: "USDT" } });
    },
    limits: async (client) => has(await client.limits(arthaV1.active), { daily: { value: "1000", currency: "USDT" } }),
    setLimits: async (client) => {
      await client.setLimits(arthaV1.active, { daily: "250.75" });
      has(await client.limits(arthaV1.active), { daily: { value: "250.75", currency: "USDT" } });
    },
    products: async (client) => same((await client.arthaV1.products()).items.length, 3, "the number of products"),
    product: async (client) => has(await client.arthaV1.product({ productId: PRODUCT }), { name: "Sandbox Virtual" }),
    createCustomer: async (client, world) => {
      const { data } = await client.arthaV1.createCustomer(NEW_CUSTOMER);
      has(data, { firstName: "Ada" });
      await world.executed(["artha-v1", "createCustomer", data.id]);
    },
    customers: async (client) => {
      const { items } = await client.arthaV1.customers({ search: "customer2@" });
      same(items.map(({ id }) => id), [OTHER_CUSTOMER], "who is found");
    },
    customer: async (client) => has(await client.arthaV1.customer({ customerId: CUSTOMER }), { id: CUSTOMER }),
    updateCustomer: async (client) => {
      await client.arthaV1.updateCustomer({ customerId: CUSTOMER, lastName: "Lovelace" });
      has(await client.arthaV1.customer({ customerId: CUSTOMER }), { lastName: "Lovelace" });
    },
    submitApplicant: async (client) => {
      const who = { customerId: OTHER_CUSTOMER, productId: KYC_PRODUCT };
      const kycDetails = { customerId: OTHER_CUSTOMER, firstName: "Ada" };
      has(await client.arthaV1.submitApplicant({ ...who, kycDetails }), accepted);
      has(await client.arthaV1.applicantStatus(who), { applicantStatus: "Pending" });
    },
    applicantStatus: async (client) => {
      const who = { customerId: CUSTOMER, productId: KYC_PRODUCT };
      has(await client.arthaV1.applicantStatus(who), { ...who, applicantStatus: "Approved" });
    },
  },

  yativo: {
    freeze: acted("freeze", yativo.active, completed),
    unfreeze: acted("unfreeze", yativo.frozen, completed),
    cancel: async (client, world) => {
      await client.cancel(yativo.active);
      same(await world.stateOf("yativo", yativo.active), "closed", "the state");
    },
    card: async (client) => has(await client.card(yativo.active), { id: yativo.active, state: "active" }),
    cards: async (client) => same((await all(client.cards({ customerId: FULL_WALLET }))).length, 2, "the number of cards"),
    balance: async (client) => has(await client.balance(yativo.active), { available: usd("3.00") }),
    transactions: async (client) => that(Array.isArray(await all(client.transactions(yativo.active))), "there is no list"),
    reveal: revealed(yativo.active),
    issue: async (client, world) => {
      const { data } = await client.issue({ customerId: WITHOUT_CARDS, amount: "5.00" });
      await world.executed(["yativo", "create", data.id]);
      has(await client.balance(data.id), { available: usd("5.00") });
    },
    topUp: async (client, world) => {
      has(await client.topUp(yativo.active, { customerId: FULL_WALLET, amount: "12.00" }), accepted);
      await world.settle();
      has(await client.balance(yativo.active), { available: usd("15.00") });
    },
    withdraw: async (client) => {
      await client.yativo.withdraw(yativo.active, { amount: "1.25" });
      has(await client.balance(yativo.active), { available: usd("1.75") });
    },
    setAirlinePayments: async (client) => {
      await client.yativo.setAirlinePayments(yativo.active, { airlinePayments: true });
      same((await client.card(yativo.active)).extra.airlinePayments, true, "whether it may pay airlines");
    },
    activateCustomer: async (client, world) => {
      await client.yativo.activateCustomer({ customerId: ENDORSED });
      await world.executed(["yativo", "activateCustomer", ENDORSED]);
    },
    webhook: async (client) => {
      same((await client.yativo.webhook()).items, [], "the webhooks at first");
      await client.yativo.setWebhook({ url: HOOK });
      has((await client.yativo.webhook()).items[0], { url: HOOK });
    },
    setWebhook: async (client) => {
      const { data } = await client.yativo.setWebhook({ url: HOOK });
      that(data.secret.expose().startsWith("whsec_"), "there is no secret");
    },
    rotateWebhookSecret: async (client) => {
      const { data: first } = await client.yativo.setWebhook({ url: HOOK });
      const [{ id }] = (await client.yativo.webhook()).items;
      const { data } = await client.yativo.rotateWebhookSecret({ webhookId: id });
      that(data.secret.expose() !== first.secret.expose(), "the secret is the same");
    },
    login: async (client) => same((await byHand(client, "login", null)).expiresInSeconds, 600, "the session's life"),
    refresh: async (client) => {
      const { accessToken } = await byHand(client, "login", null);
      that((await byHand(client, "refresh", null, { accessToken })).accessToken.length > 0, "there is no token");
    },
  },

  "open-api": {
    freeze: acted("freeze", openApi.active, accepted),
    unfreeze: acted("unfreeze", openApi.frozen, accepted),
    activate: acted("activate", openApi.inactive, accepted),
    cancel: acted("cancel", openApi.active, accepted),
    walletTransaction: async (client, world) => {
      const { transactions } = (await world.seeds())["open-api"];
      const { items } = await client.openApi.walletTransaction({ transaction: transactions[0] });
      has(items[0], { id: transactions[0], amount: usd("100.25"), currency: "USD" });
      // An exchange of currencies.
      same((await client.openApi.walletTransaction({ transaction: transactions[1] })).items.length, 2, "the number");
    },
    read: async (client, world) => {
      const { cardDetail: path } = (await world.seeds())["open-api"].paths;
      const answer = await client.openApi.read({ path, fields: { card_id: openApi.active } });
      has(answer, { code: 0 });
      same(answer.data.card_id, openApi.active, "the card");
    },
    call: async (client, world) => {
      const { createHolder: path } = (await world.seeds())["open-api"].paths;
      has(await client.openApi.call({ path, fields: { name: "Ada" } }), { ...accepted, action: "call" });
    },
  },

  ibanera: {
    activate: acted("activate", ibanera.inactive, completed),
    deactivate: acted("deactivate", ibanera.pending, completed),
    setPin: async (client, world) => {
      has(await client.setPin(ibanera.active, { oldPin: PIN, newPin: "4321" }), completed);
      await world.executed(["ibanera", "changecardpin", ibanera.active]);
    },
    card: async (client) => has(await client.card(ibanera.active), { state: "active", issuerWord: "Active", last4: "3210" }),
    cards: async (client) => same((await all(client.cards())).length, 4, "the number of cards"),
    cardsOfCustomer: async (client) => {
      const { items } = await client.ibanera.cardsOfCustomer({ customer: 11057 });
      same(items.length, 4, "the number of cards");
    },
    balance: async (client) => has(await client.balance(ibanera.active), { available: usd("100.5") }),
    balances: async (client) => same((await client.ibanera.balances({ size: 2 })).items.length, 2, "the number of cards"),
    transactions: async (client) => that((await all(client.transactions(ibanera.pending))).length > 0, "there are none"),
    reveal: revealed(ibanera.active),
    issue: async (client, world) => {
      const address = ADDRESS;
      const fields = { customer: 11057, currency: "USD", reference: "R1", shipping: "Standard", program: 1002, address };
      const { data } = await client.issue(fields);
      has(data, { state: "inactive", customer: "11057" });
      await world.executed(["ibanera", "create", data.id]);
    },
    topUp: async (client, world) => {
      has(await client.topUp(ibanera.active, { amount: "10.25", ...ACCOUNT }), { ...accepted, action: "topUp" });
      await world.settle();
      has(await client.balance(ibanera.active), { available: usd("110.75") });
    },
    topUpAccount: async (client, world) => {
      has(await client.ibanera.topUpAccount(ibanera.active, { amount: "0.50", ...ACCOUNT }), accepted);
      await world.settle();
      has(await client.balance(ibanera.active), { available: usd("100") });
    },
    transfer: async (client, world) => {
      has(await client.ibanera.transfer(ibanera.active, { amount: "0.50", to: ibanera.pending, reference: "R1" }), accepted);
      await world.settle();
      has(await client.balance(ibanera.active), { available: usd("100") });
    },
    accounts: async (client) => has((await client.ibanera.accounts()).items[0], { id: "8204", total: usd("1000") }),
    cancellable: async (client) => that(await client.ibanera.cancellable({ transaction: 40001 }), "there is no answer"),
    cancelTransaction: async (client, world) => {
      has(await client.ibanera.cancelTransaction({ transaction: 40001 }), accepted);
      await world.executed(["ibanera", "cancelTransaction", "40001"]);
    },
    simulatePayIn: async (client, world) => {
      await client.ibanera.simulatePayIn({ account: 8206, type: "ACH", amount: "5.50", name: "Ada" });
      await world.executed(["ibanera", "payin", "8206"]);
    },
    login: async (client) => same((await byHand(client, "login", null)).expiresInSeconds, 3600, "the session's life"),
  },
};

/** What an issuer must be told beside what the sandbox says of itself. */
const SETTINGS = { yativo: { observedOnly: true } };

/** A client that may do all that its issuer has. */
export const ableClient = (world, issuer) => world.client(issuer, SETTINGS[issuer]);

export const operations = Object.fromEntries(
  Object.entries(CALLS).flatMap(([issuer, calls]) =>
    Object.entries(calls).map(([name, call]) => [
      `${name} of ${issuer}`,
      async (world) => {
        const client = ableClient(world, issuer);
        await call(client, world);
      },
    ]),
  ),
);
