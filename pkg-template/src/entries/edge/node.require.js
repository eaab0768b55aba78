// Node reads the module from beside this file: its fetch takes no file URLs. Becomes CommonJS, which an import
// gets as well, so that both have the same classes.
import { readFileSync } from "node:fs";
import { beside } from "../../beside.js";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => beside(() => readFileSync(`${__dirname}/${MODULE_FILE}`)));

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
