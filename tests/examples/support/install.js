// An example as a user has it: a copy of its folder, with the packed package installed in it.
import { execFile } from "node:child_process";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { runtimes } from "../../runtimes/index.js";

export { runtimes };

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the other tools of the tests are. */
export const tools = join(root, "node_modules");

async function tarball() {
  const folder = join(root, "target/pkg-tarball");
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  return join(folder, file);
}

/** Everything from this machine: the package as packed, the others as the lock file names them. */
async function placeOf(name) {
  return name === "cardlatch" ? `file:${await tarball()}` : `file:${join(runtimes, name)}`;
}

/** Copies an example and installs what it imports. Gives the copy's folder. */
export async function installed(name, as = name) {
  const folder = join(root, "target/examples", as);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(join(root, "examples", name), folder, { recursive: true });
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const { dependencies, devDependencies = {} } = manifest;
  // Other tools are started from where they are.
  const types = Object.keys(devDependencies).filter((name) => name.startsWith("@types/"));
  delete manifest.devDependencies;
  for (const name of [...Object.keys(dependencies), ...types]) dependencies[name] = await placeOf(name);
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const options = ["--offline", "--ignore-scripts", "--install-links", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...options], { cwd: folder });
  return folder;
}
