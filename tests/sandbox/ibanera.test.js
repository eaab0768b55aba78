import assert from "node:assert/strict";
import { test } from "node:test";
import { totp } from "../../pkg-template/sandbox/totp.js";
import {
  call,
  cardOf,
  ibanera,
  ibaneraDetails,
  ibaneraLogin,
  ibaneraToken,
  oneTimeCode,
  sandboxFor,
  stateOf,
} from "./helpers.js";

const ACTIVE = 1001;
const DEACTIVATED = 1002;
const failed = (fieldName, messageCode) => ({
  id: 0,
  details: null,
  status: "0",
  errors: [{ fieldName, messageCode }],
});

test("the login gives a token in the documented envelope", async (t) => {
  const sandbox = await sandboxFor(t);
  const { status, json } = await ibaneraLogin(sandbox);
  assert.equal(status, 200);
  assert.deepEqual([json.id, json.status, json.errors], [0, "1", []]);
  assert.equal(json.details.expiresIn, 3600);
  assert.deepEqual(Object.keys(json.details), [
    "accessToken",
    "expiresIn",
    "refreshToken",
    "refreshTokenExpiresIn",
  ]);
  const claims = JSON.parse(Buffer.from(json.details.accessToken.split(".")[1], "base64url"));
  assert.equal(claims.exp, sandbox.clock.ms / 1000 + 3600);
});

test("wrong logins have their codes", async (t) => {
  const sandbox = await sandboxFor(t);
  const missing = await ibaneraLogin(sandbox, { otp: undefined });
  assert.deepEqual(missing.json, failed("otp", "Required"));
  const wrong = await ibaneraLogin(sandbox, { password: "wrong" });
  assert.deepEqual(wrong.json, failed("username", "Username_Or_Password_Incorrect"));
  const code = await ibaneraLogin(sandbox, {
    otp: oneTimeCode(sandbox, sandbox.clock.ms - 90_000),
  });
  assert.deepEqual(code.json, failed("otp", "Invalid"));
  const other = await sandboxFor(t, { ibanera: { errorStatus: 400 } });
  assert.equal((await ibaneraLogin(other, { password: "wrong" })).status, 400);
});

test("five failures lock the account for ten minutes", async (t) => {
  const sandbox = await sandboxFor(t);
  for (let n = 0; n < 5; n += 1) {
    const { json } = await ibaneraLogin(sandbox, { password: "wrong" });
    assert.equal(json.errors[0].messageCode, "Username_Or_Password_Incorrect");
  }
  const codeNow = async () => (await ibaneraLogin(sandbox)).json.errors[0]?.messageCode;
  assert.equal(await codeNow(), "Account_Locked");
  sandbox.clock.ms += 10 * 60 * 1000 - 1;
  assert.equal(await codeNow(), "Account_Locked");
  sandbox.clock.ms += 1;
  assert.equal(await codeNow(), undefined);
});

test("a right login starts the count anew", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const password of ["w", "w", "w", "w", undefined, "w", "w", "w", "w", undefined]) {
    await ibaneraLogin(sandbox, password === undefined ? {} : { password });
  }
  assert.equal((await ibaneraLogin(sandbox)).json.status, "1");
});

test("activate answers everything the page shows, personal data included", async (t) => {
  const sandbox = await sandboxFor(t);
  const { status, json, text } = await ibanera(
    sandbox,
    await ibaneraToken(sandbox),
    "activate",
    DEACTIVATED,
  );
  assert.equal(status, 200);
  assert.deepEqual([json.id, json.status, json.errors], [DEACTIVATED, "1", []]);
  assert.equal(json.details.card.id, DEACTIVATED);
  assert.equal(json.details.card.bSuppressed, false);
  for (const block of ["notificationDetails", "setNotificationDetails"]) {
    const [user] = json.details[block].siteUsersDetails;
    assert.ok(user.emailAddress.length > 0);
    assert.equal(Object.keys(user.customerAssetAccounts[0]).length, 3 + 6 + 3 + 1 + 4 + 18);
  }
  const { planted } = sandbox;
  assert.ok(planted.filter((word) => text.includes(word)).length >= 4);
  assert.equal(stateOf(sandbox, "1002"), "active");
});

test("deactivate voids the pending transactions, and activate does not bring them back", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  const { json } = await ibanera(sandbox, token, "deactivate", ACTIVE);
  assert.equal(json.details.card.bSuppressed, true);
  assert.match(sandbox.lines.at(-1), /2 pending transactions were voided/);
  await ibanera(sandbox, token, "activate", ACTIVE);
  const card = sandbox.admin.state().find(({ id }) => id === String(ACTIVE));
  assert.deepEqual(
    [card.state, card.pendingTransactions, card.voidedTransactions],
    ["active", 0, 2],
  );
  assert.deepEqual(
    sandbox.admin.executions().map(({ action }) => action),
    ["deactivate", "activate"],
  );
});

test("a card that is there already has its own code", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  const active = await ibanera(sandbox, token, "activate", ACTIVE);
  assert.equal(active.status, 200);
  assert.deepEqual(active.json, failed("CardsId", "Card_Active"));
  const inactive = await ibanera(sandbox, token, "deactivate", DEACTIVATED);
  assert.deepEqual(inactive.json, failed("CardsId", "Card_Inactive"));
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("the card number is required and must be one", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  for (const id of [undefined, null]) {
    assert.deepEqual(
      (await ibanera(sandbox, token, "activate", id)).json,
      failed("CardsId", "Required"),
    );
  }
  for (const id of ["1002", 0, -1, 1002.5, 2147483648, 9999]) {
    assert.deepEqual(
      (await ibanera(sandbox, token, "activate", id)).json,
      failed("CardsId", "Invalid"),
    );
  }
  const largest = await ibanera(sandbox, token, "activate", 2147483647);
  assert.equal(largest.json.status, "1");
  const array = await ibanera(sandbox, token, "activate", 1, { body: "[]" });
  assert.deepEqual(array.json, failed("body", "Invalid"));
});

