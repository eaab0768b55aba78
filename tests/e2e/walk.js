// Every state of the page under axe, light and dark, from one to the next. The same walk takes the
// screenshots when CARDLATCH_SCREENSHOTS names a directory.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

import {
  act,
  actionButton,
  armTrouble,
  BENS,
  CARDS,
  choose,
  draw,
  goOn,
  openPage,
  outcomeOf,
  screenshot,
  settle,
  startOver,
  waitForState,
} from "./demo.js";

const { source: AXE } = createRequire(import.meta.url)("axe-core");

/** The states of the page, each with how a visitor gets there. `whole: false`: a dialog covers the page. */
const statesOf = (world) => [
  ["start", () => {}],
  [
    "signature",
    async (page) => {
      await choose(page, CARDS.signature);
      await actionButton(page, "freeze").click();
      await draw(page);
      await page.locator(".size", { hasText: "KB" }).waitFor();
    },
    { whole: false },
  ],
  ["accepted", (page) => goOn(page)],
  [
    "frozen",
    async (page) => {
      await settle(world);
      await outcomeOf(page, "done");
      await waitForState(page, "Frozen");
      await page.locator(".more summary").click();
    },
  ],
  [
    "cancel-warning",
    async (page) => {
      await actionButton(page, "cancel").click();
    },
    { whole: false, then: (page) => page.keyboard.press("Escape") },
  ],
  [
    "completed",
    async (page) => {
      await choose(page, CARDS.yativo);
      await act(page, "freeze");
      await page.locator(".request summary").first().click();
    },
  ],
  [
    "armed",
    async (page) => {
      await armTrouble(page, "unfreeze", "cut_after_execute");
    },
  ],
  ["unknown", (page) => act(page, "unfreeze")],
  [
    "reconciled",
    async (page) => {
      await page.locator("#reconcile").click();
      await outcomeOf(page, "done");
    },
  ],
  [
    "deactivate-warning",
    async (page) => {
      await choose(page, CARDS.pending);
      await actionButton(page, "deactivate").click();
    },
    { whole: false },
  ],
  ["deactivated", (page) => goOn(page)],
  [
    "already",
    async (page) => {
      await choose(page, CARDS.off);
      await act(page, "activate");
      await act(page, "activate");
      await outcomeOf(page, "same");
    },
  ],
  [
    "not-confirmed",
    async (page) => {
      await choose(page, CARDS.physical);
      await act(page, "freeze");
    },
  ],
  [
    "refused",
    async (page) => {
      await choose(page, CARDS.virtual);
      await act(page, "freeze");
    },
  ],
  [
    "picture-refused",
    async (page) => {
      await choose(page, CARDS.signature);
      await actionButton(page, "unfreeze").click();
      await page.locator("input[value=file]").check({ force: true });
      const file = { name: "me.png", mimeType: "image/png", buffer: Buffer.from("GIF89a") };
      await page.locator("#signature-file").setInputFiles(file);
      await page.locator("#file-problem", { hasText: "cannot show this GIF" }).waitFor();
    },
    { whole: false, then: (page) => page.keyboard.press("Escape") },
  ],
  [
    "top-up-fee",
    async (page) => {
      await choose(page, CARDS.plain);
      await actionButton(page, "topUp").click();
      await page.locator("#ask-amount").fill("40");
      await page.locator("#fee", { hasText: "would reach" }).waitFor();
    },
    { whole: false },
  ],
  ["top-up-accepted", (page) => goOn(page)],
  [
    "top-up-done",
    async (page) => {
      await settle(world);
      await outcomeOf(page, "done");
      await page.locator(".request-event", { hasText: "top-up" }).first().waitFor();
      await page.locator(".transactions li", { hasText: "fee 4.00" }).waitFor();
    },
  ],
  [
    "spent",
    async (page) => {
      const about = { issuer: "artha", cardId: CARDS.plain.id };
      for (const notifyType of ["consume", "refund", "fee", "optCode"]) {
        await world.demo.sandbox.admin.notify({ ...about, notifyType });
      }
      for (let count = 1; count <= 22; count += 1) {
        await world.demo.sandbox.admin.notify({ ...about, notifyType: "consume", amount: `${count}.00` });
      }
      await page.locator(".transactions-part .note", { hasText: "the issuer has more" }).waitFor();
    },
  ],
  [
    "artha-v1-list",
    async (page) => {
      await choose(page, CARDS.v1);
      await page.locator(".picker-source", { hasText: "As Artha v1 lists them" }).waitFor();
      await page.locator(".transactions li").first().waitFor();
    },
  ],
  [
    "pin",
    async (page) => {
      await actionButton(page, "setPin").click();
      await page.locator("#ask-pin").fill("12");
      await page.locator("dialog[open] button[type=submit]").click();
      await page.locator("#ask-pin-problem", { hasText: "four to six" }).waitFor();
    },
    { whole: false, then: (page) => page.keyboard.press("Escape") },
  ],
  [
    "cancel-unknown",
    async (page) => {
      await armTrouble(page, "cancel", "cut_after_execute");
      await actionButton(page, "cancel").click();
      await goOn(page);
    },
  ],
  [
    "cancel-reconciled",
    async (page) => {
      await page.locator("#reconcile").click();
      await outcomeOf(page, "done");
      await waitForState(page, "Closed");
    },
  ],
  [
    "observed-warning",
    async (page) => {
      await choose(page, CARDS.yativo);
      await armTrouble(page, "cancel", "cut_after_execute");
      await actionButton(page, "cancel").click();
    },
    { whole: false },
  ],
  [
    "observed-reconciled",
    async (page) => {
      await goOn(page);
      await page.locator("#reconcile").click();
      await page.locator(".verdict h3", { hasText: "Still unknown" }).waitFor();
    },
  ],
  [
    "list-problem",
    async (page) => {
      const { admin } = world.demo.sandbox;
      admin.addFault({ issuer: "ibanera", route: "byuser-list", fault: "html_200", times: 9 });
      admin.addFault({ issuer: "ibanera", route: "carddetails", fault: "html_200", times: 9 });
      await choose(page, CARDS.off);
      await page.locator(".picker-source", { hasText: "could not be read" }).waitFor();
      await page.locator("#money .is-problem").waitFor();
    },
    { then: () => world.demo.sandbox.admin.clearFaults() },
  ],
  [
    "pins",
    async (page) => {
      await actionButton(page, "setPin").click();
      await page.locator("#ask-newPin").waitFor();
    },
    { whole: false, then: (page) => page.keyboard.press("Escape") },
  ],
  [
    "no-money",
    async (page) => {
      await choose(page, CARDS.physical);
      await page.locator("#money .empty", { hasText: "neither" }).waitFor();
    },
  ],
  [
    "foreign",
    async (page) => {
      await choose(page, BENS.yativo);
      assert.equal((await act(page, "freeze")).title, "Refused: not your card");
      await page.locator('#audit [data-outcome="not_allowed"]').first().waitFor();
    },
  ],
  [
    "wrong-password",
    async (page) => {
      await choose(page, CARDS.plain);
      await actionButton(page, "cancel").click();
      await page.locator("#ask-password").fill("guess");
      await page.locator("dialog[open] button[type=submit]").click();
      await page.locator("#ask-password-problem", { hasText: "not the password" }).waitFor();
    },
    { whole: false, then: (page) => page.keyboard.press("Escape") },
  ],
  [
    "running",
    async (page) => {
      await choose(page, CARDS.plain);
      await armTrouble(page, "freeze", "stall");
      await actionButton(page, "freeze").click();
      await page.locator(".running").waitFor();
    },
  ],
];

