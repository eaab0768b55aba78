// As in workerd, but this import of a .wasm file is a compiled module only with its mark.
import module from "./cardlatch_bg.wasm?module";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => module);

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
