import { aborted, abortedUnsent, failed, tell, timedOut } from "./seat.js";

/** Does a command and gives what the core is told, within the limit and until the caller aborts. */
async function result(command, commands, signal) {
  if (signal?.aborted) return [abortedUnsent];
  const controller = new AbortController();
  let timer;
  let abort;
  const interrupted = new Promise((resolve) => {
    abort = () => resolve([aborted]);
    timer = setTimeout(resolve, command.limitMs, [timedOut]);
    signal?.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([interrupted, commands[command.do](command, controller.signal)]);
  } catch {
    return [failed];
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    controller.abort();
  }
}

/**
 * Steps the call in a seat to its end, from the first that it is told. `commands` says what each command
 * of the core means: each gives what the core is told, which is how it went, bytes, a number, a text.
 */
export async function drive(seat, told, commands, signal) {
  for (;;) {
    const command = tell(seat, told, crypto.getRandomValues(new Uint8Array(32)));
    if (!command.do) return command;
    told = await result(command, commands, signal);
  }
}
