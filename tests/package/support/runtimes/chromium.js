import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, join } from "node:path";

import { chromium } from "playwright-core";

import { bundle } from "../bundle.js";
import { consumer, finder } from "../consumer.js";
import { keep, keepPrinted } from "../seen/report.js";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
/** What the recording itself writes begins with this. */
const OWN = "seen:";
const HTML = '<!doctype html><title>cardlatch</title><link rel="icon" href="data:,">';

/** The page, which gives what it gathered before it closes. */
function handingBack(page) {
  const close = page.close.bind(page);
  page.close = async () => {
    await handBack(page);
    await close();
  };
  return page;
}

const handBack = async (page) => keep("chromium", await page.evaluate(() => window.drained()));

/**
 * Serves the page's bundle with the module beside it, and a browser to open it. `wasm` may be
 * changed while it runs: how the module is served, or with `hangs` that it never is.
 */
export async function startBrowser(from = consumer) {
  const { code } = await bundle("runtimes/page.js", { conditions: ["browser"], platform: "browser", from });
  const file = finder(from)("cardlatch/cardlatch_bg.wasm");
  const module = await readFile(file);
  const receiving = await readFile(join(dirname(file), "callbacks/callbacks_bg.wasm"));
  const wasm = { status: 200, type: "application/wasm", requests: 0 };
  const files = {
    "/": () => [200, "text/html", `${HTML}<script type="module" src="/page.js"></script>`],
    "/page.js": () => [200, "text/javascript", code],
    "/cardlatch_bg.wasm": () => [wasm.status, wasm.type, wasm.status === 200 ? module : "nothing"],
    "/callbacks_bg.wasm": () => [200, "application/wasm", receiving],
  };
  const server = createServer(({ url }, response) => {
    const [status, type, content] = files[url]?.() ?? [404, "text/plain", "nothing"];
    if (url === "/cardlatch_bg.wasm") wasm.requests += 1;
    if (url === "/cardlatch_bg.wasm" && wasm.hangs) return;
    response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(content);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${server.address().port}/`;
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });

  return {
    wasm,
    /** A page on which the package is imported; what it writes to its console is kept. */
    async open() {
      const page = await browser.newPage();
      page.written = [];
      page.on("console", (message) => {
        const text = message.text();
        keepPrinted("chromium", text);
        if (!text.startsWith(OWN)) page.written.push(text);
      });
      page.on("pageerror", (error) => page.written.push(`uncaught ${error.message}`));
      await page.goto(url);
      await page.waitForFunction(() => "run" in window);
      return handingBack(page);
    },
    async close() {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export async function startChromium(from) {
  const browser = await startBrowser(from);
  const page = await browser.open();
  return {
    run: (task) => page.evaluate((task) => window.run(task), task).finally(() => handBack(page)),
    close: () => browser.close(),
  };
}
