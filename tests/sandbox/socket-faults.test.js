import assert from "node:assert/strict";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { BODY_FAULTS } from "../../pkg-template/sandbox/body-faults.js";
import { SOCKET_FAULTS } from "../../pkg-template/sandbox/socket-faults.js";
import { cardOf, openApi, sandboxFor } from "./helpers.js";
import { freezeOnWire, splitAnswer } from "./wire.js";

const OWN = '{"code":0,"message":"success"}';
const HALF = OWN.slice(0, OWN.length / 2);
const MIB = 1024 * 1024;

async function scene(t, fault, more = {}, options = {}) {
  const sandbox = await sandboxFor(t, options);
  const cardId = cardOf(sandbox, "Physical, active, cid id");
  const arrange = (change) =>
    sandbox.admin.addFault({ issuer: "open-api", route: "freeze", fault, ...more, ...change });
  arrange({});
  return {
    sandbox,
    arrange,
    freeze: (how) => freezeOnWire(sandbox, cardId, how),
    fetchFreeze: () => openApi(sandbox, cardId),
    executions: () => sandbox.admin.executions().length,
    last: () => sandbox.admin.requests().at(-1),
  };
}

test("reset_before_headers sends a reset and nothing else", async (t) => {
  const { freeze, executions, last } = await scene(t, "reset_before_headers");
  const wire = freeze();
  assert.equal(await wire.ended, "ECONNRESET");
  assert.equal(wire.bytes(), 0);
  assert.deepEqual([executions(), last().status], [0, null]);
});

test("reset_in_headers sends half of a head, then a reset", async (t) => {
  const { freeze, executions, last } = await scene(t, "reset_in_headers");
  const wire = freeze();
  assert.equal(await wire.ended, "ECONNRESET");
  assert.match(wire.text(), /^HTTP\/1\.1 200 OK\r\nx-request-id: /);
  assert.doesNotMatch(wire.text(), /\r\n\r\n/);
  assert.deepEqual([executions(), last().status], [1, null]);
});

test("reset_in_body sends the head and half of the body, then a reset", async (t) => {
  const { freeze, executions, last } = await scene(t, "reset_in_body");
  const wire = freeze();
  assert.equal(await wire.ended, "ECONNRESET");
  const { headers, body } = splitAnswer(wire.text());
  assert.deepEqual([headers["content-length"], body], [String(OWN.length), HALF]);
  assert.deepEqual([executions(), last().status], [1, 200]);
});

test("silent_body sends the head, then nothing, and stays open", async (t) => {
  const { freeze, fetchFreeze, executions } = await scene(t, "silent_body");
  const wire = freeze();
  await wire.shows(/\r\n\r\n/);
  // A body would be here before the answer to a later request.
  await fetchFreeze();
  const { headers, body } = splitAnswer(wire.text());
  assert.deepEqual([headers["content-length"], body], [String(OWN.length), ""]);
  assert.equal(wire.socket.readyState, "open");
  assert.equal(executions(), 1);
});

test("slow_drip sends the head at once and the body byte by byte", async (t) => {
  const { freeze, executions } = await scene(t, "slow_drip", { ms: 2 });
  const wire = freeze();
  const pieces = [];
  wire.socket.on("data", (chunk) => pieces.push(chunk.length));
  assert.equal(await wire.ended, "FIN");
  assert.equal(splitAnswer(wire.text()).body, OWN);
  assert.ok(pieces.length > 2 && pieces[0] > 100, String(pieces));
  assert.equal(executions(), 1);
});

test("slow_drip waits a second, and drips the head when told", async (t) => {
  const { freeze } = await scene(t, "slow_drip", { headToo: true });
  const started = performance.now();
  const wire = freeze();
  await wire.arrived(1);
  assert.ok(performance.now() - started >= 900);
  assert.equal(wire.text(), "H");
});

for (const [fault, announced, what] of [
  ["content_length_long", OWN.length + 100, "more than it sends"],
  ["content_length_short", OWN.length / 2, "less than it sends"],
]) {
  test(`${fault} announces ${what}`, async (t) => {
    const { freeze, executions } = await scene(t, fault);
    const wire = freeze();
    assert.equal(await wire.ended, "FIN");
    const { headers, body } = splitAnswer(wire.text());
    assert.deepEqual([Number(headers["content-length"]), body], [announced, OWN]);
    assert.equal(executions(), 1);
  });
}

