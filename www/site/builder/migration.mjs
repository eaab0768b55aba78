// The tables of docs/guides/migration.md, made of the package's own.
import { tick } from "./text.mjs";

const ISSUERS = ["artha", "artha-v1", "yativo", "open-api", "ibanera"];

const ENDINGS = {
  final: "`completed`",
  confirmed_by_read: "`completed`, confirmed by a read",
  accepted_then_callback: "`accepted`, then a callback",
  accepted_only: "`accepted`",
};

const NEEDS = {
  sign_image_if_program_asks: "a signature image, if the program asks",
  one_time_code: "a one-time code",
  physical_card: "a physical card",
  path_from_contract: "its path from your contract",
  observed_only: "`observedOnly: true`",
};

const EFFECTS = { voids_pending_transactions: "voids pending transactions", irreversible: "cannot be undone" };

/** Each table by the name of its markers. */
export function tablesOf({ capabilities, operations }) {
  const actions = [...new Set(capabilities.map(({ action }) => action))];
  const of = (issuer, action) => capabilities.find((one) => one.issuer === issuer && one.action === action);
  const offered = (cell, text) => (cell.support === "not_offered" ? "not offered" : text(cell));
  const rows = (text) => actions.map((action) => [tick(action), ...ISSUERS.map((issuer) => offered(of(issuer, action), text))]);
  return {
    endings: table(rows(({ answer }) => worded(ENDINGS, answer))),
    needs: table(rows(({ requires, effects }) => [...requires.map((one) => worded(NEEDS, one)), ...effects.map((one) => worded(EFFECTS, one))].join("; ") || "nothing")),
    calls: table(callsOf(operations, actions)),
  };
}

function callsOf(operations, actions) {
  const shared = operations.filter(({ kind, operation }) => kind !== "login" && !actions.includes(operation));
  const counts = new Map();
  for (const { operation, issuer } of shared) counts.set(operation, new Set([...(counts.get(operation) ?? []), issuer]));
  const names = [...counts].filter(([, issuers]) => issuers.size > 1).map(([name]) => name);
  const cell = (issuer, name) => {
    const found = shared.find((one) => one.issuer === issuer && one.operation === name);
    if (!found) return "";
    return found.observed ? "observed only" : "yes";
  };
  return names.map((name) => [tick(name), ...ISSUERS.map((issuer) => cell(issuer, name))]);
}

function worded(table, word) {
  if (!Object.hasOwn(table, word)) throw new Error(`The capability table has a word that no page explains: ${word}.`);
  return table[word];
}

function table(rows) {
  const line = (cells) => `|${cells.map((cell) => (cell ? ` ${cell} |` : " |")).join("")}`;
  return [line(["", ...ISSUERS]), `|${"---|".repeat(ISSUERS.length + 1)}`, ...rows.map(line)].join("\n");
}

/** The document with its tables as they should be. */
export function withTables(text, tables) {
  return Object.entries(tables).reduce((all, [name, fresh]) => {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`];
    const [from, to] = [all.indexOf(start), all.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`The document has no place for the table ${name}.`);
    return `${all.slice(0, from + start.length)}\n${fresh}\n${all.slice(to)}`;
  }, text);
}
