import assert from "node:assert/strict";
import { test } from "node:test";
import { BODY_FAULTS } from "../../pkg-template/sandbox/body-faults.js";
import { FAULT_NAMES } from "../../pkg-template/sandbox/fault-endings.js";
import { SOCKET_FAULTS } from "../../pkg-template/sandbox/socket-faults.js";
import {
  admin,
  artha,
  cardOf,
  ibanera,
  ibaneraToken,
  openApi,
  sandboxFor,
  stateOf,
  yativoToken,
  yativoUpdate,
} from "./helpers.js";

const tried = new Set();
const TRIED_ELSEWHERE = { ...SOCKET_FAULTS, ...BODY_FAULTS };

const arrange = (sandbox, fault) => {
  tried.add(fault.fault);
  return admin(sandbox, "faults", fault);
};

async function scene(t) {
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, "Physical, active, cid id");
  return {
    ...sandbox,
    cardId,
    freeze: () => openApi(sandbox, cardId),
    executions: () => sandbox.admin.executions().length,
    prepare: (fault, more = {}) =>
      arrange(sandbox, { issuer: "open-api", route: "freeze", fault, ...more }),
  };
}

const isNetworkFailure = (error) => error instanceof TypeError && error.cause !== undefined;

test("cut_after_execute executes and gives no answer", async (t) => {
  const { prepare, freeze, executions, lines, admin: control } = await scene(t);
  await prepare("cut_after_execute");
  await assert.rejects(freeze(), isNetworkFailure);
  assert.equal(executions(), 1);
  assert.match(lines.at(-1), /was executed\. Then the connection was cut/);
  const [request] = control.requests();
  assert.deepEqual([request.status, request.fault], [null, "cut_after_execute"]);
});

test("cut_before_execute gives no answer and executes nothing", async (t) => {
  const { prepare, freeze, executions } = await scene(t);
  await prepare("cut_before_execute");
  await assert.rejects(freeze(), isNetworkFailure);
  assert.equal(executions(), 0);
});

test("stall sends nothing, and executes only when told", async (t) => {
  const { prepare, cardId, executions, nextLine, ...sandbox } = await scene(t);
  const give = async (more, count) => {
    await prepare("stall", more);
    const patience = new AbortController();
    const arrived = nextLine(/^OPEN-API, POST /);
    const refused = assert.rejects(openApi(sandbox, cardId, { signal: patience.signal }), {
      name: "AbortError",
    });
    await arrived;
    // An answer would be here before that of a later request.
    await admin(sandbox, "state", undefined, "GET");
    patience.abort();
    await refused;
    assert.equal(executions(), count);
  };
  await give({}, 0);
  await give({ execute: true }, 1);
});

test("delay executes at once and answers late", async (t) => {
  const { prepare, freeze, executions } = await scene(t);
  await prepare("delay", { ms: 40 });
  const started = performance.now();
  const answer = freeze();
  assert.equal((await answer).json.code, 0);
  assert.ok(performance.now() - started >= 35);
  assert.equal(executions(), 1);
});

test("slow_body sends the head at once and the body in drips", async (t) => {
  const { prepare, issuers, cardId, executions } = await scene(t);
  await prepare("slow_body", { ms: 40 });
  const response = await fetch(`${issuers["open-api"].baseUrl}/v1/openApi/card/freeze`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      customer_id: 10000011,
      app_id: 100001,
      key: issuers["open-api"].key,
      card_id: cardId,
    }),
  });
  assert.equal(response.status, 200);
  const chunks = [];
  for await (const chunk of response.body) chunks.push(chunk);
  assert.ok(chunks.length > 1);
  assert.deepEqual(JSON.parse(Buffer.concat(chunks)), { code: 0, message: "success" });
  assert.equal(executions(), 1);
});

const REPLACED = {
  status_500: ({ status }) => assert.equal(status, 500),
  status_501: ({ status }) => assert.equal(status, 501),
  status_502_html: ({ status, text }) => {
    assert.equal(status, 502);
    assert.match(text, /^<!doctype html>/);
  },
  html_200: ({ status, text, headers }) => {
    assert.equal(status, 200);
    assert.match(headers.get("content-type"), /text\/html/);
    assert.match(text, /^<!doctype html>/);
  },
  empty_200: ({ status, text }) => assert.deepEqual([status, text], [200, ""]),
  empty_object: ({ status, text }) => assert.deepEqual([status, text], [200, "{}"]),
  success_with_error: ({ json }) => {
    assert.equal(json.code, 0);
    assert.equal(typeof json.data.error, "string");
  },
};

for (const [fault, check] of Object.entries(REPLACED)) {
  test(`${fault} replaces the answer, and executes only when told`, async (t) => {
    const { prepare, freeze, executions } = await scene(t);
    await prepare(fault);
    check(await freeze());
    assert.equal(executions(), 0);
    await prepare(fault, { execute: true });
    check(await freeze());
    assert.equal(executions(), 1);
  });
}

