import assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import { test } from "node:test";
import {
  canonicalString,
  DEFAULT_READING,
} from "../../pkg-template/sandbox/issuers/artha-signature.js";
import {
  admin,
  artha,
  arthaHeaders,
  arthaRead,
  base64,
  call,
  cardOf,
  jpeg,
  png,
  sandboxFor,
  stateOf,
} from "./helpers.js";

const PLAIN = "Active, no picture needed";
const FROZEN = "Frozen, no picture needed";
const PHOTO = "Active, picture needed";

const executed = (sandbox) =>
  sandbox.admin.executions().map(({ action, count }) => [action, count]);

test("the configuration holds a 1024-bit key in PKCS#8", async (t) => {
  const sandbox = await sandboxFor(t);
  const { id, baseUrl, customerToken, privateKey } = sandbox.issuers.artha;
  assert.equal(id, "artha");
  assert.equal(baseUrl, `${sandbox.url}/artha/api/v1`);
  assert.ok(customerToken.length > 0);
  assert.match(privateKey, /^-----BEGIN PRIVATE KEY-----/);
  assert.equal(createPublicKey(privateKey).asymmetricKeyDetails.modulusLength, 1024);
});

test("the text to sign of the documented request, names as sent and in lowercase", () => {
  const headers = { timestamp: "1700000000", nonce: "a1b2c3d4e5", customertoken: "T", host: "x" };
  const body = { cardId: "74099243-5467-4e29-9f7f-6984f1db9e01", signImage: "signimage" };
  assert.equal(
    canonicalString({ headers, path: {}, body }, DEFAULT_READING),
    "cardId=74099243-5467-4e29-9f7f-6984f1db9e01&customerToken=T&nonce=a1b2c3d4e5&signImage=signimage&timestamp=1700000000",
  );
  assert.equal(
    canonicalString({ headers, path: {}, body }, { ...DEFAULT_READING, names: "lowercase" }),
    "cardid=74099243-5467-4e29-9f7f-6984f1db9e01&customertoken=T&nonce=a1b2c3d4e5&signimage=signimage&timestamp=1700000000",
  );
});

test("empty values and the signature stay out, and the body wins over a header", () => {
  const signed = {
    headers: { timestamp: "1", nonce: "n", customertoken: "T" },
    path: { programid: "p" },
    body: {
      b: "",
      c: null,
      signature: "s",
      nonce: "of the body",
      zeta: 1,
      Alpha: 2,
      alpha: 3,
      _under: 4,
    },
  };
  assert.equal(
    canonicalString(signed, DEFAULT_READING),
    "Alpha=2&_under=4&alpha=3&customerToken=T&nonce=of the body&timestamp=1&zeta=1",
  );
  assert.equal(
    canonicalString(
      { ...signed, body: {} },
      { ...DEFAULT_READING, headers: ["nonce"], pathParameters: true, values: "url_encoded" },
    ),
    "nonce=n&programid=p",
  );
});

test("freeze is accepted as text/plain and takes effect only when settled", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PLAIN);
  const answer = await artha(sandbox, "CardFreeze", { cardId });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "text/plain");
  assert.deepEqual(Object.keys(answer.json), ["taskId", "status", "remarks"]);
  assert.match(answer.json.taskId, /^[0-9a-f-]{36}$/);
  assert.equal(answer.json.status, "Success");
  assert.equal(answer.json.remarks, "CardInProgress");
  assert.equal(stateOf(sandbox, cardId), "active");
  assert.equal(sandbox.admin.state().find(({ id }) => id === cardId).inFlight, "freeze");
  const settled = await admin(sandbox, "settle");
  assert.deepEqual(settled.json, { settled: 1, callbacksTried: 0 });
  assert.equal(stateOf(sandbox, cardId), "frozen");
  assert.deepEqual(executed(sandbox), [["freeze", 1]]);
});

test("an accepted action settles by itself after settleMs", async (t) => {
  const sandbox = await sandboxFor(t, { settleMs: 5 });
  const cardId = cardOf(sandbox, PLAIN);
  await artha(sandbox, "CardFreeze", { cardId });
  for (let tries = 0; tries < 40 && stateOf(sandbox, cardId) !== "frozen"; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.equal(stateOf(sandbox, cardId), "frozen");
});

test("unfreeze and cancel are accepted and take effect", async (t) => {
  const sandbox = await sandboxFor(t);
  const frozen = cardOf(sandbox, FROZEN);
  const active = cardOf(sandbox, PLAIN);
  assert.equal((await artha(sandbox, "CardUnFreeze", { cardId: frozen })).json.status, "Success");
  assert.equal((await artha(sandbox, "CancelCard", { cardId: active })).json.status, "Success");
  await sandbox.admin.settle();
  assert.equal(stateOf(sandbox, frozen), "active");
  assert.equal(stateOf(sandbox, active), "closed");
});

test("a task can be settled as failed, and the card stays as it was", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PLAIN);
  await artha(sandbox, "CardFreeze", { cardId });
  await admin(sandbox, "settle", { result: "Failed" });
  assert.equal(stateOf(sandbox, cardId), "active");
  assert.equal((await admin(sandbox, "settle", { result: "Maybe" })).status, 400);
});

