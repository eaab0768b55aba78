// A server for one cell of the table: it takes any path, answers what the caller's parser accepts,
// spoils that as one fault says, and counts.
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";
import { pipeline } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";

const MIB = 1024 * 1024;
const HUGE = 100 * MIB;

/** Long enough for the part of an answer that was sent to be read before the connection goes. */
const READ_MS = 100;

const json = "application/json";

function head(status, fields, length) {
  const lines = Object.entries({ "content-type": json, connection: "close", ...fields });
  if (length !== undefined) lines.push(["content-length", length]);
  return `HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
}

const whole = (body, fields = {}, status = "200 OK") => head(status, fields, Buffer.byteLength(body)) + body;
const half = (body) => body.slice(0, body.length / 2);
const refusal = (message) => JSON.stringify({ error: { type: "api_error", message } });

const answers = (status, message, fields) => ({ socket }) => socket.end(whole(refusal(message), fields, status));

async function cutAfter(socket, text) {
  socket.write(text);
  await pause(READ_MS);
  socket.resetAndDestroy();
}

async function drip({ socket, good }) {
  socket.write(head("200 OK", {}, Buffer.byteLength(good)));
  for (const byte of Buffer.from(good)) {
    await pause(1000);
    if (socket.destroyed) return;
    socket.write(Buffer.of(byte));
  }
  socket.end();
}

async function interim({ socket, good }) {
  for (let turn = 0; turn < 20; turn += 1) {
    socket.write("HTTP/1.1 103 Early Hints\r\nlink: </style.css>; rel=preload\r\n\r\n");
    await pause(20);
  }
  socket.end(whole(good));
}

function manyFields({ socket, good }) {
  const fields = Array.from({ length: 100 }, (_, place) => [`x-filler-${place}`, "x".repeat(1000)]);
  socket.end(whole(good, Object.fromEntries(fields)));
}

/** The good answer with 100 MiB of filling: its beginning, how much filling, its end. */
const filled = (good) => [`${good.trimEnd().slice(0, -1)},"filling":"`, '"}'];

async function huge({ socket, good }) {
  const [begin, end] = filled(good);
  const pieces = function* () {
    yield head("200 OK", {}, Buffer.byteLength(begin) + HUGE + end.length) + begin;
    for (let sent = 0; sent < HUGE; sent += MIB) yield Buffer.alloc(MIB, "x");
    yield end;
  };
  // A client may leave before the end.
  await pipeline(pieces, socket).catch(() => {});
}

const packed = new Map();

/** Packed once and beforehand: a server that packs while a client waits would be slow by itself. */
function bombOf(good) {
  if (!packed.has(good)) {
    const [begin, end] = filled(good);
    packed.set(good, gzipSync(Buffer.concat([Buffer.from(begin), Buffer.alloc(HUGE, "x"), Buffer.from(end)])));
  }
  return packed.get(good);
}

function bomb({ socket, good }) {
  const body = bombOf(good);
  socket.write(head("200 OK", { "content-encoding": "gzip" }, body.length));
  socket.end(body);
}

/**
 * What each fault does once the whole request was read. `acts`: whether the server has carried the
 * request out by then. `heavy`: a cell that needs the machine for
 * itself. `aside`: one that is no row of the tables.
 */
