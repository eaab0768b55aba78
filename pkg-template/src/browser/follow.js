import { CardError } from "../error.js";
import { typeOf } from "./answer.js";
import { backoff, clock, pause, race } from "./wait.js";

/** The proxy writes every 15 s; what is silent for longer is held back on the way. */
const SILENCE_MS = 20_000;

/** The data of each server-sent event, as it comes. */
export async function* events(reader, most, next = (work) => work) {
  const decoder = new TextDecoder();
  let [text, data] = ["", []];
  for (;;) {
    const { done, value } = await next(reader.read());
    if (done) return;
    text += decoder.decode(value, { stream: true });
    // A line ends with `\r\n`, `\n` or `\r`; a `\r` at the end may be half of one.
    const lines = text.split(/\r\n|\n|\r(?=[^])/);
    text = lines.pop();
    for (const line of lines) {
      const [, name, rest] = line.match(/^([^:]*)(?:: ?)?(.*)$/s);
      if (line === "" && data.length) {
        yield data.join("\n");
        data = [];
      }
      if (name === "data") data.push(rest);
    }
    if (text.length + data.join("").length > most) return;
  }
}

/** The operation each time that it is told out of a stream. Throws `silent` where nothing comes through. */
async function* operations({ fetch, url, init, most, signal }) {
  const limit = clock(2 ** 31 - 1, signal, () => signal.reason);
  const heard = async (work) => {
    const silence = clock(SILENCE_MS, limit.signal, () => limit.signal.reason);
    try {
      return await race(work, silence.signal);
    } catch (error) {
      throw silence.signal.reason === "timeout" && !limit.signal.aborted ? "silent" : error;
    } finally {
      silence.clear();
    }
  };
  let reader;
  try {
    const { status, headers, body } = await heard(fetch(url, { ...init, method: "GET", redirect: "manual", cache: "no-store", signal: limit.signal }));
    // Whatever it is instead is asked for once more, to be read as every other answer is.
    if (status !== 200 || typeOf(headers) !== "text/event-stream" || !body?.getReader) throw "silent";
    reader = body.getReader();
    for await (const data of events(reader, most, heard)) yield JSON.parse(data);
  } finally {
    // This ends the request, too, where the fetch heeds it.
    limit.clear();
    reader?.cancel().catch(() => {});
  }
}

/**
 * Waits until an operation has an end. It is told by a stream; where none comes through, it is asked for.
 *
 * @param {object} work `open` gives what a stream needs, `ask` reads the operation once, `isEnd` says which
 *   states are one
 */
export async function follow({ open, ask, isEnd, signal }) {
  let streams = true;
  for (let tries = 0; ; ) {
    const beganMs = Date.now();
    try {
      if (streams) {
        for await (const operation of operations(await open())) {
          if (isEnd(operation.state)) return operation;
        }
      } else {
        const operation = await ask();
        if (isEnd(operation.state)) return operation;
      }
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      // A stream that breaks is opened again; an answer that says why there is none is the end.
      if (error instanceof CardError && !error.retryable) throw error;
      streams &&= error !== "silent";
    }
    // What was told once and ended is no reason to come back soon.
    tries = Date.now() - beganMs > SILENCE_MS ? 1 : tries + 1;
    await pause(backoff(tries, 10_000), signal);
  }
}
