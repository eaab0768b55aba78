// As slim.js, in Node, whose fetch takes no file URLs.
import { readFile } from "node:fs/promises";
import { proxyMaker } from "../../edge/proxy.js";
import { given } from "../../given.js";

const open = (url) => (/^file:/.test(url) ? readFile(new URL(url)) : fetch(url));
const { load, loaded } = given(open);

export { load };
export const createCardProxy = proxyMaker(loaded);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
