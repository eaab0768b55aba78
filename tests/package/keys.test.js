// Keys in every form, the one-time code, and the readings of the signature's description.
import assert from "node:assert/strict";
import { createPrivateKey, generateKeyPairSync, webcrypto } from "node:crypto";
import { beforeEach, describe, test } from "node:test";

import { png } from "./scenarios/pictures.js";
import { CARDS } from "./scenarios/world.js";
import { GOOD, ISSUERS, answering, json } from "./support/fetches.js";
import { CardClient, fails, startSandbox } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const { subtle } = webcrypto;
const RSA = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
const world = useSandbox();
beforeEach(() => world.sandbox.admin.reset());

const executed = () => world.sandbox.admin.executions().length;
const inLines = (text) => text.match(/.{1,64}/g).join("\n");
const der = (key, type) => createPrivateKey(key).export({ format: "der", type });
const pem = (key, type) => createPrivateKey(key).export({ format: "pem", type });

describe("an RSA key is taken as", () => {
  const FORMS = {
    "PEM of PKCS #8": (key) => pem(key, "pkcs8"),
    "PEM of PKCS #1": (key) => pem(key, "pkcs1"),
    "PEM with Windows line ends": (key) => pem(key, "pkcs8").replaceAll("\n", "\r\n"),
    "PEM with blanks around it": (key) => `\n${pem(key, "pkcs1")}\n\n`,
    "bare base64 of PKCS #8": (key) => der(key, "pkcs8").toString("base64"),
    "bare base64 of PKCS #1": (key) => der(key, "pkcs1").toString("base64"),
    "bare base64 in lines": (key) => inLines(der(key, "pkcs1").toString("base64")),
    "a CryptoKey that cannot be exported": (key) => subtle.importKey("pkcs8", der(key, "pkcs8"), RSA, false, ["sign"]),
  };
  for (const [name, form] of Object.entries(FORMS)) {
    test(name, async () => {
      const { artha } = world.sandbox.issuers;
      const client = new CardClient({ issuer: { ...artha, privateKey: await form(artha.privateKey) } });
      await client.freeze(CARDS.artha.active);
      await client.setPin(CARDS.artha.photo, { signImage: png() });
      assert.equal(executed(), 2);
    });
  }
});

describe("an RSA key that cannot sign fails before anything is sent:", () => {
  const pkcs8 = {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  };
  const FORMS = {
    "no key at all": () => "no key",
    "a PEM without content": () => "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
    "a public key": () => generateKeyPairSync("rsa", { modulusLength: 1024, ...pkcs8 }).publicKey,
    "a key on a curve": () => generateKeyPairSync("ec", { namedCurve: "P-256", ...pkcs8 }).privateKey,
    "an encrypted key": (key) =>
      createPrivateKey(key).export({ format: "pem", type: "pkcs8", cipher: "aes-256-cbc", passphrase: "word" }),
    "half a key": (key) => key.slice(0, key.length / 2),
    "a CryptoKey for something else": () => subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, false, ["sign"]),
  };
  for (const [name, form] of Object.entries(FORMS)) {
    test(name, async () => {
      const fetch = answering(...GOOD.artha);
      const privateKey = await form(ISSUERS.artha.privateKey);
      const call = async () => new CardClient({ issuer: { ...ISSUERS.artha, privateKey }, fetch }).freeze("card-1");
      await fails(call, { code: "configuration", effect: "none", retryable: false });
      assert.equal(fetch.calls.length, 0);
    });
  }

  for (const privateKey of ["", undefined, null, 5, {}, new Uint8Array(5)]) {
    test(`${privateKey} is refused at once`, () =>
      fails(() => new CardClient({ issuer: { ...ISSUERS.artha, privateKey } }), {
        code: "configuration",
        path: "issuer.privateKey",
      }));
  }
});

describe("the secret of one-time codes is taken as", () => {
  // Base32 without padding.
  function bytesOf(secret) {
    const values = [...secret].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
    const bits = values.map((value) => value.toString(2).padStart(5, "0"));
    return Buffer.from(bits.join("").match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  }
  const FORMS = {
    "base32": (secret) => secret,
    "base32 in small letters": (secret) => secret.toLowerCase(),
    "base32 in groups": (secret) => secret.match(/.{4}/g).join(" "),
    "a CryptoKey that cannot be exported": (secret) =>
      subtle.importKey("raw", bytesOf(secret), { name: "HMAC", hash: "SHA-1" }, false, ["sign"]),
  };
  for (const [name, form] of Object.entries(FORMS)) {
    test(name, async () => {
      const { ibanera } = world.sandbox.issuers;
      const client = new CardClient({ issuer: { ...ibanera, totpSecret: await form(ibanera.totpSecret) } });
      assert.equal((await client.activate(CARDS.ibanera.inactive)).result, "completed");
    });
  }

  test("plain text, where the configuration says so", async (t) => {
    const sandbox = await startSandbox({ log: false, ibanera: { totpEncoding: "text" } });
    t.after(() => sandbox.close());
    const client = new CardClient({ issuer: sandbox.issuers.ibanera });
    assert.equal((await client.activate(CARDS.ibanera.inactive)).result, "completed");
  });

  test("the code is the one of RFC 6238", async (t) => {
    // Appendix B of the RFC, at 59 seconds, without the first two of its eight digits.
    t.mock.method(Date, "now", () => 59_000);
    const fetch = answering(...GOOD.ibanera);
    await new CardClient({ issuer: ISSUERS.ibanera, fetch }).activate("1001");
    assert.equal(JSON.parse(fetch.calls[0].body).otp, "287082");
  });
});

describe("a secret of one-time codes that gives no code fails before anything is sent:", () => {
  const FORMS = {
    "a text that is not base32": () => "0189",
    "a CryptoKey with another hash": () => subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, false, ["sign"]),
    "a CryptoKey that may not sign": () => subtle.generateKey({ name: "HMAC", hash: "SHA-1" }, false, ["verify"]),
  };
  for (const [name, form] of Object.entries(FORMS)) {
    test(name, async () => {
      const fetch = answering(...GOOD.ibanera);
      const issuer = { ...ISSUERS.ibanera, totpSecret: await form() };
      const call = new CardClient({ issuer, fetch }).activate("1001");
      await fails(call, { code: "configuration", effect: "none", retryable: false });
      assert.equal(fetch.calls.length, 0);
    });
  }
});

