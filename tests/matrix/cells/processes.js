// Hosts that are programs of their own and load packages by name.
import { bun, deno, versions } from "../../runtimes/index.js";
import { printedBy } from "../support/command.js";

const cell = (version, place, files, conditions, command) => ({
  name: [version.name, place].filter(Boolean).join(" "),
  place,
  ...files,
  conditions,
  versions: version.of,
  run: ({ stand, setup, signal }) => printedBy([...command, JSON.stringify(setup)], { cwd: stand.folder, signal }),
});

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
  cell({ name: "deno", of: versions.deno }, "", { entry: "deno.js" }, ["deno", "node", "import"], [...denoRun, "import.js"]),
  cell({ name: "bun", of: versions.bun }, "", { entry: "bun.js" }, ["bun", "node", "import"], [bun, "run", "import.js"]),
];
