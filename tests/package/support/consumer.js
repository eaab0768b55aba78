// The package as its users have it: installed from the packed file into a folder of its own.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { recorded } from "./seen/classes.js";
import "./seen/report.js";

const root = fileURLToPath(new URL("../../..", import.meta.url));

export const consumer = resolve(process.env.CARDLATCH_CONSUMER ?? join(root, "target/consumer"));

/** Finds files of what is installed in a folder. */
export const finder = (folder) => createRequire(join(folder, "package.json")).resolve;

const find = finder(consumer);

/** Where the package lies. */
export const installed = dirname(find("cardlatch/package.json"));

/** Its manifest. */
export const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

/** The file that a require of a specifier gives in Node. */
export const fileOf = (specifier) => find(specifier);

/** The file that an import of a specifier gives in Node. */
export function importedFile(specifier) {
  const { node, default: other } = manifest.exports[specifier.replace(/^cardlatch/, ".")];
  return join(installed, node?.import ?? other);
}

/** Imports as a file of a folder does. */
export async function importing(folder) {
  const file = join(folder, "import.mjs");
  if (!existsSync(file)) {
    const own = join(folder, `import-${process.pid}.mjs`);
    writeFileSync(own, "export default (specifier) => import(specifier);\n");
    renameSync(own, file);
  }
  return (await import(pathToFileURL(file))).default;
}

const own = await importing(consumer);

/** Imports from the installed package. What its clients show is kept, to be searched for secrets. */
export const fromPackage = async (specifier) => recorded(await own(specifier));

/** The same with `require`. */
export const required = createRequire(join(consumer, "package.json"));
