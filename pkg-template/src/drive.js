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

async function answer(fetch, { method, url, headers }, flight, controller) {
  const init = { method, headers, redirect: "manual", signal: controller.signal };
  if (flight.length()) init.body = view(flight);
  const response = await fetch(url, init);
  const body = response.arrayBuffer ? new Uint8Array(await response.arrayBuffer()) : await response.text();
  return ["answer", response.status, response.headers?.get("retry-after"), fromBody(body)];
}

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
  async sign(_, flight, { keys }) {
    return ["signed", 0, "", new Uint8Array(await keys.sign(() => view(flight)))];
  },
  async code(_, flight, { keys }) {
    return ["code", 0, await keys.code()];
  },
  sleep: ({ limitMs }) => new Promise((go) => setTimeout(go, limitMs, ["elapsed"])),
  wait: (_, flight, { waiting }) => new Promise((go) => waiting.push(() => go(["elapsed"]))),
};

const faults = { sign: "key_refused", code: "key_refused" };

/** Does a command within the call's deadline. */
async function event(command, flight, host, deadline) {
  const left = deadline - Date.now();
  try {
    if (host.signal?.aborted) throw "aborted";
    return await bounded(() => commands[command.do](command, flight, host), host.signal, left);
  } catch (reason) {
    const known = reason === "aborted" || reason === "timed_out";
    return [known ? reason : (faults[command.do] ?? "broken")];
  }
}

/** Steps a call until it ends. Whoever waits for a login may go on after every step. */
export async function drive(flight, host, deadlineMs) {
  const deadline = Date.now() + deadlineMs;
  const goOn = () => host.waiting.splice(0).forEach((go) => go());
  let told = ["start"];
  try {
    for (;;) {
      const [kind, status, text, bytes] = told;
      const random = crypto.getRandomValues(new Uint8Array(32));
      const command = JSON.parse(
        flight.step(Date.now(), random, kind, status ?? 0, text ?? "", bytes ?? fromBody()),
      );
      goOn();
      if (!command.do) return { ...command, bytes: view(flight).slice() };
      told = await event(command, flight, host, deadline);
    }
  } finally {
    flight.free();
    goOn();
  }
}
