// Node reads the module from beside this file: its fetch takes no file URLs. Becomes CommonJS, which an import
// gets as well, so that both have the same classes.
import { readFileSync } from "node:fs";
import { beside } from "../beside.js";
import { clientClass } from "../client.js";
import { now } from "../instantiate.js";

const load = () => now(() => beside(() => readFileSync(`${__dirname}/${MODULE_FILE}`)));

export const CardClient = clientClass(load);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