export const FAULTS = {
  "connection refused": { acts: false, listens: false },
  "TLS to a port that speaks plain HTTP": { acts: false, scheme: "https", answer: ({ socket, good }) => socket.end(whole(good)) },
  "reset before the headers": { acts: false, answer: ({ socket }) => socket.resetAndDestroy() },
  "reset in the headers": { acts: true, answer: ({ socket }) => cutAfter(socket, "HTTP/1.1 200 OK\r\ncontent-ty") },
  "reset in the body": {
    acts: true,
    answer: ({ socket, good }) => cutAfter(socket, head("200 OK", {}, Buffer.byteLength(good)) + half(good)),
  },
  "closed without an answer": { acts: true, answer: ({ socket }) => socket.end() },
  "silence from the start": { acts: true, answer: () => {} },
  "silence in the body": {
    acts: true,
    answer: ({ socket, good }) => socket.write(head("200 OK", {}, Buffer.byteLength(good)) + half(good)),
  },
  "one byte of the body a second": { acts: true, answer: drip },
  "content-length too long": {
    acts: true,
    answer: ({ socket, good }) => socket.end(head("200 OK", {}, Buffer.byteLength(good) + 100) + good),
  },
  "a chunk that is none": {
    acts: true,
    answer: ({ socket, good }) => socket.end(`${head("200 OK", { "transfer-encoding": "chunked" })}zz\r\n${good}\r\n0\r\n\r\n`),
  },
  "20 times 103, then the answer": { acts: true, answer: interim },
  "100 KB of headers": { acts: true, answer: manyFields },
  "307 to another host": { acts: false, elsewhere: true },
  "429, Retry-After 30": { acts: false, answer: answers("429 Too Many Requests", "Too many", { "retry-after": 30 }) },
  "429, Retry-After 1": { acts: false, answer: answers("429 Too Many Requests", "Too many", { "retry-after": 1 }) },
  "503 without Retry-After": { acts: false, answer: answers("503 Service Unavailable", "Down") },
  "503, Retry-After 4": {
    acts: false,
    aside: true,
    answer: answers("503 Service Unavailable", "Down", { "retry-after": 4 }),
  },
  "500 after it acted": { acts: true, answer: answers("500 Internal Server Error", "Broken") },
  "200 with half of the JSON": { acts: true, answer: ({ socket, good }) => socket.end(whole(half(good))) },
  "200 with a page of HTML": {
    acts: false,
    answer: ({ socket }) => socket.end(whole("<!doctype html><p>Back soon</p>", { "content-type": "text/html" })),
  },
  "200 with 100 MiB of JSON": { acts: true, heavy: true, answer: huge },
  "200 with 100 MiB in 100 KB of gzip": { acts: true, heavy: true, prepare: bombOf, answer: bomb },
};

/** A port on which nothing listens and nobody else will: one end of a connection holds it. */
async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const held = connect(server.address().port, "127.0.0.1");
  await once(held, "connect");
  return { port: held.localPort, close: () => (held.destroy(), server.close()) };
}

async function listening(host, onRequest, onConnection = () => {}) {
  const server = createServer(async (request, response) => {
    const parts = [];
    try {
      for await (const part of request) parts.push(part);
    } catch {
      return;
    }
    onRequest(request, Buffer.concat(parts).toString(), response);
  });
  server.on("connection", (socket) => {
    socket.on("error", () => {});
    onConnection();
  });
  server.listen(0, host);
  await once(server, "listening");
  const close = () => (server.closeAllConnections(), server.close());
  return { port: server.address().port, close };
}

function count(counts, request, acts) {
  counts.requests += 1;
  counts.times.push(Date.now());
  if (!acts) return;
  counts.executions += 1;
  counts.keys.push(request.headers["idempotency-key"]);
}

/** The other host acts, answers well, and notes whether the secret came along. */
function startElsewhere(good, secret, counts) {
  return listening("localhost", (request, body, response) => {
    counts.elsewhere += 1;
    counts.executions += 1;
    counts.keys.push(request.headers["idempotency-key"]);
    if (`${request.rawHeaders} ${request.url} ${body}`.includes(secret)) counts.secretElsewhere += 1;
    response.writeHead(200, { "content-type": json }).end(good(request));
  });
}

/**
 * Starts a server with one fault.
 *
 * @param {string} name a key of FAULTS
 * @param {{ read: object, write: object }} good what the caller's parser accepts
 * @param {string} secret the credential that nobody but this server may get
 * @param {() => void} onRequest called when a request was read
 */
export async function startFault(name, good, secret, onRequest = () => {}) {
  const fault = FAULTS[name];
  const counts = { connections: 0, requests: 0, times: [], executions: 0, keys: [], elsewhere: 0, secretElsewhere: 0 };
  if (fault.listens === false) {
    const { port, close } = await closedPort();
    return { url: `http://127.0.0.1:${port}`, counts, close };
  }
  const [read, write] = [JSON.stringify(good.read), JSON.stringify(good.write)];
  const goodFor = (request) => (request.method === "GET" ? read : write);
  for (const answer of fault.prepare ? [read, write] : []) fault.prepare(answer);
  const other = fault.elsewhere && (await startElsewhere(goodFor, secret, counts));
  const answer = other
    ? ({ socket, path }) => socket.end(whole("", { location: `http://localhost:${other.port}${path}` }, "307 Temporary Redirect"))
    : fault.answer;
  const server = await listening(
    "127.0.0.1",
    (request, body) => {
      count(counts, request, fault.acts);
      onRequest();
      void answer({ socket: request.socket, good: goodFor(request), path: request.url });
    },
    () => (counts.connections += 1),
  );
  const close = () => (other && other.close(), server.close());
  return { url: `${fault.scheme ?? "http"}://127.0.0.1:${server.port}`, counts, close };
}
