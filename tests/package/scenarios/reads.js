// What the client reads: lists page by page, secrets, pictures of a person; and what it refuses by name.
import { has, same, that } from "./check.js";
import { KYC, ableClient, all } from "./operations.js";
import { FORMS, REFUSED } from "./pictures.js";
import { CARDS, KYC_PROGRAM, PIN, PLAIN_PROGRAM } from "./world.js";

const { artha, "artha-v1": arthaV1, yativo, ibanera } = CARDS;
const ISSUERS = Object.keys(CARDS);

/** Where an issuer's own operations stand. */
const OWN = { artha: "artha", "artha-v1": "arthaV1", yativo: "yativo", "open-api": "openApi", ibanera: "ibanera" };

const ids = (items) => items.map(({ id }) => id);

/** name: a list with so many items a page, and how many it has in all */
const LISTS = {
  "transactions of artha": [(world) => (size) => world.client("artha", { firstPage: 1 }).transactions(artha.active, { size }), 2],
  "transactions of artha-v1": [(world) => (size) => world.client("artha-v1").transactions(arthaV1.active, { size }), 2],
  "cards of artha-v1": [(world) => (size) => world.client("artha-v1").cards({ size }), 6],
  "transactions of ibanera": [(world) => (size) => world.client("ibanera").transactions(ibanera.pending, { size }), 3],
};

async function pages(world, [of, count]) {
  const list = of(world);
  const whole = await list(100).page();
  same([whole.items.length, whole.next], [count, undefined], "the whole list");
  same(ids(await all(list(1))), ids(whole.items), "what for await goes through");

  const first = await list(1).page();
  const second = await list(1).page(first.next);
  same(ids([...first.items, ...second.items]), ids(whole.items).slice(0, 2), "the first two pages");

  // Nothing is read before it is asked for. A client of Ibanera logs in first.
  const due = (await world.routes()).includes("login") ? 2 : 1;
  const before = (await world.requests()).length;
  for await (const { id } of list(1)) {
    same(id, whole.items[0].id, "the first item");
    break;
  }
  same((await world.requests()).length - before, due, "the number of requests");
}

/** issuer, operation, card if it is about one, options, the path at fault */
const WRONG = [
  ["artha", "topUp", artha.active, {}, "amount"],
  ["artha", "topUp", artha.active, { amount: "1,50" }, "amount"],
  ["artha", "topUp", artha.active, { amount: -1 }, "amount"],
  ["artha", "topUp", artha.active, { amount: "1.00", currency: "USD" }, "currency"],
  ["artha", "topUpStatus", null, {}, "taskId"],
  ["artha", "topUpStatus", null, { taskId: "../x\n" }, "taskId"],
  ["artha", "transactions", artha.active, { size: 0 }, "size"],
  ["artha", "bind", artha.inactive, { programId: PLAIN_PROGRAM }, "cardNumber"],
  ["artha", "bind", artha.inactive, { cardNumber: "1", kyc: { surname: "A" } }, "kyc.surname"],
  ["artha", "issue", null, { programId: PLAIN_PROGRAM, kyc: { gender: "female" } }, "kyc.gender"],
  ["artha", "issue", null, { programId: PLAIN_PROGRAM, kyc: [] }, "kyc"],
  ["artha", "issue", null, { programId: KYC_PROGRAM, kyc: { ...KYC, frontdoc: 5 } }, "kyc.frontdoc"],
  ["artha-v1", "setPin", arthaV1.active, {}, "pin"],
  ["artha-v1", "setPin", arthaV1.active, { pin: "12a4" }, "pin"],
  ["artha-v1", "setPin", arthaV1.active, { pin: 1234 }, "pin"],
  ["artha-v1", "setPin", arthaV1.active, { newPin: "1234" }, "newPin"],
  ["artha-v1", "cards", null, { page: -1 }, "page"],
  ["artha-v1", "issue", null, { customerId: "c", productId: "p" }, "currency"],
  ["artha-v1", "issue", null, { customerId: "c", productId: "p", currency: "USD", shippingAddress: { street: "a" } }, "shippingAddress.street"],
  ["artha-v1", "createCustomer", null, { type: "person", email: "a", phoneCode: "+1", phoneNumber: "1", country: "GB" }, "type"],
  ["artha-v1", "updateCustomer", null, { customerId: "c", address: "street" }, "address"],
  ["yativo", "topUp", yativo.active, { amount: "1.00" }, "customerId"],
  ["yativo", "issue", null, { customerId: "c", amount: "free" }, "amount"],
  ["yativo", "setAirlinePayments", yativo.active, { airlinePayments: "yes" }, "airlinePayments"],
  ["yativo", "setAirlinePayments", yativo.active, {}, "airlinePayments"],
  ["open-api", "walletTransaction", null, {}, "transaction"],
  ["open-api", "read", null, { path: "card" }, "path"],
  ["open-api", "call", null, { path: "/v1/a", fields: "x" }, "fields"],
  ["ibanera", "setPin", ibanera.active, { newPin: "4321" }, "oldPin"],
  ["ibanera", "topUp", ibanera.active, { amount: "1", reference: "R", currency: "EUR" }, "currency"],
  ["ibanera", "transfer", ibanera.active, { amount: "1", to: "1003x" }, "to"],
  ["ibanera", "simulatePayIn", null, { account: 8204, type: "CASH", amount: 1 }, "type"],
  ["ibanera", "issue", null, { customer: 1, currency: "USD", reference: "R", shipping: "Fast", program: 1 }, "shipping"],
];

