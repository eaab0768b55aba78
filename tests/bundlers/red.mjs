// Proves of each cell that it can fail, and that it loads the files of the package that we think it loads:
// `node tests/bundlers/red.mjs [cell]`. Each cell runs three times with its copy of the package spoiled: with its
// own entries throwing and with its modules cut it must fail; with every other entry throwing it must not.
// It is no part of the tests.
import { appendFile, readFile, readdir, truncate } from "node:fs/promises";
import { join } from "node:path";

import { manifestOf, resolver } from "../matrix/support/exports.js";
import { cells } from "./cells/index.js";
import { closeBrowser } from "./support/browser.js";
import { allOf } from "./support/parts.js";
import { packaged } from "./support/places.js";
import { openProject } from "./support/project.js";

const BROKEN = "broken on purpose";

const manifest = await manifestOf(packaged);

/** The entries of one place: what the conditions make of the specifiers, and what those files load. */
function entriesOf({ entries = ["cardlatch", "cardlatch/callbacks"] }, conditions) {
  const files = entries.map(resolver(manifest, conditions));
  return files.flatMap((file) => (file.endsWith(".import.js") ? [file, file.replace(".import.js", ".cjs")] : [file]));
}

/** A place for each set of conditions that a cell has. */
const placesOf = ({ conditions, places = { "": conditions } }) => Object.entries(places);

async function scriptsOf(installed) {
  const files = await readdir(join(installed, "dist"), { recursive: true });
  return files.filter((file) => /\.c?js$/.test(file)).map((file) => `dist/${file}`);
}

/** At its end, so that what is exported stays there for whoever only looks. */
const breakEntry = (installed, file) => appendFile(join(installed, file), `\n;throw new Error(${JSON.stringify(BROKEN)});\n`);

const spoils = {
  async "its entries throw"(installed, own) {
    await Promise.all(own.map((file) => breakEntry(installed, file)));
  },
  async "its modules are cut"(installed) {
    const files = await readdir(join(installed, "dist"), { recursive: true });
    const modules = files.filter((file) => file.endsWith(".wasm")).map((file) => join(installed, "dist", file));
    await Promise.all(modules.map(async (file) => truncate(file, (await readFile(file)).length >> 1)));
  },
};

async function result(cell, spoil) {
  const parts = await allOf({ ...cell, run: async () => cell.run(await (cell.open ?? openProject)(cell, spoil)) });
  return { parts, failed: parts.filter(({ ok }) => !ok) };
}

async function othersBroken(installed, kept) {
  for (const file of await scriptsOf(installed)) {
    if (!kept.includes(file)) await breakEntry(installed, file);
  }
}

let wrong = 0;
function tell(cell, what, isRight, words) {
  if (!isRight) wrong += 1;
  console.log(`${isRight ? "ok   " : "WRONG"} ${cell.name.padEnd(15)} ${what.padEnd(32)} ${words}`);
}

async function provenOf(cell) {
  const all = [];
  for (const [place, conditions] of placesOf(cell)) {
    const own = entriesOf(cell, conditions);
    all.push(...own);
    const mine = cell.parts.filter((name) => name.startsWith(place));
    for (const [what, spoil] of Object.entries(spoils)) {
      const isProxied = cell.entries?.includes("cardlatch/browser");
      const { failed } = await result(cell, (installed) => spoil(installed, own));
      const names = failed.map(({ name }) => name);
      // A client without WebAssembly does not notice what becomes of the modules.
      const isRight = isProxied && what.includes("modules") ? names.length === 0 : mine.some((name) => names.includes(name));
      tell(cell, `${place} ${what}`.trim(), isRight, names.length > 0 ? `red: ${names.join(", ")}` : "green");
    }
  }
  // What a cell shows beside its own bundle is another entry's matter.
  const beside = cell.beside ? entriesOf(cell, cell.beside) : [];
  const { failed } = await result(cell, (installed) => othersBroken(installed, [...all, ...beside]));
  tell(cell, "every other entry throws", failed.length === 0, failed.length === 0 ? `green with ${all.join(", ")}` : `red: ${failed.map(({ name, why }) => `${name}: ${why.split("\n")[0]}`).join("; ")}`);
}

const [wanted] = process.argv.slice(2);
const chosen = cells.filter(({ name }) => wanted === undefined || name === wanted);
if (chosen.length === 0) throw new Error(`There is no cell ${wanted}; there are: ${cells.map(({ name }) => name).join(", ")}.`);
for (const cell of chosen) await provenOf(cell);
await closeBrowser();
process.exitCode = wrong === 0 ? 0 : 1;
