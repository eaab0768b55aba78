// A copy of the installed package whose modules fail when they are told to.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { importing, installed } from "./consumer.js";

const bindgen = fileURLToPath(new URL("../../../target/bindgen", import.meta.url));
const modules = {
  trap: "dist/cardlatch_bg.wasm",
  "trap-callbacks": "dist/callbacks/callbacks_bg.wasm",
  "trap-edge": "dist/edge/edge_bg.wasm",
};

/** Makes the copy; it goes with the process. */
export function trappingPackage() {
  const folder = mkdtempSync(join(tmpdir(), "cardlatch-trapping-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const copy = join(folder, "node_modules/cardlatch");
  mkdirSync(copy, { recursive: true });
  writeFileSync(join(folder, "package.json"), "{}");
  cpSync(installed, copy, { recursive: true });
  for (const [name, file] of Object.entries(modules)) {
    copyFileSync(join(bindgen, name, "optimised/cardlatch_bg.wasm"), join(copy, file));
  }
  return { folder, fromTrapping: async (specifier) => (await importing(folder))(specifier) };
}
