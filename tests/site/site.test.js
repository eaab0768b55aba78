// The built documentation: nothing is wrong with it, it is found, and it can be read by anybody, with or without
// a mouse, a script, or light.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

import { documentsOf } from "../../www/host/documents.mjs";
import { buildSite } from "../../www/site/build.mjs";
import { brokenLinks } from "../../www/site/builder/links.mjs";
import { rendered } from "../../www/site/builder/markdown.mjs";
import { tablesOf, withTables } from "../../www/site/builder/migration.mjs";
import { found } from "../../www/site/builder/searching.mjs";
import { installed } from "../package/support/consumer.js";
import { root } from "./support/documents.js";

const { source: AXE } = createRequire(import.meta.url)("axe-core");
const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";

let out;
let site;
before(async () => {
  out = await mkdtemp(join(tmpdir(), "cardlatch-site-"));
  site = await buildSite({ installed, out });
});
after(() => rm(out, { recursive: true, force: true }));

const text = (path) => readFile(join(root, path), "utf8");

describe("the build", () => {
  test("finds nothing wrong, no warning included", () => {
    assert.deepEqual(site.wrong, []);
    assert.ok(site.pages.length > 200);
  });

  test("gives each page a title and a description of its own", () => {
    for (const { out, title, description } of site.pages) assert.ok(title && description.length > 10, out);
    const guides = site.pages.filter(({ parent, group }) => !parent && group !== "Examples");
    assert.equal(new Set(guides.map(({ description }) => description)).size, guides.length);
  });

  test("takes a link that leads nowhere for a fault", () => {
    const files = new Map([["a/b.html", '<a href="c.html">1</a><a href="../d.html#here">2</a><a href="../d.html#there">3</a><img src="/e.png"><a href="https://a.example/">4</a>'], ["d.html", '<h2 id="here">']]);
    assert.deepEqual(brokenLinks(files), ["a/b.html: c.html leads to no page", "a/b.html: ../d.html#there names an anchor that is not there", "a/b.html: /e.png begins at the root of the host"]);
  });

  test("takes what a strict page cannot show for a fault", () => {
    const linkTo = (href) => href;
    assert.throws(() => rendered('# A\n\n<div onclick="a()">b</div>\n', { linkTo, source: "a.md" }), /cannot show/);
    assert.throws(() => rendered("# A\n\n```klingon\nb\n```\n", { linkTo, source: "a.md" }), /no colours/);
    assert.throws(() => rendered("A\n", { linkTo, source: "a.md" }), /no title/);
  });

  test("escapes what a sample holds", () => {
    const { body } = rendered('# A\n\n```ts\nconst a = "<script>alert(1)</script>";\n```\n', { linkTo: (href) => href, source: "a.md" });
    assert.doesNotMatch(body, /<script>/);
  });
});

describe("what is said twice is said alike", () => {
  test("the tables for those who move are made of the package's own", async () => {
    const document = await text("docs/guides/migration.md");
    const tables = tablesOf(await import(pathToFileURL(join(installed, "dist/capabilities.js"))));
    assert.equal(document, withTables(document, tables), "run `node www/site/tables.mjs`");
  });

  test("every error code is explained, in the same words as in the README", async () => {
    const types = await readFile(join(installed, "dist/types.d.ts"), "utf8");
    const [, union] = types.match(/type ErrorCode\b([^;]*);/);
    const rows = (document) => Array.from(document.matchAll(/^\| `(\w+)` \| .* \| .* \| .* \|$/gm), ([row, code]) => [code, row]);
    const codes = Array.from(union.matchAll(/"(\w+)"/g), ([, code]) => code);
    const explained = new Map(rows(await text("docs/guides/errors.md")));
    assert.deepEqual([...explained.keys()], codes);
    const readme = new Map(rows((await text("README.md")).split("## Error codes")[1].split("## Options")[0]));
    for (const code of codes) assert.equal(explained.get(code), readme.get(code));
  });

  test("the figures are those of the tables", async () => {
    const [, faults, cells] = /(\d+) faults, \d+ kinds of operation, \d+ settings: (\d+) cells/.exec(await text("docs/faults.md"));
    for (const path of ["docs/start/index.md", "docs/guides/outcomes.md"]) assert.ok((await text(path)).includes(Number(cells).toLocaleString("en-US")), path);
    assert.ok((await text("docs/start/index.md")).includes(`${faults} faults`));
  });
});

