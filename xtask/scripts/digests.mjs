// Writes `dist/digests.json` into a package that was put together: its version, and the SHA-256 of each
// file beside that list. `cardlatch doctor` holds what is installed against it.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const LIST = "dist/digests.json";

const [pkg] = process.argv.slice(2);

const paths = readdirSync(pkg, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(pkg, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
  .filter((path) => path !== LIST)
  .sort();

const digest = (path) => createHash("sha256").update(readFileSync(join(pkg, path))).digest("base64");
const files = Object.fromEntries(paths.map((path) => [path, digest(path)]));
const { version } = JSON.parse(readFileSync(join(pkg, "package.json"), "utf8"));
writeFileSync(join(pkg, LIST), `${JSON.stringify({ version, files })}\n`);
