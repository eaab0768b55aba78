// Whether the package's files are those that were packed.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { manifestOf } from "./where.js";

/** What the build wrote: a digest of each packed file. */
const LIST = "dist/digests.json";

const AGAIN = "Install it again: remove node_modules/cardlatch, then npm install.";

function bytesOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** The files that a manifest's exports and commands lead to. */
export function targets(value) {
  if (typeof value === "string") return value.startsWith("./") ? [value.slice(2)] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(targets);
}

function listOf(root) {
  try {
    const { version, files } = JSON.parse(readFileSync(join(root, LIST), "utf8"));
    return typeof version === "string" && typeof files === "object" && files !== null ? { version, files } : undefined;
  } catch {
    return undefined;
  }
}

const some = (paths) => `${paths.slice(0, 5).join(", ")}${paths.length > 5 ? ` and ${paths.length - 5} more` : ""}`;

function changed(root, files) {
  return Object.entries(files)
    .filter(([path, digest]) => {
      const bytes = bytesOf(join(root, path));
      return bytes !== undefined && createHash("sha256").update(bytes).digest("base64") !== digest;
    })
    .map(([path]) => path);
}

function tellWhole(root, manifest, tell) {
  const list = listOf(root);
  if (!list) return tell.warn("files.digests", "The list of the package's digests is not there, so whether its files are whole is not known.", { cure: AGAIN });
  if (list.version !== manifest.version) {
    tell.wrong("files.version", `The files are those of version ${list.version}, the manifest is that of ${manifest.version}.`, { why: "JavaScript and WebAssembly of two versions do not fit together.", cure: AGAIN });
  }
  const wrong = changed(root, list.files);
  if (wrong.length > 0) {
    return tell.wrong("files.digests", `Not as they were packed: ${some(wrong)}.`, { why: "They were cut off, or changed by hand or by a tool.", cure: `${AGAIN} If you patch the package on purpose, this is your patch.`, data: { files: wrong } });
  }
  tell.ok("files.digests", `All ${Object.keys(list.files).length} files are as they were packed.`, { data: { files: Object.keys(list.files).length } });
}

/** Every module below `dist`, also one that no entry names. */
function modulesOf(root) {
  try {
    const below = readdirSync(join(root, "dist"), { recursive: true }).map((path) => `dist/${path.replaceAll("\\", "/")}`);
    return below.filter((path) => path.endsWith(".wasm")).sort();
  } catch {
    return [];
  }
}

function tellModules(root, tell) {
  const modules = modulesOf(root);
  const broken = modules.filter((path) => {
    try {
      return !new WebAssembly.Module(readFileSync(join(root, path)));
    } catch {
      return true;
    }
  });
  if (modules.length === 0) return tell.wrong("files.wasm", "There is no WebAssembly module.", { cure: AGAIN });
  if (broken.length === 0) return tell.ok("files.wasm", `Each of the ${modules.length} WebAssembly modules compiles.`);
  tell.wrong("files.wasm", `These WebAssembly modules do not compile: ${some(broken)}.`, { why: "No client can be made with them.", cure: AGAIN, data: { files: broken } });
}

/** Looks at the files of one copy. */
export function checkFiles(root, tell) {
  const manifest = manifestOf(root);
  const listed = Object.keys(listOf(root)?.files ?? {});
  const named = [...new Set([...targets(manifest.exports), ...targets(manifest.bin), ...listed])];
  const missing = named.filter((path) => !path.includes("*") && bytesOf(join(root, path)) === undefined);
  if (missing.length > 0) tell.wrong("files.missing", `Files are missing: ${some(missing)}.`, { why: "Whoever imports what needs them gets an error.", cure: AGAIN, data: { files: missing } });
  else tell.ok("files.missing", "The file of each entry and condition is there.");
  tellWhole(root, manifest, tell);
  tellModules(root, tell);
}
