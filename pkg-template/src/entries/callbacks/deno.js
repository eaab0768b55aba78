// Deno compiles the module with the import: no permission to read is needed.
// The mark becomes `import source`, which the bundler does not read.
import module from "./cardlatch_bg.wasm?source";
import { receiverClass } from "../../callbacks.js";
import { now } from "../../instantiate.js";

const load = () => now(() => module);

export const CallbackReceiver = receiverClass(load);
export { CardError } from "../../error.js";
export { Secret } from "../../secret.js";
