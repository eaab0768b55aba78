// One call of one client, in a process of its own: what the caller is told, after how long, and what
// it costs. The task is the only argument; the result goes to the parent.
import { channel } from "node:diagnostics_channel";
import { setTimeout as pause } from "node:timers/promises";
import { inspect } from "node:util";
import { SDKS } from "./sdks.js";

const LONGEST = 70;

const task = JSON.parse(process.argv[2]);
const { sdk, operation, url, secret, capMs, aborts } = task;

/** One short line, the same in every run. */
function short(text) {
  const line = String(text)
    .replaceAll(secret, "<THE KEY>")
    .replace(/(127\.0\.0\.1|localhost):\d+/g, "host")
    .replace(/\b(str|log|req)_\w+/g, "$1_…")
    .replace(/\s+/g, " ")
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function toldOf(value) {
  const [member, due] = SDKS[sdk].proof[operation];
  if (value?.[member] === due) return "success";
  const kind = value === null ? "null" : typeof value;
  return `success with a wrong value: ${kind} ${short(typeof value === "string" ? value : JSON.stringify(value))}`;
}

function refusalOf(error) {
  if (sdk === "cardlatch") return `${error.name}: ${error.code}, effect ${error.effect}`;
  const name = error?.constructor?.name ?? typeof error;
  return `${name}: ${short(error?.message ?? error)}`;
}

const settled = (promise) =>
  promise.then(
    (value) => ({ end: "resolved", told: toldOf(value) }),
    (error) => ({ end: "rejected", told: refusalOf(error), keyInError: inspect(error).includes(secret) }),
  );

let connects = 0;
channel("net.client.socket").subscribe(() => (connects += 1));

const { client, ...calls } = await SDKS[sdk].open(task);

/** What is thrown past the caller, where no `catch` of it can reach. */
const escaped = new Promise((go) => {
  for (const event of ["uncaughtException", "unhandledRejection"]) {
    process.on(event, (error) => go({ end: "crashed", told: `thrown past the caller: ${short(error)}` }));
  }
});

process.send("opened");
const before = process.memoryUsage().rss;
const begun = performance.now();
const abort = new AbortController();
let abortedAt;
// The parent says when: it sees the request arrive.
process.on("message", () => {
  abortedAt = performance.now();
  abort.abort();
});
const options = aborts ? { signal: abort.signal } : undefined;
const waiting = pause(capMs).then(() => ({ end: "waiting", told: `still waiting after ${capMs / 1000} s` }));
// In a promise, so that what a call throws at once is told like the rest.
const call = (async () => calls[operation](options))();
const result = await Promise.race([settled(call), escaped, waiting]);
const ended = performance.now();
result.ms = ended - begun;
if (abortedAt) Object.assign(result, { afterAbortMs: ended - abortedAt, abortedAt: performance.timeOrigin + abortedAt });
result.peakMiB = Math.max(0, process.resourceUsage().maxRSS / 1024 - before / 2 ** 20);
result.connects = connects;
result.keyInClient = inspect(client).includes(secret);
process.send(result, () => process.exit());
