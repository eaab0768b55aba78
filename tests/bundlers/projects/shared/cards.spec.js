import * as cardlatch from "cardlatch";
import * as callbacks from "cardlatch/callbacks";
import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

import { run } from "./scenario.js";

test("a shop's cards", async () => {
  const setup = JSON.parse(readFileSync("setup.json", "utf8"));
  const result = await run({ cardlatch, callbacks, setup });
  writeFileSync("result.json", JSON.stringify(result));
  expect(result.parts.filter(({ ok }) => !ok)).toEqual([]);
});