describe("oneTimeCode", () => {
  const { totpSecret, ...issuer } = ISSUERS.ibanera;
  const activate = (oneTimeCode, fetch) => new CardClient({ issuer: { ...issuer, oneTimeCode }, fetch }).activate("1001");
  const codes = (fetch) => fetch.calls.map(({ headers, body }) => headers.otp ?? JSON.parse(body).otp);

  test("is asked for every attempt, at once or later", async () => {
    let last = 100_000;
    const limited = json({}, 429, { "retry-after": "0" });
    const fetch = answering(GOOD.ibanera[0], limited, GOOD.ibanera[1]);
    await activate(() => String((last += 1)), fetch);
    assert.deepEqual(codes(fetch), ["100001", "100002", "100003"]);
    const second = answering(...GOOD.ibanera);
    await activate(async () => String((last += 1)), second);
    assert.deepEqual(codes(second), ["100004", "100005"]);
  });

  const WRONG = {
    "throws": () => {
      throw new Error("no code");
    },
    "rejects": () => Promise.reject(new Error("no code")),
    "gives nothing": () => undefined,
    "gives null": () => null,
    "gives an empty text": () => "",
    "gives words": () => "secret",
    "gives digits of another script": () => "١٢٣٤٥٦",
    "gives too many digits": () => "1".repeat(17),
    "gives a number": () => 123456,
    "gives an object": () => ({ code: "123456" }),
    "gives a list": () => ["123456"],
  };
  for (const [name, oneTimeCode] of Object.entries(WRONG)) {
    test(`that ${name} fails before anything is sent`, async () => {
      const fetch = answering(...GOOD.ibanera);
      await fails(activate(oneTimeCode, fetch), { code: "configuration", effect: "none", retryable: false });
      assert.equal(fetch.calls.length, 0);
      // The module still works.
      assert.equal((await activate(() => "123456", answering(...GOOD.ibanera))).result, "completed");
    });
  }

  for (const [name, both] of [
    ["both", { totpSecret, oneTimeCode: () => "1" }],
    ["neither", {}],
    ["a code that is no function", { oneTimeCode: "123456" }],
    ["an empty secret", { totpSecret: "" }],
  ]) {
    test(`${name} is refused`, () =>
      fails(() => new CardClient({ issuer: { ...issuer, ...both } }), { code: "configuration", path: "issuer.totpSecret" }));
  }
});

describe("readings of the signature's description agree with an issuer that reads it", () => {
  const READINGS = [
    ["names in small letters", { names: "lowercase" }, { names: "lowercase" }],
    ["values encoded", { values: "url_encoded" }, { values: "url_encoded" }],
    [
      "the content type signed",
      { headers: "protocol_and_content_type" },
      { headers: ["timestamp", "nonce", "customerToken", "Content-Type"] },
    ],
    ["path parameters signed", { pathParameters: "included" }, { pathParameters: true }],
    ["the token with its name", { tokenValue: "name_and_token" }, {}],
    ["another name of the token", { tokenName: "CustomerToken" }, { headers: ["timestamp", "nonce", "CustomerToken"] }],
  ];
  for (const [name, signing, reading] of READINGS) {
    test(name, async (t) => {
      const sandbox = await startSandbox({ log: false, settleMs: Infinity, artha: { signing: reading } });
      t.after(() => sandbox.close());
      const programId = "5a0d0000-0000-4000-8000-0000000000f2";
      const client = new CardClient({ issuer: { ...sandbox.issuers.artha, programId, signing } });
      assert.equal((await client.freeze(CARDS.artha.active)).result, "accepted");
      await client.setPin(CARDS.artha.photo, { signImage: png() });
      assert.equal(sandbox.admin.executions().length, 2);
    });
  }

  test("a reading that differs is not accepted", async () => {
    const client = new CardClient({ issuer: { ...world.sandbox.issuers.artha, signing: { names: "lowercase" } } });
    await fails(client.cancel(CARDS.artha.active), { code: "unauthorized", effect: "none", status: 401 });
    assert.equal(executed(), 0);
  });
});
