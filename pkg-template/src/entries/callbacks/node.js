// Node reads the module from beside this file: its fetch takes no file URLs.
import { readFileSync } from "node:fs";
import { receiverClass } from "../../callbacks.js";
import { now } from "../../instantiate.js";

const load = () => now(() => new WebAssembly.Module(readFileSync(new URL(MODULE_FILE, import.meta.url))));

export const CallbackReceiver = receiverClass(load);
export { CardError } from "../../error.js";
export { Secret } from "../../secret.js";
