// The page at the widths between a phone and a large screen: nothing is squeezed or cut.
import assert from "node:assert/strict";
import { test } from "node:test";

import { openPage, useDemo } from "./demo.js";

const world = useDemo({ fresh: false });

for (const width of [360, 480, 620, 768, 900, 1024, 1100, 1241, 1280, 1361, 1440, 1920]) {
  test(`${width} px wide: the card's facts have room and nothing sticks out`, async () => {
    const page = await openPage(world, { width });
    await page.locator(".facts dd").first().waitFor();
    const narrowest = await page.evaluate(() =>
      Math.min(...[...document.querySelectorAll(".card-panel .facts dd")].map((fact) => fact.clientWidth)),
    );
    assert.ok(narrowest >= 120, `a fact has ${narrowest} px`);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px too wide`);
    await page.context().close();
  });
}