test("the prose spelling of the field is taken and told", async (t) => {
  const sandbox = await sandboxFor(t);
  const body = JSON.stringify({ CardsId: DEACTIVATED });
  const { json } = await ibanera(sandbox, await ibaneraToken(sandbox), "activate", 0, { body });
  assert.equal(json.status, "1");
  assert.match(sandbox.lines.at(-1), /came as CardsId, the page has cardsId/);
});

test("the media type must be the documented one", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  const headers = { "content-type": "application/json" };
  assert.equal((await ibanera(sandbox, token, "activate", DEACTIVATED, { headers })).status, 415);
  assert.equal(stateOf(sandbox, "1002"), "inactive");
});

test("every private call needs a token and a code of its own time", async (t) => {
  const sandbox = await sandboxFor(t, { ibanera: { expiresIn: 100 } });
  const token = await ibaneraToken(sandbox);
  assert.equal((await ibanera(sandbox, "strange", "activate", DEACTIVATED)).status, 401);
  assert.equal((await ibaneraDetails(sandbox, "strange", "?CardId=1001")).status, 401);
  const old = { otp: oneTimeCode(sandbox, sandbox.clock.ms - 90_000) };
  assert.deepEqual(
    (await ibanera(sandbox, token, "activate", DEACTIVATED, { headers: old })).json,
    failed("otp", "Invalid"),
  );
  const url = `${sandbox.issuers.ibanera.baseUrl}/api/v1/customer/cards/carddetails?CardId=1001`;
  const without = await call(url, { method: "GET", headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual(without.json, failed("otp", "Required"));
  sandbox.clock.ms += 100_000;
  assert.equal((await ibanera(sandbox, token, "activate", DEACTIVATED)).status, 401);
});

test("a code may be used twice unless that is forbidden", async (t) => {
  const lax = await sandboxFor(t);
  const token = await ibaneraToken(lax);
  assert.equal((await ibanera(lax, token, "activate", DEACTIVATED)).json.status, "1");
  const strict = await sandboxFor(t, { ibanera: { rejectReusedCodes: true } });
  const other = await ibaneraToken(strict);
  assert.deepEqual(
    (await ibanera(strict, other, "activate", DEACTIVATED)).json,
    failed("otp", "Invalid"),
  );
  strict.clock.ms += 30_000;
  assert.equal((await ibanera(strict, other, "activate", DEACTIVATED)).json.status, "1");
});

test("the shared secret may be read as text", async (t) => {
  const sandbox = await sandboxFor(t, { ibanera: { totpEncoding: "text" } });
  const { totpSecret, totpEncoding } = sandbox.issuers.ibanera;
  assert.equal(totpEncoding, "text");
  assert.equal((await ibaneraLogin(sandbox)).json.status, "0");
  const otp = totp(Buffer.from(totpSecret), sandbox.clock.ms);
  assert.equal((await ibaneraLogin(sandbox, { otp })).json.status, "1");
});

test("card details in the newest form hold no secret", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  const { json, text } = await ibaneraDetails(sandbox, token, "?CardId=1001");
  assert.deepEqual(Object.keys(json.details), [
    "customersID",
    "customersReference",
    "cardHolderName",
    "cardLast4",
    "currency",
    "totalBalance",
    "availableBalance",
    "status",
  ]);
  assert.equal(json.details.status, "Active");
  assert.ok(!text.includes(sandbox.planted[0]));
  const other = await ibaneraDetails(sandbox, token, "?cardid=1002");
  assert.equal(other.json.details.status, "Deactivated");
});

test("card details in the older form hold the card number and the PIN", async (t) => {
  const sandbox = await sandboxFor(t, { ibanera: { cardDetails: "older" } });
  const { json } = await ibaneraDetails(sandbox, await ibaneraToken(sandbox), "?CardId=1001");
  assert.equal(json.details.fullCardNumber, sandbox.planted[0]);
  assert.equal(json.details.pin.length, 4);
  assert.equal(json.details.status, "Active");
});

test("card details of an unknown card are 404, without a number Required", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  const unknown = await ibaneraDetails(sandbox, token, "?CardId=77");
  assert.deepEqual([unknown.status, unknown.json.status], [404, "0"]);
  assert.deepEqual((await ibaneraDetails(sandbox, token, "")).json, failed("CardId", "Required"));
});

test("Card_Provider_Error comes on demand with 500, before or after the change", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  const fault = {
    issuer: "ibanera",
    route: "activate",
    fault: "issuer_error",
    code: "Card_Provider_Error",
  };
  sandbox.admin.addFault(fault);
  const before = await ibanera(sandbox, token, "activate", DEACTIVATED);
  assert.equal(before.status, 500);
  assert.deepEqual(before.json, failed("CardsId", "Card_Provider_Error"));
  assert.equal(stateOf(sandbox, cardOf(sandbox, "Deactivated")), "inactive");
  sandbox.admin.addFault({ ...fault, execute: true, status: 200 });
  const after = await ibanera(sandbox, token, "activate", DEACTIVATED);
  assert.equal(after.status, 200);
  assert.equal(stateOf(sandbox, cardOf(sandbox, "Deactivated")), "active");
});
