// As slim.js, where a fetch of its own would send writes again.
import { clientClass } from "../client.js";
import { fetchOnce } from "../fetch-once.js";
import { given } from "../given.js";

const { load, loaded } = given();

export { load };
export const CardClient = clientClass(loaded, fetchOnce);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
