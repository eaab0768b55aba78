// Each fault does what its name says. No SDK is needed here.
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { FAULTS, startFault } from "./faults.js";
import { afterAbort, arrived, executions, plain, silence } from "./table.js";

const GOOD = { read: { id: "card-1", state: "read" }, write: { id: "card-1", state: "written" } };
const WRITTEN = JSON.stringify(GOOD.write);
const SECRET = "sk-planted";
const REQUEST = `POST /cards/card-1 HTTP/1.1\r\nhost: h\r\nauthorization: ${SECRET}\r\ncontent-length: 2\r\n\r\n{}`;

async function started(t, name) {
  const server = await startFault(name, GOOD, SECRET);
  t.after(server.close);
  return server;
}

/** What arrives, and how the connection ends; `open` when it is still there after `ms`. */
async function exchange(server, { ms = 60_000, most = Infinity } = {}) {
  const socket = connect(new URL(server.url).port, "127.0.0.1");
  const parts = [];
  let length = 0;
  const end = await new Promise((go) => {
    setTimeout(go, ms, "open").unref();
    socket.on("error", ({ code }) => go(code));
    socket.on("end", () => go("end"));
    socket.on("data", (part) => {
      parts.push(part);
      length += part.length;
      if (length > most) go("enough");
    });
    socket.write(REQUEST);
  });
  socket.destroy();
  const bytes = Buffer.concat(parts);
  const [head, ...rest] = bytes.toString("latin1").split("\r\n\r\n");
  return { end, head, body: rest.join("\r\n\r\n"), bytes };
}

/** For each fault: how the exchange ends, and what is true of the answer. */
const DUE = {
  "connection refused": ["ECONNREFUSED", ({ bytes }) => bytes.length === 0],
  "TLS to a port that speaks plain HTTP": ["end", ({ body }) => body === WRITTEN],
  "reset before the headers": ["ECONNRESET", ({ bytes }) => bytes.length === 0],
  "reset in the headers": ["ECONNRESET", ({ head, body }) => head.endsWith("content-ty") && body === ""],
  "reset in the body": ["ECONNRESET", ({ body }) => body !== "" && WRITTEN.startsWith(body) && body !== WRITTEN],
  "closed without an answer": ["end", ({ bytes }) => bytes.length === 0],
  "silence from the start": ["open", ({ bytes }) => bytes.length === 0],
  "silence in the body": ["open", ({ body }) => body !== "" && WRITTEN.startsWith(body) && body !== WRITTEN],
  "one byte of the body a second": ["open", ({ head, body }) => /200 OK/.test(head) && body === WRITTEN[0]],
  "content-length too long": ["end", ({ head, body }) => body === WRITTEN && head.endsWith(`content-length: ${WRITTEN.length + 100}`)],
  "a chunk that is none": ["end", ({ head, body }) => /chunked/.test(head) && body.startsWith("zz\r\n")],
  "20 times 103, then the answer": ["end", ({ head, body }) => / 103 /.test(head) && body.split(" 103 ").length === 20 && body.endsWith(WRITTEN)],
  "100 KB of headers": ["end", ({ head, body }) => head.length > 100_000 && body === WRITTEN],
  "307 to another host": ["end", ({ head }) => / 307 .*location: http:\/\/localhost:\d+\/cards\/card-1/s.test(head)],
  "429, Retry-After 30": ["end", ({ head }) => / 429 .*retry-after: 30\r/s.test(head)],
  "429, Retry-After 1": ["end", ({ head }) => / 429 .*retry-after: 1\r/s.test(head)],
  "503 without Retry-After": ["end", ({ head }) => / 503 /.test(head) && !/retry-after/.test(head)],
  "503, Retry-After 4": ["end", ({ head }) => / 503 .*retry-after: 4\r/s.test(head)],
  "500 after it acted": ["end", ({ head }) => / 500 /.test(head)],
  "200 with half of the JSON": ["end", ({ body }) => WRITTEN.startsWith(body) && body.length === Math.floor(WRITTEN.length / 2)],
  "200 with a page of HTML": ["end", ({ head, body }) => /text\/html/.test(head) && body.startsWith("<!doctype html>")],
  "200 with 100 MiB of JSON": ["enough", ({ head }) => Number(/content-length: (\d+)/.exec(head)[1]) > 100 * 2 ** 20],
  "200 with 100 MiB in 100 KB of gzip": ["end", ({ body }) => body.length < 200_000 && unpacked(body).length > 100 * 2 ** 20],
};

