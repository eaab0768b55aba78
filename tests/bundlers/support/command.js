// The scripts of a project's manifest, run as npm runs them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { keepPrinted } from "../../package/support/seen/report.js";
import { tools } from "./places.js";

const PATIENCE_MS = 120_000;
/** Nobody is told of what is built here, and nothing is asked of the network. */
const QUIET = { CI: "true", NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1", BROWSERSLIST_IGNORE_OLD_DATA: "1" };

async function begin(folder, script, signal) {
  const { scripts } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const { HOME } = process.env;
  const path = [join(folder, "node_modules/.bin"), join(tools, ".bin"), dirname(process.execPath), process.env.PATH].join(":");
  // In a group of its own, so that what it starts ends with it.
  const child = spawn(scripts[script], { shell: true, detached: true, cwd: folder, env: { HOME, PATH: path, ...QUIET }, stdio: ["ignore", "pipe", "pipe"] });
  const told = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      told.text += text;
      child.emit("told");
    });
  }
  const end = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch (error) {
      if (error.code !== "ESRCH") throw error; // it has ended by itself
    }
  };
  signal.addEventListener("abort", end, { once: true });
  child.once("close", () => {
    // Its number may be another's by the time that its patience ends.
    signal.removeEventListener("abort", end);
    keepPrinted("bundlers", told.text);
  });
  return { child, told, end };
}

const ended = (script, code, { text }) => new Error(`\`${script}\` ended with ${code}:\n${text}`);

/** Runs a script to its end and gives what it printed. */
export async function script(folder, name) {
  const { child, told } = await begin(folder, name, AbortSignal.timeout(PATIENCE_MS));
  const [code] = await once(child, "close");
  if (code !== 0) throw ended(name, code, told);
  return told.text;
}

/** Starts a script that serves, and gives its address once it is told. */
export async function serverOf(folder, name) {
  const { child, told, end } = await begin(folder, name, AbortSignal.timeout(PATIENCE_MS));
  const closed = once(child, "close");
  const url = await new Promise((resolve, reject) => {
    child.on("told", () => {
      const found = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(told.text);
      if (found) resolve(found[0]);
    });
    child.once("close", (code) => reject(ended(name, code, told)));
  });
  return {
    url,
    told: () => told.text,
    close() {
      end();
      return closed;
    },
  };
}
