// The command with which a user starts an example, read out of the example itself.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const json = async (...path) => JSON.parse(await readFile(join(...path), "utf8"));

/** The script `start` of its manifest, or Deno's task, with each runtime taken from where it is. */
export async function startOf(cwd, runtimes = {}) {
  const { scripts = {} } = await json(cwd, "package.json");
  const line = scripts.start ?? (await json(cwd, "deno.json")).tasks.start;
  const [command, ...args] = line.split(" ");
  return [{ node: process.execPath, ...runtimes }[command], ...args];
}