/** Calls an operation by its name, wherever it stands. */
export function called(client, issuer, operation, cardId, options) {
  const methods = operation in client ? client : client[OWN[issuer]];
  const given = cardId === null ? [options] : [cardId, options];
  const answer = methods[operation](...given);
  return typeof answer.page === "function" ? answer.page() : answer;
}

const picture = (make) => async (world) => {
  await world.client("artha").issue({ programId: KYC_PROGRAM, kyc: { ...KYC, frontdoc: make() } });
  same((await world.routes()).at(-1), "ApplyCard", "what was sent");
};

const noPicture = ([code, make]) => async (world) => {
  for (const name of ["frontdoc", "backdoc", "photo"]) {
    const call = world.client("artha").issue({ programId: KYC_PROGRAM, kyc: { ...KYC, [name]: make() } });
    await world.fails(call, { code, effect: "none", path: `kyc.${name}` });
  }
  const call = world.client("artha").artha.bind(artha.inactive, { cardNumber: "1", handholdidphoto: make() });
  await world.fails(call, { code, effect: "none", path: "handholdidphoto" });
  same(await world.routes(), [], "what was sent");
};

/** Everything that a client gives with a secret in it. */
export async function secretsRead(world) {
  const read = [];
  for (const [issuer, cardId] of [["artha", artha.active], ["artha-v1", arthaV1.active], ["yativo", yativo.active], ["ibanera", ibanera.active]]) {
    read.push(await world.client(issuer).reveal(cardId));
  }
  read.push(await world.client("artha").revealPin(artha.active));
  const { yativo: own } = world.client("yativo");
  const set = await own.setWebhook({ url: "https://hooks.example/yativo" });
  const listed = await own.webhook();
  read.push(set, listed);
  const values = read.flatMap(({ pan, cvv, pin, data, items }) => [pan, cvv, pin, data?.secret, ...(items ?? []).map(({ secret }) => secret)]);
  return { read, secrets: values.filter((value) => value !== undefined) };
}

const each = (table, words, make) =>
  Object.fromEntries(Object.entries(table).map(([name, entry]) => [`${words} ${name}`, make(entry)]));

