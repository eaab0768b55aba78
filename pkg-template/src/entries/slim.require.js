// As slim.js, in Node, whose fetch takes no file URLs.
import { readFile } from "node:fs/promises";
import { clientClass } from "../client.js";
import { given } from "../given.js";

const open = (url) => (/^file:/.test(url) ? readFile(new URL(url)) : fetch(url));
const { load, loaded } = given(open);

export { load };
export const CardClient = clientClass(loaded);
export { CardError } from "../error.js";
export { Secret } from "../secret.js";
