import { build } from "esbuild";
import { chromium } from "playwright-core";
import { fileURLToPath } from "node:url";

import { startStub } from "./stub.js";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
const PAGE = '<!doctype html><title>cardlatch</title><script type="module" src="/page.js"></script>';
/** A host that is neither this machine by its name nor served by HTTPS. */
export const PLAIN_HOST = "app.test";

export const startChromium = () =>
  chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox", `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`] });

/** A stub that serves the page, too, and a browser to open it. */
export async function startBrowser() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL("page.js", import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
  const stub = await startStub({ "/": ["text/html", PAGE], "/page.js": ["text/javascript", outputFiles[0].text] });
  const browser = await startChromium();
  return {
    stub,
    context: () => browser.newContext(),
    /** A page in which the client is there; what it writes and what nobody catches is kept. */
    async open(context, { host = "127.0.0.1", before } = {}) {
      const page = await context.newPage();
      page.written = [];
      page.uncaught = [];
      page.on("console", (message) => page.written.push(message.text()));
      page.on("pageerror", (error) => page.uncaught.push(`${error}`));
      if (before) await page.addInitScript(before);
      await page.goto(`http://${host}:${stub.port}/`);
      await page.waitForFunction(() => "CardClient" in window);
      return page;
    },
    async close() {
      await browser.close();
      await stub.close();
    },
  };
}
