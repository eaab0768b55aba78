// The demo in this process and Chromium beside it, and the moves a visitor makes on the page.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, beforeEach } from "node:test";

import { chromium } from "playwright-core";

import { startDemo } from "../../www/start.mjs";

const CHROMIUM = process.env.CARDLATCH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
const SCREENSHOTS = process.env.CARDLATCH_SCREENSHOTS;

/** The cards of the demo, by what they are good for. */
export const CARDS = {
  signature: { issuer: "artha", id: "a0000000-0000-4000-8000-000000000003" },
  plain: { issuer: "artha", id: "a0000000-0000-4000-8000-000000000001" },
  foreign: { issuer: "artha", id: "a0000000-0000-4000-8000-000000000007" },
  v1: { issuer: "artha-v1", id: "f0000000-0000-4000-8000-000000000001" },
  v1Dormant: { issuer: "artha-v1", id: "f0000000-0000-4000-8000-000000000004" },
  yativo: { issuer: "yativo", id: "b0000000-0000-4000-8000-000000000002" },
  silent: { issuer: "yativo", id: "b0000000-0000-4000-8000-000000000001" },
  physical: { issuer: "open-api", id: "cid_PhysActive000001" },
  dormant: { issuer: "open-api", id: "cid_PhysInactive0001" },
  virtual: { issuer: "open-api", id: "cid_VirtActive000001" },
  unpaid: { issuer: "yativo", id: "1048576" },
  off: { issuer: "ibanera", id: "1002" },
  pending: { issuer: "ibanera", id: "1001" },
};

/** A card of Ben's at each issuer: the one that the page offers Ada to try. */
export const BENS = {
  artha: { issuer: "artha", id: "a0000000-0000-4000-8000-000000000002" },
  "artha-v1": { issuer: "artha-v1", id: "f0000000-0000-4000-8000-000000000005" },
  yativo: { issuer: "yativo", id: "b0000000-0000-4000-8000-000000000004" },
  "open-api": { issuer: "open-api", id: "cid_PhysFrozen000001" },
  ibanera: { issuer: "ibanera", id: "1003" },
};

/**
 * Starts the demo and a browser for the tests of a file. `world.demo` and `world.browser` are there in
 * tests. Each test finds new cards, unless `fresh` is false.
 */
export function useDemo({ fresh = true } = {}) {
  const world = {};
  before(async () => {
    // Accepted orders wait for `settle`: no test depends on how fast the machine is.
    world.demo = await startDemo({ port: 0, settleMs: Infinity });
    world.browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
  });
  if (fresh) beforeEach(() => startOver(world));
  after(async () => {
    await world.browser?.close();
    await world.demo?.close();
  });
  return world;
}

export async function startOver({ demo: { url } }) {
  const response = await fetch(`${url}/demo/reset`, { method: "POST", headers: { origin: url } });
  if (!response.ok) throw new Error(`The demo could not start over: ${response.status}`);
}

/** The cookie of a user who signs in beside the page. */
export async function cookieOf({ demo: { url } }, user = "ada") {
  const body = JSON.stringify({ user });
  const response = await fetch(`${url}/demo/sign-in`, { method: "POST", body, headers: { origin: url } });
  return response.headers.get("set-cookie").split(";")[0];
}

