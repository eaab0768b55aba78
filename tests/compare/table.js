// What the run measured, as a page of Markdown and as lines for a terminal.
import { SDKS, DEADLINE_MS, TIMEOUT_MS } from "./sdks.js";

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** How many of the executions a server can tell apart by the idempotency key. */
function byKey(keys) {
  const known = new Set(keys.filter(Boolean));
  return known.size + keys.filter((key) => !key).length;
}

/** Executions at the server; those under one key are one where the server honours it. */
export function executions({ executions: count, keys }) {
  const distinct = byKey(keys);
  return distinct < count ? `${count} (${distinct} by key)` : String(count);
}

/** What arrived: whole requests, or connections where no request can. */
export function arrived({ counts, result, fault }) {
  if (fault.listens === false) return `0 (connects: ${result.connects})`;
  if (fault.scheme === "https") return `0 (connects: ${counts.connections})`;
  return String(counts.requests);
}

function asides({ counts, result, fault }) {
  const said = [];
  if (fault.elsewhere) {
    const key = counts.secretElsewhere ? "with the key" : "without the key";
    said.push(counts.elsewhere ? `followed to the other host, ${key}` : "not followed");
  }
  if (fault.heavy && result.peakMiB !== undefined) said.push(`${Math.round(result.peakMiB)} MiB more at the peak`);
  return said;
}

const told = (cell) => [cell.result.told, ...asides(cell)].join("; ");

/** Text of others, so that Markdown shows it as it is. */
export const plain = (text) => text.replace(/[\\|`*_<>[\]]/g, "\\$&");

function line(cell) {
  const figures = [arrived(cell), seconds(cell.result.ms)];
  if (cell.operation === "write") figures.unshift(executions(cell.counts));
  return `${figures.join(" · ")}<br>${plain(told(cell))}`;
}

const row = (cells) => `| ${cells.join(" | ")} |`;

function table(first, names, rows) {
  return [row([first, ...names]), row(["---", ...names.map(() => "---")]), ...rows.map(row)].join("\n");
}

function matrix(cells, operation, names) {
  const asked = cells.filter((cell) => cell.operation === operation && !cell.aborts);
  const faults = [...new Set(asked.map(({ name }) => name))];
  const at = (name, sdk) => asked.find((cell) => cell.name === name && cell.sdk === sdk);
  return faults.map((name) => [name, ...names.map((sdk) => line(at(name, sdk)))]);
}

/** What became of a call after its abort. */
export function afterAbort({ result, counts }) {
  if (result.afterAbortMs === undefined) return `had ended before: ${result.told}`;
  const late = counts.times.filter((time) => time > result.abortedAt).length;
  const more = late ? `, ${late} more request${late === 1 ? "" : "s"}` : "";
  const end = result.end === "waiting" ? "goes on" : `ends ${seconds(result.afterAbortMs)} after it`;
  return `${end}${more}: ${result.told}`;
}

export function silence(cell) {
  const { ms, end } = cell.result;
  const times = (ms / TIMEOUT_MS).toFixed(1);
  return end === "waiting" ? `more than ${seconds(ms)}` : `${seconds(ms)}: ${times} times the time-out`;
}

function keyInErrors(cells) {
  const failed = cells.filter(({ result }) => result.end === "rejected");
  const shown = failed.filter(({ result }) => result.keyInError).length;
  return shown ? `yes, in ${shown} of ${failed.length}` : `no, in none of ${failed.length}`;
}

function more(cells, names) {
  const of = (sdk) => cells.filter((cell) => cell.sdk === sdk);
  const one = (sdk, name, operation) =>
    of(sdk).find((cell) => cell.name === name && cell.operation === operation && !cell.aborts);
  const aborted = (sdk, name) => of(sdk).find((cell) => cell.name === name && cell.aborts);
  const rows = {
    "Silence from the start, a read: until the call gives up": (sdk) => silence(one(sdk, "silence from the start", "read")),
    "Silence from the start, a write: until the call gives up": (sdk) => silence(one(sdk, "silence from the start", "write")),
    "A read aborted between its attempts (503, Retry-After 4)": (sdk) => plain(afterAbort(aborted(sdk, "503, Retry-After 4"))),
    "A read aborted while the body stalls": (sdk) => plain(afterAbort(aborted(sdk, "silence in the body"))),
    "`util.inspect(client)` shows the key": (sdk) => (of(sdk).some(({ result }) => result.keyInClient) ? "yes" : "no"),
    "`util.inspect(error)` shows the key": (sdk) => keyInErrors(of(sdk)),
  };
  return Object.entries(rows).map(([title, cell]) => [title, ...names.map(cell)]);
}

function clients(manifests) {
  return Object.entries(manifests).map(([name, { version, engines }]) => {
    const { write, read } = SDKS[name].calls;
    return [`\`${name}\``, version, engines?.node ?? "not said", `\`${write}\``, `\`${read}\``];
  });
}

/** A sentence for each client that this Node is too old for. */
function tooOld(manifests) {
  const major = (version) => Number(/\d+/.exec(version ?? "0")[0]);
  const names = Object.keys(manifests).filter((name) => major(manifests[name].engines?.node) > major(process.version));
  return names.map((name) => `\nThis Node is older than the one that \`${name}\` asks for.\n`).join("");
}

/** The page's part between the two marks. */
export function markdown({ cells, manifests, date, capMs }) {
  const names = Object.keys(manifests);
  const cap = seconds(capMs);
  return `Measured on ${date} with Node ${process.version} by \`cargo xtask compare faults\`.

${table("client", ["version", "Node it asks for", "write", "read"], clients(manifests))}
${tooOld(manifests)}
Every client has its defaults but for two options, which keep the run short: a time-out of
${seconds(TIMEOUT_MS)} for each (\`timeout\`, here \`timeoutMs\`), and for \`cardlatch\` a deadline of ${seconds(DEADLINE_MS)} for all
attempts together (\`deadlineMs\`). A cell is one call, in a process of its own, to a server of its own
on this machine; it is left after ${cap}. Every attempt meets the same fault. \`openai\` issues no cards:
it stands for generated SDKs.

### Writes

Each cell: executions at the server · requests that arrived there · time until the call ended; then what
the caller is told. The server counts an execution once it has read a request whole and the fault lets it
act; after a redirect, that is the other host. "By key": so many are left if the server takes requests
with the same \`Idempotency-Key\` for one. The gzip is sent whether it was asked for or not.

${table("fault", names, matrix(cells, "write", names))}

### Reads

Each cell: requests that arrived · time until the call ended; then what the caller is told.

${table("fault", names, matrix(cells, "read", names))}

### Waiting, aborting, and the key

An abort comes a quarter of a second after the first request, by a \`signal\` in the options of the call.
The declarations of \`stripe\` name no such option.

${table("", names, more(cells, names))}
`;
}

const pad = (text, length) => text.padEnd(length);

/** The same for a terminal, one line to a cell. */
export function lines({ cells }) {
  const said = [];
  let last = "";
  for (const cell of cells) {
    const title = `${cell.operation}: ${cell.name}${cell.aborts ? ", aborted" : ""}`;
    if (title !== last) said.push("", title);
    last = title;
    const ran = cell.operation === "write" ? `ran ${executions(cell.counts)}` : "";
    const figures = [pad(cell.sdk, 10), pad(ran, 15), pad(`asked ${arrived(cell)}`, 20), seconds(cell.result.ms).padStart(7)];
    said.push(`  ${figures.join(" ")}  ${cell.aborts ? afterAbort(cell) : told(cell)}`);
  }
  return said.join("\n");
}
