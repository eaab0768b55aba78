// The module is fetched when the first client is made; bundlers see the URL and ship the file.
import { clientClass } from "../client.js";
import { later } from "../instantiate.js";

const load = later(() => fetch(new URL(MODULE_FILE, import.meta.url)));

export const CardClient = clientClass(load);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
