// The runtimes by where they are installed, and the version that each says of itself.
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

import { runtimes } from "./install.js";

/** The package of this machine among those that hold a runtime: npm installs no other. */
function binary(scope, name) {
  const folder = join(runtimes, scope);
  const [first] = readdirSync(folder);
  return ["", "bin"].map((below) => join(folder, first, below, name)).find((file) => readable(file));
}

function readable(file) {
  try {
    return readFileSync(file).length > 0;
  } catch {
    return false;
  }
}

export const deno = binary("@deno", "deno");
export const bun = binary("@oven", "bun");
export const wrangler = join(runtimes, "wrangler/bin/wrangler.js");

/** Runs a command to its end; what it says is only shown when it fails. */
export function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}:\n${stdout}${stderr}`);
}

const first = (...command) => execFileSync(command[0], command.slice(1), { encoding: "utf8" }).split("\n")[0].trim();
const packaged = (name) => JSON.parse(readFileSync(join(runtimes, name, "package.json"), "utf8")).version;

export const versions = {
  node: () => `node ${process.versions.node}`,
  bun: () => `bun ${first(bun, "--version")}`,
  deno: () => first(deno, "--version").replace(/ \(.*/, ""),
  workers: () => `wrangler ${packaged("wrangler")}, workerd ${packaged("workerd")}`,
  hono: () => `hono ${packaged("hono")} on node ${process.versions.node}`,
  edgeLight: () => `@edge-runtime/vm ${packaged("@edge-runtime/vm")}`,
};
