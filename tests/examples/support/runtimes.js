// The runtimes of the examples, and the version that each says of itself.
import { spawnSync } from "node:child_process";

import { packaged, versions as installed } from "../../runtimes/index.js";

export { bun, deno, wrangler } from "../../runtimes/index.js";

/** Runs a command to its end; what it says is only shown when it fails. */
export function run(cwd, command, ...args) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} ${args[0]} ended with ${status}:\n${stdout}${stderr}`);
}

export const versions = {
  ...installed,
  hono: () => `hono ${packaged("hono")} on node ${process.versions.node}`,
};
