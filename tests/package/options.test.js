// Wrong options and arguments are refused by name, and nothing is sent.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { ACTIONS, GOOD, ISSUERS, answering, json } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";

const configuration = { code: "configuration", effect: "none", retryable: false };
const input = { code: "invalid_input", effect: "none", retryable: false };
const shown = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

const make = (id, settings, options) => () => new CardClient({ issuer: { ...ISSUERS[id], ...settings }, ...options });

/** Calls and expects that nothing is sent. */
async function refused(issuer, call, expected) {
  const fetch = answering(...GOOD[issuer]);
  await fails(() => call(new CardClient({ issuer: ISSUERS[issuer], fetch })), expected);
  assert.equal(fetch.calls.length, 0);
}

describe("what an option takes", () => {
  // The crate is tested with the same values.
  const VALUES = JSON.parse(readFileSync(new URL("../support/options.json", import.meta.url), "utf8"));
  const OPTIONS = {
    url: ["yativo", "baseUrl"],
    header: ["artha", "customerToken"],
    text: ["yativo", "appSecret"],
    digits: ["open-api", "appId"],
    flag: ["open-api", "virtualCards"],
    count: ["artha", "image.maxBytes"],
    word: ["artha", "signing.names"],
    path: ["open-api", "paths.cancel"],
    group: ["artha", "signing"],
  };
  // Some numbers are others once JavaScript has read them.
  const read = (texts) => texts.map((text) => [text, JSON.parse(text)]).filter(([text, value]) => typeof value !== "number" || String(value) === text);
  for (const [shape, [issuer, path]] of Object.entries(OPTIONS)) {
    const [name, inner] = path.split(".");
    const settings = (value) => ({ [name]: inner === undefined ? value : { [inner]: value } });
    for (const [text, value] of read(VALUES[shape].good)) {
      test(`${path} may be ${text}`, () => void make(issuer, settings(value))());
    }
    for (const [text, value] of read(VALUES[shape].bad)) {
      test(`${path} must not be ${text}`, () =>
        fails(make(issuer, settings(value)), { ...configuration, path: `issuer.${path}`, issuer }));
    }
  }
});

describe("unknown names", () => {
  const UNKNOWN = [
    ["open-api", {}, { retries: 3 }, "retries"],
    ["open-api", {}, { signal: new AbortController().signal }, "signal"],
    ["artha", { token: "t" }, {}, "issuer.token"],
    ["artha", { image: { maxSize: 5 } }, {}, "issuer.image.maxSize"],
    ["artha", { signing: { header: "protocol" } }, {}, "issuer.signing.header"],
    ["artha", { appSecret: "s" }, {}, "issuer.appSecret"],
    ["yativo", { privateKey: "k" }, {}, "issuer.privateKey"],
    ["open-api", { paths: { freeze: "/a" } }, {}, "issuer.paths.freeze"],
    ["open-api", { paths: { deactivate: "/a" } }, {}, "issuer.paths.deactivate"],
    ["artha-v1", { privateKey: "k" }, {}, "issuer.privateKey"],
    ["artha-v1", { version: "v1" }, {}, "issuer.version"],
    ["yativo", { units: { topup: "major" } }, {}, "issuer.units.topup"],
    ["ibanera", { totp: "x" }, {}, "issuer.totp"],
  ];
  for (const [issuer, settings, options, path] of UNKNOWN) {
    test(`${path} of ${issuer} is refused`, () => fails(make(issuer, settings, options), { ...configuration, path }));
  }

  for (const name of ["signimage", "timeout", "cardId", "fetch", "mode"]) {
    test(`${name} of a call is refused`, () =>
      refused("open-api", (client) => client.freeze("card-1", { [name]: "x" }), { ...input, path: name }));
  }

  test("an option that only another method has is refused", async () => {
    await refused("open-api", (client) => client.freeze("card-1", { accessToken: "t" }), { ...input, path: "accessToken" });
    for (const name of ["idempotencyKey", "form"]) {
      const value = name === "form" ? "physical" : "key-1";
      await refused("yativo", (client) => client.card("card-1", { [name]: value }), { ...input, path: name });
      await refused("yativo", (client) => client.reconcile("freeze", "card-1", { [name]: value }), { ...input, path: name });
    }
  });
});

