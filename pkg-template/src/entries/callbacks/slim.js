// Loads nothing by itself: the program hands the module over.
import { receiverClass } from "../../callbacks.js";
import { given } from "../../given.js";

const { load, loaded } = given();

export { load };
export const CallbackReceiver = receiverClass(loaded);
export { CardError } from "../../error.js";
export { Secret } from "../../secret.js";