describe("the search", () => {
  let index;
  before(async () => (index = await readFile(join(out, "search.json"), "utf8")));

  // What somebody would type, and a page that must be among the first three.
  const WORDS = {
    unknown: "guides/outcomes.html",
    "signature image": "guides/images.html",
    signImage: "guides/images.html",
    reconcile: "guides/outcomes.html",
    "rate limit": "proxy.html",
    "wasm-unsafe-eval": "guides/loading.html",
    webpack: "guides/loading.html",
    sandbox: "guides/testing.html",
    "one-time code": "guides/sessions.html",
    reconsile: "guides/outcomes.html",
    "durable objects": "ledger.html",
    CardClient: "api/cardlatch/CardClient.html",
    createCardProxy: "api/cardlatch-edge/createCardProxy.html",
    idempotency: "proxy.html",
  };

  for (const [words, page] of Object.entries(WORDS)) {
    test(`finds ${page} for: ${words}`, () => {
      const first = found(index, words).slice(0, 8).map(({ id }) => id.split("#")[0]);
      assert.ok(first.includes(page), `found were ${first.join(", ")}`);
    });
  }

  test("finds nothing for what is nowhere", () => assert.deepEqual(found(index, "xylophone quartet"), []));

  test("leads to places that are there", async () => {
    for (const { id } of found(index, "card").slice(0, 50)) {
      const [page, anchor] = id.split("#");
      const html = await readFile(join(out, page), "utf8");
      if (anchor) assert.ok(html.includes(` id="${anchor}"`), id);
    }
  });
});

