// A proxy as a stranger meets it: the real one, and what people put before it.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { CardClient } from "../package/support/package.js";
import { part, told } from "./support/parts.js";
import { doctor } from "./support/run.js";
import { serverFor } from "./support/servers.js";
import { settings } from "./support/settings.js";

const { createCardProxy } = await fromPackage("cardlatch/edge");
const { nodeListener } = await fromPackage("cardlatch/edge/node");
const { checkProxy } = await part("proxy.js");

const ORIGIN = "https://app.example";
const ISSUER = settings("yativo");

/** A proxy on a port of this machine. */
async function proxyFor(t, options = {}) {
  const calls = [];
  const proxy = createCardProxy({
    issuers: { main: new CardClient({ issuer: ISSUER, fetch: async (...call) => void calls.push(call) }) },
    authenticate: () => null,
    owns: () => false,
    allow: ["cards", "card", "freeze"],
    basePath: "/api",
    ...options,
  });
  const server = createServer(nodeListener(proxy));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${server.address().port}/api`, calls };
}

/** The findings by their checks, and what each says. */
async function look(proxy, origin) {
  const list = await told((tell) => checkProxy({ proxy, origin }, false, tell));
  const statuses = Object.fromEntries(list.map(({ id, status }) => [id, status]));
  return { statuses, one: (id) => list.find((finding) => finding.id === id) };
}

const WELL = { "proxy.session": "ok", "proxy.store": "ok", "proxy.cards": "ok", "proxy.openapi": "ok", "proxy.cors_strangers": "ok" };

test("a proxy that is closed, with pages of its own origin", async (t) => {
  const { url, calls } = await proxyFor(t);
  assert.deepEqual((await look(url)).statuses, { ...WELL, "proxy.cors": "not_checked" });
  const { statuses, one } = await look(`${url}/`, new URL(url).origin);
  assert.deepEqual(statuses, { ...WELL, "proxy.cors": "ok" });
  assert.match(one("proxy.openapi").says, /describes \d+ paths/);
  assert.deepEqual(calls, [], "an issuer was asked");
});

test("pages of another origin, named and not", async (t) => {
  const named = await proxyFor(t, { origins: [ORIGIN] });
  assert.deepEqual((await look(named.url, ORIGIN)).statuses, { ...WELL, "proxy.cors": "ok" });
  const unnamed = await proxyFor(t, { origins: ["https://other.example"] });
  const { statuses, one } = await look(unnamed.url, ORIGIN);
  assert.deepEqual(statuses, { ...WELL, "proxy.cors": "wrong" });
  assert.match(one("proxy.cors").cure, /Add "https:\/\/app\.example" to origins/);
});

test("without an OpenAPI document", async (t) => {
  const { url } = await proxyFor(t, { openapi: false });
  const { statuses, one } = await look(url);
  assert.equal(statuses["proxy.openapi"], "ok");
  assert.match(one("proxy.openapi").says, /404/);
});

test("a proxy that takes a stranger for somebody is wrong", async (t) => {
  const { url } = await proxyFor(t, { authenticate: () => "everybody" });
  const { statuses, one } = await look(url);
  assert.equal(statuses["proxy.session"], "wrong");
  assert.match(one("proxy.session").says, /without a session \(200\)/);
  assert.match(one("proxy.session").why, /can read cards/);
  const { status } = await doctor(["--proxy", url]);
  assert.equal(status, 1);
});

test("what stands before it and changes its headers", async (t) => {
  const answer = (headers) => (request, response) =>
    response.writeHead(401, { "content-type": "application/problem+json", ...headers(request) }).end(JSON.stringify({ code: "not_signed_in" }));
  const kept = await serverFor(t, answer(() => ({ "cache-control": "private, max-age=60" })));
  assert.equal((await look(kept.url)).statuses["proxy.store"], "wrong");
  const star = await serverFor(t, answer(() => ({ "cache-control": "no-store", "access-control-allow-origin": "*" })));
  const { statuses } = await look(star.url, ORIGIN);
  assert.deepEqual([statuses["proxy.cors"], statuses["proxy.cors_strangers"], statuses["proxy.store"]], ["wrong", "wrong", "ok"]);
  const echo = await serverFor(t, answer(({ headers }) => ({ "access-control-allow-origin": headers.origin ?? "null" })));
  assert.equal((await look(echo.url, ORIGIN)).statuses["proxy.cors_strangers"], "wrong");
  const fixed = await serverFor(t, answer(() => ({ "access-control-allow-origin": ORIGIN })));
  const named = (await look(fixed.url, ORIGIN)).statuses;
  assert.deepEqual([named["proxy.cors_strangers"], named["proxy.cors"]], ["ok", "wrong"], "one origin is named, but no write may be asked for");
  const half = await serverFor(t, (request, response) => (request.method === "OPTIONS" ? response.writeHead(405).end() : answer(({ headers }) => (headers.origin === ORIGIN ? { "access-control-allow-origin": ORIGIN } : {}))(request, response)));
  const { one } = await look(half.url, ORIGIN);
  assert.match(one("proxy.cors").says, /the preflight of a write is refused/);
});

test("an address at which there is no proxy", async (t) => {
  const { url } = await proxyFor(t);
  const { statuses, one } = await look(url.replace("/api", "/apo"));
  assert.deepEqual([statuses["proxy.session"], statuses["proxy.cards"]], ["wrong", "wrong"]);
  assert.match(one("proxy.session").cure, /basePath/);
  const signIn = await serverFor(t, (request, response) => response.writeHead(302, { location: "/login" }).end());
  assert.match((await look(signIn.url)).one("proxy.session").says, /redirect/);
  const page = await serverFor(t, (request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>"));
  assert.deepEqual([(await look(page.url)).statuses["proxy.session"], (await look(page.url)).statuses["proxy.openapi"]], ["wrong", "wrong"]);
  const gone = await look("http://127.0.0.1:9/api");
  assert.deepEqual(gone.statuses, { proxy: "wrong" });
});

test("only what reads is asked", async (t) => {
  const { url, asked } = await serverFor(t, (request, response) => response.writeHead(401).end());
  await look(url, ORIGIN);
  assert.deepEqual([...new Set(asked.map(({ method }) => method))].sort(), ["GET", "OPTIONS"]);
  for (const { headers } of asked) assert.deepEqual([headers.cookie, headers.authorization], [undefined, undefined]);
});

test("without encryption", async () => {
  const { statuses } = await look("http://no-such-host.invalid/api");
  assert.deepEqual(statuses, { "proxy.https": "wrong", proxy: "wrong" });
});
