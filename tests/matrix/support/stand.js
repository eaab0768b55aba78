// The folder that cells run in: the package as it was installed from the packed file, the scenario, and the
// programs that import both.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const target = here("../../../target");

export const consumer = resolve(process.env.CARDLATCH_CONSUMER ?? join(target, "consumer"));

const MANIFEST = { name: "matrix", private: true, type: "module", dependencies: { cardlatch: "*" } };

export const standFolder = (name) => join(target, "matrix", name);

export async function makeStand(name = "stand") {
  const folder = standFolder(name);
  const installed = join(folder, "node_modules/cardlatch");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(here("../programs"), folder, { recursive: true });
  for (const file of ["scenario.js", "others.js"]) await cp(here(`../scenario/${file}`), join(folder, file));
  await cp(join(consumer, "node_modules/cardlatch"), installed, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify(MANIFEST));
  return { folder, installed };
}
