// Runs cells, two at a time, each against a sandbox of its own.
import { plantSandbox } from "../../package/support/seen/report.js";
import { openHosts } from "../hosts/index.js";
import { PARTS } from "../scenario/scenario.js";
import { openWorld } from "../scenario/world.js";
import { consumer } from "./stand.js";
import { within } from "./within.js";

const LANES = 2;
const PATIENCE_MS = 60_000;

const subpaths = { cardlatch: "", callbacks: "callbacks/" };

/**
 * What speaks against the files that were loaded. `entry` is what the name leads to, `code` where the classes are;
 * hosts tell the first by resolving, the second by the stack of an error. A bundle tells what went into it, and a host
 * that follows source maps (`isMapped`) names the source in its stacks, the same for every entry.
 */
function wrongEntry({ entry, code = entry, isMapped = false }, { entries, resolved, loaded }) {
  if (isMapped && !resolved) return "It did not say where the names lead to.";
  for (const [name, folder] of Object.entries(subpaths)) {
    const place = `node_modules/cardlatch/dist/${folder}`;
    const of = (file) => file[name] ?? file;
    const told = isMapped ? [] : entries ? [[entries.filter((path) => path.startsWith(place)), of(entry)]] : [[[loaded?.[name]], of(code)]];
    if (resolved) told.push([[resolved[name]], of(entry)]);
    for (const [seen, file] of told) {
      if (!seen.some((path) => path?.endsWith(place + file))) return `It loaded ${seen}, not ${place}${file}.`;
    }
  }
  return undefined;
}

/** Everything that a result must be beside its parts. */
function objection(cell, result) {
  if (result.failure) return result.failure;
  return result.strange?.length ? result.strange.join(" ") : wrongEntry(cell, result);
}

async function runCell(cell, stand, hosts) {
  const world = await openWorld(consumer);
  plantSandbox(world.sandbox);
  const began = performance.now();
  let result;
  let versions = cell.name;
  try {
    versions = [await cell.versions(hosts), cell.place].filter(Boolean).join(" ");
    result = await within(PATIENCE_MS, (signal) => cell.run({ stand, setup: world.setup, hosts, signal }));
  } catch (error) {
    result = { failure: String(error?.message ?? error) };
  }
  const ms = performance.now() - began;
  const why = objection(cell, result);
  const parts = [...world.verdict(result), { name: "entry", ok: why === undefined, why }];
  await world.close();
  return { cell, versions, parts, ok: parts.every(({ ok }) => ok), ms };
}

/** Runs cells and gives what became of each; `each` hears of it at once. */
export async function runCells(cells, standOf, each = () => {}) {
  const hosts = openHosts();
  const waiting = [...cells];
  const told = new Map();
  async function lane() {
    for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
      told.set(cell, await runCell(cell, await standOf(cell), hosts));
      each(told.get(cell));
    }
  }
  try {
    await Promise.all(Array.from({ length: LANES }, lane));
  } finally {
    await hosts.close();
  }
  return cells.map((cell) => told.get(cell));
}

/** One line for a cell: what it is, its parts, its time. */
export function line({ versions, parts, ok, ms }) {
  const done = PARTS.filter((name) => parts.find((part) => part.name === name).ok);
  const failed = parts.filter((part) => !part.ok).map(({ name }) => name);
  const words = [...done, ...failed.map((name) => `NOT ${name}`)].join(" ");
  return `${ok ? "ok  " : "FAIL"} ${versions.padEnd(62)} ${words.padEnd(41)} ${(ms / 1000).toFixed(1).padStart(5)} s`;
}
