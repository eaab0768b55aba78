// Hosts that are programs of their own and load packages by name.
import { bun, deno, versions } from "../../runtimes/index.js";
import { SLIM_NAMES } from "./names.js";
import { printedBy } from "../support/command.js";

const cell = (version, place, files, conditions, command) => ({
  name: [version.name, place].filter(Boolean).join(" "),
  place,
  ...files,
  conditions,
  versions: version.of,
  run: ({ stand, setup, signal }) => printedBy([...command, JSON.stringify(setup)], { cwd: stand.folder, signal }),
});

const SLIM_IMPORTED = { entry: "slim.import.js", code: "slim.cjs", names: SLIM_NAMES };
const SLIM_REQUIRED = { entry: "slim.cjs", also: ["slim.import.js"], names: SLIM_NAMES };
const SLIM_OF_DENO = { entry: { cardlatch: "slim-deno.js", callbacks: "slim.js" }, names: SLIM_NAMES, isMapped: true };

const DENO = { name: "deno", of: versions.deno };
const BUN = { name: "bun", of: versions.bun };
const NODE = { name: "node", of: versions.node };
/** What is imported gives the classes of what is required: a program may do both. */
const IMPORTED = { entry: "node.import.js", code: "node.cjs" };
/** That program imports as well, to compare. */
const REQUIRED = { entry: "node.cjs", also: ["node.import.js"] };
const node = process.execPath;
// The package needs no permission of Deno but the issuer's address.
const denoRun = [deno, "run", "--no-prompt", "--no-remote", "--cached-only", "--no-lock", "--allow-net=127.0.0.1"];

export const processes = [
  cell(NODE, "import", IMPORTED, ["node", "import"], [node, "import.js"]),
  cell(NODE, "require", REQUIRED, ["node", "require"], [node, "require.cjs"]),
  cell(NODE, "worker thread", IMPORTED, ["node", "import"], [node, "threads.js"]),
  cell(DENO, "", { entry: "deno.js", isMapped: true }, ["deno", "node", "import"], [...denoRun, "import.js"]),
  cell(BUN, "", { entry: "bun.js" }, ["bun", "node", "import"], [bun, "run", "import.js"]),
  cell(NODE, "import, slim", SLIM_IMPORTED, ["node", "import"], [node, "slim/bytes.js"]),
  cell(NODE, "require, slim", SLIM_REQUIRED, ["node", "require"], [node, "slim/require.cjs"]),
  cell(DENO, "slim", SLIM_OF_DENO, ["deno", "node", "import"], [...denoRun, "--allow-read=node_modules/cardlatch", "slim/address.js"]),
  cell(BUN, "slim", { entry: "slim.js", names: SLIM_NAMES }, ["bun", "node", "import"], [bun, "run", "slim/bytes.js"]),
];
