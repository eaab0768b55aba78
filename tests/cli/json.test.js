// The reader of settings: it takes what the language takes, and says where it goes wrong.
import assert from "node:assert/strict";
import { test } from "node:test";

import { draws } from "./support/garbage.js";
import { part } from "./support/parts.js";

const { readJson } = await part("json.js");

const WRONG = [
  ["", 1, 1, "a value"],
  ["{", 1, 2, "a name in double quotes"],
  ["{'id': 1}", 1, 2, "a name in double quotes"],
  ['{"id": "artha",}', 1, 16, "a name in double quotes"],
  ['{\n  "id": "artha"\n  "key": 1\n}', 3, 3, '"," or "}"'],
  ['{\n  "id" "artha"\n}', 2, 8, '":"'],
  ['{"id": artha}', 1, 8, "a value"],
  ['{"id": "artha}', 1, 8, "a text that ends with a double quote on its line"],
  ['{"key": "-----BEGIN\nabc"}', 1, 9, "a text that ends with a double quote on its line"],
  ['{"path": "a\\qb"}', 1, 12, "a letter, or an escape that JSON has"],
  ["[1, 2", 1, 6, '"," or "]"'],
  ["{} {}", 1, 4, "the end"],
  ["// note\n{}", 1, 1, "a value"],
  ["01", 1, 2, "the end"],
  ["[".repeat(300), 1, 202, "at most 200 levels"],
];

test("where it goes wrong, and what should be there", () => {
  for (const [text, line, column, due] of WRONG) assert.deepEqual(readJson(text), { line, column, due }, JSON.stringify(text));
});

function byTheLanguage(text) {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

test("it takes what JSON.parse takes, and nothing else", () => {
  const pieces = ["{", "}", "[", "]", ":", ",", '"a"', '"', "\\", "\\u00e9", "1", "-0.5e+3", "01", "true", "nul", "null", " ", "\n", "\t", "\u00a0", "\ufeff", "é", "\ud800"];
  let taken = 0;
  for (const text of draws(20_000, pieces, 9)) {
    const expected = byTheLanguage(text);
    const found = readJson(text);
    assert.deepEqual(found.due === undefined ? found : undefined, expected, JSON.stringify(text));
    if (expected) taken += 1;
    else assert.ok(found.line >= 1 && found.column >= 1);
  }
  assert.ok(taken > 500, `${taken} were JSON`);
});
