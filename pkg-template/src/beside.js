import { wrongOption } from "./refusal.js";

/**
 * Compiles the module out of its file beside the code. Where the file is not there, a bundler has taken the
 * code and left the file behind.
 *
 * @param {() => Uint8Array} read
 */
export function beside(read) {
  try {
    return new WebAssembly.Module(read());
  } catch ({ message }) {
    return wrongOption(MODULE_FILE, `beside the code: make cardlatch external, or use cardlatch/slim (${message})`);
  }
}