describe("what the pages of artha-v1 ask of fields", () => {
  const who = { customerId: "c", productId: "p" };
  const person = { type: "individual", email: "a@b.example", phoneCode: "+44", phoneNumber: "1", country: "GB" };
  const WRONG = [
    ["topUp", { amount: 0, currency: "USD" }, "amount", "0.01 or more"],
    ["topUp", { amount: "0.009", currency: "USD" }, "amount", "0.01 or more"],
    ["cancel", { reason: "x".repeat(501) }, "reason", "up to 500 letters"],
    ["createCustomer", { ...person, email: "x".repeat(2 ** 22 + 1) }, "email", "text of up to 4194304 letters"],
    ["submitApplicant", { ...who, kycDetails: { a: "x".repeat(2 ** 22 - 7) } }, "kycDetails", "up to 4194304 letters"],
    ["setLimits", {}, "daily", "there, or another of daily,monthly,perTransaction,atm,yearly"],
    ["setLimits", { yearly: "null" }, "yearly", "an amount like 12.50, as text above 9007199254740990"],
    ["createCustomer", person, "dateOfBirth", "there for type=individual"],
    ["submitApplicant", who, "kycDetails", "there, or another of kycDetails,kybDetails,details"],
    ["submitApplicant", { ...who, kybDetails: null }, "kycDetails", "there, or another of kycDetails,kybDetails,details"],
  ];
  for (const [operation, fields, path, due] of WRONG) {
    test(`${path} of ${operation} must be ${due}`, () =>
      refused("artha-v1", (client) => (client.arthaV1[operation] ?? ((own) => client[operation]("card-1", own)))(fields), {
        ...input,
        path,
        message: `${path} must be ${due}.`,
      }));
  }

  test("a limit is set back with null", async () => {
    const fetch = answering(json({}));
    const client = new CardClient({ issuer: { ...ISSUERS["artha-v1"], amountUnit: "minor" }, fetch });
    await client.setLimits("card-1", { daily: null, yearly: "0.5" });
    assert.equal(Buffer.from(fetch.calls[0].body).toString(), '{"daily_limit":null,"yearly_limit":50}');
  });
});

