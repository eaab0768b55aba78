// Workers may not compile bytes: here an import of a .wasm file is a compiled module.
import module from "./cardlatch_bg.wasm";
import { clientClass } from "../client.js";
import { now } from "../instantiate.js";

const load = () => now(() => module);

export const CardClient = clientClass(load);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
