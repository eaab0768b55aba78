// A browser's process: it ends with all that it started, however these tests end.
import { spawn } from "node:child_process";

export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: "ignore", detached: true, ...options });
  child.unref(); // it is ended with this process, which does not wait for it
  const gone = new Promise((_, reject) => {
    child.once("error", ({ message }) => reject(new Error(`${command} did not start: ${message}.`)));
    child.once("exit", (code, signal) => reject(new Error(`${command} ended with ${code ?? signal}.`)));
  });
  gone.catch(() => {}); // asked for by those who wait for something of it
  const end = () => {
    process.off("exit", end);
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {} // the whole group has ended
  };
  process.once("exit", end);
  return { child, gone, end };
}

/** Asks until there is an answer, or the process is gone. */
export async function until(ask, gone) {
  for (;;) {
    const found = await Promise.race([Promise.resolve(ask()).catch(() => undefined), gone]);
    if (found !== undefined) return found;
    await new Promise((go) => setTimeout(go, 20));
  }
}