test("set PIN is done at once and has no PIN in it", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PLAIN);
  const { json } = await artha(sandbox, "CardSetPin", { cardId });
  assert.equal(json.status, "Success");
  assert.equal(json.remarks, "CardSetPin SuccesFully!");
  assert.deepEqual(executed(sandbox), [["setPin", 1]]);
  assert.equal(sandbox.admin.state().find(({ id }) => id === cardId).inFlight, undefined);
});

test("a second action is refused while one is under way, and in a wrong state", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PLAIN);
  await artha(sandbox, "CardFreeze", { cardId });
  const second = await artha(sandbox, "CardFreeze", { cardId });
  assert.equal(second.status, 200);
  assert.equal(second.json.status, "Failed");
  assert.equal(second.json.taskId, null);
  assert.match(sandbox.lines.at(-1), /freeze under way.*sandbox's own choice/);
  const closed = await artha(sandbox, "CardFreeze", { cardId: cardOf(sandbox, "Closed") });
  assert.equal(closed.json.status, "Failed");
  assert.match(sandbox.lines.at(-1), /A card that is closed cannot take freeze\..*own choice/);
  assert.deepEqual(executed(sandbox), [["freeze", 1]]);
});

test("a picture is asked for only by the program that needs it", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PHOTO);
  assert.equal((await artha(sandbox, "CardFreeze", { cardId })).status, 400);
  assert.equal((await artha(sandbox, "CardFreeze", { cardId, signImage: "" })).status, 400);
  const signImage = base64(png());
  assert.equal((await artha(sandbox, "CardFreeze", { cardId, signImage })).status, 200);
  assert.match(sandbox.lines.at(-1), /sound PNG/);
  const frozen = cardOf(sandbox, "Frozen, picture needed");
  const unfreeze = await artha(sandbox, "CardUnFreeze", {
    cardId: frozen,
    signImage: base64(jpeg()),
  });
  assert.equal(unfreeze.status, 200);
});

test("cancel needs no picture, and set PIN spells the field in lowercase", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PHOTO);
  assert.equal((await artha(sandbox, "CardSetPin", { cardId })).status, 400);
  assert.equal(
    (await artha(sandbox, "CardSetPin", { cardId, signimage: base64(png()) })).status,
    200,
  );
  assert.doesNotMatch(sandbox.lines.at(-1), /came as/);
  assert.equal(
    (await artha(sandbox, "CardSetPin", { cardId, signImage: base64(png()) })).status,
    200,
  );
  assert.match(sandbox.lines.at(-1), /came as signImage, the page has signimage/);
  assert.equal((await artha(sandbox, "CancelCard", { cardId })).status, 200);
});

test("a bad picture is refused, a data URL is taken and told", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, PLAIN);
  const bad = await artha(sandbox, "CardFreeze", { cardId, signImage: "signimage" });
  assert.equal(bad.status, 400);
  assert.match(sandbox.lines.at(-1), /not base64.*own choice/);
  const signImage = `data:image/png;base64,${base64(png())}`;
  assert.equal((await artha(sandbox, "CardFreeze", { cardId, signImage })).status, 200);
  assert.match(sandbox.lines.at(-1), /data URL/);
});

test("names and paths in lowercase are taken and told", async (t) => {
  const sandbox = await sandboxFor(t);
  const answer = await artha(sandbox, "cardfreeze", { cardid: cardOf(sandbox, PLAIN) });
  assert.equal(answer.json.status, "Success");
  assert.match(sandbox.lines.at(-1), /path came in lowercase.*came as cardid, the page has cardId/);
});