const SHAPED = {
  truncated_json: ({ text, json }) => {
    assert.equal(json, undefined);
    assert.ok('{"code":0,"message":"success"}'.startsWith(text));
  },
  wrong_types: ({ json }) => assert.deepEqual(json, { code: "0", message: 42 }),
  json_array: ({ json }) => assert.deepEqual(json, [{ code: 0, message: "success" }]),
};

for (const [fault, check] of Object.entries(SHAPED)) {
  test(`${fault} reshapes the answer, and executes unless told not to`, async (t) => {
    const { prepare, freeze, executions } = await scene(t);
    await prepare(fault, { execute: false });
    check(await freeze());
    assert.equal(executions(), 0);
    await prepare(fault);
    check(await freeze());
    assert.equal(executions(), 1);
  });
}

test("wrong_types turns data into an array and a status into a number", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  await arrange(sandbox, { issuer: "yativo", route: "update", fault: "wrong_types" });
  const { json } = await yativoUpdate(sandbox, token, sandbox.cards.yativo[1].id, "freeze");
  assert.equal(json.status, 42);
  assert.equal(json.status_code, "200");
  assert.ok(Array.isArray(json.data));
});

test("rate_limited is 429 with Retry-After and never executes", async (t) => {
  const { prepare, freeze, executions } = await scene(t);
  await prepare("rate_limited", { retryAfterSeconds: 7, times: 2 });
  for (let n = 0; n < 2; n += 1) {
    const { status, headers } = await freeze();
    assert.deepEqual([status, headers.get("retry-after")], [429, "7"]);
  }
  assert.equal(executions(), 0);
  assert.equal((await freeze()).json.code, 0);
});

test("Retry-After comes as a date that is never too early", async (t) => {
  const { prepare, freeze, clock } = await scene(t);
  clock.ms += 1;
  await prepare("rate_limited", { retryAfterSeconds: 7, retryAfterDate: true });
  const { headers } = await freeze();
  assert.equal(headers.get("retry-after"), new Date(clock.ms + 7999).toUTCString());
});

for (const status of [408, 503, 504]) {
  test(`status_${status} has two styles, and Retry-After and effect only when told`, async (t) => {
    const { prepare, freeze, executions } = await scene(t);
    await prepare(`status_${status}`);
    const own = await freeze();
    assert.deepEqual([own.status, own.json.code], [status, 990000 + status]);
    assert.equal(own.headers.get("retry-after"), null);
    assert.equal(executions(), 0);
    await prepare(`status_${status}`, { page: true, retryAfterSeconds: 3, execute: true });
    const gateway = await freeze();
    assert.deepEqual([gateway.status, gateway.headers.get("retry-after")], [status, "3"]);
    assert.match(gateway.text, /^<!doctype html>/);
    assert.equal(executions(), 1);
  });
}

test("unauthorized_once is 401 in the issuer's style, then all is well", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await yativoToken(sandbox);
  const id = sandbox.cards.yativo[1].id;
  await arrange(sandbox, { issuer: "yativo", route: "action", fault: "unauthorized_once" });
  const first = await yativoUpdate(sandbox, token, id, "freeze");
  assert.deepEqual([first.status, first.json], [401, { message: "Unauthenticated." }]);
  assert.equal(stateOf(sandbox, id), "active");
  assert.equal((await yativoUpdate(sandbox, token, id, "freeze")).status, 200);
});

test("redirect sends the client elsewhere", async (t) => {
  const { prepare, issuers, url } = await scene(t);
  const ask = () =>
    fetch(`${issuers["open-api"].baseUrl}/v1/openApi/card/freeze`, {
      method: "POST",
      redirect: "manual",
    });
  await prepare("redirect");
  const first = await ask();
  assert.equal(first.status, 302);
  assert.equal(
    first.headers.get("location"),
    `${url.replace("127.0.0.1", "localhost")}/open-api/v1/openApi/card/freeze`,
  );
  await prepare("redirect", { to: "http://elsewhere.invalid/x", status: 307 });
  const second = await ask();
  assert.deepEqual(
    [second.status, second.headers.get("location")],
    [307, "http://elsewhere.invalid/x"],
  );
});

