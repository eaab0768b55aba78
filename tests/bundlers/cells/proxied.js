// Pages that hold no credential: the client without WebAssembly, and the proxy behind it.
import assert from "node:assert/strict";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { onPage } from "../support/browser.js";
import { script } from "../support/command.js";
import { part } from "../support/parts.js";
import { packaged } from "../support/places.js";
import { strangersProject } from "../support/stranger.js";
import { openShop } from "../support/shop.js";
import { serveSite } from "../support/site.js";

const NOT_MINE = "b0000000-0000-4000-8000-000000000001";

/** Freezes on the page, whose policy forbids WebAssembly, and asks the issuers what came of it. */
async function frozen(folder) {
  const shop = await openShop();
  const site = await serveSite({ folder, wasm: false, api: shop.api });
  try {
    const { given, said } = await onPage(site.url, "freeze", async (page) => [
      await page.evaluate((card) => window.freeze(card), NOT_MINE),
      await page.evaluate((card) => window.freeze(card), shop.card),
    ]);
    assert.deepEqual(given, ["Not frozen.", "Frozen."], said.join("\n"));
    assert.deepEqual(shop.executed(), [["freeze", shop.card, 1]]);
  } finally {
    await site.close();
    await shop.close();
  }
}

async function noModule(folder) {
  const files = await readdir(folder, { recursive: true });
  assert.ok(files.some((file) => file.endsWith(".js")), "There is no script in the output.");
  assert.deepEqual(files.filter((file) => file.endsWith(".wasm")), []);
}

/** What every output has to do. */
const checked = async (dist) => [await part("freeze", () => frozen(dist)), await part("no .wasm", () => noModule(dist))];

const proxiedCell = (name, packages, more) => ({
  name,
  packages,
  project: name.split(" ")[0],
  shared: ["page.js", "src/main.js"],
  entries: ["cardlatch/browser"],
  conditions: ["module", "import"],
  parts: ["freeze", "no .wasm"],
  async run(folder) {
    await script(folder, "build");
    return checked(join(folder, "dist"));
  },
  ...more,
});

/** The first sample of this heading in the package's own README. */
async function sampleUnder(heading) {
  const readme = await readFile(join(packaged, "README.md"), "utf8");
  const [, sample] = new RegExp(`\n## ${heading}\n[\\s\\S]*?\`\`\`ts\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  assert.ok(sample, `The README has no sample under "${heading}".`);
  return sample;
}

/** `npm create vite`, `npm install cardlatch`, the page's sample of the README, `npm run build`. */
const stranger = {
  name: "create-vite",
  packages: ["create-vite", "vite"],
  entries: ["cardlatch/browser"],
  conditions: ["module", "import"],
  parts: ["freeze", "no .wasm"],
  open: strangersProject,
  async run(folder) {
    await writeFile(join(folder, "src/cards.ts"), await sampleUnder("A page"));
    const main = 'import { freeze } from "./cards.ts";\n\nObject.assign(window, { freeze });\n';
    await writeFile(join(folder, "src/main.ts"), main);
    await script(folder, "build");
    return checked(join(folder, "dist"));
  },
};

export const proxied = [stranger, proxiedCell("vite browser", ["vite"], { tool: ["vite", "vite", "bin/vite.js"] }), proxiedCell("webpack browser", ["webpack", "webpack-cli"])];
