// The page under axe, on a desk: every state, the place to sign in, and the page without its worker.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { actionButton, openPage, screenshot, useDemo } from "./demo.js";
import { isWiderThanScreen, violations, walk } from "./walk.js";

const world = useDemo({ fresh: false }); // a walk goes from state to state

const VIEWS = [
  ["light", {}],
  ["dark", { dark: true }],
  ["phone", { width: 360, height: 740 }],
  ["phone-dark", { width: 360, height: 740, dark: true }],
];

walk(world, "desk", {});

describe("before anybody has signed in", () => {
  for (const [view, options] of VIEWS) {
    test(`${view}: the place to sign in has no accessibility violation`, async () => {
      const page = await openPage(world, { ...options, user: null });
      await screenshot(page, `${view}-signed-out`);
      assert.deepEqual(await violations(page), []);
      assert.equal(await isWiderThanScreen(page), false);
      assert.deepEqual(page.complaints, []);
      await page.context().close();
    });
  }
});

describe("without a worker", () => {
  test("the page says so and offers to try again", async () => {
    const page = await openPage(world);
    await page.route("**/demo/session", (route) => route.abort());
    await page.reload();
    await page.locator("#banner", { hasText: "does not answer" }).waitFor();
    await screenshot(page, "light-no-worker");
    assert.deepEqual(await violations(page), []);
    await page.unroute("**/demo/session");
    await page.getByRole("button", { name: "Try again" }).click();
    await actionButton(page, "freeze").waitFor();
    assert.equal(await page.locator("#banner").isVisible(), false);
    await page.context().close();
  });
});
