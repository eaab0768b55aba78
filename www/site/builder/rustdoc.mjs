// The pages of `cargo doc` have small scripts in them. A policy that names each by its digest allows those alone.
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

const SCRIPTS = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs;

/** The digests of the scripts that stand in the pages of a folder. */
export async function policiesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const pages = entries.filter((entry) => entry.isFile() && entry.name.endsWith(".html"));
  const digests = new Set();
  for (const entry of pages) {
    const html = await readFile(join(entry.parentPath ?? entry.path, entry.name), "utf8");
    for (const [, script] of html.matchAll(SCRIPTS)) digests.add(`'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  }
  return [...digests].sort();
}
