// The command line: which commands there are, and what a wrong call is told.
import { readFileSync } from "node:fs";

import { nearest } from "./nearest.js";
import { UsageError } from "./usage.js";

/** Each command is loaded when it is called, so that one does not need what another does. */
const COMMANDS = {
  sandbox: { what: "made-up card issuers on this machine, to test against", load: () => import("./sandbox.js") },
  doctor: { what: "checks an installation, an issuer's settings, a page and a proxy", load: () => import("./doctor.js") },
};

const USAGE = `Usage: cardlatch <command> [options]

${Object.entries(COMMANDS)
  .map(([name, { what }]) => `  ${name.padEnd(9)} ${what}`)
  .join("\n")}

  cardlatch <command> --help   says what a command takes
  cardlatch --version          shows the version
`;

const version = () => JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;

function unknown(name) {
  const meant = nearest(name, Object.keys(COMMANDS));
  return new UsageError(`There is no command ${JSON.stringify(name)}.${meant ? ` Did you mean ${meant}?` : ""}`, USAGE);
}

async function dispatch([name, ...rest]) {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") return process.stdout.write(USAGE);
  if (name === "--version" || name === "-v") return process.stdout.write(`${version()}\n`);
  if (name.startsWith("-")) throw new UsageError(`The command comes first; ${JSON.stringify(name)} is none.`, USAGE);
  if (!Object.hasOwn(COMMANDS, name)) throw unknown(name);
  const { main } = await COMMANDS[name].load();
  return main(rest);
}

/** Runs a command. The exit code is 2 where the call was wrong. */
export async function run(args) {
  try {
    await dispatch(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n\n${error.usage}`);
    process.exitCode = 2;
  }
}
