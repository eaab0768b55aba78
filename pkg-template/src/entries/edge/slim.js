// Loads nothing by itself: the program hands the module over.
import { proxyMaker } from "../../edge/proxy.js";
import { given } from "../../given.js";

const { load, loaded } = given();

export { load };
export const createCardProxy = proxyMaker(loaded);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
