// The module is fetched when the first proxy is made; bundlers see the URL and ship the file.
import { proxyMaker } from "../../edge/proxy.js";
import { later } from "../../instantiate.js";

const load = later(() => fetch(new URL(MODULE_FILE, import.meta.url)));

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
