// The table as data: table.json, which docs/faults.md prints.
import { readFileSync } from "node:fs";

export const table = JSON.parse(readFileSync(new URL("../table.json", import.meta.url), "utf8"));

const CELL = /^(?<words>[\w|]+)(?: (?<effect>none|unknown))? (?<executed>[01?])\/(?<requests>\d)$/;

/** The parts of a cell's text. A text that begins with a dash says why there is no cell. */
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

const isOf = (names, name) => names === undefined || names.includes(name);

/** Every cell as it is written, with what hosts do otherwise. */
export function written() {
  return table.faults.flatMap(({ name: fault }) =>
    table.kinds.flatMap(({ name: kind }) =>
      table.settings.map(({ name: setting }, column) => ({ fault, kind, setting, text: table.cells[fault]?.[kind]?.[column] })),
    ),
  );
}

/** The cells that are tested on a host. */
export function cells(host) {
  return written()
    .map((cell) => {
      const other = table.hosts.find(
        ({ host: name, fault, kinds, settings }) => name === host && fault === cell.fault && isOf(kinds, cell.kind) && isOf(settings, cell.setting),
      );
      return { ...cell, text: other?.cell ?? cell.text };
    })
    .filter(({ text }) => !text.startsWith("-"))
    .map((cell) => ({ ...cell, ...parsed(cell.text) }));
}
