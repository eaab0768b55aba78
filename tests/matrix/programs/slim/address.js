// Deno, with the modules as URLs of files.
import { slim } from "./shared.js";

const address = (name) => new URL(import.meta.resolve(name));
const sources = { cardlatch: address("cardlatch/cardlatch.wasm"), callbacks: address("cardlatch/callbacks.wasm") };
const result = await slim(JSON.parse(process.argv[2]), sources);
const resolved = { cardlatch: import.meta.resolve("cardlatch/slim"), callbacks: import.meta.resolve("cardlatch/callbacks/slim") };
console.log(JSON.stringify({ ...result, resolved }));
