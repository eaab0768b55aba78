import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { installed, runtimes, tools } from "./support/install.js";
import { versions } from "./support/runtimes.js";
import { serve } from "./support/server.js";
import { OWNERS } from "./support/settings.js";
import { exampleSuite } from "./support/suite.js";

const SERVER = fileURLToPath(new URL("support/edge-light-server.js", import.meta.url));

exampleSuite("edge-light", versions.edgeLight, async (settings) => {
  const cwd = await installed("hono", "edge-light");
  await writeFile(join(cwd, "owners.json"), JSON.stringify(OWNERS));
  return serve([process.execPath, SERVER, cwd, tools, runtimes], { cwd, env: settings });
});
