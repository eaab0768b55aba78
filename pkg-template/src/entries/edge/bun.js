// Bun's bundler sees this import and ships the file, also inside a compiled program.
import file from "./cardlatch_bg.wasm" with { type: "file" };
import { readFileSync } from "node:fs";
import { beside } from "../../beside.js";
import { proxyMaker } from "../../edge/proxy.js";
import { now } from "../../instantiate.js";

const load = () => now(() => beside(() => readFileSync(new URL(file, import.meta.url))));

export const createCardProxy = proxyMaker(load);
export { CardError } from "../../error.js";
export { MemoryLedger } from "../../ledger/memory.js";
