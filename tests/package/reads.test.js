// Every operation of the table is called, and what only Node or another sandbox can show of reads.
import assert from "node:assert/strict";
import { createHmac, webcrypto } from "node:crypto";
import { beforeEach, describe, test } from "node:test";
import { format, inspect } from "node:util";

import { CALLS, ableClient } from "./scenarios/operations.js";
import { secretsRead } from "./scenarios/reads.js";
import { CARDS, createWorld } from "./scenarios/world.js";
import { ISSUERS, answering, json } from "./support/fetches.js";
import { CardClient, CardError, Secret, fails, operations, startSandbox } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const world = useSandbox();
beforeEach(() => world.sandbox.admin.reset());

const scenario = ({ url, planted } = world.sandbox) => createWorld({ CardClient, CardError, url, planted });

async function sandboxFor(t, options) {
  const sandbox = await startSandbox({ log: false, settleMs: Infinity, ...options });
  t.after(() => sandbox.close());
  return sandbox;
}

describe("every operation that the package has", () => {
  const names = (rows) => rows.map(({ issuer, operation }) => `${issuer} ${operation}`).sort();
  const called = Object.entries(CALLS).flatMap(([issuer, calls]) =>
    Object.keys(calls).map((operation) => ({ issuer, operation })),
  );

  test("is called in the scenarios, and no other", () => assert.deepEqual(names(called), names(operations)));

  /** Whether a request is the one of an operation's route, whose names in angle brackets stand for anything. */
  function isOf(route, { method, path }) {
    const [due, where] = route.split(/[ ?]/);
    const pattern = (text) => new RegExp(`${text.split(/<[^>]*>/).map(RegExp.escape ?? escaped).join(".+")}$`);
    return pattern(`^${due}`).test(method) && pattern(where).test(path);
  }
  const escaped = (text) => text.replace(/[.*+?()[\]{}|\\$]/g, "\\$&");

  for (const { issuer, operation, route } of operations) {
    test(`${operation} of ${issuer} sends what the table says, and the issuer takes it`, async () => {
      const setup = await scenario();
      await CALLS[issuer][operation](ableClient(setup, issuer), setup);
      const arrived = world.sandbox.admin.requests();
      const own = arrived.filter((request) => isOf(route, request));
      assert.ok(own.length > 0, `${route} is not among ${arrived.map(({ method, path }) => `${method} ${path}`)}`);
      assert.ok(own.every(({ status }) => status >= 200 && status < 300));
    });
  }
});

