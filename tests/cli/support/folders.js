import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { installed } from "../../package/support/consumer.js";

/** A folder that goes with the test. */
export function folderFor(t) {
  const folder = mkdtempSync(join(tmpdir(), "cardlatch-cli-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A file with these words, for its owner alone. */
export function fileFor(t, text, mode = 0o600) {
  const path = join(folderFor(t), "settings.json");
  writeFileSync(path, typeof text === "string" ? text : JSON.stringify(text));
  chmodSync(path, mode);
  return path;
}

/** Puts a package into a folder, or files under a name. */
export function put(folder, files) {
  for (const [path, content] of Object.entries(files)) {
    const to = join(folder, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, typeof content === "string" ? content : JSON.stringify(content));
  }
}

/** A project with a copy of the package that may be broken. */
export function projectFor(t, manifest = {}) {
  const folder = folderFor(t);
  put(folder, { "package.json": { name: "project", private: true, ...manifest } });
  const copy = join(folder, "node_modules/cardlatch");
  cpSync(installed, copy, { recursive: true });
  return { folder, copy, command: join(copy, "bin/cardlatch.js") };
}
