// Writes the tables of docs/guides/migration.md: `node www/site/tables.mjs [--package folder]`.
import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { tablesOf, withTables } from "./builder/migration.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const at = process.argv.indexOf("--package");
const installed = at === -1 ? join(root, "target/consumer/node_modules/cardlatch") : resolve(process.argv[at + 1]);

const document = join(root, "docs/guides/migration.md");
const tables = tablesOf(await import(pathToFileURL(join(installed, "dist/capabilities.js"))));
await writeFile(document, withTables(await readFile(document, "utf8"), tables));
console.log("docs/guides/migration.md is written.");
