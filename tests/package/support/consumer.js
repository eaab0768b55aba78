// The package as its users have it: installed from the packed file into a folder of its own.
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

/** The file that an import of a specifier gives in Node. */
export const fileOf = (specifier) => find(specifier);

/** Imports from the installed package. What its clients show is kept, to be searched for secrets. */
export const fromPackage = async (specifier) => recorded(await import(pathToFileURL(find(specifier))));
