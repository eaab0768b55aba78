// A program in a process of its own, which prints its result as its last line.
import { spawn } from "node:child_process";
import { once } from "node:events";

import { keepPrinted } from "../../package/support/seen/report.js";

/** Runs a command to its end and gives what its last line holds. */
export async function printedBy([command, ...args], { cwd, env = {}, signal }) {
  const { HOME, PATH } = process.env;
  const child = spawn(command, args, { cwd, env: { HOME, PATH, ...env }, signal, killSignal: "SIGKILL", stdio: ["ignore", "pipe", "pipe"] });
  const told = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"]) {
    child[name].setEncoding("utf8").on("data", (text) => {
      told[name] += text;
    });
  }
  const [code] = await once(child, "close");
  keepPrinted("matrix", `${told.stdout}${told.stderr}`);
  if (code !== 0) throw new Error(`It ended with ${code}: ${told.stdout}${told.stderr}`);
  return JSON.parse(told.stdout.trim().split("\n").at(-1));
}
