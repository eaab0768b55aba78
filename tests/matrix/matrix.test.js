// Every runtime that the package names, with the installed package in it. `MATRIX_CELLS=deno,bun` chooses.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { cells } from "./cells/index.js";
import { line, runCells } from "./support/runner.js";
import { makeStand } from "./support/stand.js";

const wanted = process.env.MATRIX_CELLS?.split(",") ?? [""];
const chosen = cells.filter(({ name }) => wanted.some((words) => name.includes(words)));

const stand = await makeStand();
const results = await runCells(chosen, () => stand, (result) => console.log(line(result)));

for (const { cell, parts } of results) {
  describe(cell.name, () => {
    for (const { name, ok, why } of parts) test(name, () => assert.ok(ok, why));
  });
}
