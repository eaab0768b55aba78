import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { installed, tools } from "./support/install.js";
import { run, versions, wrangler } from "./support/runtimes.js";
import { serve } from "./support/server.js";
import { asFile, inTable } from "./support/settings.js";
import { exampleSuite } from "./support/suite.js";

// Nothing is asked of the internet, and nothing is told to it.
const QUIET = { WRANGLER_SEND_METRICS: "false", NO_UPDATE_NOTIFIER: "1", CI: "1" };
const local = (cwd, ...args) => run(cwd, process.execPath, wrangler, ...args);

let cwd;
exampleSuite("workers", versions.workers, async ({ ISSUER_URL, ORIGIN, PORT, ...secrets }) => {
  cwd = await installed("workers");
  const config = join(cwd, "wrangler.jsonc");
  const text = await readFile(config, "utf8");
  await writeFile(config, text.replace("https://issuer.example/api/v1", ISSUER_URL));
  await writeFile(join(cwd, ".dev.vars"), asFile(secrets));
  Object.assign(process.env, QUIET);
  local(cwd, "d1", "migrations", "apply", "cards", "--local");
  local(cwd, "d1", "execute", "cards", "--local", "--yes", "--command", inTable().replace(/^CREATE.*?;/, ""));
  const command = [process.execPath, wrangler, "dev", "--port", PORT, "--ip", "127.0.0.1", "--inspector-port", "0", "--show-interactive-dev-session=false"];
  const server = await serve(command, { cwd, env: QUIET, place: /Ready on (http:\/\/[\w.:]+)/ });
  // The server for developers prints the path of each request, with the secret that is in one.
  const told = () => server.told().replaceAll(/^\[wrangler:info\] [A-Z]+ \/.*$/gm, "");
  return { ...server, told, page: server.origin };
});

test("wrangler's own types find no fault in it", () => {
  local(cwd, "types", "worker-configuration.d.ts");
  run(cwd, process.execPath, join(tools, "typescript/bin/tsc"), "--pretty", "false", "-p", "tsconfig.json");
});
