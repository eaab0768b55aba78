// The module is fetched when the first receiver is made; bundlers see the URL and ship the file.
import { receiverClass } from "../../callbacks.js";
import { later } from "../../instantiate.js";

const load = later(() => fetch(new URL(MODULE_FILE, import.meta.url)));

export const CallbackReceiver = receiverClass(load);
export { CardError } from "../../error.js";
export { Secret } from "../../secret.js";
