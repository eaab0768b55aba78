// Deno compiles the module with the import: no permission to read is needed.
// Its fetch sends writes again, which is kept from it.
// The mark becomes `import source`, which the bundler does not read.
import module from "./cardlatch_bg.wasm?source";
import { clientClass } from "../client.js";
import { fetchOnce } from "../fetch-once.js";
import { now } from "../instantiate.js";

const load = () => now(() => module);

export const CardClient = clientClass(load, fetchOnce);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
