// As slim.js, where the memory of one worker does not know what another executes.
import { proxyMaker } from "../../edge/proxy.js";
import { given } from "../../given.js";

const { load, loaded } = given();

export { load };
export const createCardProxy = proxyMaker(loaded, { isOneOfMany: true });
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
