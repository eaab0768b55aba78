// For bundlers of server code, which see the URL and ship the file, or do not and must be told.
import { readFileSync } from "node:fs";
import { beside } from "../beside.js";
import { clientClass } from "../client.js";
import { now } from "../instantiate.js";

const load = () => now(() => beside(() => readFileSync(new URL(MODULE_FILE, import.meta.url))));

export const CardClient = clientClass(load);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
