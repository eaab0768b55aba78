// The client of pages. It loads no wasm, so a page may forbid it.
export { CardClient } from "../../../browser/client.js";
export { CardError } from "../../../error.js";
export { Secret } from "../../../secret.js";
