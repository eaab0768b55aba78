// An example that runs: a process of its own, found by the address that it prints.
import { spawn } from "node:child_process";
import { once } from "node:events";

const PATIENCE = 60_000;
const ADDRESS = /^(https?:\/\/[\w.:]+:\d+)\//m;

/** The address that a process prints, as the first group of `place`. */
function printedAddress(child, told, place) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`It printed no address:\n${told.text}`)), PATIENCE);
    const look = () => {
      const [, address] = told.text.match(place) ?? [];
      if (address) resolve(address);
      if (address) clearTimeout(timer);
    };
    for (const stream of [child.stdout, child.stderr]) stream.on("data", look);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}:\n${told.text}`)));
  });
}

/**
 * Starts a command and waits for its address. `stop` asks it to end and gives its exit code; what does
 * not end by then is killed with all that it started.
 */
export async function serve([command, ...args], { cwd, env = {}, place = ADDRESS }) {
  const { HOME, PATH } = process.env;
  const child = spawn(command, args, { cwd, env: { HOME, PATH, ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const told = { text: "" };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      told.text += text;
    });
  }
  const ended = once(child, "exit").then(([code, signal]) => code ?? signal);
  const kill = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {} // the whole group has ended
  };
  process.once("exit", kill);
  try {
    const origin = await printedAddress(child, told, place);
    return {
      origin: origin.replace("//localhost:", "//127.0.0.1:"),
      told: () => told.text,
      kill,
      stop() {
        const timer = setTimeout(kill, PATIENCE);
        child.kill("SIGTERM");
        return ended.finally(() => clearTimeout(timer));
      },
    };
  } catch (error) {
    kill();
    throw error;
  }
}
