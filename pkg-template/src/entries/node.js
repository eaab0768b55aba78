// Node reads the module from beside this file: its fetch takes no file URLs.
import { readFileSync } from "node:fs";
import { clientClass } from "../client.js";
import { now } from "../instantiate.js";

const load = () => now(() => new WebAssembly.Module(readFileSync(new URL(MODULE_FILE, import.meta.url))));

export const CardClient = clientClass(load);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
