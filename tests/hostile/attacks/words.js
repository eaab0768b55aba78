// What an issuer says is not the page's to see: its words may hold a script or a card number.
import assert from "node:assert/strict";

import { freeze, OWNERS } from "../support/world.js";

const SCRIPT = "<img src=x onerror=alert(1)>";
const PAN = "4000009876543210";
const PIN = "8352";
const WORDS = [
  SCRIPT,
  `${PAN}`,
  `card ${PAN} of Mr Planted`,
  "4000 0098 7654 3210",
  "4000-0098-7654-3210",
  "x".repeat(5000),
  "javascript:alert(1)",
  "\u202eevil",
  "a\u0000b",
];

const card = { method: "GET", path: `/api/cards/${OWNERS.alice.pay}?issuer=pay` };
const plain = (text) => JSON.stringify(text).slice(1, -1);

/** The page's answer holds none of the issuer's words, in its body or its headers. */
function clean(world, { text, headers, json }, word) {
  world.attacks += 1;
  const all = `${text}${JSON.stringify([...headers])}`;
  const shown = all.includes(plain(word)) || all.includes(word);
  if (shown) world.through += 1;
  assert.ok(!shown, `the page sees ${word.slice(0, 40)}: ${text}`);
  assert.ok(json, "an answer that is no JSON");
}

const spoiled = (change, request, check = clean) =>
  WORDS.map((word) => async (world) => {
    let changes = 0;
    world.recorder.spoil = (text, url) => {
      const told = change(text, word, url);
      if (told !== text) changes += 1;
      return told;
    };
    try {
      check(world, await world.send(request()), word);
      assert.ok(changes > 0, "the issuer did not say it");
    } finally {
      world.recorder.spoil = undefined;
    }
  });

const all = (name, attacks) => attacks.map((attack, at) => [`${name}: ${plain(WORDS[at]).slice(0, 40)}`, attack]);

/** The document with every text that holds no id replaced by the word. */
const everyText = (text, word) =>
  text.replace(
    /"([a-zA-Z_]*(?:status|message|name|remarks|error|description|state|currency|brand|type)[a-zA-Z_]*)"\s*:\s*"[^"]*"/gi,
    (_, name) => `"${name}":${JSON.stringify(word)}`,
  );
const errorOf = (text, word, url) =>
  /update/.test(url)
    ? JSON.stringify({ status: "error", message: word, data: { error: word, code: word, message: word } })
    : text;

export const words = [
  ...all(
    "a card's texts",
    spoiled(everyText, () => card),
  ),
  ...all(
    "an error of a freeze",
    spoiled(errorOf, () => freeze()),
  ),
  ...all(
    "a field that has no name",
    spoiled(
      (text, word) => text.replace("{", `{"unknown_field":${JSON.stringify(word)},`),
      () => card,
    ),
  ),
  [
    "an answer that is a page",
    async (world) => {
      world.recorder.spoil = (text, url) =>
        /login|auth/.test(url) ? text : `<html><body>${SCRIPT}${PAN}</body></html>`;
      try {
        const answer = await world.send(card);
        clean(world, answer, SCRIPT);
        clean(world, answer, PAN);
        assert.equal(answer.json.code, "unexpected_answer");
        assert.equal(answer.headers.get("content-type"), "application/problem+json");
      } finally {
        world.recorder.spoil = undefined;
      }
    },
  ],
  [
    "a card's data that a read does not hold",
    async (world) => {
      const answer = await world.taken(card);
      for (const secret of [PAN, PIN, "947"])
        clean(world, { ...answer, text: answer.text.replaceAll(OWNERS.alice.pay, "") }, secret);
    },
  ],
];
