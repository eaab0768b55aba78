// A user's project: a copy of its folder, with the packed package installed in it and the tools above it.
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { transform } from "esbuild";

import { packaged, projects, tools, workshop } from "./places.js";

const SCENARIO = fileURLToPath(new URL("../../matrix/scenario/scenario.js", import.meta.url));

/** A folder of the workshop, empty. The tools are found from there as in a user's own project. */
export async function emptyFolder(name) {
  const folder = join(workshop, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await symlink(relative(workshop, tools), join(workshop, "node_modules"), "dir").catch(({ code }) => {
    if (code !== "EEXIST") throw new Error(`The tools could not be linked: ${code}.`);
  });
  return folder;
}

/** Puts the scenario into a project, for Jest as CommonJS. */
async function writeScenario(file, format) {
  const text = await readFile(SCENARIO, "utf8");
  await writeFile(file, format === "cjs" ? (await transform(text, { format })).code : text);
}

/**
 * @param {{ name: string, project: string, shared?: [from: string, to: string], scenario?: string, format?: "cjs",
 *   tool?: [name: string, place: string, bin: string] }} cell
 * @param {(installed: string) => Promise<void>} [spoil] changes the package that this project has
 */
export async function openProject({ name, project, shared, scenario, format, tool }, spoil) {
  const folder = await emptyFolder(name.replace(/\W+/g, "-"));
  await cp(join(projects, project), folder, { recursive: true });
  // Parcel and Next.js take the folder with a lock file for the project's own.
  await writeFile(join(folder, "package-lock.json"), '{ "name": "shop", "lockfileVersion": 3, "packages": {} }\n');
  if (shared) await cp(join(projects, "shared", shared[0]), join(folder, shared[1]));
  if (scenario) await writeScenario(join(folder, scenario), format);
  const installed = join(folder, "node_modules/cardlatch");
  await cp(packaged, installed, { recursive: true });
  if (tool) await linkTool(folder, ...tool);
  await spoil?.(installed);
  return folder;
}

/** Another version of a tool than the others have, under its own name. */
async function linkTool(folder, name, place, bin) {
  await symlink(join(tools, place), join(folder, "node_modules", name), "dir");
  await mkdir(join(folder, "node_modules/.bin"));
  await symlink(join(folder, "node_modules", name, bin), join(folder, "node_modules/.bin", name));
}
