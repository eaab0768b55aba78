// Workers may not compile bytes: here an import of a .wasm file is a compiled module.
import module from "./cardlatch_bg.wasm";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => module);

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
