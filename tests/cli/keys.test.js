// What is said of keys and shared secrets. The client itself is the judge of what can be used.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { plant } from "../package/support/seen/record.js";
import { draws, spoilt } from "./support/garbage.js";
import { MISTAKES, USABLE, openssh, pkcs8, rsa } from "./support/keys.js";
import { part, told } from "./support/parts.js";

const { CardClient } = await fromPackage("cardlatch");
const { keyForm, mended } = await part("pem.js");
const { checkPrivateKey } = await part("private-key.js");
const { checkTotpSecret, checkHmacSecret } = await part("shared-secret.js");

const artha = { id: "artha", baseUrl: "https://issuer.example/api/v1", customerToken: "t" };

/** Whether the client can sign with it. */
const signs = (privateKey) =>
  (async () => new CardClient({ issuer: { ...artha, privateKey } }).prepare("balance", "card"))().then(
    () => true,
    () => false,
  );

for (const [name, key] of Object.entries(USABLE)) {
  test(`a private key, ${name}, is usable`, async () => {
    const [finding, ...more] = await told((tell) => checkPrivateKey(key, tell));
    assert.deepEqual(more, []);
    assert.equal(finding.status, "ok");
    assert.match(finding.says, /RSA key of 1024 bits/);
    assert.equal(await signs(key), true);
  });
}

for (const [name, [key, says]] of Object.entries(MISTAKES)) {
  test(`a private key, ${name}, is a mistake`, async () => {
    plant([["private key", key.slice(40, 200)]].filter(([, text]) => text.length > 20));
    const [finding, ...more] = await told((tell) => checkPrivateKey(key, tell));
    assert.deepEqual(more, []);
    assert.equal(finding.status, "wrong");
    assert.match(finding.says, says);
    assert.ok(finding.why && finding.cure);
    assert.equal(await signs(key), false, "the client signs with it, so it is no mistake");
  });
}

test("another length than the documented one is usable and told", async () => {
  const key = rsa(2048).privateKey.export({ type: "pkcs8", format: "pem" });
  const [{ status, says, why }] = await told((tell) => checkPrivateKey(key, tell));
  assert.equal(status, "warn");
  assert.match(says, /2048 bits/);
  assert.match(why, /1024 bits/);
  assert.equal(await signs(key), true);
});

test("a shared secret of one-time codes", async () => {
  const table = [
    ["JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", undefined, "ok", /is base32/],
    ["jbsw y3dp ehpk 3pxp", undefined, "ok", /is base32/],
    ["JBSWY3DP", undefined, "warn", /only 40 bits/],
    ["JBSWY3DPEHPK3PX0", undefined, "wrong", /is not base32/],
    ["not-a-secret!", undefined, "wrong", /is not base32/],
    ["not-a-secret!", "text", "ok", /taken as text/],
    ["otpauth://totp/Ibanera?secret=JBSWY3DPEHPK3PXP", undefined, "wrong", /whole otpauth address/],
    ["492039", undefined, "wrong", /code of the moment/],
    ["   ", undefined, "wrong", /is empty/],
  ];
  for (const [totpSecret, totpEncoding, status, says] of table) {
    const [finding, ...more] = await told((tell) => checkTotpSecret({ totpSecret, totpEncoding }, tell));
    assert.deepEqual([finding.status, more], [status, []], totpSecret);
    assert.match(finding.says, says);
  }
});

test("what is said of a shared secret does not tell its letters", async () => {
  const [of0] = await told((tell) => checkTotpSecret({ totpSecret: "JBSWY3DPEHPK3PX0" }, tell));
  const [of9] = await told((tell) => checkTotpSecret({ totpSecret: "ABCDEFGHIJKLMN9Q" }, tell));
  assert.deepEqual(of0, of9);
});

test("a secret of HMAC signatures", async () => {
  const table = [
    [{ secret: "2sT5wivkTzBJKHFB", apiKey: "ak_1" }, "ok"],
    [{ secret: "2sT5wivkTzBJKHFB", apiKey: "ak_1", secretEncoding: "base64" }, "ok"],
    [{ secret: "not base64!", apiKey: "ak_1", secretEncoding: "base64" }, "wrong"],
    [{ secret: "ak_live_8f3a9b2c", apiKey: "2sT5wivkTzBJKHFB" }, "wrong"],
  ];
  for (const [issuer, status] of table) {
    const [finding] = await told((tell) => checkHmacSecret(issuer, tell));
    assert.equal(finding.status, status);
  }
});

test("no text makes the reader of keys throw, and each has a form", async () => {
  const pieces = ["-----BEGIN ", "-----END ", "PRIVATE KEY-----", "RSA PUBLIC KEY-----", "PRIVATE", "\\n", "\n", '"', "Proc-Type: 4,ENCRYPTED", "MII", "=", "–", "{", "ssh-", "~/", ".pem", "\0", "\ud800", " "];
  const forms = new Set();
  for (const text of [...draws(20_000, pieces, 9), ...spoilt(5_000, [pkcs8, openssh, pkcs8.replaceAll("\n", "\\n")])]) {
    forms.add(keyForm(text));
    mended(text);
  }
  assert.ok(forms.size >= 10, [...forms].join());
  for (const text of spoilt(300, [pkcs8, Buffer.from(pkcs8).toString("base64")])) {
    const [{ status }] = await told((tell) => checkPrivateKey(text, tell));
    assert.ok(["ok", "warn", "wrong"].includes(status));
  }
});
