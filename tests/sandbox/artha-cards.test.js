import assert from "node:assert/strict";
import { test } from "node:test";
import { PLANTED, PROGRAMS } from "../../pkg-template/sandbox/seeds.js";
import { artha, arthaRead, base64, cardOf, png, sandboxFor, stateOf } from "./helpers.js";

const ACTIVE = "Active, no picture needed";
const programNamed = (name) => PROGRAMS.find((program) => program.name === name).programId;
const PLAIN = programNamed("Sandbox Plain");
const VIRTUAL = programNamed("Sandbox Virtual");
const KYC = programNamed("Sandbox KYC when applying");
const BINDING_KYC = programNamed("Sandbox KYC and photo when binding");

const kyc = {
  firstname: "A",
  lastname: "B",
  gender: 1,
  dob: "1990-06-15",
  email: "a@example.invalid",
  mobilecode: "+91",
  mobile: "5550100",
  doctype: 0,
  docid: "P1",
  frontdoc: "https://example.invalid/front.png",
  backdoc: "https://example.invalid/back.png",
};

const lastLine = (sandbox) => sandbox.lines.at(-1);

async function apply(sandbox, body) {
  const { json } = await artha(sandbox, "ApplyCard", body);
  return json.cardId;
}

test("a virtual card is applied for and made when settled", async (t) => {
  const sandbox = await sandboxFor(t);
  const answer = await artha(sandbox, "ApplyCard", { programId: VIRTUAL });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "text/plain");
  assert.deepEqual(Object.keys(answer.json), ["cardId", "status", "remarks"]);
  const { cardId, status, remarks } = answer.json;
  assert.deepEqual([status, remarks], ["Success", "CardInProgress"]);
  assert.equal(stateOf(sandbox, cardId), "inactive");
  await sandbox.admin.settle();
  assert.equal(stateOf(sandbox, cardId), "active");
  assert.deepEqual(
    sandbox.admin.executions().map(({ action, cardId: id }) => [action, id]),
    [["apply", cardId]],
  );
});

test("a physical card without KYC can be bound at once", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = await apply(sandbox, { programId: PLAIN });
  const { json } = await artha(sandbox, "Binding", { cardId, cardNumber: "4000001234567890" });
  assert.deepEqual(json, {
    cardId,
    cardno: "4000001234567890",
    status: "Success",
    remarks: "CardInProgress",
  });
  assert.match(lastLine(sandbox), /No envelopeNo came/);
  await sandbox.admin.settle();
  assert.equal(stateOf(sandbox, cardId), "active");
  const details = await arthaRead(sandbox, `CardDetails/${cardId}`);
  assert.equal(details.json.cardNumber, "4000001234567890");
  const again = await artha(sandbox, "Binding", { cardId, cardNumber: "4000001234567890" });
  assert.equal(again.json.status, "Failed");
});

test("a card whose program wants KYC is bound only after it succeeded", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = await apply(sandbox, { programId: KYC, kyc });
  const binding = { cardId, cardNumber: "4000001234567890" };
  assert.equal((await artha(sandbox, "Binding", binding)).json.status, "Failed");
  await sandbox.admin.settle({ result: "Failed" });
  assert.equal((await artha(sandbox, "Binding", binding)).json.status, "Failed");
  assert.match(lastLine(sandbox), /KYC has not succeeded/);
  const other = await apply(sandbox, { programId: KYC, kyc });
  await sandbox.admin.settle();
  const bound = await artha(sandbox, "Binding", { ...binding, cardId: other });
  assert.equal(bound.json.status, "Success");
});

