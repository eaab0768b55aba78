// What CommonJS takes from Node and not from the globals: tests in jsdom have a page's, where some are missing.
export { Blob } from "node:buffer";
export { webcrypto as crypto } from "node:crypto";
export { TextDecoder, TextEncoder } from "node:util";
