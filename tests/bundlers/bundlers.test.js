// Every bundler and test runner with the packed package, as its users have it: see cells/.
import assert from "node:assert/strict";
import { after, describe, test } from "node:test";

import { cells } from "./cells/index.js";
import { browserVersion, closeBrowser } from "./support/browser.js";
import { allOf } from "./support/parts.js";
import { openProject } from "./support/project.js";
import { versions } from "./support/versions.js";

const AT_ONCE = 2;
const chosen = process.env.CARDLATCH_CELL ? cells.filter(({ name }) => process.env.CARDLATCH_CELL.split(",").includes(name)) : cells;

const line = (cell, parts, ms) => {
  const failed = parts.filter(({ ok }) => !ok).map(({ name }) => name);
  const told = failed.length > 0 ? `failed: ${failed.join(", ")}` : `${parts.length} parts`;
  return `${failed.length > 0 ? "FAIL" : "ok  "} ${cell.name.padEnd(14)} ${versions(cell.packages).padEnd(46)} ${told}   ${(ms / 1000).toFixed(1)} s`;
};

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
