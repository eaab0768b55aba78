// Node and Bun, with the modules as bytes.
import { readFile } from "node:fs/promises";

import { slim } from "./shared.js";

const bytes = (name) => readFile(new URL(import.meta.resolve(name)));
const sources = { cardlatch: await bytes("cardlatch/cardlatch.wasm"), callbacks: await bytes("cardlatch/callbacks.wasm") };
const result = await slim(JSON.parse(process.argv[2]), sources);
const resolved = { cardlatch: import.meta.resolve("cardlatch/slim"), callbacks: import.meta.resolve("cardlatch/callbacks/slim") };
console.log(JSON.stringify({ ...result, resolved }));
