// Lines of shell in the documents: that what they name is there, and that it takes what it is given.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { installed } from "../../package/support/consumer.js";
import { root } from "./documents.js";

const text = (path) => readFileSync(join(root, path), "utf8");
const cli = join(installed, "bin/cardlatch.js");
const helps = new Map();

/** What may be installed: the package, and what a lock file of this repository pins. */
const LOCKS = ["package-lock.json", "tests/runtimes/package-lock.json"];
const isPinned = (name) => LOCKS.some((lock) => text(lock).includes(`"node_modules/${name}"`));
const isOurs = (name) => name === "cardlatch" || isPinned(name);

const CHECKS = {
  npm: ([word, ...names]) => word === "install" && names.filter((name) => !name.startsWith("-")).every(isOurs),
  deno: ([word, name]) => word === "add" && name === "npm:cardlatch",
  bun: ([word, name]) => word === "add" && name === "cardlatch",
  npx: ([name, ...rest]) => (name === "cardlatch" ? takesOptions(rest) : isPinned(name)),
  cargo: (words) => cargo(words),
};

/** Every command and option of ours is in the program's own help. */
function takesOptions(words) {
  const [command, ...options] = words;
  if (!helps.has(command)) helps.set(command, execFileSync(process.execPath, [cli, command, "--help"], { encoding: "utf8" }));
  const help = helps.get(command);
  return options.filter((word) => word.startsWith("--")).every((option) => help.includes(option));
}

function cargo(words) {
  const [command, ...rest] = words;
  if (command === "xtask") return new RegExp(`"${rest[0]}"`).test(text("xtask/src/args.rs"));
  const after = (name) => rest[rest.indexOf(name) + 1];
  if (command === "test" && rest.includes("--test")) return existsSync(join(root, "tests", `${after("--test")}.rs`));
  return command === "run" && existsSync(join(root, after("--manifest-path")));
}

/** Fails for a line whose command nobody has. `ask` does what a line with `curl` does. */
export async function checkLines(code, ask) {
  const lines = code.replaceAll("\\\n", " ").split("\n").map((line) => line.replace(/\s+#.*$/, "").trim()).filter(Boolean);
  for (const line of lines) {
    const [program, ...words] = line.replace(/^([A-Z_]+=\S+ )+/, "").split(/\s+/);
    if (program === "curl") await ask(line);
    else assert.ok(Object.hasOwn(CHECKS, program) && CHECKS[program](words), `no check takes the line: ${line}`);
  }
}

/** What `curl` would ask for. */
export function requestOf(line) {
  const [, url] = /(http:\/\/\S+)/.exec(line);
  const [, method] = /-X (\w+)/.exec(line) ?? [];
  const [, body] = /-d '([^']*)'/.exec(line) ?? [];
  return { url, init: { method: method ?? "GET", ...(body ? { body } : {}) } };
}
