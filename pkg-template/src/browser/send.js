import { CardError } from "../error.js";
import { errorOf, ofWord } from "./about.js";
import { exchange, failureOf } from "./answer.js";
import { backoff, isOffline, pause, race } from "./wait.js";

/** How often is asked where that is not to go on until the deadline. */
const ATTEMPTS = 3;

/** The least wait after those. */
const LEAST_MS = 500;

const anything = () => true;

/** A hook cannot change a call. */
async function told(hook, event) {
  try {
    await hook?.(event);
  } catch {}
}

/** The headers of a request: the page's own, which may change from one attempt to the next, and the client's. */
export async function headersOf(given, own, signal) {
  let all;
  try {
    all = new Headers(typeof given === "function" ? await race((async () => given())(), signal) : given);
  } catch {
    if (signal.aborted) throw signal.reason;
    throw new CardError({ code: "configuration", effect: "none", retryable: false, path: "headers", message: "headers gave no headers." });
  }
  return Object.fromEntries([...all, ...Object.entries(own)]);
}

/**
 * Gives what sends a request until its end is known: the JSON of a success, or an error is thrown.
 *
 * A request with `keep` is a write; its key makes it safe to repeat. So where an answer is lost it is asked
 * for again until the deadline. `keep` is called before each attempt.
 */
export function sender({ fetch, credentials, headers: given, timeoutMs, maxAnswerBytes, onAttempt, onAnswer, onRetry }) {
  return async ({ url, method, headers, body, call, options = {}, fits = anything, keep }, { signal, endsMs }) => {
    const limits = { timeoutMs: options.timeoutMs ?? timeoutMs, most: options.maxAnswerBytes ?? maxAnswerBytes, signal };
    let failure, isSent, isLost;
    for (let attempt = 1; ; attempt += 1) {
      const event = { call: call.action, method, attempt };
      const beganMs = Date.now();
      try {
        // What waits for a network is not sent yet. This machine is there without one.
        if (isOffline() && !/\/\/(localhost|127\.|\[::1\])/.test(url)) await pause(0, signal);
        const all = await headersOf(given, headers ?? {}, signal);
        if (signal.aborted) throw signal.reason;
        keep?.();
        isSent = true;
        told(onAttempt, { ...event });
        const answer = await exchange(fetch, url, { method, headers: all, body, credentials }, limits);
        failure = failureOf(answer, fits);
        told(onAnswer, { ...event, status: answer.status, durationMs: Date.now() - beganMs, code: failure?.code });
        if (!failure) return answer.json;
      } catch (error) {
        failure = error instanceof CardError ? { ...error, message: error.message } : { ...ofWord(error), lost: error !== "aborted" };
        told(onAnswer, { ...event, durationMs: Date.now() - beganMs, code: failure.code });
      }
      const { lost, retryable, retryAfterMs } = failure;
      isLost ||= lost;
      const repeats = lost || (retryable && failure.effect === "none");
      const isSafe = repeats && ((keep && isLost) || attempt < ATTEMPTS);
      // What an attempt did whose answer is lost, only an answer about this very operation can say.
      if (lost || (isLost && !failure.operation)) failure.effect = "unknown";
      // A read has no effect, and a write none before it is sent.
      const end = () => errorOf(call, failure, keep && isSent ? failure.effect : "none", repeats);
      // What says to come back at once is not believed for ever.
      const waitMs = Math.max(retryAfterMs ?? backoff(attempt), attempt < ATTEMPTS ? 0 : LEAST_MS);
      if (signal.aborted || !isSafe || Date.now() + waitMs >= endsMs) throw end();
      told(onRetry, { ...event, waitMs, reason: failure.code });
      try {
        await pause(waitMs, signal);
      } catch (word) {
        if (word === "aborted") failure = ofWord(word);
        throw end();
      }
    }
  };
}
