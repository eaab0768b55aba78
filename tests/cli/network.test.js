// Whether the issuer can be reached, and the clock: each failure has its own words.
import assert from "node:assert/strict";
import { once } from "node:events";
import { globalAgent } from "node:https";
import { createServer } from "node:net";
import { test } from "node:test";

import { startSandbox } from "../package/support/package.js";
import { certificate } from "./support/certificate.js";
import { fileFor } from "./support/folders.js";
import { part, told } from "./support/parts.js";
import { doctor } from "./support/run.js";
import { rawFor, serverFor } from "./support/servers.js";
import { settings } from "./support/settings.js";

const { checkNetwork } = await part("network.js");
const { skewOf, tellClock } = await part("clock.js");
const { troubleOf } = await part("trouble.js");

const DAY_MS = 86_400_000;
const authority = certificate({ name: "Tests", isAuthority: true });
const ofTests = (more) => certificate({ name: "localhost", host: "localhost", by: authority, ...more });

/** The doctor's look at an API, in this process. */
async function look(t, url, { id = "yativo", trusted, env = {} } = {}) {
  globalAgent.options.ca = trusted?.cert;
  const options = { issuer: settings(id, { baseUrl: `${url}/api/v1` }) };
  const list = await told((tell) => checkNetwork(options, env, false, tell));
  const status = list.some((finding) => finding.status === "wrong") ? 1 : 0;
  return { status, stdout: JSON.stringify(list), one: (name) => list.find((finding) => finding.id === name) };
}

const found404 = (request, response) => response.writeHead(404).end();

test("an API that is there is asked once, by HEAD, without credentials", async (t) => {
  const { url, asked } = await serverFor(t, found404);
  const { status, one } = await look(t, url);
  assert.equal(status, 0);
  assert.equal(one("connection").status, "ok");
  assert.deepEqual(asked.map(({ method, url: path }) => [method, path]), [["HEAD", "/api/v1"]]);
  for (const name of ["authorization", "cookie", "idempotency-key", "otp"]) assert.equal(asked[0].headers[name], undefined, name);
});

test("a certificate that is well", async (t) => {
  const { url } = await serverFor(t, found404, ofTests({ days: 100 }));
  const { one } = await look(t, url, { trusted: authority });
  assert.equal(one("connection").status, "ok");
  assert.deepEqual([one("certificate").status, one("certificate").data.days], ["ok", 98]);
});

test("a certificate that ends soon", async (t) => {
  const { url } = await serverFor(t, found404, ofTests({ days: 6 }));
  const { status, one } = await look(t, url, { trusted: authority });
  assert.deepEqual([status, one("certificate").status], [0, "warn"]);
});

const TLS = [
  ["has expired", () => ofTests({ from: Date.now() - 30 * DAY_MS, days: 10 }), true, "CERT_HAS_EXPIRED", /certificate has expired/],
  ["is not valid yet", () => ofTests({ from: Date.now() + 30 * DAY_MS }), true, "CERT_NOT_YET_VALID", /not valid yet/],
  ["is signed by itself", () => certificate({ name: "localhost", host: "localhost" }), false, "DEPTH_ZERO_SELF_SIGNED_CERT", /signed by itself/],
  ["comes from a stranger", () => ofTests({}), false, "UNABLE_TO_VERIFY_LEAF_SIGNATURE", /does not know/],
  ["is for another name", () => ofTests({ host: "other.test" }), true, "ERR_TLS_CERT_ALTNAME_INVALID", /for another name/],
];
for (const [name, made, trusts, code, says] of TLS) {
  test(`a certificate that ${name}`, async (t) => {
    const { url } = await serverFor(t, found404, made());
    const { status, one } = await look(t, url, { trusted: trusts ? authority : undefined });
    const { says: sentence, cure, data } = one("connection");
    assert.deepEqual([status, data], [1, { code, at: "tls" }]);
    assert.match(sentence, says);
    assert.ok(cure.length > 20);
    assert.doesNotMatch(cure, /REJECT_UNAUTHORIZED/);
  });
}

test("the command itself, with an authority that Node is told of", async (t) => {
  const { url } = await serverFor(t, found404, ofTests({ from: Date.now() - 30 * DAY_MS, days: 10 }));
  const config = fileFor(t, settings("yativo", { baseUrl: `${url}/api/v1` }));
  const { status, one } = await doctor(["--config", config], { env: { NODE_EXTRA_CA_CERTS: fileFor(t, authority.cert) } });
  assert.deepEqual([status, one("connection").data.code], [1, "CERT_HAS_EXPIRED"]);
});

