// Measures every cell of the table, prints it, and leaves it as Markdown in the file that the first
// argument names.
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FAULTS, startFault } from "./faults.js";
import { manifestOf, SDKS } from "./sdks.js";
import { lines, markdown } from "./table.js";

const CAP_MS = 20_000;
/** Long enough to wait for the next attempt, or for more of the body. */
const ABORT_AFTER_MS = 250;
/** Cells mostly wait; more at once would make the machine's own speed a part of the result. */
const AT_ONCE = 8;
const FIRST_OF_ALL = Object.keys(SDKS)[0];

const SCRIPT = join(import.meta.dirname, "cell.js");

function planned() {
  const tasks = [];
  const plan = (name, more) => {
    for (const sdk of Object.keys(SDKS)) tasks.push({ name, sdk, capMs: CAP_MS, ...more });
  };
  const names = Object.keys(FAULTS).filter((name) => !FAULTS[name].aside);
  for (const operation of ["write", "read"]) for (const name of names) plan(name, { operation });
  for (const name of ["503, Retry-After 4", "silence in the body"]) {
    plan(name, { operation: "read", aborts: true });
  }
  return tasks;
}

/** Variables that could change what a client does stay outside. */
function environment() {
  const kept = ["PATH", "HOME", "SystemRoot", "TEMP", "TMPDIR", "CARDLATCH_CONSUMER"];
  return Object.fromEntries(kept.filter((name) => process.env[name]).map((name) => [name, process.env[name]]));
}

/** One call in its own process. */
function start(task) {
  const stdio = ["ignore", "ignore", "pipe", "ipc"];
  const child = fork(SCRIPT, [JSON.stringify(task)], { env: environment(), execArgv: [], stdio });
  const ended = new Promise((go) => {
    let said = "";
    let opened;
    child.stderr.on("data", (part) => (said += part));
    child.on("message", (message) => (message === "opened" ? (opened = performance.now()) : go(message)));
    child.on("exit", (code, signal) => {
      const ms = opened && performance.now() - opened;
      go({ end: "crashed", told: `the process died: ${signal ?? code}`, ms, said });
    });
  });
  return { child, ended };
}

/** Tells the child to abort, some time after its first request has come. */
function aborter() {
  let child;
  let begun = false;
  const onRequest = () => {
    if (begun) return;
    begun = true;
    setTimeout(() => child.connected && child.send("abort", () => {}), ABORT_AFTER_MS);
  };
  return { onRequest, of: (started) => (child = started) };
}

async function measure(task) {
  const secret = `sk-planted-${randomBytes(12).toString("hex")}`;
  const fault = FAULTS[task.name];
  const abort = aborter();
  const server = await startFault(task.name, SDKS[task.sdk].good, secret, task.aborts && abort.onRequest);
  try {
    const { child, ended } = start({ ...task, url: server.url, secret });
    abort.of(child);
    const result = await ended;
    // A client that cannot be set up is no result; a process that dies during the call is one.
    if (result.ms === undefined) throw new Error(`${task.sdk}, ${task.name}: ${result.told}\n${result.said}`);
    return { ...task, task, fault, result, counts: { ...server.counts } };
  } finally {
    server.close();
  }
}

async function measureAll(tasks, atOnce) {
  const cells = new Array(tasks.length);
  let next = 0;
  const worker = async () => {
    while (next < tasks.length) {
      const place = next++;
      cells[place] = await measure(tasks[place]);
      if (tasks[place].sdk === FIRST_OF_ALL) process.stderr.write(".");
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return cells;
}

const tasks = planned();
const heavy = (task) => Boolean(FAULTS[task.name].heavy);
const light = tasks.filter((task) => !heavy(task));
const measured = [...(await measureAll(light, AT_ONCE)), ...(await measureAll(tasks.filter(heavy), 1))];
const cells = measured.sort((a, b) => tasks.indexOf(a.task) - tasks.indexOf(b.task));
const manifests = {};
for (const name of Object.keys(SDKS)) manifests[name] = await manifestOf(name);
const date = new Date().toISOString().slice(0, 10);
process.stderr.write("\n");
console.log(lines({ cells }));
await writeFile(process.argv[2], markdown({ cells, manifests, date, capMs: CAP_MS }));
