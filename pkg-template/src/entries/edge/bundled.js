// For bundlers of server code, which see the URL and ship the file, or do not and must be told.
import { readFileSync } from "node:fs";
import { beside } from "../../beside.js";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => beside(() => readFileSync(new URL(MODULE_FILE, import.meta.url))));

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