/** Asks the proxy as a user, beside the page: `{ status, headers, text, json() }`. */
export async function ask(world, path, { user = "ada", method = "GET", key, headers = {}, body } = {}) {
  const { url } = world.demo;
  const own = {
    ...(user && { cookie: await cookieOf(world, user) }),
    ...(method !== "GET" && { origin: url }),
    ...(method !== "GET" && { "idempotency-key": key ?? crypto.randomUUID() }),
    ...(typeof body === "string" && { "content-type": "application/json" }),
    ...headers,
  };
  const response = await fetch(`${url}/api${path}`, { method, headers: own, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

/** Where the proxy takes an action on a card. */
export function pathOf({ issuer, id }, action) {
  return `/cards/${id}/${action}?issuer=${issuer}`;
}

/** Opens the page, signed in. What the browser complains of is collected in `page.complaints`. */
export async function openPage(
  { demo, browser },
  { width = 1440, height = 900, dark = false, user = "ada", ...more } = {},
) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
    ...more,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.complaints = collectComplaints(page);
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violated: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  if (user) await signIn(context, demo, user);
  await page.goto(demo.url);
  await page.locator(user ? "button.action" : "#sign-in-users button").first().waitFor();
  return page;
}

function signIn(context, { url }, user) {
  return context.request.post(`${url}/demo/sign-in`, { data: { user }, headers: { origin: url } });
}

/** Opens a page for each test of a file, and closes it after. The browser may not have complained. */
export function usePage(world, take) {
  let page;
  beforeEach(async () => {
    page = await openPage(world);
    take(page);
  });
  afterEach(async () => {
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

// A problem answer of the API is expected where a test asks for one, and the browser notes its status.
function collectComplaints(page) {
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() !== "error" && message.type() !== "warning") return;
    const expected = /^Failed to load resource: the server responded with a status of [45]/.test(
      message.text(),
    );
    if (!expected || !/\/(api|demo)\//.test(message.location().url)) complaints.push(message.text());
  });
  return complaints;
}

export async function choose(page, { issuer, id }) {
  await page.locator(`input[name=issuer][value="${issuer}"]`).check({ force: true });
  await page.locator("#cards[aria-busy=false]").waitFor();
  await page.locator(`input[name=card][value="${id}"]`).check({ force: true });
}

export function actionButton(page, action) {
  return page.locator(`button[data-action=${action}]`);
}

/** Presses an action's button and waits until an outcome stands there. For actions without a dialog. */
export async function act(page, action) {
  await markOld(page);
  await actionButton(page, action).click();
  return outcome(page);
}

/** Goes on in the open dialog, with the password where it is asked for, and waits for the outcome. */
export async function goOn(page) {
  await markOld(page);
  const password = page.locator("#ask-password");
  if (await password.count()) await password.fill("lighthouse");
  await page.locator("dialog[open] button[type=submit]").click();
  return outcome(page);
}

/** The outcome once there is a new one: `{ kind, title, text }`. */
export async function outcome(page) {
  await page.locator(".verdict:not([data-old])").waitFor();
  return readVerdict(page);
}

// An outcome is drawn anew for each action, so what is marked belongs to an earlier one.
export async function markOld(page) {
  await page.evaluate(() => document.querySelector(".verdict")?.setAttribute("data-old", ""));
}

/** Says an amount in the dialog of a top-up, goes on, and waits for the outcome. */
export async function topUp(page, amount) {
  await actionButton(page, "topUp").click();
  await page.locator("#ask-amount").fill(amount);
  return goOn(page);
}

/** Waits for a kind of outcome, such as the end of an accepted order. */
export async function outcomeOf(page, kind) {
  await page.locator(`.verdict[data-kind=${kind}]`).waitFor();
  return readVerdict(page);
}

async function readVerdict(page) {
  const verdict = page.locator(".verdict");
  return {
    kind: await verdict.getAttribute("data-kind"),
    title: await verdict.locator("h3").innerText(),
    text: await verdict.innerText(),
  };
}

/** The state of the chosen card as the page tells it. */
export function shownState(page) {
  return page.locator("#card-facts .badge").innerText();
}

export async function waitForState(page, word) {
  await page.locator("#card-facts .badge", { hasText: word }).waitFor();
}

export async function draw(page) {
  const area = await page.locator("canvas.pad").boundingBox();
  const points = Array.from({ length: 40 }, (_, at) => [
    area.x + area.width * (0.15 + (0.65 * at) / 40),
    area.y + area.height * (0.5 + 0.25 * Math.sin(at / 2.2) * (1 - at / 70)),
  ]);
  await page.mouse.move(...points[0]);
  await page.mouse.down();
  for (const point of points) await page.mouse.move(...point);
  await page.mouse.up();
}

export async function armTrouble(page, action, fault) {
  await page.locator("#trouble-action").selectOption(action);
  await page.locator("#trouble-kind").selectOption(fault);
  await page.locator("#trouble button").click();
  await page.locator(".armed").waitFor();
}

/** How often the sandbox truly executed an action on a card. */
export function executions({ demo }, { issuer, id }, action) {
  return demo.sandbox.admin
    .executions()
    .filter((done) => done.issuer === issuer && done.cardId === id && done.action === action)
    .length;
}

/** How many requests of one route an issuer got. */
export function requests({ demo }, issuer, path) {
  return demo.sandbox.admin
    .requests()
    .filter((sent) => sent.issuer === issuer && sent.path.includes(path)).length;
}

/** The state a card has in the sandbox. */
export function truth({ demo }, { issuer, id }) {
  return demo.sandbox.admin.state().find((card) => card.issuer === issuer && card.id === id).state;
}

/** Ends what Artha accepted, callback included. */
export async function settle({ demo }, result = "Success") {
  await demo.sandbox.admin.settle({ result });
}

/** Takes a picture of the page when CARDLATCH_SCREENSHOTS names a directory. */
export async function screenshot(page, name, fullPage = true) {
  if (!SCREENSHOTS) return;
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage });
}
