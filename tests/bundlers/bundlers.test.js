// Every bundler and test runner with the packed package, as its users have it: see cells/.
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { after, describe, test } from "node:test";

import { cells } from "./cells/index.js";
import { browserVersion, closeBrowser } from "./support/browser.js";
import { PARTS, allOf } from "./support/parts.js";
import { projects, root } from "./support/places.js";
import { openProject } from "./support/project.js";
import { versions } from "./support/versions.js";

const AT_ONCE = 2;
const chosen = process.env.CARDLATCH_CELL ? cells.filter(({ name }) => process.env.CARDLATCH_CELL.split(",").includes(name)) : cells;

const words = ({ places, parts }) => (places ? `${Object.keys(places).join(" ")}: ${PARTS.join(" ")}` : parts.join(", "));

function line(cell, parts, ms) {
  const failed = parts.filter(({ ok }) => !ok).map(({ name }) => name);
  const begins = `${failed.length > 0 ? "FAIL" : "ok  "} ${cell.name.padEnd(15)} ${versions(cell.packages).padEnd(50)}`;
  return `${begins} ${failed.length > 0 ? `failed: ${failed.join(", ")}` : words(cell)}   ${(ms / 1000).toFixed(1)} s`;
}

async function runCell(cell) {
  const began = performance.now();
  const parts = await allOf({ ...cell, run: async () => cell.run(await (cell.open ?? openProject)(cell)) });
  console.log(line(cell, parts, performance.now() - began));
  return parts;
}

/** Two cells at a time; gives a promise for each. */
function begun(list) {
  const settle = new Map();
  const done = new Map(list.map(({ name }) => [name, new Promise((resolve) => settle.set(name, resolve))]));
  const waiting = [...list];
  const lane = async () => {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) settle.get(cell.name)(await runCell(cell));
  };
  for (let lanes = 0; lanes < AT_ONCE; lanes += 1) lane();
  return done;
}

console.log(await browserVersion());
const done = begun(chosen);
after(closeBrowser);

for (const { name, parts } of chosen) {
  describe(name, () => {
    for (const expected of parts) {
      test(expected, async () => {
        const told = await done.get(name);
        const { ok, why } = told.find((part) => part.name === expected);
        assert.ok(ok, why);
      });
    }
  });
}

// What a user must add to a tool's own defaults: the README says it as the projects have it.
const ADDED = {
  "vite-7/vite.config.js": ['optimizeDeps: { exclude: ["cardlatch"] }'],
  "parcel/package.json": ['"@parcel/resolver-default": { "packageExports": true }'],
  "esbuild/package.json": ["node_modules/cardlatch/dist/cardlatch_bg.wasm", "callbacks/callbacks_bg.wasm", "--format=esm"],
  "rollup/package.json": ["node_modules/cardlatch/dist/cardlatch_bg.wasm", "callbacks/callbacks_bg.wasm"],
  "esbuild-slim/package.json": ["--loader:.wasm=file"],
  "esbuild-slim/src/main.js": ["cardlatch/cardlatch.wasm", "import.meta.url"],
  "esbuild-node/package.json": ["--external:cardlatch"],
};

/** No other configuration knows the package or its modules. */
const PLAIN = /\.(config|setup)\.[cm]?js$|^package\.json$/;

describe("the README", async () => {
  const readme = await readFile(join(root, "pkg-template/README.md"), "utf8");
  const [, section] = /\n## Bundlers and test runners\n([\s\S]*?)\n## /.exec(readme);

  for (const [file, texts] of Object.entries(ADDED)) {
    test(`says what ${file} adds`, async () => {
      const written = await readFile(join(projects, file), "utf8");
      for (const text of texts) assert.ok(section.includes(text) && written.includes(text), text);
    });
  }

  test("names all that a project adds", async () => {
    const files = (await readdir(projects, { recursive: true })).filter((file) => PLAIN.test(basename(file)) && !(file in ADDED));
    assert.ok(files.length > 10, files.join());
    for (const file of files) {
      const written = (await readFile(join(projects, file), "utf8")).replace('"dependencies": { "cardlatch": "0.1.0" }', "");
      assert.doesNotMatch(written, /cardlatch|\.wasm|WebAssembly/, file);
    }
  });
});
