// The installation: Node, the package's files, its copies, how it loads, and what builds the project.
import { checkBundlers } from "./bundlers.js";
import { checkCopies } from "./copies.js";
import { checkFiles } from "./files.js";
import { checkLoads } from "./loads.js";
import { NAME, OWN, installedIn, manifestOf } from "./where.js";

/** The first number of ">=20". */
const leastOf = (manifest) => Number(/\d+/.exec(manifest.engines?.node ?? "")?.[0] ?? 0);

function checkNode(root, tell) {
  const least = leastOf(manifestOf(root));
  const version = process.versions.node;
  if (Number.parseInt(version, 10) >= least) return tell.ok("node", `Node is ${version}; ${least} or newer is needed.`);
  tell.wrong("node", `Node is ${version}, and ${least} or newer is needed.`, { cure: `Install Node ${least} or newer.` });
}

function checkPlace(project, root, tell) {
  const { version } = manifestOf(root ?? OWN);
  if (root === undefined) {
    return tell.warn("package", `No cardlatch is installed for ${project}. What follows is about the copy of this command, ${version}.`, { cure: `npm install ${NAME}` });
  }
  if (root !== OWN) {
    const own = manifestOf(OWN).version;
    const other = own === version ? "another copy of it" : `version ${own}`;
    return tell.ok("package", `cardlatch ${version} is installed at ${root}. This command is of ${other}.`, { data: { version } });
  }
  tell.ok("package", `cardlatch ${version} is installed at ${root}.`, { data: { version } });
}

/** Checks what is installed for a project. */
export async function checkInstallation(project, tell) {
  const installed = installedIn(project);
  const root = installed ?? OWN;
  checkNode(root, tell);
  checkPlace(project, installed, tell);
  checkFiles(root, tell);
  checkCopies(project, tell);
  if (installed === undefined) tell.notChecked("loads", "Whether it loads in your project: it is not installed there.");
  else await checkLoads(project, tell);
  checkBundlers(project, tell);
}
