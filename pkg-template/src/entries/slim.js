// Loads nothing by itself: the program hands the module over.
import { clientClass } from "../client.js";
import { given } from "../given.js";

const { load, loaded } = given();

export { load };
export const CardClient = clientClass(loaded);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
