// The runtimes by where they are installed, and what each says of its own version.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What the runtimes and the frameworks are installed in. */
export const runtimes = fileURLToPath(new URL("node_modules", import.meta.url));

/** The package of this machine among those that hold a runtime: npm installs no other. */
function binary(scope, name) {
  const folder = join(runtimes, scope);
  const [first] = existsSync(folder) ? readdirSync(folder) : [];
  return ["", "bin"].map((below) => join(folder, first ?? "", below, name)).find(existsSync);
}

export const deno = binary("@deno", "deno");
export const bun = binary("@oven", "bun");
export const wrangler = join(runtimes, "wrangler/bin/wrangler.js");

/** The first line that a command prints. */
export const firstLine = (...command) =>
  execFileSync(command[0], command.slice(1), { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n")[0].trim();

export const packaged = (name) => JSON.parse(readFileSync(join(runtimes, name, "package.json"), "utf8")).version;

export const versions = {
  node: () => `node ${process.versions.node}`,
  bun: () => `bun ${firstLine(bun, "--version")}`,
  deno: () => firstLine(deno, "--version").replace(/ \(.*/, ""),
  workers: () => `wrangler ${packaged("wrangler")}, workerd ${packaged("workerd")}`,
  edgeLight: () => `@edge-runtime/vm ${packaged("@edge-runtime/vm")}`,
};