describe("secrets in Node", () => {
  const PRINTS = {
    "util.inspect": (value) => inspect(value, { depth: Infinity }),
    "util.inspect of everything": (value) => inspect(value, { depth: Infinity, showHidden: true, getters: true }),
    "%o, %O, %j and %s": (value) => format("%o %O %j %s", value, value, value, value),
    "its own properties": (value) => inspect(Object.getOwnPropertyDescriptors(value), { depth: Infinity }),
    "an assertion about it": (value) => {
      try {
        assert.deepEqual(value, {});
      } catch (error) {
        return inspect(error);
      }
      return assert.fail("it is empty");
    },
    "an error around it": (value) => inspect(new Error("it failed", { cause: value }), { depth: Infinity }),
  };
  for (const [name, print] of Object.entries(PRINTS)) {
    test(`are not shown by ${name}`, async () => {
      const { read, secrets } = await secretsRead(await scenario());
      const text = [...read, ...secrets].map(print).join("\n");
      for (const secret of secrets) {
        assert.ok(secret instanceof Secret);
        const value = secret.expose();
        // A short number may be a part of something else.
        assert.doesNotMatch(text, new RegExp(`(?<![\\w-])${value}(?![\\w-])`), `${value} is shown`);
      }
    });
  }

  test("are hidden however deep an answer holds them", async () => {
    const body = { code: 0, data: { list: [{ pin: "4321", cvv: "947", name: "pan" }], secret: "s" }, pan: 5 };
    const client = new CardClient({ issuer: ISSUERS["open-api"], fetch: answering(json(body)) });
    const answer = await client.openApi.read({ path: "/v1/a" });
    assert.deepEqual([answer.data.list[0].pin.expose(), answer.data.list[0].cvv.expose()], ["4321", "947"]);
    assert.equal(JSON.stringify(answer.data), '{"list":[{"pin":"[secret]","cvv":"[secret]","name":"pan"}],"secret":"[secret]"}');
  });

  test("are hidden in every spelling that issuers have", async () => {
    const spelt = { card_no: "4000001234567899", cardNumber: "1", Full_Card_Number: "2", CVV2: 947, "Opt Code": "3", PIN: 4321 };
    const body = { code: 0, data: { ...spelt, cardType: "plastic", pinned: 1, cvv: null } };
    const client = new CardClient({ issuer: ISSUERS["open-api"], fetch: answering(json(body)) });
    const { data } = await client.openApi.read({ path: "/v1/a" });
    for (const [name, value] of Object.entries(spelt)) assert.equal(data[name].expose(), String(value));
    assert.deepEqual([data.cardType, data.pinned, data.cvv], ["plastic", 1, null]);
  });

  test("the page that shows a card is hidden as well", async () => {
    const iframeUrl = "https://cards.example/show?token=t";
    const fetch = answering(json({ id: "card-1", cardNumber: null, iframeUrl }));
    const secrets = await new CardClient({ issuer: ISSUERS["artha-v1"], fetch }).reveal("card-1");
    assert.equal(secrets.iframeUrl.expose(), iframeUrl);
    assert.ok(!inspect(secrets).includes("token"));
  });
});

