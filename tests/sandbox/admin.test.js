import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { startSandbox } from "../../pkg-template/sandbox/index.js";
import {
  admin,
  artha,
  base64,
  call,
  cardOf,
  ibanera,
  ibaneraDetails,
  ibaneraToken,
  openApi,
  png,
  sandboxFor,
  stateOf,
  yativoToken,
  yativoUpdate,
} from "./helpers.js";

test("executions are numbered, timed and counted for each card and action", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const cardId = sandbox.cards.yativo[1].id;
  await yativoUpdate(sandbox, token, cardId, "freeze");
  sandbox.clock.ms += 5;
  await yativoUpdate(sandbox, token, cardId, "freeze");
  const { json } = await admin(sandbox, "executions", undefined, "GET");
  const at = sandbox.clock.ms;
  assert.deepEqual(json, [
    { n: 1, at: at - 5, issuer: "yativo", action: "freeze", cardId, count: 1 },
    { n: 2, at, issuer: "yativo", action: "freeze", cardId, count: 2 },
  ]);
});

test("requests are listed with names only", async (t) => {
  const sandbox = await sandboxFor(t);
  await ibaneraDetails(sandbox, "not a token", "?CardId=1001");
  const { json } = await admin(sandbox, "requests", undefined, "GET");
  assert.equal(json.length, 1);
  const [{ n, issuer, method, path, queryNames, headerNames, status, verdict }] = json;
  assert.deepEqual([n, issuer, method, status], [1, "ibanera", "GET", 401]);
  assert.equal(path, "/ibanera/api/v1/customer/cards/carddetails");
  assert.deepEqual(queryNames, ["CardId"]);
  assert.ok(headerNames.includes("authorization") && headerNames.includes("otp"));
  assert.equal(verdict, "The bearer token is missing. The answer was 401.");
});

test("no secret reaches the log or the list of requests", async (t) => {
  const sandbox = await sandboxFor(t);
  const { artha: keys, yativo, ibanera: principal, "open-api": contract } = sandbox.issuers;
  const yativoBearer = await yativoToken(sandbox);
  const ibaneraBearer = await ibaneraToken(sandbox);
  const signImage = base64(png());
  await yativoUpdate(sandbox, yativoBearer, sandbox.cards.yativo[1].id, "freeze");
  await ibanera(sandbox, ibaneraBearer, "activate", 1002);
  await openApi(sandbox, cardOf(sandbox, "Physical, active, cid id"));
  await artha(sandbox, "CardFreeze", {
    cardId: cardOf(sandbox, "Active, picture needed"),
    signImage,
  });
  const told = JSON.stringify([sandbox.lines, sandbox.admin.requests()]);
  const secrets = [
    keys.customerToken,
    keys.privateKey.split("\n")[1],
    yativo.appSecret,
    yativo.accountId,
    contract.key,
    principal.password,
    principal.totpSecret,
    yativoBearer,
    ibaneraBearer,
    signImage,
    ...sandbox.planted,
  ];
  for (const secret of secrets) assert.ok(!told.includes(secret));
  for (const line of sandbox.lines) assert.match(line, /\.$/);
});

test("a card's state is set, and a wrong change is refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const change = { issuer: "ibanera", cardId: 1001, state: "inactive", pendingTransactions: 9 };
  const { status, json } = await admin(sandbox, "cards", change);
  assert.equal(status, 200);
  assert.deepEqual([json.state, json.pendingTransactions], ["inactive", 9]);
  assert.equal(stateOf(sandbox, "1001"), "inactive");
  assert.match(sandbox.lines.at(-1), /Card 1001 of ibanera was set and is inactive/);
  assert.equal((await admin(sandbox, "cards", { ...change, cardId: 5 })).status, 404);
  assert.equal((await admin(sandbox, "cards", { ...change, state: "melted" })).status, 400);
  assert.equal((await admin(sandbox, "cards", { ...change, pendingTransactions: -1 })).status, 400);
  assert.equal((await admin(sandbox, "cards", { ...change, issuerWord: 4 })).status, 400);
});

test("reset brings everything back and keeps the credentials", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const before = sandbox.admin.state();
  const credentials = sandbox.admin.credentials();
  await yativoUpdate(sandbox, token, sandbox.cards.yativo[1].id, "freeze");
  await artha(sandbox, "CardFreeze", { cardId: cardOf(sandbox, "Active, no picture needed") });
  sandbox.admin.addFault({ issuer: "artha", fault: "stall" });
  await admin(sandbox, "reset");
  assert.deepEqual(sandbox.admin.state(), before);
  assert.deepEqual(sandbox.admin.executions(), []);
  assert.deepEqual(sandbox.admin.requests(), []);
  assert.deepEqual(sandbox.admin.faults(), []);
  assert.deepEqual(sandbox.admin.credentials(), credentials);
  const old = await yativoUpdate(sandbox, token, sandbox.cards.yativo[1].id, "freeze");
  assert.equal(old.status, 401);
});

test("credentials and state are the same by route and in the process", async (t) => {
  const sandbox = await sandboxFor(t);
  assert.deepEqual((await admin(sandbox, "credentials", undefined, "GET")).json, sandbox.issuers);
  assert.deepEqual(
    (await admin(sandbox, "state", undefined, "GET")).json,
    Object.values(sandbox.cards).flat(),
  );
  assert.deepEqual((await admin(sandbox, "callbacks", undefined, "GET")).json, []);
});

