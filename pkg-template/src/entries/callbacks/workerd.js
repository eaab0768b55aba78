// Workers may not compile bytes: here an import of a .wasm file is a compiled module.
import module from "./cardlatch_bg.wasm";
import { receiverClass } from "../../callbacks.js";
import { now } from "../../instantiate.js";

const load = () => now(() => module);

export const CallbackReceiver = receiverClass(load);
export { CardError } from "../../error.js";
export { Secret } from "../../secret.js";