describe("settings that are wrong", () => {
  const WRONG = [
    ["artha", "baseUrl", [undefined, null, 5, {}, "", "artha.test", "https://"]],
    ["artha", "baseUrl", ["https://u:p@a.test", "https://a.test?x", "https://a.test/../b"]],
    ["artha", "customerToken", [undefined, "", 5, "a\r\nb: c", " a", "é"]],
    ["artha", "programId", [5, "", "a\nb"]],
    ["artha", "needPhotoForOperateCard", ["true", 1]],
    ["artha", "image.maxBytes", [0, -1, 1.5, "5", 2 ** 32]],
    ["artha", "image.encoding", ["hex", 5]],
    ["artha", "signing.names", ["upper", true]],
    ["artha", "firstPage", [-1, 1.5, "first", true]],
    ["artha-v1", "apiKey", [undefined, "", 5, "a\r\nb: c", "é"]],
    ["artha-v1", "secret", [undefined, null, "", 5, {}, new Uint8Array(3)]],
    ["artha-v1", "secretEncoding", ["hex", 5]],
    ["artha-v1", "pathPrefix", [undefined, "", "api", "/a/../b", "/a?b", "/a b", 5]],
    ["artha-v1", "pathPrefixOfLimits", ["", "api", 5]],
    ["artha-v1", "pathPrefixSigned", ["", "api", 5]],
    ["artha-v1", "form", ["second", 5]],
    ["artha-v1", "amountUnit", ["cents", 100]],
    ["yativo", "units.issue", ["cents", 5]],
    ["yativo", "units.topUp", ["dollars"]],
    ["yativo", "units.withdraw", ["", true]],
    ["yativo", "units.balance", ["cents"]],
    ["yativo", "observedOnly", ["yes", 1]],
    ["yativo", "accountId", [undefined, "", 5]],
    ["yativo", "appSecret", [undefined, "", {}]],
    ["yativo", "updateMethod", ["PATCH", "post", 5]],
    ["open-api", "version", [undefined, "", "..", 1]],
    ["open-api", "customerId", [undefined, "", "12a", "-5", "1.5", -5, 1.5, 1e21, true, "007"]],
    ["open-api", "key", [undefined, "", 5]],
    ["open-api", "paths.cancel", ["", "card", "/a/../b", "/a?b", "//a", 5]],
    ["open-api", "paths.walletTransaction", ["", "wallet"]],
    ["open-api", "virtualCards", ["yes", 0]],
    ["ibanera", "username", [undefined, "", 5]],
    ["ibanera", "password", [undefined, "", 5]],
    ["ibanera", "totpEncoding", ["hex", 5]],
    ["ibanera", "transfers", ["topup", 5]],
    ["ibanera", "reuseOneTimeCode", ["yes", 1]],
  ];
  for (const [issuer, path, values] of WRONG) {
    for (const value of values) {
      test(`${issuer}: ${path} must not be ${shown(value)}`, () => {
        const [name, inner] = path.split(".");
        const settings = { [name]: inner === undefined ? value : { [inner]: value } };
        return fails(make(issuer, settings), { ...configuration, path: `issuer.${path}` });
      });
    }
  }

  for (const id of [undefined, null, "", "Artha", "constructor", 5]) {
    test(`an issuer must not be called ${id}`, () => fails(make("yativo", { id }), { ...configuration, path: "issuer.id" }));
  }

  for (const issuer of [undefined, null, "artha", 5, []]) {
    test(`an issuer must not be ${shown(issuer)}`, () => fails(() => new CardClient({ issuer }), configuration));
  }

  for (const options of [undefined, null, "artha", 5, []]) {
    test(`options must not be ${shown(options)}`, () => fails(() => new CardClient(options), configuration));
  }

  for (const fetch of [null, "fetch", {}, true]) {
    test(`fetch must not be ${shown(fetch)}`, () => fails(make("yativo", {}, { fetch }), { ...configuration, path: "fetch" }));
  }
});

describe("base URLs", () => {
  const REFUSED = [
    "http://api.example",
    "http://127.0.0.1.example",
    "http://localhost.example",
    "http://10.0.0.1",
    "http://[::2]",
    "ftp://localhost",
    "file:///etc",
  ];
  for (const baseUrl of REFUSED) {
    test(`${baseUrl} is refused`, async () => {
      for (const issuer of Object.keys(ISSUERS)) {
        await fails(make(issuer, { baseUrl }), { effect: "none", path: "issuer.baseUrl", issuer });
      }
      const { code } = await fails(make("yativo", { baseUrl }));
      assert.ok(code === "insecure_url" || (code === "configuration" && baseUrl.startsWith("file")), code);
    });
  }

  const TAKEN = [
    "https://api.example",
    "https://api.example:8443/v1/",
    "http://localhost:8787",
    "http://127.0.0.1:1/x",
    "http://[::1]:80",
  ];
  for (const baseUrl of TAKEN) {
    test(`${baseUrl} is taken`, async () => {
      const fetch = answering(...GOOD["open-api"]);
      await make("open-api", { baseUrl }, { fetch })().freeze("card-1");
      assert.equal(fetch.calls[0].url, `${baseUrl.replace(/\/$/, "")}/v1/openApi/card/freeze`);
    });
  }
});

