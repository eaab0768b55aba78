// What must hold of the table itself, whatever was seen when it was made.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { FAULT_NAMES } from "../../pkg-template/sandbox/fault-endings.js";
import { FAULTS, askFor } from "./support/faults.js";
import { KINDS } from "./support/kinds.js";
import { SETTINGS } from "./support/settings.js";
import { cells, table, written } from "./support/table.js";

const WRITES = ["signed write", "write", "write with a key"];
const GOOD = {
  read: "read",
  "read with a session": "read",
  "signed write": "accepted",
  write: "accepted",
  "write with a key": "completed",
  "reading back": "completed",
  login: "completed",
};
const CODES = [
  "aborted",
  "answer_too_large",
  "issuer_rejected",
  "issuer_unavailable",
  "network",
  "not_confirmed",
  "rate_limited",
  "timeout",
  "unauthorized",
  "unexpected_answer",
];

const names = (list) => list.map(({ name }) => name);
const isWrite = ({ kind }) => WRITES.includes(kind);
const isRead = ({ kind }) => GOOD[kind] === "read";
const isReadBack = ({ kind }) => kind === "reading back";
const isGood = ({ effect }) => effect === undefined;
const of = ({ fault, kind, setting }) => `${kind}, ${fault}, ${setting}`;

const all = cells();

/** Every cell must be so, and some cells must be there to be so. */
function every(chosen, isSo, sentence) {
  const found = all.filter(chosen);
  assert.ok(found.length > 0, "no cell is of this sort");
  const wrong = found.filter((cell) => !isSo(cell)).map((cell) => `${of(cell)}: ${cell.text}`);
  assert.deepEqual(wrong, [], sentence);
}

describe("the table is whole", () => {
  test("it has the faults, kinds and settings that are run", () => {
    assert.deepEqual(names(table.faults), Object.keys(FAULTS));
    assert.deepEqual(names(table.faults), Object.keys(table.cells));
    assert.deepEqual(names(table.kinds), Object.keys(KINDS));
    assert.deepEqual(names(table.settings), Object.keys(SETTINGS));
  });

  test("each fault has a row for each kind, with a cell or a reason for each setting", () => {
    for (const [fault, rows] of Object.entries(table.cells)) {
      assert.deepEqual(Object.keys(rows), names(table.kinds), fault);
      for (const row of Object.values(rows)) assert.equal(row.length, table.settings.length, fault);
    }
    assert.equal(written().length, table.faults.length * table.kinds.length * table.settings.length);
    assert.ok(all.length > 0);
  });

  test("each fault of the sandbox has a row", () => {
    const places = { stranger: "http://stranger.test" };
    const asked = Object.keys(FAULTS)
      .filter((name) => !FAULTS[name].astray)
      .map((name) => askFor(name, { issuer: "artha", places }).fault);
    assert.deepEqual([...new Set(asked)].sort(), [...FAULT_NAMES].sort());
  });

  test("a cell is left out only where its setting would change nothing", () => {
    const settings = { "-d": "deadline", "-w": "aborted while waiting" };
    assert.deepEqual(Object.keys(settings), Object.keys(table.reasons));
    for (const cell of written().filter(({ text }) => text in table.reasons)) {
      assert.equal(cell.setting, settings[cell.text], of(cell));
      assert.ok(!FAULTS[cell.fault].hangs, of(cell));
      const lasting = all.find(({ fault, kind, setting }) => fault === cell.fault && kind === cell.kind && setting === "lasting");
      assert.ok(lasting.requests < 3, `${of(cell)}: what is repeated is waited for`);
    }
  });

  test("where a host differs, it does as another row says, and there is a reason", () => {
    for (const { host, fault, as, note } of table.hosts) {
      assert.ok(["node", "workerd", "chromium"].includes(host), host);
      assert.ok(fault in table.cells && as in table.cells && fault !== as, fault);
      assert.ok(note.length > 20, fault);
      assert.equal(Boolean(FAULTS[fault].hangs), Boolean(FAULTS[as].hangs), "what is run is the same");
    }
    assert.ok(table.hosts.length <= 6, "hosts differ in few things");
  });
});

describe("the table says nothing that must not be", () => {
  test("each end is one that its kind can have", () => {
    const isEndOf = (cell) => cell.codes[0] === GOOD[cell.kind] || (isReadBack(cell) && cell.codes[0] === "accepted");
    every(isGood, (cell) => cell.codes.length === 1 && isEndOf(cell));
    every(({ effect }) => effect, ({ codes }) => codes.every((code) => CODES.includes(code)));
  });

  test("a write has the effect none only where it was not sent or the answer denies it", () => {
    const cannotBeExecuted = ({ fault, setting }) => setting === "aborted before" || FAULTS[fault].denies;
    every((cell) => isWrite(cell) && cell.effect === "none", cannotBeExecuted);
    every((cell) => isWrite(cell) && cell.effect === "none", ({ executed }) => executed === 0);
  });

  test("a write that was executed and failed has the effect unknown", () => {
    every((cell) => isWrite(cell) && cell.executed !== 0 && !isGood(cell), ({ effect }) => effect === "unknown");
  });

  test("what is completed was executed, and what is accepted too, unless the answer lied", () => {
    every((cell) => isGood(cell) && !isRead(cell), ({ executed, codes, fault }) =>
      executed === 1 || (codes[0] === "accepted" && executed === 0 && FAULTS[fault].claims));
  });

  test("reads and logins have no effect, and reads execute nothing", () => {
    every((cell) => !isWrite(cell) && !isReadBack(cell) && !isGood(cell), ({ effect, executed }) => effect === "none" && executed === 0);
    every(isRead, ({ executed }) => executed === 0);
  });

  test("a write is sent once, unless the answer says that it was not executed", () => {
    every((cell) => isWrite(cell) && cell.requests > 1, ({ fault }) => FAULTS[fault].denies);
    every(isWrite, ({ requests, executed }) => requests <= 3 && executed !== 2);
  });

  test("a login is sent once, and nothing more than three times", () => {
    every(({ kind }) => kind === "login", ({ requests }) => requests <= 1);
    every(() => true, ({ requests }) => requests <= 3);
  });

  test("what is aborted before it begins sends nothing", () => {
    every(({ setting }) => setting === "aborted before", ({ text }) => text === "aborted none 0/0");
  });

  test("what is aborted ends so, and is not sent again", () => {
    every(({ setting }) => setting.startsWith("aborted"), ({ codes, requests }) => codes.join() === "aborted" && requests <= 1);
  });

  test("what is accepted stays so when it cannot be read back", () => {
    const isAsked = (cell) => isReadBack(cell) && cell.setting !== "aborted before";
    every(isAsked, ({ executed }) => executed === 1);
    every((cell) => isAsked(cell) && !isGood(cell), ({ codes, effect }) => codes.join() === "aborted" && effect === "unknown");
    const isConfirmed = (cell) => isReadBack(cell) && cell.codes[0] === "completed";
    every(isConfirmed, ({ fault, setting }) => setting === "once" || FAULTS[fault].good || FAULTS[fault].claims);
  });

  test("a read recovers from what passes", () => {
    every((cell) => isRead(cell) && cell.setting === "once" && cell.requests > 1, isGood);
    every((cell) => isRead(cell) && cell.setting === "once" && FAULTS[cell.fault].hangs, isGood);
  });
});
