// docs/cli.md: each check by its name, and the shape of what programs read.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { installed } from "../package/support/consumer.js";
import { fileFor, folderFor, put } from "./support/folders.js";
import { doctor, run } from "./support/run.js";
import { settings } from "./support/settings.js";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const TYPESCRIPT = fileURLToPath(new URL("../../node_modules/typescript/bin/tsc", import.meta.url));

/** The names of checks in the page's table. */
const documented = () => {
  const table = page.slice(page.indexOf("### What is checked"), page.indexOf("### For programs"));
  return [...table.matchAll(/`((?:[a-z_]+)(?:\.[a-z_]+)?)`/g)].map(([, id]) => id);
};

/** The code of the doctor, as it is installed. */
const code = () => {
  const folder = join(installed, "bin/doctor");
  return [...readdirSync(folder).map((name) => join(folder, name)), join(installed, "bin/cli/doctor.js")].map((path) => readFileSync(path, "utf8")).join("\n");
};

/** Names that are put together when they are told. */
const MADE = { "loads.import": "loads.${way}", "loads.require": "loads.${way}" };

test("each check is documented, and each documented one is there", () => {
  const [text, ids] = [code(), new Set(documented())];
  const told = [...text.matchAll(/(?:tell|findings\.of\("\w+"\))\.(?:ok|warn|wrong|notChecked)\(\s*"([\w.]+)"/g)].map(([, id]) => id);
  assert.ok(told.length > 60);
  for (const id of told) assert.ok(ids.has(id), `${id} is not documented`);
  const sources = [...text.matchAll(/^ {4}id: "(\w+)",$/gm)].map(([, id]) => `value.${id}`);
  assert.ok(sources.length > 4);
  for (const id of sources) assert.ok(ids.has(id), `${id} is not documented`);
  for (const id of [...ids].filter((id) => /^(files|config|key|csp|proxy|url|loads)\b/.test(id))) assert.ok(text.includes(MADE[id] ?? `"${id}"`), `${id} is no check`);
});

test("what --help says, the page says too", async () => {
  const { stdout } = await run(["doctor", "--help"]);
  const options = [...stdout.matchAll(/^ {2}(--[a-z-]+)/gm)].map(([, option]) => option);
  assert.ok(options.length >= 10);
  for (const option of options.filter((name) => name !== "--help")) assert.ok(page.includes(option), `${option} is not in the page`);
});

test("what programs read has the documented shape", async (t) => {
  const [, shape] = /### For programs[^]*?```ts\n([^]*?)```/.exec(page);
  const calls = [["--offline", "--config", fileFor(t, settings("ibanera", { extra: 1 }), 0o644)], ["--offline", "--config", fileFor(t, "{")], ["--csp", "default-src 'none'", "--proxy", "http://127.0.0.1:9"]];
  const reports = [];
  for (const call of calls) reports.push((await doctor(call)).report);
  const uses = reports.map((report, place) => `export const report${place}: DoctorReport = ${JSON.stringify(report)};`);
  const folder = folderFor(t);
  put(folder, { "shape.ts": `${shape}\n${uses.join("\n")}\n`, "tsconfig.json": { compilerOptions: { strict: true, noEmit: true, target: "es2022", types: [] }, files: ["shape.ts"] } });
  const { status, stdout } = spawnSync(process.execPath, [TYPESCRIPT, "-p", folder], { encoding: "utf8" });
  assert.equal(status, 0, stdout);
});