describe("as the demo serves it", () => {
  const ask = async (path, folder = out) => documentsOf(folder)(new Request(`http://127.0.0.1${path}`));

  test("each kind of file has its type, and pages a strict policy", async () => {
    const page = await ask("/docs/guides/outcomes.html");
    assert.equal(page.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(page.headers.get("content-security-policy"), /^default-src 'self'; .*require-trusted-types-for 'script'/);
    assert.doesNotMatch(page.headers.get("content-security-policy"), /unsafe/);
    assert.equal((await ask("/docs/site.css")).headers.get("content-type"), "text/css; charset=utf-8");
    assert.equal((await ask("/docs")).headers.get("location"), "/docs/");
    assert.match(await (await ask("/docs/")).text(), /<title>Cardlatch<\/title>/);
  });

  test("of the crate's reference only the scripts that stand in a page may run", async () => {
    await mkdir(join(out, "rust/cardlatch"), { recursive: true });
    await writeFile(join(out, "rust/cardlatch/index.html"), '<script>a()</script><script src="b.js"></script><script type="x">c()</script>');
    const policy = (await ask("/docs/rust/cardlatch/")).headers.get("content-security-policy");
    const digest = (script) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;
    assert.ok(policy.includes(`script-src 'self' ${digest("a()")} ${digest("c()")};`), policy);
  });

  test("nothing outside its folder is served", async () => {
    for (const path of ["/docs/..%2f..%2fetc/passwd", "/docs/%2e%2e/package.json", "/docs/%", "/docs/none.html", "/docs//etc/passwd"]) {
      assert.equal((await ask(path)).status, 404, path);
    }
  });

  test("where nothing was built it says so", async () => {
    const response = await ask("/docs/", join(out, "nowhere"));
    assert.equal(response.status, 503);
    assert.match(await response.text(), /cargo xtask demo/);
  });
});

describe("in Chromium", () => {
  let browser;
  let server;
  let base;
  const asked = new Set();

  before(async () => {
    const serve = documentsOf(out);
    server = createServer(async ({ url }, outgoing) => {
      const response = await serve(new Request(`http://127.0.0.1${url}`));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(Buffer.from(await response.arrayBuffer()));
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${server.address().port}/docs/`;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  after(async () => {
    await browser?.close();
    server?.close();
  });

  async function open(path, { width = 1440, height = 900, dark = false, javaScriptEnabled = true } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: dark ? "dark" : "light", javaScriptEnabled, permissions: ["clipboard-read", "clipboard-write"] });
    const page = await context.newPage();
    page.complaints = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && page.complaints.push(message.text()));
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    page.on("request", (request) => asked.add(new URL(request.url()).origin));
    await page.goto(base + path);
    return page;
  }

  const EACH = ["index.html", "guides/migration.html", "capabilities.html", "api/cardlatch/Outcome.html"];
  const VIEWS = {
    light: { pages: [...EACH, "proxy.html", "sizes.html", "coverage.html", "examples/node.html", "api/cardlatch.html", "api/cardlatch/CardClient.html"] },
    dark: { pages: EACH, dark: true },
    phone: { pages: EACH, width: 360, height: 740 },
  };

  for (const [view, { pages, ...options }] of Object.entries(VIEWS)) {
    test(`${view}: no page has an accessibility violation or is wider than the screen`, { timeout: 120_000 }, async (t) => {
      const page = await open("index.html", options);
      for (const path of pages) {
        await t.test(path, async () => {
          await page.goto(base + path);
          await page.evaluate(AXE);
          const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
          assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 100)).join(" | ")}`), []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth), false);
        });
      }
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }

  test("the search is used by keyboard alone", async () => {
    const page = await open("guides/errors.html");
    await page.keyboard.press("/");
    await page.keyboard.type("reconcile");
    await page.locator("#search-list [aria-selected=true]").waitFor();
    const chosen = () => page.getAttribute("#search-words", "aria-activedescendant");
    assert.equal(await chosen(), "found-0");
    await page.keyboard.press("ArrowDown");
    assert.equal(await chosen(), "found-1");
    await page.keyboard.press("ArrowUp");
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map(({ id }) => id), []);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#search-list").isVisible(), false);
    await page.keyboard.press("ArrowDown");
    await page.locator("#search-list [aria-selected=true]").waitFor();
    const href = await page.locator("#search-list [aria-selected=true]").evaluate(({ dataset }) => new URL(dataset.href, document.baseURI).href);
    await page.keyboard.press("Enter");
    await page.waitForURL(href);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test("a sample is copied as it stands in the document", async () => {
    const page = await open("start/node.html");
    const figure = page.locator("figure.code").nth(1);
    await figure.locator("button").click();
    await figure.locator("button", { hasText: "Copied" }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok((await text("docs/start/node.md")).includes(`\n${copied}\n\`\`\``));
    await page.context().close();
  });

  test("without JavaScript everything can be read and reached", async () => {
    const page = await open("index.html", { javaScriptEnabled: false, width: 390, height: 800 });
    assert.equal(await page.locator("#search").isVisible(), false);
    assert.equal(await page.locator(".copy").count(), 0);
    await page.locator(".side-fold summary").click();
    await page.locator('.side a[href="guides/outcomes.html"]').click();
    await page.waitForURL(/outcomes/);
    assert.match(await page.locator("h1").innerText(), /outcome/);
    await page.locator(".steps .next").click();
    await page.waitForURL(/errors/);
    await page.context().close();
  });

  test("on paper only the text is left", async () => {
    const page = await open("guides/outcomes.html");
    await page.emulateMedia({ media: "print" });
    for (const part of [".top", ".side", ".contents", ".steps", ".copy"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
    assert.ok(await page.locator("article").isVisible());
    await page.context().close();
  });

  test("nothing was asked of another host", () => assert.deepEqual([...asked], [new URL(base).origin]));
});