test("success_without_effect claims success on any issuer", async (t) => {
  const sandbox = await sandboxFor(t);
  const token = await ibaneraToken(sandbox);
  await arrange(sandbox, { issuer: "ibanera", route: "activate", fault: "success_without_effect" });
  const claimed = await ibanera(sandbox, token, "activate", 1002);
  assert.equal(claimed.json.status, "1");
  await arrange(sandbox, { issuer: "artha", route: "CardFreeze", fault: "success_without_effect" });
  const cardId = cardOf(sandbox, "Active, no picture needed");
  assert.equal((await artha(sandbox, "CardFreeze", { cardId })).json.status, "Success");
  assert.equal((await sandbox.admin.settle()).settled, 0);
  assert.equal(stateOf(sandbox, "1002"), "inactive");
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("issuer_error answers what the tester chose", async (t) => {
  const { prepare, freeze, executions, ...sandbox } = await scene(t);
  await prepare("issuer_error", { code: 20417 });
  assert.equal((await freeze()).json.code, 20417);
  assert.equal(executions(), 0);
  await arrange(sandbox, {
    issuer: "artha",
    route: "CardFreeze",
    fault: "issuer_error",
    code: "Not today",
  });
  const cardId = cardOf(sandbox, "Active, no picture needed");
  const { json } = await artha(sandbox, "CardFreeze", { cardId });
  assert.deepEqual(json, { taskId: null, status: "Failed", remarks: "Not today" });
});

test("success_with_error has a form for every issuer", async (t) => {
  const sandbox = await sandboxFor(t);
  const bearer = { yativo: await yativoToken(sandbox), ibanera: await ibaneraToken(sandbox) };
  for (const issuer of ["artha", "yativo", "ibanera"]) {
    await arrange(sandbox, { issuer, route: "action", fault: "success_with_error" });
  }
  const cardId = cardOf(sandbox, "Active, no picture needed");
  const one = await artha(sandbox, "CardFreeze", { cardId });
  assert.deepEqual([one.json.status, typeof one.json.data.error], ["Success", "string"]);
  const two = await yativoUpdate(sandbox, bearer.yativo, sandbox.cards.yativo[1].id, "freeze");
  assert.deepEqual([two.json.status, typeof two.json.data.error], ["success", "string"]);
  const three = await ibanera(sandbox, bearer.ibanera, "activate", 1002);
  assert.deepEqual([three.json.status, three.json.errors.length], ["1", 1]);
  assert.deepEqual(sandbox.admin.executions(), []);
});

test("faults are picked by route, by kind and by issuer, the oldest first", async (t) => {
  const sandbox = await sandboxFor(t);
  await arrange(sandbox, { issuer: "yativo", route: "read", fault: "empty_200" });
  await arrange(sandbox, { issuer: "yativo", route: "action", fault: "status_500" });
  await arrange(sandbox, { issuer: "yativo", fault: "html_200" });
  const token = "none";
  const id = sandbox.cards.yativo[1].id;
  assert.equal((await yativoUpdate(sandbox, token, id, "freeze")).status, 500);
  assert.match((await yativoUpdate(sandbox, token, id, "freeze")).text, /html/);
  assert.equal((await yativoUpdate(sandbox, token, id, "freeze")).status, 401);
  const left = await admin(sandbox, "faults", undefined, "GET");
  assert.deepEqual(left.json, [{ issuer: "yativo", route: "read", fault: "empty_200", times: 1 }]);
  await admin(sandbox, "faults", undefined, "DELETE");
  assert.deepEqual(sandbox.admin.faults(), []);
});

test("a fault that makes no sense is refused with the reason", async (t) => {
  const sandbox = await sandboxFor(t);
  const good = { issuer: "artha", route: "CardFreeze", fault: "stall" };
  const bad = [
    [{ ...good, issuer: "nobody" }, /issuer is one of/],
    [{ ...good, route: "activate" }, /route is one of/],
    [{ ...good, fault: "earthquake" }, /fault is one of/],
    [{ ...good, fault: undefined }, /fault is one of/],
    [{ ...good, times: 0 }, /times/],
    [{ ...good, ms: "5" }, /ms/],
    [{ ...good, bytes: 2 ** 40, fault: "large_body" }, /bytes/],
    [{ ...good, interim: [101], fault: "early_hints" }, /interim/],
    [{ ...good, retryAfterDate: 1, fault: "rate_limited" }, /retryAfterDate/],
    [{ ...good, to: "nowhere", fault: "redirect" }, /field to/],
    [{ ...good, colour: "red" }, /no field colour/],
    [{ ...good, fault: "rate_limited", execute: true }, /decides by itself/],
    [{ ...good, fault: "issuer_error" }, /needs a code/],
    [{ issuer: "yativo", fault: "issuer_error", code: "E9" }, /code is one of/],
  ];
  for (const [fault, why] of bad) {
    const { status, json } = await admin(sandbox, "faults", fault);
    assert.equal(status, 400);
    assert.match(json.error, why);
  }
  assert.deepEqual(sandbox.admin.faults(), []);
});

test("every fault was tried above", () => {
  assert.deepEqual(
    FAULT_NAMES.filter((name) => !tried.has(name) && !(name in TRIED_ELSEWHERE)),
    [],
  );
});
