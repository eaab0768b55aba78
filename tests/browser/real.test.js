// The page's client as it is shipped, in a real page, with the proxy as it is shipped behind it.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { installed } from "../package/support/consumer.js";
import { CARDS } from "../package/scenarios/world.js";
import { startChromium } from "./support/chromium.js";
import { startService } from "./support/service.js";

const { active: ARTHA, photo: PHOTO } = CARDS.artha;
const YATIVO = "b0000000-0000-4000-8000-000000000002";
const BENS = "a0000000-0000-4000-8000-000000000006";

const PAGE = '<!doctype html><title>cardlatch</title><script type="module" src="/page.js"></script>';
const SCRIPT = `
import { CardClient } from "/cardlatch.js";
window.cards = (issuer, options) => new CardClient({ proxy: "/api", issuer, headers: { "x-user": "ann" }, ...options });
window.ended = (call) => call.then((value) => ({ ...value }), ({ code, effect, idempotencyKey }) => ({ code, effect, idempotencyKey }));
window.picture = (width, height, type) => new Promise((resolve) => {
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  const context = canvas.getContext("2d");
  for (let x = 0; x < width; x += 3) context.fillRect(x, (x * 31) % height, 2, height / 3);
  canvas.toBlob(resolve, type);
});
`;

describe("a page with the proxy", { timeout: 120_000 }, () => {
  let service;
  let browser;
  let context;
  let seen;
  before(async () => {
    const client = await readFile(join(installed, "dist/browser-client/index.js"), "utf8");
    service = await startService({ "/": ["text/html", PAGE], "/page.js": ["text/javascript", SCRIPT], "/cardlatch.js": ["text/javascript", client] });
    browser = await startChromium();
  });
  beforeEach(async () => {
    service.open();
    seen = { written: [], uncaught: [] };
    context = await browser.newContext();
  });
  afterEach(async () => {
    await context.close();
    assert.deepEqual(seen.uncaught, []);
  });
  after(async () => {
    await browser?.close();
    await service?.close();
  });

  async function open() {
    const page = await context.newPage();
    page.on("console", (message) => seen.written.push(message.text()));
    page.on("pageerror", (error) => seen.uncaught.push(`${error}`));
    await page.goto(service.url);
    await page.waitForFunction(() => "cards" in window);
    return page;
  }
  const freeze = (page, issuer, cardId) => page.evaluate(([issuer, cardId]) => ended(cards(issuer).freeze(cardId)), [issuer, cardId]);
  const pending = (page) => page.evaluate(() => cards().pending());
  const resume = (page, options) => page.evaluate((options) => ended(cards().resume(cards().pending()[0], options)), options);
  async function until(test) {
    while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const posts = () => service.requests.filter(({ method, url }) => method === "POST" && !url.includes("/callbacks/"));

  test("a write is done once and leaves nothing behind", async () => {
    const page = await open();
    assert.equal((await freeze(page, "yativo", YATIVO)).result, "completed");
    assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`]);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  });

  test("a write with a picture that is made to fit, whose answer is lost", async () => {
    const page = await open();
    service.losing = 1;
    const end = await page.evaluate(async (cardId) => {
      const signImage = await picture(900, 300, "image/webp");
      return ended(cards("artha").freeze(cardId, { signImage, fit: true }));
    }, PHOTO);
    assert.equal(end.result, "accepted");
    assert.equal(posts().length, 2);
    assert.deepEqual(service.executions(), [`artha freeze ${PHOTO}`]);
  });

  test("what was accepted is settled by the callback, over the stream", async () => {
    const page = await open();
    const call = page.evaluate(async (cardId) => {
      const outcome = await cards("artha").freeze(cardId);
      const before = cards().pending().length;
      const { result, confirmed } = await outcome.settled();
      return { first: outcome.result, before, result, confirmed, after: cards().pending().length };
    }, ARTHA);
    const streams = () => service.requests.filter(({ headers }) => headers.accept === "text/event-stream");
    await until(() => streams().length);
    await service.sandbox.admin.settle();
    assert.deepEqual(await call, { first: "accepted", before: 1, result: "completed", confirmed: true, after: 0 });
    assert.equal(streams().length, 1);
  });

  test("a page that is closed in the midst: the next one learns the outcome", async () => {
    const page = await open();
    service.sandbox.admin.addFault({ issuer: "yativo", fault: "delay", route: "update", ms: 300 });
    freeze(page, "yativo", YATIVO).catch(() => {});
    await until(() => posts().length);
    await page.close();
    const next = await open();
    assert.deepEqual((await pending(next)).map(({ action, cardId }) => [action, cardId]), [["freeze", YATIVO]]);
    const end = await resume(next);
    assert.equal(end.result, "completed", JSON.stringify(end));
    assert.deepEqual(await pending(next), []);
    assert.deepEqual([service.executions(), posts().length], [[`yativo freeze ${YATIVO}`], 1]);
  });

  test("what waits for its card in the proxy is not said to have never arrived", async () => {
    service.sandbox.admin.addFault({ issuer: "yativo", fault: "delay", route: "update", ms: 2_500 });
    const [first, page] = [await open(), await open()];
    const before = freeze(first, "yativo", YATIVO);
    await until(() => posts().length);
    page.evaluate((cardId) => ended(cards("yativo").unfreeze(cardId)), YATIVO).catch(() => {});
    await until(() => posts().length === 2);
    await page.close();
    // As if it had been sent 15 seconds ago.
    const order = await first.evaluate(() => {
      const { atMs, ...order } = cards().pending().find(({ action }) => action === "unfreeze");
      localStorage.setItem(`cardlatch ${location.origin}/api ${order.key}`, JSON.stringify({ ...order, atMs: atMs - 15_000 }));
      return { ...order, atMs: atMs - 15_000 };
    });
    const asked = await first.evaluate((order) => ended(cards().resume(order, { deadlineMs: 500 })), order);
    assert.deepEqual([asked.code, asked.effect], ["timeout", "unknown"]);
    assert.equal((await before).result, "completed");
    assert.equal((await first.evaluate((order) => ended(cards().resume(order)), order)).result, "completed");
    assert.deepEqual(service.executions(), [`yativo freeze ${YATIVO}`, `yativo unfreeze ${YATIVO}`]);
  });

  test("another user's card, and nobody", async () => {
    const page = await open();
    const { code, effect } = await freeze(page, "artha", BENS);
    assert.deepEqual([code, effect], ["not_allowed", "none"]);
    const none = await page.evaluate((cardId) => ended(cards("artha", { headers: {} }).freeze(cardId)), ARTHA);
    assert.deepEqual([none.code, none.effect], ["not_signed_in", "none"]);
    assert.deepEqual([service.executions(), await pending(page)], [[], []]);
  });

  test("what is revealed shows only where it is exposed", async () => {
    const page = await open();
    const [pan, texts] = await page.evaluate(async (cardId) => {
      const shown = await cards("yativo").reveal(cardId);
      console.log(shown, shown.pan);
      console.dir(shown);
      return [shown.pan.expose(), `${shown.pan} ${JSON.stringify(shown)} ${JSON.stringify({ ...localStorage, ...sessionStorage })}`];
    }, YATIVO);
    assert.match(pan, /^\d{12,19}$/);
    assert.ok(seen.written.length >= 2);
    for (const text of [texts, ...seen.written]) assert.ok(!text.includes(pan), text);
  });
});
