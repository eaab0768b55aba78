// The copies of the package that a project's imports can reach, and names that look like its own.
import { readdirSync, realpathSync } from "node:fs";
import { join } from "node:path";

import { distance } from "../cli/nearest.js";
import { NAME, manifestOf, upwards } from "./where.js";

/** Deeper than this lies no package that anybody installed on purpose. */
const DEEPEST = 8;

function entries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

/** The packages of a node_modules folder, those of scopes and of pnpm's store included. */
function* packagesIn(folder) {
  for (const entry of entries(folder)) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith("@")) for (const inner of entries(path)) yield { name: `${entry.name}/${inner.name}`, path: join(path, inner.name), link: inner.isSymbolicLink() };
    else if (!entry.name.startsWith(".")) yield { name: entry.name, path, link: entry.isSymbolicLink() };
  }
}

const stores = (folder) => entries(join(folder, ".pnpm")).map(({ name }) => join(folder, ".pnpm", name, "node_modules"));

/** Calls `see` with each package below a node_modules folder. Links are seen and not followed. */
function walk(folder, see, depth = 0) {
  if (depth > DEEPEST) return;
  for (const found of packagesIn(folder)) {
    see(found);
    if (!found.link) walk(join(found.path, "node_modules"), see, depth + 1);
  }
  for (const store of stores(folder)) walk(store, see, depth + 1);
}

function real(path) {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

const versionOf = (folder) => String(manifestOf(folder).version ?? "without a version");

/** Every package that the project can import, by where it truly lies. */
function seen(project) {
  const [copies, names] = [new Set(), new Set()];
  const see = ({ name, path }) => {
    names.add(name);
    if (name === NAME) copies.add(real(path));
  };
  walk(join(project, "node_modules"), see);
  for (const above of upwards(project)) {
    for (const found of packagesIn(join(above, "node_modules"))) if (found.name === NAME) see(found);
  }
  copies.delete(undefined);
  return { copies: [...copies].filter((folder) => manifestOf(folder).name === NAME), names };
}

function tellCopies(copies, tell) {
  const list = copies.map((folder) => `${folder} (${versionOf(folder)})`);
  if (copies.length === 1) return tell.ok("copies", "One copy is installed.");
  tell.wrong("copies", `${copies.length} copies are installed: ${list.join(", ")}.`, {
    why: "Each has its own CardError and its own sessions: `instanceof` is false for an error of the other copy, and each logs in by itself.",
    cure: "npm ls cardlatch says who wants which. Let all name the same version, then npm dedupe.",
    data: { copies },
  });
}

const plain = (name) => name.replace(/^@[^/]*\//, "").toLowerCase().replace(/[^a-z0-9]/g, "");

/** Whether a name could be taken for this package's. */
export function looksAlike(name) {
  if (name === NAME || name.length > 100) return false;
  const bare = plain(name);
  return distance(bare, NAME) <= 2 || bare.replace(/(js|ts|node|sdk|client|core|wasm)$/, "") === NAME;
}

function tellNames(names, tell) {
  const alike = [...names].filter(looksAlike).sort();
  if (alike.length === 0) return tell.ok("names", "No installed or named package has a name that looks like it.");
  tell.warn("names", `A package's name looks like cardlatch: ${alike.join(", ")}.`, {
    why: "A package under such a name sees whatever credentials it is given.",
    cure: "If you did not mean it, remove it and exchange the credentials that it could see.",
    data: { names: alike },
  });
}

const FIELDS = ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"];

/** The names that a manifest asks for. */
export const wanted = (manifest) => FIELDS.flatMap((field) => Object.keys(Object(manifest[field])));

/** Looks through the project's node_modules. Nothing is asked of any registry. */
export function checkCopies(project, tell) {
  const { copies, names } = seen(project);
  if (copies.length > 0) tellCopies(copies, tell);
  for (const name of wanted(manifestOf(project))) names.add(name);
  tellNames(names, tell);
}
