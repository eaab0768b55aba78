import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { startOf } from "./support/commands.js";
import { installed } from "./support/install.js";
import { bun, run, versions } from "./support/runtimes.js";
import { serve } from "./support/server.js";
import { asFile, inTable } from "./support/settings.js";
import { exampleSuite } from "./support/suite.js";

exampleSuite("bun", versions.bun, async (settings) => {
  const cwd = await installed("bun");
  await writeFile(join(cwd, ".env"), asFile(settings));
  const fill = `new (await import("bun:sqlite")).Database("cards.db", { create: true }).exec(${JSON.stringify(inTable())})`;
  run(cwd, bun, "--eval", fill);
  return serve(await startOf(cwd, { bun }), { cwd });
});
