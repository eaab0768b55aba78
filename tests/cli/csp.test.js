// What a Content Security Policy lets run: held against the rules of CSP level 3.
import assert from "node:assert/strict";
import { test } from "node:test";

import { draws, spoilt } from "./support/garbage.js";
import { part, told } from "./support/parts.js";
import { AWAY, HOME, SOURCES, TABLE } from "./support/policies.js";
import { doctor } from "./support/run.js";
import { serverFor } from "./support/servers.js";

const { deciding, directivesOf, ofHeader, ofPage } = await part("csp.js");
const { allows } = await part("csp-sources.js");
const { checkPage } = await part("page.js");

/** What may run: page client, client with its module, worker; `none` where no script runs. */
async function verdict(csp, { page = HOME, proxy } = {}) {
  const list = await told((tell) => checkPage({ page, csp, proxy }, false, tell));
  const status = (id) => list.find((finding) => finding.id === id)?.status;
  if (status("csp.sandbox") === "wrong" || status("csp.script") === "wrong") return "none";
  const word = (id, letter) => (status(id) === "ok" ? letter : "-");
  return word("csp.page", "p") + word("csp.wasm", "m") + word("csp.worker", "w");
}

for (const [csp, expected] of TABLE) {
  test(`policy: ${csp || "none"}`, async () => assert.equal(await verdict(csp), expected));
}

test("what is said names the directive that decides, and what to add", async () => {
  const said = async (csp, id, proxy) => {
    const list = await told((tell) => checkPage({ page: HOME, csp, proxy }, false, tell));
    const { says, cure, data } = list.find((finding) => finding.id === id);
    return [says, cure, data.directives];
  };
  assert.deepEqual(await said("default-src 'self'", "csp.page", AWAY), [
    "cardlatch/browser cannot ask https://cards.example/api: blocked by default-src (in place of connect-src).",
    "Add https://cards.example to connect-src.",
    ["default-src"],
  ]);
  assert.deepEqual(await said("default-src 'self'", "csp.wasm"), [
    "The client with its WebAssembly module cannot run here: 'wasm-unsafe-eval' is missing in default-src (in place of script-src).",
    "If you need it, add 'wasm-unsafe-eval' to script-src.",
    ["default-src"],
  ]);
  const [says, cure, directives] = await said("connect-src 'self', connect-src 'none'", "csp.page", AWAY);
  assert.match(says, /connect-src of policy 1 of 2 and connect-src of policy 2 of 2/);
  assert.match(cure, /of each of these policies: all must allow it/);
  assert.deepEqual(directives, ["connect-src", "connect-src"]);
});

test("sources", () => {
  for (const [source, address, expected, page = HOME] of SOURCES) {
    assert.equal(allows([source], new URL(address), new URL(page)), expected, `${source} for ${address} on ${page}`);
  }
});

const PAGES = [
  [`<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`, ["script-src"]],
  [`<META HTTP-EQUIV=content-security-policy CONTENT='default-src "x"; img-src *'>`, ["default-src", "img-src"]],
  [`<meta content="connect-src &#39;self&#x27;" http-equiv="content-security-policy"/>`, ["connect-src"]],
  [`<head><meta charset="utf-8"></head><body><meta http-equiv="content-security-policy" content="script-src 'none'">`, []],
  [`<!-- <meta http-equiv="content-security-policy" content="script-src 'none'"> -->`, []],
  [`<script>"<meta http-equiv='content-security-policy' content='script-src x'>"</script>`, []],
  [`<meta http-equiv="content-security-policy-report-only" content="script-src 'none'">`, []],
  [`<meta http-equiv="content-security-policy" content="sandbox; frame-ancestors 'none'; worker-src 'none'">`, ["worker-src"]],
];
test("policies in a page's head", () => {
  for (const [html, names] of PAGES) assert.deepEqual(ofPage(html).flatMap(({ directives }) => [...directives.keys()]), names, html);
  assert.deepEqual(ofPage(PAGES[2][0])[0].directives.get("connect-src"), ["'self'"]);
});

test("a page is fetched: its headers, its head, and what only reports", async (t) => {
  const { url, asked } = await serverFor(t, (request, response) => {
    response.setHeader("content-security-policy", ["default-src 'self' 'wasm-unsafe-eval'", "script-src 'self' 'wasm-unsafe-eval'"]);
    response.setHeader("content-security-policy-report-only", "connect-src 'none'");
    response.end(`<head><meta http-equiv="content-security-policy" content="worker-src 'none'"></head>`);
  });
  const { status, one } = await doctor(["--page", `${url}/`]);
  assert.equal(status, 0);
  assert.deepEqual(["csp.report_only", "csp.page", "csp.wasm", "csp.worker"].map((id) => one(id).status), ["ok", "ok", "ok", "warn"]);
  assert.match(one("csp.worker").says, /worker-src of policy 3 of 3 in the page's head/);
  assert.deepEqual(asked.map(({ method }) => method), ["GET"]);
});

test("a page that blocks its client", async (t) => {
  const { url } = await serverFor(t, (request, response) => response.setHeader("content-security-policy", "default-src 'self'").end("<p>"));
  const { status, one } = await doctor(["--page", `${url}/`, "--csp", "connect-src 'none'"]);
  assert.deepEqual([status, one("csp.page").status], [1, "wrong"]);
  const list = await told((tell) => checkPage({ page: `${url}/`, proxy: AWAY }, false, tell));
  assert.equal(list.find(({ id }) => id === "csp.page").status, "wrong");
});

test("a page that is not there, or somewhere else", async (t) => {
  const { url } = await serverFor(t, (request, response) => response.writeHead(302, { location: "/login?next=%2F" }).end());
  const [finding] = await told((tell) => checkPage({ page: `${url}/` }, false, tell));
  assert.deepEqual([finding.id, finding.status], ["page", "wrong"]);
  assert.match(finding.says, /302 to http:\/\/127\.0\.0\.1:\d+\/login\.$/);
});

test("no text makes the readers throw", async () => {
  const pieces = ["default-src", "script-src", "connect-src", "'self'", "'none'", "'wasm-unsafe-eval'", "*", "https:", "*.a.example", "https://[::1", "a:b:c", "%zz", ";", ",", " ", "\n", "'nonce-", "/", ":", "\0", "\ud800", "sandbox", "data:"];
  const marks = ["<meta ", "http-equiv=", '"', "'", "content-security-policy", "content=", ">", "<!--", "-->", "<script>", "</head>", "&#x110000;", "&#39", "&amp;", "=", " ", "script-src *"];
  const target = new URL(AWAY);
  let blocked = 0;
  for (const text of draws(20_000, pieces, 12)) {
    for (const policy of ofHeader(text)) {
      const decides = deciding(policy, "connect-src");
      if (decides && !allows(decides.sources, target, new URL(HOME))) blocked += 1;
    }
    directivesOf(text);
  }
  assert.ok(blocked > 100);
  let found = 0;
  for (const text of [...draws(20_000, marks, 14), ...spoilt(5_000, PAGES.map(([html]) => html))]) found += ofPage(text).length;
  assert.ok(found > 100, `${found} policies`);
  for (const text of draws(300, pieces, 12)) await verdict(text);
});
