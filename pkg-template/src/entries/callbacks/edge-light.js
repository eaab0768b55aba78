// As in workerd, but this import of a .wasm file is a compiled module only with its mark.
import module from "./cardlatch_bg.wasm?module";
import { receiverClass } from "../../callbacks.js";
import { now } from "../../instantiate.js";

const load = () => now(() => module);

export const CallbackReceiver = receiverClass(load);
export { CardError } from "../../error.js";
export { Secret } from "../../secret.js";
