// The table as data: table.json, which docs/faults.md prints.
import { readFileSync } from "node:fs";

export const table = JSON.parse(readFileSync(new URL("../table.json", import.meta.url), "utf8"));

const CELL = /^(?<words>[\w|]+)(?: (?<effect>none|unknown))? (?<executed>[01?])\/(?<requests>\d)$/;

/** The parts of a cell's text, as docs/faults.md explains it. */
export function parsed(text) {
  const parts = CELL.exec(text)?.groups;
  if (!parts) throw new TypeError(`This is no cell: ${text}`);
  const { words, effect, executed, requests } = parts;
  return {
    codes: words.split("|"),
    effect,
    ends: words.split("|").map((word) => (effect ? `${word} ${effect}` : word)),
    executed: executed === "?" ? executed : Number(executed),
    requests: Number(requests),
  };
}

/** Every cell as it is written. A host that takes a fault otherwise has it as another fault's row. */
export function written(host) {
  const rowOf = (fault) => table.hosts.find((other) => other.host === host && other.fault === fault)?.as ?? fault;
  return table.faults.flatMap(({ name: fault }) =>
    table.kinds.flatMap(({ name: kind }) =>
      table.settings.map(({ name: setting }, column) => ({ fault, kind, setting, text: table.cells[rowOf(fault)][kind][column] })),
    ),
  );
}

/** The cells that are tested on a host; without one, those of the table itself. */
export const cells = (host) =>
  written(host)
    .filter(({ text }) => !(text in table.reasons))
    .map((cell) => ({ ...cell, ...parsed(cell.text) }));
