// Samples for pages, in Chromium, before proxies like those of the documents.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before } from "node:test";
import { pathToFileURL } from "node:url";

import { build } from "esbuild";
import { chromium } from "playwright-core";

import { PNG_BASE64 } from "../../package/scenarios/pictures.js";
import { fileOf as entryOf, installed } from "../../package/support/consumer.js";
import { folder } from "./samples.js";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
const entry = (specifier) => import(pathToFileURL(entryOf(specifier)));
const { CardClient } = await entry("cardlatch");
const { CallbackReceiver } = await entry("cardlatch/callbacks");
const { createCardProxy } = await entry("cardlatch/edge");
const { nodeListener } = await entry("cardlatch/edge/node");

const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'";
const WITH_MODULE = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";
const PATH_SECRET = "a secret of at least 16 letters";

/** A proxy of one issuer on this machine; the user is whoever the cookie names. */
async function proxyOf(issuer, world, files = {}) {
  const callbacks = issuer === "artha" ? { callbacks: { main: new CallbackReceiver({ issuer: "artha", pathSecret: PATH_SECRET }) } } : {};
  const proxy = createCardProxy({
    issuers: { main: new CardClient({ issuer: world.sandbox.issuers[issuer] }) },
    ...callbacks,
    authenticate: (request) => request.headers.get("cookie")?.match(/user=(\w+)/)?.[1] ?? null,
    owns: () => true,
    allow: ["card", "cards", "freeze", "unfreeze"],
    basePath: "/api",
  });
  const listener = nodeListener(proxy);
  const server = createServer((incoming, outgoing) => {
    const file = Object.hasOwn(files, incoming.url) ? files[incoming.url] : undefined;
    if (file) outgoing.writeHead(200, file.headers).end(file.body);
    else listener(incoming, outgoing);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  if (issuer === "artha") world.callbacks.take = (request) => proxy(new Request(`${origin}/api/callbacks/main/${encodeURIComponent(PATH_SECRET)}`, request));
  return {
    origin,
    close() {
      world.callbacks.take = undefined;
      return new Promise((resolve) => server.close(resolve).closeAllConnections());
    },
  };
}

/** A script as a bundler gives it to a page. */
async function scriptOf(file) {
  const { outputFiles } = await build({ entryPoints: [file], bundle: true, write: false, format: "esm", conditions: ["browser"], logLevel: "warning" });
  return outputFiles[0].text;
}

export function usePages(world) {
  let browser;
  before(async () => (browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] })));
  after(() => browser?.close());

  /** Opens a page with a script before a proxy, signed in, and gives what `use(page)` gives. */
  async function opened({ html = "<!doctype html><title>A page</title>", script, issuer = "yativo", wasm = false }, use) {
    const module = { body: await readFile(join(installed, "dist/yativo/yativo_bg.wasm")), headers: { "content-type": "application/wasm" } };
    const files = {
      "/": { body: html, headers: { "content-type": "text/html", "content-security-policy": wasm ? WITH_MODULE : POLICY } },
      "/page.js": { body: await scriptOf(script), headers: { "content-type": "text/javascript" } },
      // What esbuild leaves to its user: the module lies beside the script.
      "/yativo_bg.wasm": module,
      "/yativo.wasm": module,
    };
    const proxy = await proxyOf(issuer, world, files);
    const context = await browser.newContext();
    await context.addCookies([{ name: "user", value: "ada", url: proxy.origin }]);
    const page = await context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(`${proxy.origin}/`);
    try {
      const told = await use(page, context);
      assert.deepEqual(faults, []);
      return told;
    } finally {
      await context.close();
      await proxy.close();
    }
  }

  return { opened, tests: (imported, fileOf, told) => testsOf(opened, imported, fileOf, told) };
}