describe("card ids", () => {
  const WRONG = [
    ...["", ".", "..", " ", "a b", "a\n", "\ta", "a\0b", "\u007f", "a".repeat(257), "é".repeat(129)],
    ...[5, 1001, 0, NaN, true, null, undefined, {}, ["card-1"]],
  ];
  for (const [issuer, action] of ACTIONS) {
    test(`${issuer} refuses what is none, before anything is sent`, async () => {
      for (const cardId of WRONG) {
        const expected = { ...input, path: "cardId" };
        await refused(issuer, (client) => client[action](cardId), expected);
        await refused(issuer, (client) => client.prepare(action, cardId), expected);
      }
    });
  }

  for (const [issuer, action] of [["artha-v1", "freeze"], ["yativo", "freeze"], ["ibanera", "activate"]]) {
    test(`${issuer} refuses what is none in reads as well`, async () => {
      for (const cardId of WRONG) {
        await refused(issuer, (client) => client.card(cardId), { ...input, path: "cardId" });
        await refused(issuer, (client) => client.reconcile(action, cardId), { ...input, path: "cardId" });
      }
    });
  }

  test("ibanera refuses what is no whole number of 31 bits", async () => {
    for (const cardId of ["0", "007", "-1", "+1", "1.5", "1e3", "0x1f", "2147483648", "99999999999999999999", "one", "１"]) {
      await refused("ibanera", (client) => client.activate(cardId), { ...input, path: "cardId" });
    }
  });
});

describe("arguments that are wrong", () => {
  for (const action of ["fly", "", "Freeze", "constructor", undefined, null, 5]) {
    test(`an action must not be ${shown(action)}`, async () => {
      await refused("yativo", (client) => client.reconcile(action, "card-1"), input);
      await refused("yativo", (client) => client.prepare(action, "card-1", { accessToken: "t" }), input);
      await refused("yativo", (client) => client.interpret(action, "card-1", { status: 200 }), input);
    });
  }

  test("only an action can be reconciled", async () => {
    for (const action of ["login", "card"]) {
      await refused("yativo", (client) => client.reconcile(action, "card-1"), input);
    }
  });

  for (const options of [null, "x", 5, true, []]) {
    test(`the options of a call must not be ${shown(options)}`, async () => {
      await refused("open-api", (client) => client.freeze("card-1", options), input);
      await refused("yativo", (client) => client.card("card-1", options), input);
    });
  }

  for (const form of ["plastic", "", 5, true]) {
    test(`the form of a card must not be ${shown(form)}`, () =>
      refused("open-api", (client) => client.freeze("card-1", { form }), { ...input, path: "form" }));
  }

  test("virtual cards are refused where the issuer takes physical ones only", async () => {
    const expected = { code: "unsupported_action", effect: "none", path: "form" };
    await refused("open-api", (client) => client.freeze("card-1", { form: "virtual" }), expected);
    const fetch = answering(...GOOD["open-api"]);
    const paths = { cancel: "/v1/close" };
    const form = "virtual";
    await fails(make("open-api", { paths }, { fetch })().cancel("card-1", { form }), expected);
    assert.equal(fetch.calls.length, 0);
    await make("open-api", { paths, virtualCards: true }, { fetch })().cancel("card-1", { form });
    assert.equal(fetch.calls.length, 1);
  });

  test("a token that is none cannot be used for a prepared request", async () => {
    for (const accessToken of [undefined, "", 5]) {
      const expected = { ...input, path: "accessToken" };
      await refused("yativo", (client) => client.prepare("freeze", "card-1", { accessToken }), expected);
    }
  });

  test("a login can be prepared only where there is one", async () => {
    for (const issuer of ["artha", "artha-v1", "open-api"]) {
      const expected = { code: "unsupported_action", effect: "none", issuer };
      await refused(issuer, (client) => client.prepare("login", null), expected);
    }
  });

  const NO_ANSWERS = [
    {},
    { status: "200" },
    { status: 65_736, body: '{"code":0}' },
    { status: 200, body: 5 },
    { status: 200, body: {} },
    { status: 429, retryAfter: 5 },
  ];
  for (const response of NO_ANSWERS) {
    test(`an answer must not be ${shown(response)}`, () =>
      refused("open-api", (client) => client.interpret("freeze", "card-1", response), {}));
  }

  test("an answer may be in an ArrayBuffer", async () => {
    const client = make("open-api")();
    const body = new TextEncoder().encode('{"code":0}').buffer;
    const outcome = await client.interpret("freeze", "card-1", { status: 200, body }).catch((error) => error);
    assert.notEqual(outcome.message, "The answer is empty.");
  });
});
