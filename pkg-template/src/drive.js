import { fromBody } from "./bytes.js";
import { memory } from "./instantiate.js";

/** A promise that is rejected when the time is over or the caller aborts. */
function interrupts(signal, ms) {
  let stop;
  const promise = new Promise((_, reject) => {
    const abort = () => reject("aborted");
    const timer = setTimeout(() => reject("timed_out"), ms);
    signal?.addEventListener("abort", abort);
    if (signal?.aborted) abort();
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  });
  promise.catch(() => {});
  return { promise, stop };
}

/** Waits for work, but not longer than the interrupts allow. */
async function bounded(work, signal, ms) {
  const { promise, stop } = interrupts(signal, ms);
  try {
    return await Promise.race([promise, work()]);
  } finally {
    stop();
  }
}

/** The bytes themselves, not a copy: they are only good until the module runs again. */
const view = (flight) => new Uint8Array(memory(), flight.address(), flight.length());

/** The parts of a request out of its first line and its headers. */
export function request(head) {
  const [line, ...lines] = head.split("\n");
  const [method, url] = line.split(" ");
  return { method, url, headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/))) };
}

async function answer(fetch, { head }, flight, controller) {
  const { url, ...init } = { ...request(head), redirect: "manual", signal: controller.signal };
  if (flight.length()) init.body = view(flight);
  const response = await fetch(url, init);
  const body = response.arrayBuffer ? new Uint8Array(await response.arrayBuffer()) : await response.text();
  const retryAfter = response.headers?.get("retry-after");
  return ["answer", response.status, typeof retryAfter === "string" ? retryAfter : "", fromBody(body)];
}

/** How long to wait before asking again whether another call has logged in. */
const loginPollMs = 15;

/** What each command of the core means here. Each gives the event that answers it. */
const commands = {
  async send(command, flight, { fetch, signal }) {
    const controller = new AbortController();
    try {
      return await bounded(() => answer(fetch, command, flight, controller), signal, command.limitMs);
    } finally {
      controller.abort();
    }
  },
  async sign({ limitMs }, flight, { keys, signal }) {
    const signature = await bounded(() => keys.sign(() => view(flight)), signal, limitMs);
    return ["signed", 0, "", new Uint8Array(signature)];
  },
  async code({ limitMs }, flight, { keys, signal }) {
    const code = await bounded(() => keys.code(), signal, limitMs);
    return typeof code === "string" ? ["code", 0, code] : ["key_refused"];
  },
  async sleep({ limitMs }, _, { signal }) {
    try {
      return await bounded(() => new Promise(() => {}), signal, limitMs);
    } catch (reason) {
      if (reason === "timed_out") return ["elapsed"];
      throw reason;
    }
  },
  // A timer, not a call from the one that logs in: runtimes part the requests that they serve.
  wait: ({ limitMs }, flight, host) =>
    commands.sleep({ limitMs: Math.min(limitMs, loginPollMs) }, flight, host),
};

const faults = { sign: "key_refused", code: "key_refused" };

/** Does a command, within the limit that comes with it. */
async function event(command, flight, host) {
  if (host.signal?.aborted) return ["aborted_unsent"];
  try {
    return await commands[command.do](command, flight, host);
  } catch (reason) {
    const known = reason === "aborted" || reason === "timed_out";
    return [known ? reason : (faults[command.do] ?? "broken")];
  }
}

/** Steps a call until it ends. */
export async function drive(flight, host) {
  let told = ["start"];
  try {
    for (;;) {
      const [kind, status, text, bytes] = told;
      const random = crypto.getRandomValues(new Uint8Array(32));
      const command = JSON.parse(
        flight.step(Date.now(), random, kind, status ?? 0, text ?? "", bytes ?? fromBody()),
      );
      if (!command.do) return { ...command, bytes: view(flight).slice() };
      told = await event(command, flight, host);
    }
  } finally {
    flight.free();
  }
}