export const reads = {
  ...each(LISTS, "for await and page() go through the", (list) => (world) => pages(world, list)),

  async "a list that comes at once has one page"(world) {
    const client = world.client("yativo");
    const { items, next } = await client.cards().page();
    same([items.length, next], [6, undefined], "the page");
    same(ids(await all(client.cards())), ids(items), "what for await goes through");
    same(await all(client.transactions(yativo.active)), (await client.transactions(yativo.active).page()).items, "the transactions");
  },

  async "a list begins where the caller says"(world) {
    const client = world.client("artha-v1");
    const whole = await all(client.cards());
    same(ids(await all(client.cards({ page: 4, size: 1 }))), ids(whole.slice(4)), "what is left");
  },

  async "a list that fails says so where it is read"(world) {
    const list = world.client("artha-v1").transactions(arthaV1.unknown);
    await world.fails(all(list), { code: "card_not_found", effect: "none", action: "transactions", cardId: arthaV1.unknown });
    await world.fails(list.page(), { code: "card_not_found" });
    await world.fails(all(world.client("artha").cards()), { code: "unsupported_action", issuer: "artha" });
  },

  async "secrets show nothing until they are exposed"(world) {
    const { read, secrets } = await secretsRead(world);
    same(secrets.length, 11, "the number of secrets");
    for (const secret of secrets) {
      that(secret.constructor.name === "Secret" && !(secret instanceof String), "it is no Secret");
      const shown = [JSON.stringify(secret), String(secret), `${secret}`, JSON.stringify({ ...secret }), JSON.stringify(Object.entries(secret))];
      same(shown, ['"[secret]"', "[secret]", "[secret]", "{}", "[]"], "what is shown");
      that(typeof secret.expose() === "string" && secret.expose().length > 2, "there is nothing in it");
    }
    const written = read.flatMap((one) => [JSON.stringify(one), JSON.stringify(Object.entries({ ...one }))]).join("\n");
    for (const secret of secrets) that(!written.includes(`"${secret.expose()}"`), `${secret.expose()} is shown in ${written}`);
  },

  async "an answer that may be shown holds no secret"(world) {
    for (const [issuer, cardId] of [["artha", artha.active], ["artha-v1", arthaV1.active], ["yativo", yativo.active], ["ibanera", ibanera.active]]) {
      const client = world.client(issuer);
      const shown = JSON.stringify([await client.card(cardId), await client.balance(cardId), await all(client.transactions(cardId))]);
      for (const secret of [world.planted[0], "947", PIN]) that(!shown.includes(`"${secret}"`), `${secret} is shown in ${shown}`);
    }
  },

  async "an issuer's own operations are there for its client only"(world) {
    for (const issuer of ISSUERS) {
      const client = world.client(issuer);
      for (const [other, name] of Object.entries(OWN)) {
        same(typeof client[name], other === issuer ? "object" : "undefined", `${name} of a client of ${issuer}`);
      }
    }
  },

  async "an operation that the issuer does not have is refused"(world) {
    for (const [issuer, operation, cardId, options] of [
      ["artha", "limits", artha.active],
      ["artha", "deactivate", artha.active],
      ["yativo", "topUpStatus", null, {}],
      ["yativo", "revealPin", yativo.active],
      ["open-api", "balance", CARDS["open-api"].active],
      ["open-api", "reveal", CARDS["open-api"].active],
      ["ibanera", "replace", ibanera.active],
      ["ibanera", "topUpFee", ibanera.active, {}],
    ]) {
      const call = called(world.client(issuer), issuer, operation, cardId, options);
      await world.fails(call, { code: "unsupported_action", effect: "none", issuer, action: operation });
    }
    same(await world.requests(), [], "what was sent");
  },

  async "fields that are wrong are refused by name before anything is sent"(world) {
    for (const [issuer, operation, cardId, options, path] of WRONG) {
      const call = () => called(ableClient(world, issuer), issuer, operation, cardId, options);
      await world.fails(call, { code: "invalid_input", effect: "none", retryable: false, path });
    }
    same(await world.requests(), [], "what was sent");
  },

  async "an amount whose unit is not told is refused"(world) {
    const client = world.client("yativo", { units: {}, observedOnly: true });
    const fields = { customerId: "c", amount: "5.00" };
    await world.fails(client.issue(fields), { code: "configuration", effect: "none", path: "issuer.units.issue" });
    await world.fails(client.topUp(yativo.active, fields), { code: "configuration", effect: "none", path: "issuer.units.topUp" });
    const call = world.client("artha-v1", { amountUnit: undefined }).setLimits(arthaV1.active, { daily: "5" });
    await world.fails(call, { code: "configuration", effect: "none", path: "issuer.amountUnit" });
    await world.executed();
  },

  async "amounts are exact, however they are given"(world) {
    const client = world.client("artha");
    for (const amount of ["0.01", "12.50", 12.5, 100]) {
      has(await client.topUpFee(artha.active, { amount }), { card: artha.active });
    }
    await client.topUp(artha.active, { amount: "33.33" });
    await world.settle();
    // A tenth is the fee.
    has(await client.balance(artha.active), { available: { value: "280.497", currency: "USD" } });
  },

  ...each(FORMS, "a picture of a person is taken as", picture),
  ...each(REFUSED, "a picture of a person is refused before anything is sent:", noPicture),

  async "what the program asks for is missed by name"(world) {
    const { docid, ...kyc } = KYC;
    const call = world.client("artha").issue({ programId: KYC_PROGRAM, kyc });
    await world.fails(call, { code: "invalid_input", effect: "none", path: "kyc.docid" });
    await world.executed();
  },

  async "artha-v1 takes a secret that is a CryptoKey"(world) {
    const bytes = new TextEncoder().encode(world.issuers["artha-v1"].secret);
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const secret = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["sign"]);
    const client = world.client("artha-v1", { secret });
    has(await client.freeze(arthaV1.active), { result: "completed" });
    same((await client.cards({ size: 2 }).page()).items.length, 2, "the number of cards");
  },

  async "artha-v1 is signed with a body, a query and another prefix as well"(world) {
    for (const settings of [{}, { pathPrefix: "/ext/api/v1" }, { form: "first" }, { pathPrefixOfLimits: "/api/v1" }]) {
      const client = world.client("artha-v1", settings);
      await client.setLimits(arthaV1.active, { daily: "10.50" });
      await client.topUp(arthaV1.active, { amount: "1.00", currency: "USDT" });
      await client.arthaV1.customers({ search: "a b&c=d/é" });
      same((await world.requests()).filter(({ status }) => status >= 400), [], "what was refused");
    }
  },
};
