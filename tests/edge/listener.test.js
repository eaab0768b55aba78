// The adapter to Node's servers, with handlers that are no proxy.
import assert from "node:assert/strict";
import { connect as connectTwo, createServer } from "node:http2";
import { connect } from "node:net";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { listening, nodeListener, promised, spoken } from "./support/listening.js";

const { CardError } = await fromPackage("cardlatch/edge");

const told = async ({ method, url, headers, body }) =>
  Response.json({ method, url, test: headers.get("x-test"), cookie: headers.get("cookie"), hasBody: body !== null });

test("method, URL and headers arrive as they were sent", async (t) => {
  const { url } = await listening(t, told);
  const response = await fetch(`${url}/cards/a%2Fb?page=2&x=%20`, { headers: { "x-test": "a, b" } });
  assert.deepEqual(await response.json(), {
    method: "GET",
    url: `${url}/cards/a%2Fb?page=2&x=%20`,
    test: "a, b",
    cookie: null,
    hasBody: false,
  });
});

test("a header that comes twice arrives whole", async (t) => {
  const { url } = await listening(t, told);
  const text = await spoken(url, "GET / HTTP/1.1", "Host: here", "X-Test: a", "X-Test: b", "Connection: close", "", "");
  assert.match(text, /"test":"a, b"/);
});

test("a body arrives byte for byte, an answer leaves byte for byte", async (t) => {
  const { url } = await listening(t, async (request) => new Response(await request.arrayBuffer()));
  const bytes = crypto.getRandomValues(new Uint8Array(60_000));
  const body = new Uint8Array(300_000).map((_, at) => bytes[at % bytes.length]);
  const response = await fetch(url, { method: "POST", body });
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), body);
});

test("a body is read no faster than it is taken", async (t) => {
  const { promise: goOn, fulfil } = promised();
  let taken = 0;
  const { url } = await listening(t, async (request) => {
    const reader = request.body.getReader();
    const first = await reader.read();
    taken += first.value.length;
    await goOn;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return new Response(`${taken}`);
      taken += value.length;
    }
  });
  const size = 64 * 2 ** 20;
  let sent = 0;
  const piece = new Uint8Array(2 ** 20);
  const body = new ReadableStream({
    pull(controller) {
      sent += piece.length;
      controller.enqueue(piece);
      if (sent === size) controller.close();
    },
  });
  const answer = fetch(url, { method: "POST", body, duplex: "half" });
  // The sender comes to a stop by itself: two looks in a row see the same number.
  for (let before = -1; before !== sent || sent === 0; ) {
    before = sent;
    await new Promise((go) => setTimeout(go, 100));
  }
  assert.ok(sent < size, `all ${sent} bytes were taken though nobody read them`);
  fulfil();
  assert.equal(await (await answer).text(), `${size}`);
});

test("an answer is made no faster than it is taken", async (t) => {
  let made = 0;
  const piece = new Uint8Array(2 ** 20);
  const most = 256;
  const { url } = await listening(t, () => {
    const body = new ReadableStream({
      pull(controller) {
        made += 1;
        controller.enqueue(piece);
        if (made === most) controller.close();
      },
    });
    return new Response(body);
  });
  const response = await fetch(url);
  const reader = response.body.getReader();
  await reader.read();
  for (let before = -1; before !== made; ) {
    before = made;
    await new Promise((go) => setTimeout(go, 100));
  }
  assert.ok(made < most, `${made} pieces were made though nobody took them`);
  await reader.cancel();
});

test("a client that goes away aborts the request's signal and cancels the answer's stream", async (t) => {
  const [begun, aborted, cancelled] = [promised(), promised(), promised()];
  const { url } = await listening(t, (request) => {
    request.signal.addEventListener("abort", () => aborted.fulfil());
    begun.fulfil();
    return new Response(new ReadableStream({ start: (own) => own.enqueue(new Uint8Array(1)), cancel: () => cancelled.fulfil() }));
  });
  const controller = new AbortController();
  await fetch(url, { signal: controller.signal });
  await begun.promise;
  controller.abort();
  await aborted.promise;
  await cancelled.promise;
});

test("a client that goes away in the middle of its body fails the reader of it", async (t) => {
  const failed = promised();
  const { url } = await listening(t, async (request) => {
    await request.arrayBuffer().catch(() => failed.fulfil());
    return new Response();
  });
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 1000\r\n\r\nabc", () => socket.destroy());
  await failed.promise;
});

test("a signal is not aborted when all went well", async (t) => {
  let signal;
  const { url, server } = await listening(t, (request) => {
    ({ signal } = request);
    return new Response("done");
  });
  assert.equal(await (await fetch(url)).text(), "done");
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  assert.equal(signal.aborted, false);
});

test("who stops reading a body still answers, and the sender gets to read it", async (t) => {
  const { url } = await listening(t, async (request) => {
    const reader = request.body.getReader();
    await reader.read();
    await reader.cancel();
    return new Response("too much", { status: 413 });
  });
  const response = await fetch(url, { method: "POST", body: new Uint8Array(500_000) });
  assert.deepEqual([response.status, await response.text()], [413, "too much"]);
});

