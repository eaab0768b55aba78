import { CardError } from "./error.js";
import { aborted, abortedUnsent, done, failed, tell, timedOut } from "./seat.js";

/**
 * How some work went, within a time and until the caller aborts. Nothing stays behind on the signal or the
 * clock, and the work's own signal ends what it still does.
 */
export async function within(work, limitMs, signal) {
  if (signal?.aborted) return [abortedUnsent];
  const controller = new AbortController();
  let timer;
  let abort;
  const interrupted = new Promise((resolve) => {
    abort = () => resolve([aborted]);
    timer = setTimeout(resolve, limitMs, [timedOut]);
    signal?.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([interrupted, work(controller.signal)]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    controller.abort();
  }
}

/** What some work gives before anything is sent, or else an error about the call that says so. */
export async function unsent(work, limitMs, signal, about) {
  const [how, value] = await within(async () => [done, await work()], limitMs, signal);
  if (how === done) return value;
  const retryable = how === timedOut;
  const [code, message] = retryable ? ["timeout", "There was no time left to send anything."] : ["aborted", "The caller aborted the call."];
  throw new CardError({ code, effect: "none", retryable, ...about, message });
}

/**
 * Steps the call in a seat to its end, from the first that it is told. `commands` says what each command
 * of the core means: each gives what the core is told, which is how it went, bytes, a number, a text.
 * `watch` sees each step.
 */
export async function drive(seat, told, commands, signal, watch) {
  for (;;) {
    const next = tell(seat, told, crypto.getRandomValues(new Uint8Array(32)));
    try {
      watch?.(next, told);
    } catch {}
    if (!next.do) return next;
    const work = async (signal) => commands[next.do](next, signal);
    told = await within((signal) => work(signal).catch(() => [failed]), next.limitMs, signal);
  }
}
