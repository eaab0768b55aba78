// One Chromium for all cells, a context of its own for each page.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

import { chromium } from "playwright-core";

import { openWorld } from "../../matrix/scenario/world.js";
import { keepPrinted } from "../../package/support/seen/report.js";
import { consumer, packaged } from "./places.js";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
const PATIENCE_MS = 60_000;

let starting;

const browser = () => (starting ??= chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] }));

export const browserVersion = async () => `chromium ${(await browser()).version()}`;

export async function closeBrowser() {
  await (await starting)?.close();
}

/** Opens a page that puts `ready` into its window, and uses it. Gives what the use gave and what was seen meanwhile. */
export async function onPage(url, ready, use) {
  const context = await (await browser()).newContext();
  context.setDefaultTimeout(PATIENCE_MS);
  const seen = { said: [], modules: [] };
  try {
    const page = await context.newPage();
    const note = (text) => {
      keepPrinted("chromium", text);
      seen.said.push(text);
    };
    page.on("console", (message) => note(message.text()));
    page.on("pageerror", (error) => note(String(error.stack ?? error)));
    page.on("response", (response) => {
      if (new URL(response.url()).pathname.endsWith(".wasm")) seen.modules.push(response);
    });
    await page.goto(url);
    await page.waitForFunction((name) => name in window, ready, { timeout: 20_000 }).catch(() => {
      throw new Error(`The page did not get ready. It said:\n${seen.said.join("\n")}`);
    });
    const given = await use(page);
    const modules = await Promise.all(seen.modules.map(async (response) => ({ status: response.status(), bytes: await response.body() })));
    return { given, said: seen.said, modules };
  } finally {
    await context.close();
  }
}

/** The scenario on the page at an address: what it ended with, and the parts after the issuers were asked. */
export async function scenarioOn(url) {
  const world = await openWorld(consumer);
  try {
    const { given, ...rest } = await onPage(url, "start", (page) => page.evaluate((setup) => window.start(setup), world.setup));
    return { ...rest, result: given, parts: world.verdict(given) };
  } finally {
    await world.close();
  }
}

async function modulesOfPackage() {
  const files = await readdir(join(packaged, "dist"), { recursive: true });
  const modules = files.filter((file) => file.endsWith(".wasm"));
  return Promise.all(modules.map(async (file) => [file, await readFile(join(packaged, "dist", file))]));
}

/** The modules that a page fetched, by their names in the package: what it fetched must be them, byte for byte. */
export async function namesOf(modules) {
  const known = await modulesOfPackage();
  return modules.map(({ status, bytes }) => {
    const [name] = known.find(([, own]) => own.equals(bytes)) ?? [];
    if (status !== 200 || !name) throw new Error(`A .wasm file of ${bytes.length} bytes was answered with ${status} and is none of the package's.`);
    return name;
  });
}
