// A whole freeze without a mouse, and where the focus goes.
import assert from "node:assert/strict";
import { test } from "node:test";

import { CARDS, outcome, outcomeOf, settle, truth, useDemo, usePage } from "./demo.js";

const world = useDemo();
let page;

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

usePage(world, (opened) => {
  page = opened;
});

/** Presses Tab until an element has the focus. */
async function tabTo(selector) {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab never reached ${selector}`);
}

function focused(read) {
  return page.evaluate(read);
}

test("freezes an Artha card with the keyboard alone", async () => {
  // Asked for before anything else: the browser takes a while until it hands choosers over.
  const chosen = page.waitForEvent("filechooser").then((chooser) =>
    chooser.setFiles({ name: "signature.png", mimeType: "image/png", buffer: PNG }),
  );
  chosen.catch(() => {});
  await tabTo("input[name=issuer]");
  await page.keyboard.press("ArrowDown");
  assert.equal(await focused(() => document.activeElement.value), "artha-v1");
  await page.keyboard.press("ArrowUp");
  await tabTo("input[name=card]");
  assert.equal(await focused(() => document.activeElement.value), CARDS.signature.id);
  await tabTo("button[data-action=freeze]");
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  assert.equal(await focused(() => document.activeElement.value), "draw");
  await page.keyboard.press("ArrowRight");
  await tabTo("#signature-file");
  await page.keyboard.press("Space");
  await chosen;
  await tabTo("dialog button[type=submit]");
  await page.keyboard.press("Enter");
  assert.equal((await outcome(page)).kind, "waiting");
  assert.equal(await focused(() => document.activeElement.dataset.action), "freeze");
  assert.match(await page.locator("#announcer").textContent(), /Accepted: not done yet/);
  await settle(world);
  await outcomeOf(page, "done");
  assert.match(await page.locator("#announcer").textContent(), /the card is frozen/);
  assert.equal(truth(world, CARDS.signature), "frozen");
});

test("the skip link leads to the card", async () => {
  await page.keyboard.press("Tab");
  assert.equal(await focused(() => document.activeElement.textContent), "Skip to the card");
  await page.keyboard.press("Enter");
  assert.equal(await focused(() => document.activeElement.id), "main");
});

test("Escape leaves the dialog, nothing happens, and the focus is back on the button", async () => {
  await page.locator("button[data-action=cancel]").focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  assert.equal(await focused(() => document.activeElement.textContent), "Leave the card as it is");
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "hidden" });
  assert.equal(await focused(() => document.activeElement.dataset.action), "cancel");
  assert.deepEqual(world.demo.sandbox.admin.executions(), []);
});

test("the focus stays in the open dialog", async () => {
  await page.locator("button[data-action=cancel]").focus();
  await page.keyboard.press("Enter");
  await page.locator("dialog[open]").waitFor();
  for (let presses = 0; presses < 8; presses += 1) {
    await page.keyboard.press("Tab");
    const outside = await focused(
      () => document.activeElement !== document.body && !document.activeElement.closest("dialog"),
    );
    assert.equal(outside, false);
  }
});
