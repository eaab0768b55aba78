// Test runners: a user's test runs the scenario and keeps its result.
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { openWorld } from "../../matrix/scenario/world.js";
import { manifestOf, resolver } from "../../matrix/support/exports.js";
import { script } from "../support/command.js";
import { PARTS, part } from "../support/parts.js";
import { consumer, packaged } from "../support/places.js";

const runner = (name, packages, conditions, more) => ({
  name,
  packages,
  project: name.replace(" ", "-"),
  conditions,
  parts: [...PARTS, "entry"],
  async run(folder) {
    const world = await openWorld(consumer);
    try {
      await writeFile(join(folder, "setup.json"), JSON.stringify(world.setup));
      const failed = await script(folder, "test").catch((error) => error);
      const result = await readFile(join(folder, "result.json"), "utf8").then(JSON.parse).catch(() => {
        throw failed;
      });
      // The runner's own verdict counts as well.
      const parts = world.verdict(result).map((told) => (told.ok && failed instanceof Error ? { ...told, ok: false, why: failed.message } : told));
      const entry = await part("entry", async () => {
        const fileOf = resolver(await manifestOf(packaged), conditions);
        for (const [name, specifier] of [["cardlatch", "cardlatch"], ["callbacks", "cardlatch/callbacks"]]) {
          // An import in Node is the CommonJS file by another name: the error's stack names that.
          const wanted = fileOf(specifier).replace(".import.js", ".cjs");
          assert.ok(result.loaded[name]?.endsWith(`/cardlatch/${wanted}`), `${result.loaded[name]} is not ${wanted}`);
        }
      });
      return [...parts, entry];
    } finally {
      await world.close();
    }
  },
  ...more,
});

const vitest = { shared: ["cards.spec.js", "src/cards.spec.js"], scenario: "src/scenario.js" };
const jest = { scenario: "src/scenario.js", format: "cjs" };

export const runners = [
  runner("vitest node", ["vitest"], ["node", "import"], vitest),
  runner("vitest jsdom", ["vitest", "jsdom"], ["node", "import"], vitest),
  runner("jest node", ["jest"], ["node", "require"], jest),
  runner("jest jsdom", ["jest", "jest-environment-jsdom"], ["browser", "require"], jest),
];
