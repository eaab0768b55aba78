import { chromium } from "playwright-core";

import { keepPrinted } from "../../package/support/seen/report.js";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";

export async function startChromium() {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  return {
    version: `chromium ${browser.version()}`,
    /** What a page ends with. Each has a context of its own, so that no worker of another is met. */
    async finished(url) {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        page.on("console", (message) => keepPrinted("chromium", message.text()));
        await page.goto(url);
        return await page.evaluate(() => window.finished);
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
