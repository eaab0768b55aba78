// Where the project is, and which copy of the package it uses.
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { readJson } from "./json.js";

export const NAME = "cardlatch";

/** The package that this command is a part of. */
export const OWN = realpathSync(fileURLToPath(new URL("../../", import.meta.url)));

/** A manifest, or an empty one where there is none to be read. */
export function manifestOf(folder) {
  try {
    const { value } = readJson(readFileSync(join(folder, "package.json"), "utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** A folder and all above it, the nearest first. */
export function* upwards(folder) {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (dirname(at) === at) return;
  }
}

/** The nearest folder with a manifest, from where the command was called. */
export function projectOf(folder) {
  for (const at of upwards(folder)) if (existsSync(join(at, "package.json"))) return at;
  return folder;
}

/** With Yarn's Plug'n'Play no folder holds the packages: only its resolver knows where they are. */
function resolvedIn(project) {
  if (!process.versions.pnp) return undefined;
  try {
    return realpathSync(dirname(createRequire(join(project, "package.json")).resolve(`${NAME}/package.json`)));
  } catch {
    return undefined;
  }
}

/** The copy that an import in the project finds. */
export function installedIn(project) {
  if (manifestOf(project).name === NAME) return realpathSync(project);
  for (const at of upwards(project)) {
    const folder = join(at, "node_modules", NAME);
    if (existsSync(join(folder, "package.json"))) return realpathSync(folder);
  }
  return resolvedIn(project);
}
