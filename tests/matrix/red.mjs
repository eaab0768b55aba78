// Shows that each cell can fail, and that it loads the files that it says: breaks one thing after the other in a
// copy of the installed package, and must see the cell red. Where all is broken that the cell should not load, it
// must be green.
//
//     node tests/matrix/red.mjs [words of a cell's name ...]
import { readFile, rm, truncate, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { cells } from "./cells/index.js";
import { FULL_NAMES } from "./cells/names.js";
import { manifestOf, misdirect, resolver, targetsOf } from "./support/exports.js";
import { runCells } from "./support/runner.js";
import { makeStand, standFolder } from "./support/stand.js";

const BROKEN = 'throw new Error("broken on purpose");\n';

const CLIENTS = 0;
const CALLBACKS = 1;

const nameOf = ({ names = FULL_NAMES }, which) => names[which];

async function fileOf({ installed }, cell, which) {
  return join(installed, resolver(await manifestOf(installed), cell.conditions)(nameOf(cell, which)));
}

const throwing = (which) => async (stand, cell) => writeFile(await fileOf(stand, cell, which), BROKEN);

/** Half of the module that stands beside an entry. */
const halved = (which, module) => async (stand, cell) => {
  const file = join(dirname(await fileOf(stand, cell, which)), module);
  await truncate(file, Math.floor((await stat(file)).size / 2));
};

/** Half of a module that the scenario does not need. */
const halvedElsewhere = (module) => async ({ installed }) => {
  const file = join(installed, "dist", module);
  await truncate(file, Math.floor((await stat(file)).size / 2));
};

/** Of the other hosts' files, one that this host can make nothing of. */
const STRANGE = { "edge-light.js": "browser.js", "workerd.js": "browser.js" };

async function astray({ installed }, cell) {
  const { conditions, entry } = cell;
  const manifest = await manifestOf(installed);
  misdirect(manifest, conditions, nameOf(cell, CLIENTS), `dist/${STRANGE[entry] ?? "edge-light.js"}`);
  await writeFile(join(installed, "package.json"), JSON.stringify(manifest));
}

/** The files of a script that it imports from beside it. */
const near = async (file) =>
  [...(await readFile(file, "utf8")).matchAll(/["'](\.\.?\/[^"'?]+\.[cm]?js)["']/g)].map(([, path]) => join(dirname(file), path));

/** Every file that other hosts load instead. */
async function elsewhere(stand, cell) {
  const manifest = await manifestOf(stand.installed);
  for (const which of [CLIENTS, CALLBACKS]) {
    const own = await fileOf(stand, cell, which);
    const spared = [own, ...(await near(own)), ...(cell.also ?? []).map((file) => join(dirname(own), file))];
    const files = [FULL_NAMES[which], nameOf(cell, which)].flatMap((name) => targetsOf(manifest, name));
    const others = files.map((file) => join(stand.installed, file));
    for (const file of others.filter((file) => !spared.includes(file))) await writeFile(file, BROKEN);
  }
}

/** what is broken: how, whether the cell may still be well, which cells have it: the slim ones import less */
const breaks = {
  "the entry throws": [throwing(CLIENTS), false],
  "the entry of callbacks throws": [throwing(CALLBACKS), false],
  "half of the module": [halved(CLIENTS, "cardlatch_bg.wasm"), false],
  "half of the module of callbacks": [halved(CALLBACKS, "callbacks_bg.wasm"), false],
  "half of the module of yativo": [halvedElsewhere("yativo/yativo_bg.wasm"), false, ({ names }) => !names],
  "half of the module of edge": [halvedElsewhere("edge/edge_bg.wasm"), false, ({ names }) => !names],
  "another host's file": [astray, false],
  "all other files throw": [elsewhere, true],
};

const wanted = process.argv.slice(2);
const chosen = cells.filter(({ name }) => wanted.length === 0 || wanted.some((words) => name.includes(words)));
const trials = chosen.flatMap((cell) =>
  Object.entries(breaks)
    .filter(([, [, , isFor = () => true]]) => isFor(cell))
    .map(([broken]) => ({ ...cell, cell, broken })),
);
let count = 0;

async function brokenStand({ cell, broken }) {
  const stand = await makeStand(`red/${count++}`);
  await breaks[broken][0](stand, cell);
  return stand;
}

const colour = (ok) => (ok ? "green" : "red");
const firstLine = (text = "") => text.split("\n")[0].slice(0, 110);
let wrong = 0;

await runCells(trials, brokenStand, ({ cell: { name, broken }, ok, parts, ms }) => {
  const expected = breaks[broken][1];
  if (ok !== expected) wrong += 1;
  const failed = parts.filter((part) => !part.ok);
  const sign = ok === expected ? "as expected" : "UNEXPECTED ";
  const why = failed.length ? `${failed.length} of ${parts.length} parts: ${firstLine(failed.at(-1).why)}` : "";
  console.log(`${sign} ${colour(ok).padEnd(5)} ${name.padEnd(42)} ${broken.padEnd(32)} ${(ms / 1000).toFixed(1).padStart(5)} s  ${why}`);
});
await rm(standFolder("red"), { recursive: true, force: true });
console.log(`${trials.length} trials, ${wrong} not as expected`);
// Not by itself: what was broken may have left a server that nobody stops.
process.exit(wrong ? 1 : 0);