test("the kyc of an application is checked field by field", async (t) => {
  const sandbox = await sandboxFor(t);
  const refused = async (change, words) => {
    const { status } = await artha(sandbox, "ApplyCard", { programId: KYC, ...change });
    assert.equal(status, 400);
    assert.match(lastLine(sandbox), words);
  };
  await refused({}, /kyc object is missing/);
  await refused({ kyc: "none" }, /kyc object is missing/);
  await refused({ kyc: ["none"] }, /kyc object is missing/);
  const { email, ...noEmail } = kyc;
  assert.ok(email);
  await refused({ kyc: noEmail }, /email is missing/);
  await refused({ kyc: { ...kyc, gender: "1" } }, /gender is not 1, 2/);
  await refused({ kyc: { ...kyc, dob: "15.06.1990" } }, /dob is not a day/);
  await refused({ kyc: { ...kyc, doctype: 1.5 } }, /doctype is not a whole number/);
  await refused({ kyc: { ...kyc, docid: 7 } }, /docid is not text/);
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("an application needs the id of a program", async (t) => {
  const sandbox = await sandboxFor(t);
  const statusFor = async (body) => (await artha(sandbox, "ApplyCard", body)).status;
  assert.equal(await statusFor({}), 400);
  assert.equal(await statusFor({ programId: 5 }), 400);
  assert.equal(await statusFor({ programId: "x".repeat(37) }), 400);
  assert.equal(await statusFor({ programId: "nothing" }), 404);
  assert.equal((await artha(sandbox, "ApplyCard", { programId: VIRTUAL, kyc })).status, 200);
  assert.match(lastLine(sandbox), /left unread/);
});

test("a program may want an envelope, a photo and KYC when binding", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = await apply(sandbox, { programId: BINDING_KYC });
  const full = {
    cardId,
    cardNumber: "4000001234567890",
    envelopeNo: "E1",
    handholdidphoto: base64(png()),
    kyc: { firstname: "A", lastname: "B" },
  };
  const refused = async (change, words) => {
    assert.equal((await artha(sandbox, "Binding", { ...full, ...change })).status, 400);
    assert.match(lastLine(sandbox), words);
  };
  await refused({ cardNumber: undefined }, /cardNumber is not text/);
  await refused({ cardNumber: "4".repeat(20) }, /cardNumber is not text/);
  await refused({ envelopeNo: "" }, /needs an envelopeNo/);
  await refused({ envelopeNo: "x".repeat(16) }, /envelopeNo is not text/);
  await refused({ handholdidphoto: "" }, /photo of the hand-held id/);
  await refused({ handholdidphoto: "garbage" }, /picture was refused/);
  await refused({ kyc: undefined }, /kyc object is missing/);
  const url = { handholdidphoto: "https://example.invalid/hand.png" };
  assert.equal((await artha(sandbox, "Binding", { ...full, ...url })).json.status, "Success");
  assert.match(lastLine(sandbox), /came as a URL/);
});

test("a card may be bound by a task id, and a virtual or unknown one not at all", async (t) => {
  const sandbox = await sandboxFor(t);
  const taskId = await apply(sandbox, { programId: PLAIN });
  const byTask = await artha(sandbox, "Binding", { taskId, cardNumber: "4000001234567890" });
  assert.equal(byTask.json.status, "Success");
  assert.match(lastLine(sandbox), /taskId of its application/);
  const virtual = await apply(sandbox, { programId: VIRTUAL });
  await sandbox.admin.settle({ result: "Failed" });
  const cardNumber = "4000001234567890";
  assert.equal(
    (await artha(sandbox, "Binding", { cardId: virtual, cardNumber })).json.status,
    "Failed",
  );
  assert.equal((await artha(sandbox, "Binding", { cardId: "none", cardNumber })).status, 404);
  assert.equal((await artha(sandbox, "Binding", { cardNumber })).status, 400);
});

test("the details carry number and code in clear, and the PIN can be read", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const { json, headers } = await arthaRead(sandbox, `CardDetails/${cardId}`);
  assert.equal(headers.get("content-type"), "text/plain");
  assert.deepEqual(json, {
    cardNumber: PLANTED.pan,
    cvv: PLANTED.cvc,
    expirationDate: "2030-10-01",
    cardStatus: "Active",
  });
  assert.deepEqual((await arthaRead(sandbox, `PinDetails/${cardId}`)).json, {
    cardNumber: PLANTED.pan,
    pin: PLANTED.pin,
  });
  sandbox.admin.setCard({ issuer: "artha", cardId, issuerWord: "Odd" });
  assert.equal((await arthaRead(sandbox, `CardDetails/${cardId}`)).json.cardStatus, "Odd");
  const other = await sandboxFor(t, { artha: { pinName: "Pin" } });
  assert.equal((await arthaRead(other, `PinDetails/${cardId}`)).json.Pin, PLANTED.pin);
});

test("the balance has five strings, spelled as each document does", async (t) => {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, ACTIVE);
  const read = async () => (await arthaRead(sandbox, `CardBalance/${cardId}`)).json;
  assert.deepEqual(await read(), {
    availableBalance: "250.50",
    cardCurrency: "USD",
    cardNumber: PLANTED.pan,
    cardType: "Physical",
    currentBalance: "250.50",
  });
  sandbox.admin.setAnswers({ issuer: "artha", form: "V4" });
  assert.deepEqual(Object.keys(await read()), [
    "availablebalance",
    "cardcurrency",
    "cardnumber",
    "cardtype",
    "currentbalance",
  ]);
  sandbox.admin.setAnswers({ issuer: "artha", form: "V2" });
  const { code, data, msg } = await read();
  assert.deepEqual([code, msg, data.available_balance], ["200", "ok", "250.50"]);
  sandbox.admin.reset();
  assert.equal((await read()).availableBalance, "250.50");
});