const unpacked = (body) => gunzipSync(Buffer.from(body, "latin1"));

/** Those that never end by themselves are left after a while. */
const LEFT = { "silence from the start": 300, "silence in the body": 300, "one byte of the body a second": 1500 };

/** Those in which the server does nothing. */
const IDLE = /refused|TLS|before the headers|307|429|503|HTML/;

test("every fault is looked at", () => assert.deepEqual(Object.keys(DUE), Object.keys(FAULTS)));

for (const [name, [end, isDue]] of Object.entries(DUE)) {
  test(name, { concurrency: true }, async (t) => {
    const server = await started(t, name);
    const found = await exchange(server, { ms: LEFT[name], most: name.endsWith("of JSON") ? 1e6 : undefined });
    assert.equal(found.end, end);
    assert.ok(isDue(found), found.head.slice(0, 300));
    const { requests, executions: ran } = server.counts;
    assert.deepEqual([requests, ran], [FAULTS[name].listens === false ? 0 : 1, IDLE.test(name) ? 0 : 1]);
  });
}

test("a read is answered as a read, and what is not whole is not counted", async (t) => {
  const server = await started(t, "20 times 103, then the answer");
  assert.deepEqual(await (await fetch(server.url)).json(), GOOD.read);
  const socket = connect(new URL(server.url).port, "127.0.0.1");
  await once(socket, "connect");
  socket.end(REQUEST.slice(0, -1));
  await once(socket.resume(), "close");
  assert.deepEqual([server.counts.connections, server.counts.requests], [2, 1]);
});

test("plain HTTP where TLS is wanted", async (t) => {
  const server = await started(t, "TLS to a port that speaks plain HTTP");
  await assert.rejects(fetch(server.url, { method: "POST" }));
  assert.deepEqual([server.counts.connections, server.counts.requests], [1, 0]);
});

test("the other host acts, and sees whether the key came along", async (t) => {
  const server = await started(t, "307 to another host");
  const send = (headers) => fetch(`${server.url}/a`, { method: "POST", body: "{}", headers });
  assert.deepEqual(await (await send({ authorization: SECRET })).json(), GOOD.write);
  await send({ "x-api-key": SECRET, "idempotency-key": "k" });
  const { requests, elsewhere, secretElsewhere, executions: ran } = server.counts;
  assert.deepEqual([requests, elsewhere, secretElsewhere, ran], [2, 2, 1, 2]);
});

test("executions under one key are one where the server honours it", () => {
  assert.equal(executions({ executions: 3, keys: ["k", "k", "k"] }), "3 (1 by key)");
  assert.equal(executions({ executions: 3, keys: [undefined, undefined, undefined] }), "3");
  assert.equal(executions({ executions: 0, keys: [] }), "0");
});

test("what arrived, where no request can", () => {
  const counts = { connections: 3, requests: 0 };
  assert.equal(arrived({ counts, result: { connects: 2 }, fault: { listens: false } }), "0 (connects: 2)");
  assert.equal(arrived({ counts, result: {}, fault: { scheme: "https" } }), "0 (connects: 3)");
  assert.equal(arrived({ counts: { requests: 1 }, result: {}, fault: {} }), "1");
});

test("how a call ends after its abort, and how long silence lasts", () => {
  const counts = { times: [5, 20, 30] };
  const ended = { afterAbortMs: 840, abortedAt: 10, end: "rejected", told: "Down" };
  assert.equal(afterAbort({ result: ended, counts }), "ends 0.8 s after it, 2 more requests: Down");
  assert.equal(afterAbort({ result: { ...ended, end: "waiting" }, counts: { times: [5] } }), "goes on: Down");
  assert.equal(afterAbort({ result: { end: "rejected", told: "Down" }, counts }), "had ended before: Down");
  assert.equal(silence({ result: { ms: 7400, end: "rejected" } }), "7.4 s: 3.7 times the time-out");
  assert.equal(silence({ result: { ms: 20_000, end: "waiting" } }), "more than 20.0 s");
});

test("text of others does not become Markdown", () => assert.equal(plain("<p>|`"), "\\<p\\>\\|\\`"));
