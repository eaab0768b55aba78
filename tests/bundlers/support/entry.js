// Which file of the package a subpath is, by the rules of Node's `exports`.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { packaged } from "./places.js";

function targetOf(entry, conditions) {
  if (typeof entry === "string") return entry;
  for (const [condition, inner] of Object.entries(entry ?? {})) {
    const found = condition === "default" || conditions.includes(condition) ? targetOf(inner, conditions) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** `.` or `./callbacks` under these conditions, as a path below the package. */
export async function entryOf(subpath, conditions) {
  const { exports } = JSON.parse(await readFile(join(packaged, "package.json"), "utf8"));
  return targetOf(exports[subpath], conditions)?.slice(2);
}
