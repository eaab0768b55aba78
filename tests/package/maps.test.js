// The source maps: each code file has one, with the sources in it, and it leads to the line that threw.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename, join } from "node:path";
import { test } from "node:test";

import { consumer, installed } from "./support/consumer.js";

const dist = join(installed, "dist");
const isBundled = (file) => /\.c?js$/.test(file) && !/\.import\.js$|^capabilities\.js$/.test(file);
const files = readdirSync(dist, { recursive: true }).filter(isBundled);
const read = (file) => readFileSync(join(dist, file), "utf8");

/** Words of the code, and of the line of the source that they come from. */
const WORDS = {
  "": ['"invalid_input"', 'refusal("invalid_input")'],
  "edge/durable": ['"CardLedger"', 'static name = "CardLedger"'],
  "edge/conformance": ['"not_sent"', '"not_sent"'],
  "edge/listener": ["waitUntil", "waitUntil"],
  capabilities: ["endpoints/simulated-testing", "export const operations"],
  "sandbox/index": ["/admin/credentials", "/admin/credentials"],
};

test("there are so many bundled files", () => {
  assert.equal(files.length, 6 * 10 + 9 + 10 + 4 * 2 + 2);
});

test("each names its map, and the map holds the text of every source", () => {
  for (const file of files) {
    assert.ok(read(file).trimEnd().endsWith(`\n//# sourceMappingURL=${basename(file)}.map`), file);
    const map = JSON.parse(read(`${file}.map`));
    assert.equal(map.sources.length, map.sourcesContent.length, file);
    assert.ok(map.sourcesContent.every((text) => text?.length > 0), file);
    for (const source of map.sources) assert.match(source, /^(\.\.\/)+(src|sandbox)\/[\w./-]+\.js$|^capabilities\.js$/, file);
  }
});

/** Where some words of a file's code stand in its sources: the line. */
function sourceLine(file, words) {
  const map = new SourceMap(JSON.parse(read(`${file}.map`)));
  const before = read(file).split(words)[0].split("\n");
  const { originalSource, originalLine } = map.findEntry(before.length - 1, before.at(-1).length);
  const { sources, sourcesContent } = map.payload;
  assert.ok(originalSource, `nothing is known of ${words}`);
  return sourcesContent[sources.indexOf(originalSource)].split("\n")[originalLine];
}

for (const file of files) {
  test(`the map of ${file} leads to where its words stand`, () => {
    const [, [words, line]] = Object.entries(WORDS).findLast(([place]) => file.startsWith(place));
    assert.ok(read(file).includes(words), `${words} is not in ${file}`);
    assert.ok(sourceLine(file, words).includes(line), sourceLine(file, words));
  });
}

for (const load of ['require("cardlatch")', 'await import("cardlatch")', 'require("cardlatch/yativo/slim")']) {
  test(`a stack of ${load} names the sources`, () => {
    const code = `(async () => { const { CardClient } = ${load}; try { new CardClient({ issuer: 1 }) } catch ({ stack }) { console.log(stack) } })()`;
    const { stdout, stderr } = spawnSync(process.execPath, ["--enable-source-maps", "--eval", code], { cwd: consumer, encoding: "utf8" });
    assert.equal(stderr, "");
    const [, file, line] = /(src\/refusal\.js):(\d+)/.exec(stdout) ?? assert.fail(stdout);
    assert.ok(!existsSync(join(installed, file)), "the source comes out of the map alone");
    const { sources, sourcesContent } = JSON.parse(read("node.cjs.map"));
    const text = sourcesContent[sources.findIndex((source) => source.endsWith(file))];
    assert.match(text.split("\n")[line - 1], /throw new CardError/);
    assert.match(stdout, /src\/client\.js:\d+/);
  });
}
