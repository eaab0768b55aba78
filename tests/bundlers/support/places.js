// Where things are.
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The folder in which the packed package is installed as users have it. */
export const consumer = resolve(process.env.CARDLATCH_CONSUMER ?? join(root, "target/consumer"));

const find = createRequire(join(consumer, "package.json")).resolve;

/** The package itself. */
export const packaged = dirname(find("cardlatch/package.json"));

/** What the installed package gives to this process, which plays the issuers and the proxy. */
export const fromPackage = (specifier) => import(pathToFileURL(find(specifier)));

/** The bundlers and test runners. */
export const tools = fileURLToPath(new URL("../node_modules", import.meta.url));

/** What users have written. */
export const projects = fileURLToPath(new URL("../projects", import.meta.url));

/** Where projects are built. */
export const workshop = join(root, "target/bundlers");