test("accounts are listed and set, and a wrong change is refused", async (t) => {
  const sandbox = await sandboxFor(t);
  const change = { issuer: "ibanera", accountId: 8204, balanceCents: 5 };
  assert.equal((await admin(sandbox, "accounts", change)).json.balanceCents, 5);
  const { json } = await admin(sandbox, "accounts", undefined, "GET");
  assert.equal(json.find(({ id }) => id === "8204").balanceCents, 5);
  assert.equal((await admin(sandbox, "accounts", { ...change, accountId: 1 })).status, 404);
  assert.equal((await admin(sandbox, "accounts", { ...change, balanceCents: -1 })).status, 400);
  assert.equal((await admin(sandbox, "accounts", { ...change, balanceCents: 1.5 })).status, 400);
  const card = { issuer: "ibanera", cardId: 1001, balanceCents: 7 };
  assert.equal((await admin(sandbox, "cards", card)).json.balanceCents, 7);
  assert.equal((await admin(sandbox, "cards", { ...card, balanceCents: "7" })).status, 400);
  const elsewhere = cardOf(sandbox, "Active, no picture needed");
  const ofArtha = { issuer: "artha", cardId: elsewhere, balanceCents: 7 };
  assert.equal((await admin(sandbox, "cards", ofArtha)).status, 400);
  assert.deepEqual((await admin(sandbox, "seeds", undefined, "GET")).json, sandbox.seeds);
});

test("every route of every issuer has its name in the declarations", async (t) => {
  const sandbox = await sandboxFor(t);
  const declared = readFileSync(
    new URL("../../pkg-template/sandbox/index.d.ts", import.meta.url),
    "utf8",
  );
  for (const issuer of Object.keys(sandbox.issuers)) {
    const { json } = await admin(sandbox, "faults", { issuer, fault: "stall", route: "none" });
    const names = json.error.replace(/.*: \*, |\.$/g, "").split(", ");
    for (const name of names) assert.ok(declared.includes(`| "${name}"`), name);
  }
});

test("an unknown admin route, bad JSON and an unknown place are refused", async (t) => {
  const sandbox = await sandboxFor(t);
  assert.equal((await admin(sandbox, "nothing", {})).status, 404);
  assert.equal((await call(`${sandbox.url}/admin/faults`, { body: "{" })).status, 400);
  const nowhere = await call(`${sandbox.url}/elsewhere`, { method: "GET" });
  assert.equal(nowhere.status, 404);
  assert.equal(nowhere.json.bases.length, 5);
});

test("a body over 8 MiB is 413, in the issuer's style", async (t) => {
  const sandbox = await sandboxFor(t);
  const body = Buffer.alloc(8 * 1024 * 1024 + 1, 0x20);
  const headers = { "content-type": "application/json" };
  const { baseUrl } = sandbox.issuers.yativo;
  const { status, json } = await call(`${baseUrl}/auth/login`, { headers, body });
  assert.deepEqual([status, json.status], [413, "failed"]);
  assert.equal((await call(`${sandbox.url}/admin/reset`, { headers, body })).status, 413);
  const edge = await call(`${baseUrl}/auth/login`, { headers, body: body.subarray(1) });
  assert.equal(edge.status, 400);
});

test("other origins are let in only when asked", async (t) => {
  const closed = await sandboxFor(t);
  const refused = await call(`${closed.url}/admin/state`, { method: "GET" });
  assert.equal(refused.headers.get("access-control-allow-origin"), null);
  assert.equal(
    (await call(closed.issuers.yativo.baseUrl + "/auth/login", { method: "OPTIONS" })).status,
    405,
  );
  const open = await sandboxFor(t, { cors: true });
  const preflight = await call(`${open.issuers.artha.baseUrl}/CardFreeze`, {
    method: "OPTIONS",
    headers: { "access-control-request-headers": "nonce,signature" },
  });
  assert.equal(preflight.status, 200);
  assert.equal(preflight.headers.get("access-control-allow-headers"), "nonce,signature");
  for (const route of ["/admin/state", "/yativo/api/v1/auth/login", "/nowhere"]) {
    const { headers } = await call(open.url + route, { method: "GET" });
    assert.equal(headers.get("access-control-allow-origin"), "*");
  }
});

test("options that do not exist or do not fit are refused", async () => {
  await assert.rejects(startSandbox({ colour: "red" }), /no option colour/);
  await assert.rejects(startSandbox({ artha: { sining: {} } }), /no option artha\.sining/);
  await assert.rejects(
    startSandbox({ artha: { signing: { header: [] } } }),
    /no option artha\.signing\.header/,
  );
  await assert.rejects(startSandbox({ callbackUrl: "nowhere" }), /not a URL/);
  await assert.rejects(startSandbox({ ibanera: { callbackUrl: "nowhere" } }), /not a URL/);
  await assert.rejects(
    startSandbox({ yativo: { amounts: { topup: "euros" } } }),
    /yativo\.amounts\.topup is one of: cents, dollars/,
  );
  await assert.rejects(startSandbox({ ibanera: { digest: "md5" } }), /digest is one of/);
  await assert.rejects(startSandbox({ callbackScheduleMs: [] }), /at least one/);
});

test("a port that is taken is told as an error", async (t) => {
  const { url } = await sandboxFor(t);
  const port = Number(new URL(url).port);
  await assert.rejects(startSandbox({ port, log: false }), { code: "EADDRINUSE" });
});

test("close ends requests that are still open", async () => {
  const sandbox = await startSandbox({ log: false });
  sandbox.admin.addFault({ issuer: "artha", fault: "stall" });
  const open = fetch(`${sandbox.issuers.artha.baseUrl}/CardFreeze`, { method: "POST" });
  const refused = assert.rejects(open);
  while (sandbox.admin.requests().length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await sandbox.close();
  await refused;
});