/** What axe finds in the page as it stands now; `rules` names the only ones to ask. */
export async function violations(page, rules) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (only) => window.axe.run(document, { resultTypes: ["violations"], ...(only && { runOnly: only }) }),
    rules,
  );
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(" | ")}`,
  );
}

export function isWiderThanScreen(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
}

/** A state as it is drawn, light and dark: the scheme changes colours and nothing else. */
async function inspect(page, name, whole) {
  await screenshot(page, name, whole);
  assert.deepEqual(await violations(page), []);
  assert.equal(await isWiderThanScreen(page), false);
  await page.emulateMedia({ colorScheme: "dark" });
  await screenshot(page, `${name}-dark`, whole);
  assert.deepEqual(await violations(page, ["color-contrast"]), []);
  assert.equal(await isWiderThanScreen(page), false);
  await page.emulateMedia({ colorScheme: "light" });
}

/** Walks through all states at one size of the screen. */
export function walk(world, view, options) {
  test(`${view}: no state has an accessibility violation or is wider than the screen`, async (t) => {
    await startOver(world);
    const page = await openPage(world, options);
    for (const [state, reach, { whole = true, then } = {}] of statesOf(world)) {
      await t.test(state, async () => {
        await reach(page);
        await inspect(page, `${view}-${state}`, whole);
        await then?.(page);
      });
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}
