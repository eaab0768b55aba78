import { toBytes } from "./bytes.js";
import { signer } from "./keys.js";
import { aborted, abortedUnsent, done, failed, tell, timedOut, view } from "./seat.js";

const sha256 = { name: "HMAC", hash: "SHA-256" };

/** The parts of a request out of its first line and its headers. */
export function request(head) {
  const [line, ...lines] = head.split("\n");
  const [method, url] = line.split(" ");
  return { method, url, headers: Object.fromEntries(lines.map((line) => line.split(/: (.*)/))) };
}

/** What each command of the core means here. Each gives what the core is told: how it went, bytes, a number, a text. */
const commands = {
  async send({ head, ...place }, { fetch }, signal) {
    const { url, ...init } = { ...request(head), redirect: "manual", signal };
    if (place.length) init.body = view(place);
    const response = await fetch(url, init);
    const body = response.arrayBuffer ? new Uint8Array(await response.arrayBuffer()) : await response.text();
    return [done, toBytes(body), response.status, response.headers?.get("retry-after")];
  },
  sign: async (place, { keys }) => [done, toBytes(await keys.sign(() => view(place)))],
  async code(_, { keys }) {
    const code = await keys.code();
    return typeof code === "string" ? [done, [], 0, code] : [failed];
  },
  /** The digest of a body, a callback's with the secret behind it: digests are made of one piece. */
  async hash({ secret = "", ...place }) {
    const whole = await new Blob([view(place), secret]).arrayBuffer();
    return [done, toBytes(await crypto.subtle.digest("SHA-256", whole))];
  },
  mac: async ({ secret, ...place }) => [done, toBytes(await signer(secret, "raw", sha256, toBytes)(() => view(place)))],
  sleep: () => new Promise(() => {}),
};

/** Does a command and gives what the core is told, within the limit and until the caller aborts. */
async function result(command, host, signal) {
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
    return await Promise.race([interrupted, commands[command.do](command, host, controller.signal)]);
  } catch {
    return [failed];
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
    controller.abort();
  }
}

/** Steps the call in a seat to its end, from the first that it is told. */
export async function drive(seat, told, host, signal) {
  for (;;) {
    const command = tell(seat, told, crypto.getRandomValues(new Uint8Array(32)));
    if (!command.do) return command;
    told = await result(command, host, signal);
  }
}
