// Test runners, and a bundler of server code: a user's test or program runs the scenario and keeps its result.
import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { openWorld } from "../../matrix/scenario/world.js";
import { manifestOf, resolver } from "../../matrix/support/exports.js";
import { script } from "../support/command.js";
import { PARTS, part, plus } from "../support/parts.js";
import { consumer, packaged } from "../support/places.js";

/** Runs a script that writes what the scenario ended with. Gives that, and how the script itself failed. */
async function resultOf(folder, name) {
  const file = join(folder, "result.json");
  await rm(file, { force: true });
  const failed = await script(folder, name).then(
    () => undefined,
    (error) => error,
  );
  const text = await readFile(file, "utf8").catch(() => {
    throw failed ?? new Error(`\`${name}\` wrote no result.`);
  });
  return { result: JSON.parse(text), failed };
}

async function inWorld(folder, use) {
  const world = await openWorld(consumer);
  try {
    await writeFile(join(folder, "setup.json"), JSON.stringify(world.setup));
    return await use(world);
  } finally {
    await world.close();
  }
}

/** The files of the package that were loaded. */
const loadedAre = (loaded, conditions) =>
  part("entry", async () => {
    const fileOf = resolver(await manifestOf(packaged), conditions);
    for (const [name, specifier] of [["cardlatch", "cardlatch"], ["callbacks", "cardlatch/callbacks"]]) {
      // An import in Node is the CommonJS file by another name: the error's stack names that.
      const wanted = fileOf(specifier).replace(".import.js", ".cjs");
      assert.ok(loaded[name]?.endsWith(`/cardlatch/${wanted}`), `${loaded[name]} is not ${wanted}`);
    }
  });

const runner = (name, packages, conditions, more) => ({
  name,
  packages,
  project: name.replace(" ", "-"),
  conditions,
  parts: [...PARTS, "entry"],
  run: (folder) =>
    inWorld(folder, async (world) => {
      const { result, failed } = await resultOf(folder, "test");
      const parts = world.verdict(result);
      // The runner's own verdict counts as well.
      const both = parts.map((told) => (told.ok && failed ? { ...told, ok: false, why: failed.message } : told));
      return [...both, await loadedAre(result.loaded, conditions)];
    }),
  ...more,
});

const vitest = { shared: ["cards.spec.js", "src/cards.spec.js"], scenario: "src/scenario.js" };
const jest = { scenario: "src/scenario.js", format: "cjs" };

/** A server's bundle with the package in it has no module beside it, and says so. */
const inside = (folder) =>
  inWorld(folder, async () => {
    const { result } = await resultOf(folder, "whole");
    const [{ ok, why }] = result.parts;
    assert.equal(ok, false);
    assert.match(why, /^CardError: \.\/cardlatch_bg\.wasm must be beside the code: make cardlatch external/);
  });

const server = runner("esbuild node", ["esbuild"], ["node", "import"], { scenario: "src/scenario.js", beside: ["node", "module", "import"] });

export const runners = [
  plus(server, "not external", inside),
  runner("vitest node", ["vitest"], ["node", "import"], vitest),
  runner("vitest jsdom", ["vitest", "jsdom"], ["node", "import"], vitest),
  runner("jest node", ["jest"], ["node", "require"], jest),
  runner("jest jsdom", ["jest", "jest-environment-jsdom"], ["browser", "require"], jest),
];