/** The samples of docs/browser.md. */
function testsOf(opened, imported, fileOf, { world, executed, CARDS }) {
  const { artha, yativo } = CARDS;
  const browserClient = () => import(pathToFileURL(join(folder, "built/browser.js")));

  /** A client of a proxy, in Node: what these samples need of a page is a proxy alone. */
  async function clientOf(proxy, more) {
    const { CardClient } = await browserClient();
    return new CardClient({ proxy: `${proxy.origin}/api`, store: null, headers: { cookie: "user=ada", origin: proxy.origin }, ...more });
  }

  const withProxy = async (issuer, use) => {
    const proxy = await proxyOf(issuer, world);
    try {
      return await use(proxy);
    } finally {
      await proxy.close();
    }
  };

  return {
    "docs/browser.md > In a page: `cardlatch/browser`": async (name) => {
      const ends = await opened({ script: fileOf(name) }, (page) => page.evaluate(async () => (await import("/page.js")).freezeAll()));
      const due = world.sandbox.cards.yativo.filter(({ state }) => state === "active").length;
      assert.equal(ends.filter((end) => /^\d{4}: (completed|accepted)$/.test(end)).length, ends.length);
      assert.ok(ends.length > 0 && ends.length <= due, ends.join());
      assert.equal(executed().length, ends.length);
    },
    "docs/browser.md > In a page: `cardlatch/browser` (2)": async (name) => {
      const seen = [];
      const own = globalThis.fetch;
      globalThis.fetch = async (url, { headers }) => {
        seen.push([String(url), headers.authorization]);
        return Response.json({ id: "1", state: "active" });
      };
      try {
        const { cards } = await imported(name);
        await cards.card("1");
      } finally {
        globalThis.fetch = own;
      }
      assert.deepEqual(seen, [["https://cards.example.com/cards/1", "Bearer token-1"]]);
    },
    "docs/browser.md > Nothing is done twice": async (name) => {
      const { unfreeze } = await imported(name);
      const { told } = world.yours.world;
      await withProxy("yativo", async (proxy) => {
        await unfreeze(await clientOf(proxy), yativo.frozen);
        await unfreeze(await clientOf(proxy, { headers: { origin: proxy.origin } }), yativo.frozen);
        await unfreeze(await clientOf(proxy), yativo.closed);
      });
      assert.deepEqual(told.slice(0, 2), ["The card can be used again.", "sign in"]);
      assert.equal(told.length, 3);
      assert.notEqual(told[2], "We are still finding out.");
      assert.deepEqual(executed(), [["unfreeze", yativo.frozen]]);
    },
    "docs/browser.md > When the issuer tells later: `settled()`": async (name) => {
      const { freeze } = await imported(name);
      const { told } = world.yours.world;
      await withProxy("artha", async (proxy) => {
        const end = freeze(await clientOf(proxy), artha.active, AbortSignal.timeout(30_000));
        while (told.length === 0) await new Promise(setImmediate);
        await world.sandbox.admin.settle();
        await end;
      });
      assert.deepEqual(told, ["Ordered.", "completed"]);
      assert.deepEqual(executed(), [["freeze", artha.active]]);
    },
    "docs/browser.md > When the page was closed: `pending()` and `resume()`": async (name) => {
      const { catchUp } = await imported(name);
      const store = new Storage();
      await withProxy("artha", async (proxy) => {
        const order = await (await clientOf(proxy, { store })).freeze(artha.active);
        assert.equal(order.result, "accepted");
        await catchUp(await clientOf(proxy, { store })); // another page, later
        assert.deepEqual(world.yours.world.told, ["freeze: accepted"]);
        await world.sandbox.admin.settle();
        await catchUp(await clientOf(proxy, { store }));
      });
      assert.deepEqual(world.yours.world.told, ["freeze: accepted", "freeze: completed"]);
      assert.deepEqual(executed(), [["freeze", artha.active]]);
    },
    "docs/browser.md > Pictures": async (name) => {
      const entry = join(folder, "src/pictures-page.js");
      await writeFile(entry, `export * from ${JSON.stringify(fileOf(name))}; export { CardClient } from "cardlatch/browser";`);
      const html = '<!doctype html><title>A page</title><input type="file">';
      const result = await opened({ html, script: entry, issuer: "artha" }, async (page) => {
        await page.setInputFiles("input", { name: "me.png", mimeType: "image/png", buffer: Buffer.from(PNG_BASE64, "base64") });
        return page.evaluate(async (card) => {
          const { CardClient, freezeSigned } = await import("/page.js");
          return freezeSigned(new CardClient({ proxy: "/api" }), card, document.querySelector("input"));
        }, artha.photo);
      });
      assert.equal(result, "accepted");
      assert.deepEqual(executed(), [["freeze", artha.photo]]);
    },
  };
}

/** What a page keeps things in. */
class Storage {
  #kept = new Map();
  get length() {
    return this.#kept.size;
  }
  key = (at) => [...this.#kept.keys()][at] ?? null;
  getItem = (name) => this.#kept.get(name) ?? null;
  setItem = (name, value) => void this.#kept.set(name, value);
  removeItem = (name) => void this.#kept.delete(name);
}