test("TLS where there is none, and the other way round", async (t) => {
  const plain = await serverFor(t, found404);
  const one = await look(t, plain.url.replace("http://127.0.0.1", "https://localhost"));
  assert.deepEqual([one.status, one.one("connection").data.at], [1, "tls"]);
  const encrypted = await serverFor(t, found404, ofTests({}));
  const other = await look(t, encrypted.url.replace("https://localhost", "http://127.0.0.1"));
  assert.equal(other.status, 1);
  assert.ok(["tcp", "http"].includes(other.one("connection").data.at));
});

async function closedPort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

test("nobody listens, nothing has that name, something else answers", async (t) => {
  const refused = await look(t, `http://127.0.0.1:${await closedPort()}`);
  assert.match(refused.one("connection").says, /Nothing listens on that port/);
  assert.equal(refused.one("clock").status, "not_checked");
  const nameless = await look(t, "https://no-such-host.invalid");
  assert.deepEqual([nameless.status, nameless.one("dns").status], [1, "wrong"]);
  assert.equal(nameless.one("connection"), undefined);
  const other = await look(t, await rawFor(t, "220 mail.example ESMTP\r\n"));
  assert.deepEqual(other.one("connection").data.at, "http");
});

test("Artha's list of addresses is named where a connection fails", async (t) => {
  const { one } = await look(t, `http://127.0.0.1:${await closedPort()}`, { id: "artha" });
  assert.match(one("connection").cure, /addresses that were told to it/);
});

test("each code of an error has words, also one that nobody foresaw", () => {
  for (const code of ["ENOTFOUND", "ETIMEDOUT", "ECONNRESET", "CERT_HAS_EXPIRED", "ERR_SSL_NEW", "HPE_INVALID_CONSTANT", "EWHATEVER"]) {
    const { says, cure, at } = troubleOf({ code });
    assert.ok(says && cure && ["dns", "tcp", "tls", "http"].includes(at), code);
  }
  assert.equal(troubleOf({ errors: [{ code: "ECONNREFUSED" }] }).code, "ECONNREFUSED");
  assert.equal(troubleOf(undefined).code, "unknown");
});

test("a redirect is not followed, and what is in its address is not shown", async (t) => {
  const { url, asked } = await serverFor(t, (request, response) => response.writeHead(302, { location: "https://me:hunter2hunter2@login.test/in?token=abcdefgh" }).end());
  const { status, one, stdout } = await look(t, url);
  assert.deepEqual([status, one("redirect").status, asked.length], [1, "wrong", 1]);
  assert.match(one("redirect").says, /https:\/\/login\.test\/in\.$/);
  assert.doesNotMatch(stdout, /hunter2|abcdefgh/);
});

