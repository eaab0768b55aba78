// Node, Deno and Bun read the module from beside this file: Node's fetch takes no file URLs.
import { readFileSync } from "node:fs";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => new WebAssembly.Module(readFileSync(new URL(MODULE_FILE, import.meta.url))));

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