test("reads of a card refuse strangers, unknown cards and other merchants' cards", async (t) => {
  const sandbox = await sandboxFor(t);
  for (const name of ["CardDetails", "PinDetails", "CardBalance"]) {
    const status = async (id, how) => (await arthaRead(sandbox, `${name}/${id}`, how)).status;
    assert.equal(await status("none"), 404);
    assert.equal(await status(cardOf(sandbox, "Of another merchant")), 403);
    const forged = { change: { customerToken: "stranger" } };
    assert.equal(await status(cardOf(sandbox, ACTIVE), forged), 401);
    assert.equal((await artha(sandbox, `${name}/x`, {})).status, 405);
    const lowered = await arthaRead(sandbox, `${name.toLowerCase()}/${cardOf(sandbox, ACTIVE)}`);
    assert.equal(lowered.status, 200);
    assert.match(lastLine(sandbox), /path came in lowercase/);
  }
});

test("countries and towns are lists, or single objects in older manuals", async (t) => {
  const sandbox = await sandboxFor(t);
  const [country] = (await arthaRead(sandbox, "Countries")).json;
  assert.deepEqual(Object.keys(country), [
    "id",
    "name",
    "nationality",
    "isoTwo",
    "isoThree",
    "isoNumber",
  ]);
  assert.equal(country.isoNumber, "356");
  const [town] = (await arthaRead(sandbox, "Towns")).json;
  assert.deepEqual(Object.keys(town), ["id", "name", "code", "countryOrRegion"]);
  sandbox.admin.setAnswers({ issuer: "artha", form: "V3" });
  assert.equal((await arthaRead(sandbox, "Countries")).json.isoTwo, "IN");
  assert.equal((await arthaRead(sandbox, "Towns")).json.code, "SBT");
});

test("the oldest manuals' answers and paths are there when asked for", async (t) => {
  const sandbox = await sandboxFor(t, { artha: { answers: "V2" } });
  const { json } = await arthaRead(sandbox, "Merchant");
  assert.match(lastLine(sandbox), /without MerchantInformation/);
  assert.equal(json.Balance[0].amount, "100");
  assert.equal(json.Programs[2].isKycRequired, "Yes");
  assert.equal(json.Programs[0].TopUpTokens.token, "USDT");
  const program = await arthaRead(sandbox, `programdetails/${KYC}`);
  assert.equal(program.json.kycRequirements, undefined);
  const frozen = await artha(sandbox, "CardFreeze", { cardId: cardOf(sandbox, ACTIVE) });
  assert.deepEqual(Object.keys(frozen.json), ["taskId", "referenceId", "status", "remarks"]);
  assert.equal(frozen.json.status, "Submit");
  const applied = await artha(sandbox, "ApplyCard", { programId: PLAIN });
  const { taskId } = applied.json;
  assert.deepEqual(Object.keys(applied.json), ["taskId", "referenceId", "status", "remarks"]);
  const bound = await artha(sandbox, "Binding", { taskId, cardNumber: "4000001234567890" });
  assert.deepEqual(Object.keys(bound.json), ["taskId", "cardno", "status", "remarks"]);
  await assert.rejects(sandboxFor(t, { artha: { answers: "V9" } }), /is one of: site, V4, V3, V2/);
});

test("program details tell what KYC a program wants", async (t) => {
  const sandbox = await sandboxFor(t);
  const read = async (id) =>
    (await arthaRead(sandbox, `MerchantInformation/programdetails/${id}`)).json;
  const atApplying = await read(KYC);
  assert.equal(atApplying.kycRequirements, "FullName,Comms,PassportOnly");
  assert.equal(atApplying.kycRequiredWhileApplyCard, true);
  const atBinding = await read(BINDING_KYC);
  assert.equal(atBinding.needPhotoForActiveCard, true);
  assert.equal(atBinding.EnvelopeNoRequired, true);
  assert.equal((await read(PLAIN)).kycRequirements, null);
});

test("faults and claims without effect hold for applying and binding", async (t) => {
  const sandbox = await sandboxFor(t);
  const fault = (route, name) =>
    sandbox.admin.addFault({ issuer: "artha", route, fault: name });
  fault("ApplyCard", "success_without_effect");
  const claimed = await artha(sandbox, "ApplyCard", { programId: PLAIN });
  assert.equal(claimed.json.status, "Success");
  assert.equal((await arthaRead(sandbox, `CardDetails/${claimed.json.cardId}`)).status, 404);
  fault("ApplyCard", "cut_after_execute");
  await assert.rejects(artha(sandbox, "ApplyCard", { programId: PLAIN }));
  assert.equal(sandbox.admin.executions().length, 1);
  fault("Binding", "success_without_effect");
  const cardId = cardOf(sandbox, "Not activated yet");
  await artha(sandbox, "Binding", { cardId, cardNumber: "4000001234567890" });
  await sandbox.admin.settle();
  assert.equal(stateOf(sandbox, cardId), "inactive");
  fault("CardBalance", "status_500");
  assert.equal((await arthaRead(sandbox, `CardBalance/${cardId}`)).status, 500);
});
