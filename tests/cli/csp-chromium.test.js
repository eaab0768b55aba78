// The browser itself is asked about the policies that the doctor judges: its answer must be the table's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";

import { HOME, SOURCES, TABLE } from "./support/policies.js";

const executablePath = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Tries what the clients need. The smallest module has only its head. */
const PROBE = `
  const tried = (work) => Promise.resolve().then(work).then(() => true, () => false);
  const head = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
  const started = () => new Promise((resolve, reject) => {
    const worker = new Worker("/worker.js");
    worker.onmessage = resolve;
    worker.onerror = reject;
  });
  window.probe = async (target) => ({
    page: await tried(() => fetch(target)),
    wasm: await tried(() => WebAssembly.compile(head)),
    file: await tried(() => fetch("/cardlatch_bg.wasm")),
    worker: await tried(started),
  });
`;

const FILES = {
  "/probe.js": ["text/javascript", PROBE],
  "/worker.js": ["text/javascript", "postMessage(1)"],
};

let browser;
let page;
before(async () => {
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  page = await browser.newPage();
});
after(() => browser?.close());

/** A page under a policy. No host is truly asked. */
async function open(address, csp) {
  await page.unrouteAll();
  await page.route("**/*", (route) => {
    const url = route.request().url();
    if (url === address) {
      const headers = csp ? { "content-security-policy": csp } : {};
      return route.fulfill({ headers: { "content-type": "text/html", ...headers }, body: '<script nonce="abc" src="/probe.js"></script>' });
    }
    const [type, body] = FILES[new URL(url).pathname] ?? ["application/json", "{}"];
    return route.fulfill({ headers: { "content-type": type, "access-control-allow-origin": "*" }, body });
  });
  await page.goto(address);
}

/** What may run, in the words of the table. */
async function verdict(csp) {
  await open(HOME, csp);
  const found = await page.evaluate((target) => (location.origin === self.origin ? window.probe?.(target) : undefined), "/api");
  if (!found) return "none";
  return (found.page ? "p" : "-") + (found.wasm && found.file ? "m" : "-") + (found.worker ? "w" : "-");
}

for (const [csp, expected] of TABLE) {
  test(`Chromium under the policy: ${csp || "none"}`, async () => assert.equal(await verdict(csp), expected));
}

test("Chromium about sources", async () => {
  for (const [source, address, expected, home = HOME] of SOURCES) {
    await open(home, `connect-src ${source}`);
    const allowed = await page.evaluate((target) => fetch(target).then(() => true, () => false), address);
    assert.equal(allowed, expected, `${source} for ${address} on ${home}`);
  }
});
