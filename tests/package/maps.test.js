// The source maps: each code file has one, its sources are there, and it leads to the line that threw.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { SourceMap } from "node:module";
import { basename, dirname, join } from "node:path";
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

const isForPages = (file) => /browser(-client\/index)?\.js$/.test(file);

/** The text of a source: out of the map, or the package's own file. */
function textOf(file, map, at) {
  return map.sourcesContent[at] ?? readFileSync(join(dist, dirname(file), map.sources[at]), "utf8");
}

test("each names its map, and the text of every source is there", () => {
  for (const file of files) {
    assert.ok(read(file).trimEnd().endsWith(`\n//# sourceMappingURL=${basename(file)}.map`), file);
    const map = JSON.parse(read(`${file}.map`));
    assert.equal(map.sources.length, map.sourcesContent.length, file);
    map.sources.forEach((_, at) => assert.ok(textOf(file, map, at).length > 0, file));
    if (isForPages(file)) assert.ok(map.sourcesContent.every((text) => text?.length > 0), file);
    // What the package has as a file is not told once more in each map.
    else map.sources.forEach((source, at) => assert.equal(map.sourcesContent[at] === null, /\/(src\/(?!made)|sandbox\/)/.test(source), `${file}: ${source}`));
    for (const source of map.sources) assert.match(source, /^(\.\.\/)+(src|sandbox)\/[\w./-]+\.js$|^capabilities\.js$/, file);
  }
});

/** Where some words of a file's code stand in its sources: the line. */
function sourceLine(file, words) {
  const map = new SourceMap(JSON.parse(read(`${file}.map`)));
  const before = read(file).split(words)[0].split("\n");
  const { originalSource, originalLine } = map.findEntry(before.length - 1, before.at(-1).length);
  assert.ok(originalSource, `nothing is known of ${words}`);
  return textOf(file, map.payload, map.payload.sources.indexOf(originalSource)).split("\n")[originalLine];
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
    assert.match(readFileSync(join(installed, file), "utf8").split("\n")[line - 1], /throw new CardError/);
    assert.match(stdout, /src\/client\.js:\d+/);
  });
}
