// The page, bundled as its README says, in Chromium, with the example for Node behind it.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { createServer, request as passOn } from "node:http";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";

import { chromium } from "playwright-core";

import { PNG_BASE64 } from "../package/scenarios/pictures.js";
import { CARDS } from "../package/scenarios/world.js";
import { startSandbox } from "../package/support/package.js";
import { cookieOf, relay } from "./support/calls.js";
import { startOf } from "./support/commands.js";
import { installed, tools } from "./support/install.js";
import { run } from "./support/runtimes.js";
import { serve } from "./support/server.js";
import { OWNERS, asFile, settings } from "./support/settings.js";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
const { active, photo, inactive } = CARDS.artha;
const FILES = { "/": ["index.html", "text/html"], "/dist/page.js": ["dist/page.js", "text/javascript"] };

/** One origin for the page and, below /api, the proxy. */
async function front(folder, target) {
  const server = createServer(async (request, response) => {
    if (request.url.startsWith("/api/")) {
      const { method, headers } = request;
      const onward = passOn(`${target()}${request.url}`, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      request.pipe(onward);
      return;
    }
    const [file, type] = FILES[request.url] ?? [];
    if (!file) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": type }).end(await readFile(join(folder, file)));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

describe("browser", () => {
  const world = {};
  let admin;

  before(async () => {
    const page = await installed("browser");
    const { scripts } = JSON.parse(await readFile(join(page, "package.json"), "utf8"));
    const [, ...options] = scripts.build.split(" ");
    run(page, process.execPath, join(tools, "esbuild/bin/esbuild"), ...options);

    world.relay = await relay();
    world.sandbox = await startSandbox({ log: false, settleMs: Infinity, callbackUrl: world.relay.url });
    admin = world.sandbox.admin;
    world.front = await front(page, () => world.server.origin);
    const { origin } = world.front;
    const own = { ...settings(world.sandbox.issuers.artha), ORIGIN: origin };
    const cwd = await installed("node", "node-of-page");
    await writeFile(join(cwd, ".env"), asFile(own));
    await writeFile(join(cwd, "owners.json"), JSON.stringify(OWNERS));
    world.server = await serve(await startOf(cwd), { cwd });
    world.relay.to(`${origin}/api/callbacks/main/${own.CALLBACK_SECRET}`);

    world.browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    world.context = await world.browser.newContext();
    const [name, value] = (await cookieOf("ada", own.SESSION_SECRET)).split("=");
    await world.context.addCookies([{ name, value, url: origin.replace("http:", "https:"), secure: true, httpOnly: true }]);
    console.log(`browser: Chromium ${world.browser.version()}`);
  });
  after(async () => {
    world.server?.kill();
    world.front?.server.closeAllConnections();
    world.front?.server.close();
    await Promise.all([world.browser?.close(), world.sandbox?.close(), world.relay?.close()]);
  });
  beforeEach(() => admin.reset());

  /** The page, opened afresh, and what went wrong in it. */
  async function open() {
    const page = await world.context.newPage();
    const faults = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    await page.goto(`${world.front.origin}/`);
    const status = page.getByRole("status");
    return {
      page,
      faults,
      freeze: async (card, picture) => {
        await page.getByRole("textbox", { name: "Card" }).fill(card);
        if (picture) await page.getByLabel(/^Signature/).setInputFiles({ name: "s.png", mimeType: "image/png", buffer: picture });
        await page.getByRole("button", { name: "Freeze" }).click();
      },
      says: (text) => status.filter({ hasText: text }).waitFor({ timeout: 30_000 }),
    };
  }
  const executed = () => admin.executions().map(({ action, cardId }) => [action, cardId]);

  test("a card is frozen once its issuer says so", { timeout: 90_000 }, async () => {
    const { freeze, says, faults } = await open();
    await freeze(photo, Buffer.from(PNG_BASE64, "base64"));
    await says(/^Accepted/);
    await admin.settle();
    await says(/^Frozen/);
    await freeze(inactive);
    await says(/^Not frozen/);
    assert.deepEqual([executed(), faults], [[["freeze", photo]], []]);
  });

  test("a page that is closed meanwhile asks again when it is opened", { timeout: 90_000 }, async () => {
    const { freeze, says, page } = await open();
    await freeze(active);
    await says(/^Accepted/);
    await page.close();
    await admin.settle();
    const again = await open();
    await again.says(/^Frozen/);
    assert.deepEqual([executed(), again.faults], [[["freeze", active]], []]);
  });
});