test("a page where the API should be", async (t) => {
  const { url } = await serverFor(t, (request, response) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<p>Sign in"));
  const { one } = await look(t, url);
  assert.deepEqual([one("connection").status, /with a page \(200\)/.test(one("connection").says)], ["warn", true]);
});

test("a proxy of the network that fetch does not use", async (t) => {
  const { url } = await serverFor(t, found404);
  const env = { HTTPS_PROXY: "http://ann:hunter2hunter2@127.0.0.1:9" };
  const { one, stdout } = await look(t, url, { env });
  assert.equal(one("network.proxy").status, "warn");
  assert.doesNotMatch(stdout, /hunter2/);
});

test("certificates that nobody checks", async (t) => {
  const { url } = await serverFor(t, found404);
  assert.equal((await look(t, url, { env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" } })).one("network.tls").status, "wrong");
  assert.equal((await look(t, url)).one("network.tls"), undefined);
});

test("no credential goes where something is wrong", async (t) => {
  const { url, asked } = await serverFor(t, (request, response) => response.writeHead(302, { location: "https://elsewhere.example/" }).end());
  const config = fileFor(t, settings("yativo", { baseUrl: `${url}/api/v1` }));
  const { status, one } = await doctor(["--config", config, "--read", "b0000000-0000-4000-8000-000000000002"]);
  assert.deepEqual([status, one("redirect").status, one("read").status], [1, "wrong", "not_checked"]);
  assert.deepEqual(asked.map(({ method }) => method), ["HEAD"]);
});

const answer = (skewMs, { rttMs = 0, age } = {}) => ({
  sentMs: 1_000_000_000_000,
  gotMs: 1_000_000_000_000 + rttMs,
  headers: { date: new Date(1_000_000_000_000 + rttMs / 2 - skewMs).toUTCString(), ...(age && { age }) },
});

test("the skew is half way between sending and receiving, and what a cache kept is older", () => {
  assert.deepEqual(skewOf(answer(0)), { skewMs: -500, unsureMs: 500 });
  assert.deepEqual(skewOf(answer(40_000, { rttMs: 2000 })), { skewMs: 39_500, unsureMs: 1500 });
  assert.deepEqual(skewOf(answer(-40_000)), { skewMs: -40_500, unsureMs: 500 });
  assert.equal(skewOf(answer(60_000, { age: "60" })).skewMs, -500);
  assert.equal(skewOf({ sentMs: 0, gotMs: 0, headers: {} }), undefined);
  assert.equal(skewOf({ sentMs: 0, gotMs: 0, headers: { date: "yesterday" } }), undefined);
});

test("what a skew means, by what the issuer's requests carry", async () => {
  const table = [
    ["ibanera", 0, "ok"],
    ["ibanera", 12_000, "warn"],
    ["ibanera", -45_000, "wrong"],
    ["artha", 12_000, "warn"],
    ["artha", 600_000, "wrong"],
    ["artha-v1", -12_000, "warn"],
    ["artha-v1", 600_000, "wrong"],
    ["yativo", 600_000, "warn"],
    ["open-api", 0, "ok"],
  ];
  for (const [id, skewMs, status] of table) {
    const [finding] = await told((tell) => tellClock(id, answer(skewMs), tell));
    assert.equal(finding.status, status, `${id} ${skewMs}`);
  }
  const [ibanera] = await told((tell) => tellClock("ibanera", answer(12_500), tell));
  assert.match(ibanera.says, /^This clock is 12\.5 seconds ahead of the issuer's, give or take 0\.5\. 42 of 100 codes/);
});

test("a server with another time is told in seconds", async (t) => {
  const { url } = await serverFor(t, (request, response) => {
    response.sendDate = false;
    response.writeHead(404, { date: new Date(Date.now() + 90_000).toUTCString() }).end();
  });
  const { status, one } = await look(t, url, { id: "ibanera" });
  assert.deepEqual([status, one("clock").status], [1, "wrong"]);
  assert.match(one("clock").says, /^This clock is (89|90|91)\.\d seconds behind the issuer's/);
});

test("an answer without a Date", async (t) => {
  const { url } = await serverFor(t, (request, response) => {
    response.sendDate = false;
    response.writeHead(404).end();
  });
  assert.equal((await look(t, url)).one("clock").status, "not_checked");
});

test("the sandbox: reached, and a card is read only when that is asked for", async () => {
  const sandbox = await startSandbox({ log: false });
  const path = (t, issuer) => fileFor(t, issuer);
  try {
    await test("without --read", async (t) => {
      const { one } = await doctor(["--config", path(t, sandbox.issuers.yativo)]);
      assert.deepEqual([one("connection").status, one("read")], ["ok", undefined]);
      assert.deepEqual(sandbox.admin.requests(), [], "an operation was asked for");
    });
    await test("each issuer", async (t) => {
      for (const issuer of Object.values(sandbox.issuers)) {
        const [{ id }] = sandbox.cards[issuer.id];
        const { status, one } = await doctor(["--config", path(t, issuer), "--read", id]);
        assert.deepEqual([status, one("clock").status], [0, "ok"], issuer.id);
        assert.equal(one("read").status, issuer.id === "open-api" ? "not_checked" : "ok", issuer.id);
      }
    });
    assert.deepEqual(sandbox.admin.executions(), []);
    await test("credentials that are not taken", async (t) => {
      const issuer = { ...sandbox.issuers.yativo, appSecret: "another-secret-of-somebody" };
      const { status, one } = await doctor(["--config", path(t, issuer), "--read", sandbox.cards.yativo[0].id]);
      assert.deepEqual([status, one("read").data.code], [1, "unauthorized"]);
      assert.match(one("read").cure, /Check the credentials/);
    });
    await test("a card that is not there", async (t) => {
      const { one } = await doctor(["--config", path(t, sandbox.issuers.ibanera), "--read", "999999"]);
      assert.equal(one("read").data.code, "card_not_found");
    });
  } finally {
    await sandbox.close();
  }
});
