// As in workerd, but this import of a .wasm file is a compiled module only with its mark.
import module from "./cardlatch_bg.wasm?module";
import { clientClass } from "../client.js";
import { now } from "../instantiate.js";

const load = () => now(() => module);

export const CardClient = clientClass(load);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