describe("the secret of artha-v1 is taken as", () => {
  const { active } = CARDS["artha-v1"];
  const HMAC = { name: "HMAC", hash: "SHA-256" };
  const FORMS = {
    text: [undefined, (secret) => secret],
    base64: ["base64", (secret) => secret],
    "a CryptoKey of the text's bytes": [undefined, (secret) => webcrypto.subtle.importKey("raw", Buffer.from(secret), HMAC, false, ["sign"])],
    "a CryptoKey of what the text stands for": [
      "base64",
      (secret) => webcrypto.subtle.importKey("raw", Buffer.from(secret, "base64"), HMAC, false, ["sign"]),
    ],
  };
  for (const [name, [secretEncoding, form]] of Object.entries(FORMS)) {
    test(name, async (t) => {
      const { issuers, admin } = await sandboxFor(t, { arthaV1: { secretEncoding } });
      const issuer = issuers["artha-v1"];
      const client = new CardClient({ issuer: { ...issuer, secret: await form(issuer.secret) } });
      assert.equal((await client.freeze(active)).result, "completed");
      await client.setPin(CARDS["artha-v1"].dollars, { pin: "4321" });
      assert.deepEqual(admin.requests().map(({ status }) => status), [200, 200, 200]);
    });
  }

  test("one that is another's is refused", async () => {
    const issuer = { ...world.sandbox.issuers["artha-v1"], secret: "another" };
    await fails(new CardClient({ issuer }).freeze(active), { code: "unauthorized", effect: "none", status: 401 });
    assert.deepEqual(world.sandbox.admin.executions(), []);
  });

  test("the same text in the other encoding is refused", async () => {
    const issuer = { ...world.sandbox.issuers["artha-v1"], secretEncoding: "base64" };
    await fails(new CardClient({ issuer }).card(active), { code: "unauthorized", effect: "none" });
  });

  for (const [name, make] of [
    ["another hash", () => webcrypto.subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, false, ["sign"])],
    ["no right to sign", () => webcrypto.subtle.generateKey(HMAC, false, ["verify"])],
  ]) {
    test(`a CryptoKey with ${name} fails before anything is sent`, async () => {
      const fetch = answering(json({}));
      const client = new CardClient({ issuer: { ...ISSUERS["artha-v1"], secret: await make() }, fetch });
      await fails(client.freeze("card-1"), { code: "configuration", effect: "none", retryable: false });
      assert.equal(fetch.calls.length, 0);
    });
  }

  test("the query is signed, and so are the bytes of the body", async () => {
    const fetch = answering(json({ data: [] }), json({ status: "success", taskId: "t" }));
    const client = new CardClient({ issuer: ISSUERS["artha-v1"], fetch });
    await client.cards({ size: 2, page: 4 }).page();
    await client.setPin("card-1", { pin: "4321" });
    for (const { url, method, headers, body = "" } of fetch.calls) {
      const hash = Buffer.from(await webcrypto.subtle.digest("SHA-256", Buffer.from(body))).toString("base64");
      const { pathname, search } = new URL(url);
      const text = [method, pathname + search, headers["X-Timestamp"], headers["X-Nonce"], hash].join("\n");
      assert.equal(headers["X-Body-Hash"], hash);
      assert.equal(headers["X-Signature"], createHmac("sha256", ISSUERS["artha-v1"].secret).update(text).digest("base64"));
    }
    assert.equal(new URL(fetch.calls[0].url).search, "?limit=2&offset=4");
  });

  test("a list ends where the issuer gives the same page again", async () => {
    const page = json({ cards: [{ id: "c1" }, { id: "c2" }] });
    const fetch = answering(page, page, page);
    const ids = [];
    for await (const { id } of new CardClient({ issuer: ISSUERS["artha-v1"], fetch }).cards()) ids.push(id);
    assert.deepEqual(ids, ["c1", "c2"]);
    assert.deepEqual(fetch.calls.map(({ url }) => new URL(url).search), ["", "?offset=2"]);
  });

  test("a page may be asked for from the first item on", async () => {
    const fetch = answering(json([]));
    await new CardClient({ issuer: ISSUERS["artha-v1"], fetch }).cards({ page: 0 }).page();
    assert.equal(new URL(fetch.calls[0].url).search, "?offset=0");
  });

  test("the path within a gateway is signed where the settings say so", async (t) => {
    const { issuers } = await sandboxFor(t, { arthaV1: { signedPath: "inner" } });
    const issuer = { ...issuers["artha-v1"], pathPrefixSigned: "/api/v1", pathPrefixOfLimits: "/api/v1" };
    const client = new CardClient({ issuer });
    assert.equal((await client.freeze(active)).result, "completed");
    await client.setLimits(active, { daily: "5" });
    await fails(new CardClient({ issuer: issuers["artha-v1"] }).card(active), { code: "unauthorized" });
  });
});

describe("other documented forms of the answers read the same", () => {
  // Times are those of two sandboxes, and only the newest form of Artha has a card's word.
  const plain = ({ extra, createdAt, asOf, issuerWord, ...read }) => read;
  const READS = {
    artha: async (client) => [await client.balance(CARDS.artha.active), await client.card(CARDS.artha.active)].map(plain),
    "artha-v1": async (client) => {
      const { active } = CARDS["artha-v1"];
      const { items } = await client.cards({ size: 100 }).page();
      return [await client.card(active), await client.balance(active), await client.limits(active), ...items].map(plain);
    },
    ibanera: async (client) => {
      const { items } = await client.ibanera.balances();
      return items.map(({ id, state, available }) => ({ id, state, available: Number(available.value) }));
    },
  };
  const FORMS = [
    ["artha", { artha: { answers: "V4" } }],
    ["artha", { artha: { answers: "V3" } }],
    ["artha-v1", { arthaV1: { answers: "R2" } }],
    ["artha-v1", { arthaV1: { answers: "R1" } }],
    ["ibanera", { ibanera: { balances: "older" } }],
  ];
  for (const [issuer, options] of FORMS) {
    test(`${issuer}, ${inspect(options)}`, async (t) => {
      const sandbox = await sandboxFor(t, options);
      const [due, other] = await Promise.all(
        [world.sandbox, sandbox].map(({ issuers }) => READS[issuer](new CardClient({ issuer: issuers[issuer] }))),
      );
      assert.deepEqual(other, due);
    });
  }
});