for (const [fault, sent, what] of [
  ["bad_chunk", `f\r\n${HALF}\r\nsize\r\n`, "sends a size that is no number after a good chunk"],
  ["cut_chunks", `1e\r\n${OWN}\r\n`, "ends without the last chunk"],
]) {
  test(`${fault} ${what}`, async (t) => {
    const { freeze, fetchFreeze, arrange, executions } = await scene(t, fault);
    const wire = freeze();
    assert.equal(await wire.ended, "FIN");
    const { headers, body } = splitAnswer(wire.text());
    assert.equal(headers["transfer-encoding"], "chunked");
    assert.equal(body, sent);
    assert.equal(executions(), 1);
    arrange({});
    await assert.rejects(fetchFreeze());
  });
}

test("early_hints come before a good answer", async (t) => {
  const { freeze, fetchFreeze, arrange, executions } = await scene(t, "early_hints");
  const wire = freeze();
  await wire.shows(/success/);
  const statuses = [...wire.text().matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
  assert.deepEqual(statuses, ["100", "102", "103", "200"]);
  assert.ok(wire.text().endsWith(OWN));
  assert.equal(executions(), 1);
  arrange({ interim: [102, 103] });
  assert.equal((await fetchFreeze()).status, 200);
});

test("huge_headers has a header of 1 MiB", async (t) => {
  const { freeze, executions } = await scene(t, "huge_headers");
  const wire = freeze();
  await wire.shows(/success/);
  const { headers, body } = splitAnswer(wire.text());
  assert.deepEqual([headers["x-filler"].length, body], [MIB, OWN]);
  assert.equal(executions(), 1);
});

test("large_body is valid JSON of the length asked for", async (t) => {
  const { fetchFreeze, arrange, executions } = await scene(t, "large_body");
  const { text, json } = await fetchFreeze();
  assert.deepEqual([text.length, json], [5 * MIB, JSON.parse(OWN)]);
  assert.equal(executions(), 1);
  arrange({ bytes: 1000 });
  assert.equal((await fetchFreeze()).text.length, 1000);
});

test("endless_body goes on as long as it is read, and no longer", async (t) => {
  const { freeze, executions } = await scene(t, "endless_body");
  const wire = freeze();
  await wire.arrived(20 * MIB);
  wire.socket.destroy();
  assert.match(wire.text().slice(0, 1000), /\{"code":0,"message":"success"\}\r\n/);
  assert.equal(executions(), 1);
});

test("gzip_bomb inflates to 256 MiB of blanks and the answer", async (t) => {
  const { freeze, executions } = await scene(t, "gzip_bomb");
  const wire = freeze();
  await wire.shows(/\r\n\r\n/);
  const head = wire.text().indexOf("\r\n\r\n") + 4;
  const length = Number(splitAnswer(wire.text()).headers["content-length"]);
  assert.ok(length < MIB);
  await wire.arrived(head + length);
  const { headers, body } = splitAnswer(wire.text());
  assert.equal(headers["content-encoding"], "gzip");
  const plain = gunzipSync(Buffer.from(body, "latin1"));
  assert.equal(plain.length, 256 * MIB + OWN.length);
  assert.equal(plain.subarray(-OWN.length - 1).toString(), ` ${OWN}`);
  assert.equal(executions(), 1);
});

const NAMES = [...Object.keys(SOCKET_FAULTS), ...Object.keys(BODY_FAULTS)];
const WITHOUT_HEAD = ["reset_before_headers", "reset_in_headers"];

for (const fault of NAMES) {
  const usual = fault !== "reset_before_headers";
  test(`${fault} executes or does not as told`, async (t) => {
    const { sandbox, freeze, executions } = await scene(t, fault, { execute: !usual });
    const logged = sandbox.nextLine(new RegExp(fault));
    const wire = freeze();
    await logged;
    wire.socket.destroy();
    assert.equal(executions(), usual ? 0 : 1);
  });

  test(`close ends ${fault} at once`, async (t) => {
    const { sandbox, freeze } = await scene(t, fault);
    const logged = sandbox.nextLine(new RegExp(fault));
    const wire = freeze();
    await logged;
    await sandbox.close();
    await wire.ended;
  });
}

for (const fault of NAMES.filter((name) => !WITHOUT_HEAD.includes(name))) {
  test(`${fault} lets pages of other origins read the head`, async (t) => {
    const { freeze, last } = await scene(t, fault, { interim: [], ms: 1 }, { cors: true });
    const wire = freeze();
    await wire.shows(/\r\n\r\n/);
    const { headers } = splitAnswer(wire.text());
    assert.equal(headers["access-control-allow-origin"], "*");
    assert.equal(headers["access-control-expose-headers"], "retry-after, location, x-request-id");
    assert.equal(headers["content-type"], "application/json");
    assert.equal(headers["x-request-id"], last().requestId);
  });
}
