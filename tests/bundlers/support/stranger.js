// What `npm create vite` and `npm install <tarball>` give, without the network.
import { execFile } from "node:child_process";
import { readFile, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

import { root, tools, workshop } from "./places.js";
import { emptyFolder } from "./project.js";

const run = promisify(execFile);
const CREATE = join(tools, "create-vite/index.js");

async function tarball() {
  const folder = join(root, "target/pkg-tarball");
  const [file] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
  return join(folder, file);
}

/** The template's own tools, from where they are. */
const PLACES = { vite: join(tools, "vite"), typescript: join(root, "node_modules/typescript") };

async function fromHere(file) {
  const manifest = JSON.parse(await readFile(file, "utf8"));
  for (const name of Object.keys(manifest.devDependencies)) {
    if (!PLACES[name]) throw new Error(`The template wants ${name}, which is not installed here.`);
    manifest.devDependencies[name] = `file:${PLACES[name]}`;
  }
  await writeFile(file, JSON.stringify(manifest, undefined, 2));
}

/** @param {(installed: string) => Promise<void>} [spoil] changes the package that this project has */
export async function strangersProject({ name }, spoil) {
  const folder = await emptyFolder(name);
  await rm(folder, { recursive: true });
  await run(process.execPath, [CREATE, name, "--no-interactive", "--template", "vanilla-ts"], { cwd: workshop });
  await fromHere(join(folder, "package.json"));
  await run("npm", ["install", await tarball(), "--offline", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder });
  await spoil?.(join(folder, "node_modules/cardlatch"));
  return folder;
}
