import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { startOf } from "./support/commands.js";
import { installed } from "./support/install.js";
import { deno, run, versions } from "./support/runtimes.js";
import { serve } from "./support/server.js";
import { asFile, inTable } from "./support/settings.js";
import { exampleSuite } from "./support/suite.js";

let cwd;
exampleSuite("deno", versions.deno, async (settings) => {
  cwd = await installed("deno");
  await writeFile(join(cwd, ".env"), asFile(settings));
  const fill = `new (await import("node:sqlite")).DatabaseSync("cards.db").exec(${JSON.stringify(inTable())})`;
  run(cwd, deno, "eval", fill);
  return serve(await startOf(cwd, { deno }), { cwd });
});

test("deno finds no fault with its types", () => {
  run(cwd, deno, "check", "--no-remote", "server.ts");
});
