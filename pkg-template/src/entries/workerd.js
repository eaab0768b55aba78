// Workers may not compile bytes: here an import of a .wasm file is a compiled module.
import module from "./cardlatch_bg.wasm";
import { clientClass } from "../client.js";
import { now } from "../instantiate.js";

export const CardClient = clientClass(() => now(() => module));
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