test("an unknown card is 404, another merchant's card 403, a missing id 400", async (t) => {
  const sandbox = await sandboxFor(t);
  const statusFor = async (body) => (await artha(sandbox, "CardFreeze", body)).status;
  assert.equal(await statusFor({ cardId: "nobody" }), 404);
  assert.equal(await statusFor({ cardId: cardOf(sandbox, "Of another merchant") }), 403);
  assert.equal(await statusFor({}), 400);
  assert.equal(await statusFor({ cardId: 5 }), 400);
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("a wrong media type or body is 400, an unknown route 404, a wrong method 405", async (t) => {
  const sandbox = await sandboxFor(t);
  const { baseUrl } = sandbox.issuers.artha;
  const headers = arthaHeaders(sandbox);
  const text = await call(`${baseUrl}/CardFreeze`, {
    headers: { ...headers, "content-type": "text/plain" },
    body: "{}",
  });
  assert.equal(text.status, 400);
  for (const body of ["{", "[]", "null", '"x"', ""]) {
    assert.equal((await call(`${baseUrl}/CardFreeze`, { headers, body })).status, 400);
  }
  assert.equal((await call(`${baseUrl}/CardMelt`, { headers, body: "{}" })).status, 404);
  assert.equal((await call(`${baseUrl}/CardFreeze`, { method: "GET", headers })).status, 405);
});

test("errors have an empty body, or the ABP wrapper when asked for", async (t) => {
  const plain = await sandboxFor(t);
  assert.equal((await artha(plain, "CardFreeze", { cardId: "nobody" })).text, "");
  const wrapped = await sandboxFor(t, { artha: { errorBody: "abp" } });
  const { json, headers } = await artha(wrapped, "CardFreeze", { cardId: "nobody" });
  assert.equal(headers.get("content-type"), "application/json");
  assert.deepEqual(Object.keys(json.error), [
    "code",
    "message",
    "details",
    "data",
    "validationErrors",
  ]);
  assert.equal(json.error.message, "Record Not Found");
});

async function refusedWith(sandbox, how, words) {
  const body = { cardId: cardOf(sandbox, PLAIN) };
  const { status } = await artha(sandbox, "CardFreeze", body, how);
  assert.equal(status, 401);
  assert.match(sandbox.lines.at(-1), words);
  assert.deepEqual(sandbox.admin.executions(), []);
}

test("a header that is wrong or missing is 401", async (t) => {
  const sandbox = await sandboxFor(t);
  await refusedWith(
    sandbox,
    { change: { customerToken: "stranger" } },
    /customerToken is not known/,
  );
  await refusedWith(sandbox, { change: { nonce: "short" } }, /10 characters/);
  await refusedWith(sandbox, { change: { nonce: "elevenchars" } }, /10 characters/);
  await refusedWith(sandbox, { change: { timestamp: "noon" } }, /not a number/);
  await refusedWith(sandbox, { change: { timestamp: String(sandbox.clock.ms) } }, /too far/);
});

test("each protocol header is needed", async (t) => {
  const sandbox = await sandboxFor(t);
  const body = { cardId: cardOf(sandbox, PLAIN) };
  for (const name of ["timestamp", "nonce", "customerToken", "signature"]) {
    const headers = arthaHeaders(sandbox, body);
    delete headers[name];
    const url = `${sandbox.issuers.artha.baseUrl}/CardFreeze`;
    const { status } = await call(url, { headers, body: JSON.stringify(body) });
    assert.equal(status, 401);
  }
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("an expired and a future timestamp are refused at the edge of the tolerance", async (t) => {
  const sandbox = await sandboxFor(t, { artha: { timestampToleranceSeconds: 60 } });
  const seconds = sandbox.clock.ms / 1000;
  await refusedWith(sandbox, { change: { timestamp: String(seconds - 61) } }, /too far/);
  await refusedWith(sandbox, { change: { timestamp: String(seconds + 61) } }, /too far/);
  const body = { cardId: cardOf(sandbox, PLAIN) };
  const edge = await artha(sandbox, "CardFreeze", body, {
    change: { timestamp: String(seconds - 60) },
  });
  assert.equal(edge.status, 200);
});

test("a nonce counts once, and a refused request does not use it up", async (t) => {
  const sandbox = await sandboxFor(t);
  const body = { cardId: cardOf(sandbox, PLAIN) };
  const change = { nonce: "a1b2c3d4e5" };
  const forged = { change, fields: (set) => ({ ...set, cardId: "another" }) };
  assert.equal((await artha(sandbox, "CardFreeze", body, forged)).status, 401);
  assert.equal((await artha(sandbox, "CardFreeze", body, { change })).status, 200);
  assert.equal((await artha(sandbox, "CardFreeze", body, { change })).status, 401);
  assert.match(sandbox.lines.at(-1), /used before/);
});

test("a signature over anything else is refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const wrong = /signature does not fit/;
  await refusedWith(sandbox, { fields: (set) => ({ ...set, cardId: "x" }) }, wrong);
  await refusedWith(
    sandbox,
    { fields: (set) => ({ ...set, "Content-Type": "application/json" }) },
    wrong,
  );
  await refusedWith(sandbox, { fields: (set) => ({ ...set, nonce: "" }) }, wrong);
  const body = { cardId: cardOf(sandbox, PLAIN) };
  const headers = { ...arthaHeaders(sandbox, body), signature: "not base64!" };
  const url = `${sandbox.issuers.artha.baseUrl}/CardFreeze`;
  assert.equal((await call(url, { headers, body: JSON.stringify(body) })).status, 401);
});

test("other readings of the signing rule are options", async (t) => {
  const lowered = (set) =>
    Object.fromEntries(Object.entries(set).map(([name, value]) => [name.toLowerCase(), value]));
  const withType = (set) => ({ ...set, "Content-Type": "application/json" });
  const encoded = (set) =>
    Object.fromEntries(
      Object.entries(set).map(([name, value]) => [name, encodeURIComponent(value)]),
    );
  const readings = [
    [{ names: "lowercase" }, lowered],
    [{ headers: ["timestamp", "nonce", "customerToken", "Content-Type"] }, withType],
    [{ values: "url_encoded" }, encoded],
  ];
  for (const [signing, fields] of readings) {
    const sandbox = await sandboxFor(t, { artha: { signing } });
    const cardId = cardOf(sandbox, PHOTO);
    const body = { cardId, signImage: base64(png()) };
    assert.equal((await artha(sandbox, "CardFreeze", body)).status, 401);
    assert.equal((await artha(sandbox, "CardFreeze", body, { fields })).status, 200);
  }
});

test("path parameters are signed when that reading is chosen", async (t) => {
  const sandbox = await sandboxFor(t, { artha: { signing: { pathParameters: true } } });
  const { programId } = sandbox.cards.artha[0];
  const route = `MerchantInformation/programdetails/${programId}`;
  assert.equal((await arthaRead(sandbox, route)).status, 401);
  const fields = (set) => ({ ...set, programid: programId });
  assert.equal((await arthaRead(sandbox, route, { fields })).status, 200);
});

test("the token may come as name=value, which the log tells", async (t) => {
  const sandbox = await sandboxFor(t);
  const change = { customerToken: `customerToken=${sandbox.issuers.artha.customerToken}` };
  const { status } = await artha(
    sandbox,
    "CardFreeze",
    { cardId: cardOf(sandbox, PLAIN) },
    { change },
  );
  assert.equal(status, 200);
  assert.match(sandbox.lines.at(-1), /name=value/);
});

test("the token may come under the name that the older manuals print, where that is signed", async (t) => {
  const signing = { headers: ["timestamp", "nonce", "CustomerToken"] };
  const fields = ({ customerToken, ...set }) => ({ ...set, CustomerToken: customerToken });
  for (const [options, name, due] of [
    [{ artha: { signing } }, "CustomerToken", 200],
    [{ artha: { signing } }, "customerToken", 200],
    [{ artha: { signing } }, "token", 401],
    [{}, "CustomerToken", 401],
  ]) {
    const sandbox = await sandboxFor(t, options);
    const change = { customerToken: `${name}=${sandbox.issuers.artha.customerToken}` };
    const body = { cardId: cardOf(sandbox, PLAIN) };
    const how = options.artha ? { change, fields } : { change };
    assert.equal((await artha(sandbox, "CardFreeze", body, how)).status, due, name);
  }
});

test("the merchant and its programs are read", async (t) => {
  const sandbox = await sandboxFor(t);
  const { json, headers } = await arthaRead(sandbox, "MerchantInformation/Merchant");
  assert.equal(headers.get("content-type"), "text/plain");
  assert.equal(json.balances[0].amount, "100");
  assert.deepEqual(
    json.Programs.map(({ needPhotoForOperateCard }) => needPhotoForOperateCard),
    [true, false, false, false, false],
  );
  const single = await sandboxFor(t, { artha: { programs: "object" } });
  const other = await arthaRead(single, "MerchantInformation/Merchant");
  assert.equal(other.json.Programs.needPhotoForOperateCard, true);
  assert.equal(other.json.balances.currency, "USDT");
});

test("program details are read by the program's id", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const { programId, label } of sandbox.cards.artha.slice(0, 4)) {
    const { json } = await arthaRead(sandbox, `MerchantInformation/programdetails/${programId}`);
    assert.equal(json.programId, programId);
    assert.equal(json.needPhotoForOperateCard, !label.includes("no picture"));
  }
  assert.equal((await arthaRead(sandbox, "MerchantInformation/programdetails/none")).status, 404);
  const unsigned = await call(`${sandbox.issuers.artha.baseUrl}/MerchantInformation/Merchant`, {
    method: "GET",
  });
  assert.equal(unsigned.status, 401);
});