test("who sends without end after the answer is cut off", async (t) => {
  const { url } = await listening(t, () => new Response("no", { status: 413 }));
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => {});
  socket.write("POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n");
  const piece = `10000\r\n${"x".repeat(65_536)}\r\n`;
  const send = () => void (socket.destroyed || socket.write(piece, () => setImmediate(send)));
  send();
  await closed;
});

test("HEAD gets the head alone", async (t) => {
  const { url } = await listening(t, () => new Response("a body", { headers: { "x-test": "yes" } }));
  const response = await fetch(url, { method: "HEAD" });
  assert.deepEqual([response.status, response.headers.get("x-test"), await response.text()], [200, "yes", ""]);
});

test("several cookies stay several", async (t) => {
  const headers = [
    ["set-cookie", "a=1"],
    ["set-cookie", "b=2, c"],
  ];
  const { url } = await listening(t, () => new Response(null, { headers }));
  assert.deepEqual((await fetch(url)).headers.getSetCookie(), ["a=1", "b=2, c"]);
});

test("what others say of host, scheme and sender is not believed", async (t) => {
  const { url } = await listening(t, told, { origin: "https://cards.example" });
  const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "http", forwarded: "host=evil.example" };
  assert.equal((await (await fetch(`${url}/cards`, { headers })).json()).url, "https://cards.example/cards");
  const without = await listening(t, told);
  assert.equal((await (await fetch(`${without.url}/cards`, { headers })).json()).url, `${without.url}/cards`);
});

test("the address is the connection's", async (t) => {
  const { url } = await listening(t, (_, { address }) => new Response(address));
  assert.match(await (await fetch(url, { headers: { "x-forwarded-for": "203.0.113.9" } })).text(), /127\.0\.0\.1$/);
});

test("a target that names another host stays here, as does one that begins with two slashes", async (t) => {
  const { url } = await listening(t, told, { origin: "https://cards.example" });
  const end = ["Host: other.example", "Connection: close", "", ""];
  assert.match(await spoken(url, "GET http://evil.example/cards HTTP/1.1", ...end), /"url":"https:\/\/cards\.example\/cards"/);
  assert.match(await spoken(url, "GET //evil.example/cards HTTP/1.1", ...end), /"url":"https:\/\/cards\.example\/\/evil\.example\/cards"/);
});

test("dots within a step, and what looks like a path in a query, are no steps up", async (t) => {
  const { url } = await listening(t, told);
  for (const path of ["/cards/a..b/.c/..d/e.", "/cards?from=/../&to=\\"]) {
    assert.match(await spoken(url, `GET ${path} HTTP/1.1`, "Host: here", "Connection: close", "", ""), /^HTTP\/1\.1 200 /, path);
  }
});

for (const [name, ...lines] of [
  ["a target that is no path", "OPTIONS * HTTP/1.1", "Host: here"],
  ["a step up", "GET /cards/a/../b HTTP/1.1", "Host: here"],
  ["an escaped step up", "GET /cards/a/.%2E/b HTTP/1.1", "Host: here"],
  ["a step to itself at the end", "GET /cards/. HTTP/1.1", "Host: here"],
  ["a step up before a query", "GET /cards/a/..?b HTTP/1.1", "Host: here"],
  ["a backslash", "GET /cards\\a HTTP/1.1", "Host: here"],
  ["a host that is none", "GET / HTTP/1.1", "Host: a b"],
  ["a method that no handler can get", "TRACE / HTTP/1.1", "Host: here"],
]) {
  test(`${name} is answered with 400`, async (t) => {
    let asked = 0;
    const { url } = await listening(t, () => {
      asked += 1;
      return new Response();
    });
    assert.match(await spoken(url, ...lines, "Connection: close", "", ""), /^HTTP\/1\.1 400 /);
    assert.equal(asked, 0);
  });
}

test("a handler that throws is answered with 500, and says nothing of it", async (t) => {
  const { url } = await listening(t, () => {
    throw new Error("the password is 4711");
  });
  const response = await fetch(url);
  assert.deepEqual([response.status, await response.text()], [500, ""]);
});

test("options are checked", () => {
  for (const origin of ["cards.example", "https://cards.example/", "ftp://cards.example", "", 1, null]) {
    assert.throws(() => nodeListener(() => new Response(), { origin }), { name: "CardError", code: "configuration", path: "origin" });
  }
  assert.throws(() => nodeListener("no"), { name: "CardError", code: "configuration", path: "handler" });
  assert.equal(typeof CardError, "function");
});

test("HTTP/2 is served as well", async (t) => {
  const server = createServer(nodeListener(async (request) => new Response(`${request.method} ${request.url} ${await request.text()}`)));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}`;
  const session = connectTwo(url);
  t.after(() => {
    session.destroy();
    server.close();
  });
  const stream = session.request({ ":method": "POST", ":path": "/cards?page=2" });
  stream.end("a body");
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  assert.equal(text, `POST ${url}/cards?page=2 a body`);
});
