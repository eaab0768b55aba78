// Deno compiles the module with the import: no permission to read is needed.
// The mark becomes `import source`, which the bundler does not read.
import module from "./cardlatch_bg.wasm?source";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => module);

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
