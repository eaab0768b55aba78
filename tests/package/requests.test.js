// What fetch is called with.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { describe, test } from "node:test";

import { PNG_BASE64, png } from "./scenarios/pictures.js";
import { ACTIONS, BEARER, GOOD, ISSUERS, answering } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";

async function sent(issuer, action, cardId, { settings, ...options } = {}) {
  const fetch = answering(...GOOD[issuer]);
  await new CardClient({ issuer: { ...ISSUERS[issuer], ...settings }, fetch })[action](cardId, options);
  return fetch.calls;
}

describe("the request of", () => {
  test("artha", async () => {
    const [{ url, method, headers, body }] = await sent("artha", "freeze", "card-1", { signImage: png() });
    assert.equal(url, "https://artha.test/api/v1/CardFreeze");
    assert.equal(method, "POST");
    assert.equal(body, `{"cardId":"card-1","signImage":"${PNG_BASE64}"}`);
    assert.deepEqual(Object.keys(headers), ["Content-Type", "timestamp", "nonce", "customerToken", "signature"]);
    assert.equal(headers["Content-Type"], "application/json");
    assert.match(headers.timestamp, /^\d{10}$/);
    assert.match(headers.nonce, /^[A-Za-z0-9]{10}$/);
    assert.equal(headers.customerToken, ISSUERS.artha.customerToken);
  });

  test("artha-v1", async () => {
    const [freeze, card] = await sent("artha-v1", "freeze", "card-1");
    assert.deepEqual([freeze.method, freeze.url], ["POST", "https://artha-v1.test/api/v1/cards/card-1/freeze"]);
    assert.deepEqual([card.method, card.url], ["GET", "https://artha-v1.test/api/v1/cards/card-1"]);
    assert.deepEqual(Object.keys(freeze.headers), ["X-API-Key", "X-Timestamp", "X-Nonce", "X-Body-Hash", "X-Signature"]);
    assert.equal(freeze.headers["X-API-Key"], ISSUERS["artha-v1"].apiKey);
    // Of no bytes.
    assert.equal(freeze.headers["X-Body-Hash"], "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    const { "X-Timestamp": time, "X-Nonce": nonce, "X-Body-Hash": hash } = freeze.headers;
    const text = ["POST", "/api/v1/cards/card-1/freeze", time, nonce, hash].join("\n");
    assert.equal(freeze.headers["X-Signature"], createHmac("sha256", ISSUERS["artha-v1"].secret).update(text).digest("base64"));
    assert.notEqual(freeze.headers["X-Nonce"], card.headers["X-Nonce"]);
  });

  test("yativo", async () => {
    const [login, update, get] = await sent("yativo", "freeze", "card-1");
    assert.equal(login.url, "https://yativo.test/api/v1/auth/login");
    const { accountId, appSecret } = ISSUERS.yativo;
    assert.equal(login.body, `{"account_id":"${accountId}","app_secret":"${appSecret}"}`);
    assert.equal(update.url, "https://yativo.test/api/v1/customer/virtual/cards/update/card-1");
    assert.deepEqual([update.method, update.body], ["POST", '{"action":"freeze"}']);
    assert.equal(get.url, "https://yativo.test/api/v1/customer/virtual/cards/get/card-1");
    assert.deepEqual([get.method, "body" in get.init], ["GET", false]);
  });

  test("open-api", async () => {
    const [{ url, method, headers, body }] = await sent("open-api", "freeze", "card-1");
    assert.deepEqual([method, url], ["POST", "https://open-api.test/v1/openApi/card/freeze"]);
    assert.deepEqual(headers, { "Content-Type": "application/json" });
    assert.equal(body, `{"customer_id":10000011,"app_id":100001,"key":"${ISSUERS["open-api"].key}","card_id":"card-1"}`);
  });

  test("ibanera", async () => {
    const [login, activate] = await sent("ibanera", "activate", "1001");
    assert.equal(login.url, "https://ibanera.test/api/v1/public/auth/login");
    assert.match(login.body, new RegExp(`^{"username":"user-1","password":"${ISSUERS.ibanera.password}","otp":"\\d{6}"}$`));
    assert.equal(activate.url, "https://ibanera.test/api/v1/customer/cards/activate");
    assert.equal(activate.body, '{"cardsId":1001}');
    assert.equal(activate.headers["Content-Type"], "application/json-patch+json");
    assert.match(activate.headers.otp, /^\d{6}$/);
    assert.equal(activate.headers.Authorization, `Bearer ${BEARER}`);
  });
});

for (const [issuer, action, cardId] of ACTIONS) {
  test(`${issuer}: redirects are not followed, and there is a signal of its own`, async () => {
    const { signal } = new AbortController();
    for (const { init } of await sent(issuer, action, cardId, { signal })) {
      assert.equal(init.redirect, "manual");
      assert.ok(init.signal instanceof AbortSignal);
      assert.notEqual(init.signal, signal);
    }
  });
}

test("a body stays what it is, however long a stand-in for fetch keeps it", async () => {
  const kept = [];
  const slow = answering((url, { body }) => (kept.push(body), new Promise(() => {})));
  const client = new CardClient({ issuer: ISSUERS["open-api"], fetch: slow, timeoutMs: 20 });
  const textOf = (card) =>
    `{"customer_id":10000011,"app_id":100001,"key":"${ISSUERS["open-api"].key}","card_id":"${card}"}`;
  const cards = Array.from({ length: 8 }, (_, at) => `card-${at}`);
  await Promise.all(cards.map((card) => fails(client.freeze(card), { code: "timeout", effect: "unknown" })));
  // The module works on, and its memory grows.
  const long = { status: 200, text: async () => `${JSON.stringify({ code: 0 })}${" ".repeat(2 ** 21)}` };
  const other = new CardClient({ issuer: ISSUERS["open-api"], fetch: answering(long) });
  await Promise.all(cards.map(() => other.freeze("another-card")));
  assert.deepEqual(kept.map((body) => new TextDecoder().decode(body)), cards.map(textOf));
});

test("bodies of many calls at once are not mixed up", async () => {
  const fetch = answering(GOOD["open-api"][0]);
  const client = new CardClient({ issuer: ISSUERS["open-api"], fetch });
  await Promise.all(Array.from({ length: 100 }, (_, at) => client.freeze(`card-${at}`)));
  const ids = fetch.calls.map(({ body }) => JSON.parse(body).card_id);
  assert.deepEqual(ids.sort(), Array.from({ length: 100 }, (_, at) => `card-${at}`).sort());
});

test("images of many calls at once are not mixed up", async () => {
  const fetch = answering(GOOD.artha[0]);
  const client = new CardClient({ issuer: ISSUERS.artha, fetch });
  const images = Array.from({ length: 20 }, (_, at) => pngWithText(at, 100_000));
  await Promise.all(images.map((signImage, at) => client.freeze(`card-${at}`, { signImage })));
  for (const { body } of fetch.calls) {
    const { cardId, signImage } = JSON.parse(body);
    assert.equal(signImage, Buffer.from(images[cardId.split("-")[1]]).toString("base64"));
  }
});

/** A PNG that carries so many bytes of one value; check sums are the issuer's business. */
function pngWithText(value, size) {
  const part = Buffer.alloc(size + 12, value);
  part.writeUInt32BE(size);
  part.write("tEXt", 4, "latin1");
  const picture = Buffer.from(png());
  return new Uint8Array(Buffer.concat([picture.subarray(0, 33), part, picture.subarray(33)]));
}

test("a card id stays one step of the path", async () => {
  const [, update] = await sent("yativo", "freeze", "a/../b?c#d%2e");
  assert.equal(update.url, "https://yativo.test/api/v1/customer/virtual/cards/update/a%2F..%2Fb%3Fc%23d%252e");
});

test("a card id cannot break out of a body", async () => {
  const [{ body }] = await sent("open-api", "freeze", '","key":"other');
  assert.equal(JSON.parse(body).card_id, '","key":"other');
  assert.equal(JSON.parse(body).key, ISSUERS["open-api"].key);
});

test("ids that no double holds are sent exactly", async () => {
  const customerId = "12345678901234567890";
  const [{ body }] = await sent("open-api", "freeze", "card-1", { settings: { customerId, appId: 7 } });
  assert.ok(body.startsWith(`{"customer_id":${customerId},"app_id":7,`), body);
});

test("paths of a contract are filled in", async () => {
  const settings = { version: "v2", paths: { cancel: "/{version}/openApi/card/close" } };
  const [{ url }] = await sent("open-api", "cancel", "card-1", { settings });
  assert.equal(url, "https://open-api.test/v2/openApi/card/close");
});

test("each attempt has a time, a nonce and a signature of its own", async () => {
  const fetch = answering(...GOOD.artha);
  const client = new CardClient({ issuer: ISSUERS.artha, fetch });
  for (let turn = 0; turn < 20; turn += 1) await client.freeze("card-1");
  for (const name of ["nonce", "signature"]) {
    assert.equal(new Set(fetch.calls.map(({ headers }) => headers[name])).size, 20);
  }
});
