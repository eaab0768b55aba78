import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { installed } from "./support/install.js";
import { versions } from "./support/runtimes.js";
import { serve } from "./support/server.js";
import { OWNERS, asFile } from "./support/settings.js";
import { startOf } from "./support/commands.js";
import { exampleSuite } from "./support/suite.js";

exampleSuite("node", versions.node, async (settings) => {
  const cwd = await installed("node");
  await writeFile(join(cwd, ".env"), asFile(settings));
  await writeFile(join(cwd, "owners.json"), JSON.stringify(OWNERS));
  return serve(await startOf(cwd), { cwd });
});
