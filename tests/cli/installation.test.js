// An installation that is broken on purpose: each way is found and told.
import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { join } from "node:path";
import { test } from "node:test";

import { installed } from "../package/support/consumer.js";
import { folderFor, projectFor, put } from "./support/folders.js";
import { part, told } from "./support/parts.js";
import { doctor } from "./support/run.js";

const { looksAlike, checkCopies } = await part("copies.js");
const { installedIn } = await part("where.js");
const { checkFiles } = await part("files.js");
const { checkBundlers } = await part("bundlers.js");
const { printed, wantsColour } = await part("print.js");
const { Findings } = await part("findings.js");
const { nearest, distance } = await part("../cli/nearest.js");

const own = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

/** The file that an import in Node reads first. */
const imported = ({ import: file = "" }) => (typeof file === "string" ? file : file.default);
const ENTRY = imported(own.exports["."].node);

/** What is found of one group of checks, by their names. */
async function found(check) {
  const list = await told(check);
  return { statuses: Object.fromEntries(list.map(({ id, status }) => [id, status])), one: (id) => list.find((finding) => finding.id === id) };
}

test("a copy that is whole", async (t) => {
  const { folder, command } = projectFor(t, { dependencies: { cardlatch: "*" } });
  const { status, report } = await doctor([], { cwd: folder, command });
  const checks = report.checks.filter(({ group }) => group === "installation").map(({ id, status: word }) => [id, word]);
  assert.equal(status, 0);
  assert.deepEqual(checks, ["node", "package", "files.missing", "files.digests", "files.wasm", "copies", "names", "loads.import", "loads.require", "loads.same", "bundler"].map((id) => [id, "ok"]));
});

test("files that are missing, cut off, changed, of another version, or without their list", async (t) => {
  const { copy } = projectFor(t);
  const changes = [
    ["dist/cardlatch_bg.wasm", (path) => truncateSync(path, 1000), { "files.missing": "ok", "files.digests": "wrong", "files.wasm": "wrong" }],
    ["dist/workerd.js", (path) => rmSync(path), { "files.missing": "wrong", "files.digests": "ok", "files.wasm": "ok" }],
    ["dist/capabilities.js", (path) => appendFileSync(path, "\n"), { "files.missing": "ok", "files.digests": "wrong", "files.wasm": "ok" }],
    ["dist/digests.json", (path) => writeFileSync(path, readFileSync(path, "utf8").replace(/"version":"[^"]*"/, '"version":"0.0.9"')), { "files.missing": "ok", "files.version": "wrong", "files.digests": "ok", "files.wasm": "ok" }],
    ["dist/digests.json", (path) => rmSync(path), { "files.missing": "ok", "files.digests": "warn", "files.wasm": "ok" }],
    ["dist/digests.json", (path) => writeFileSync(path, "{"), { "files.missing": "ok", "files.digests": "warn", "files.wasm": "ok" }],
  ];
  for (const [file, change, expected] of changes) {
    const path = join(copy, file);
    change(path);
    const { statuses, one } = await found((tell) => checkFiles(copy, tell));
    assert.deepEqual(statuses, expected, file);
    const wrong = Object.keys(expected).find((id) => expected[id] === "wrong" && id !== "files.version");
    if (wrong) assert.ok(one(wrong).says.includes(file), one(wrong).says);
    cpSync(join(installed, file), path);
  }
});

test("a copy whose entry throws, and one without its module", async (t) => {
  const { folder, copy, command } = projectFor(t);
  writeFileSync(join(copy, ENTRY), 'throw Object.assign(new Error("no"), { code: "BROKEN" });');
  const thrown = await doctor([], { cwd: folder, command });
  assert.equal(thrown.status, 1);
  assert.match(thrown.one("loads.import").says, /does not work here: BROKEN/);
  assert.equal(thrown.one("loads.same"), undefined);
  cpSync(join(installed, ENTRY), join(copy, ENTRY));
  rmSync(join(copy, "dist/cardlatch_bg.wasm"));
  const { one } = await doctor([], { cwd: folder, command });
  assert.deepEqual([one("loads.import").status, one("loads.require").status], ["wrong", "wrong"]);
});

test("two classes of errors", async (t) => {
  const { folder, copy, command } = projectFor(t);
  writeFileSync(
    join(copy, ENTRY),
    'export class CardError extends Error {}\nexport class CardClient { constructor({ issuer }) { if (!issuer) throw new CardError("no"); } }',
  );
  const { one } = await doctor([], { cwd: folder, command });
  assert.deepEqual([one("loads.import").status, one("loads.require").status, one("loads.same").status], ["ok", "ok", "wrong"]);
});

test("a project of Yarn's Plug'n'Play, where only the resolver knows the copy", (t) => {
  const folder = folderFor(t);
  const { copy } = projectFor(t);
  put(folder, { "package.json": {} });
  t.mock.method(Module, "_resolveFilename", () => join(copy, "package.json"));
  assert.equal(installedIn(folder), undefined);
  Object.defineProperty(process.versions, "pnp", { value: "3", configurable: true });
  t.after(() => delete process.versions.pnp);
  assert.equal(installedIn(folder), realpathSync(copy));
});

test("a project in which it is not installed", async (t) => {
  const folder = folderFor(t);
  put(folder, { "package.json": { name: "empty" } });
  const { status, one } = await doctor([], { cwd: folder });
  assert.deepEqual([status, one("package").status, one("loads").status], [0, "warn", "not_checked"]);
});

test("a command of another copy than the project's", async (t) => {
  const { folder, copy } = projectFor(t);
  const manifest = join(copy, "package.json");
  writeFileSync(manifest, JSON.stringify({ ...own, version: "0.0.1" }));
  const { one } = await doctor([], { cwd: folder });
  assert.match(one("package").says, new RegExp(`^cardlatch 0\\.0\\.1 is installed at .*This command is of version ${own.version}\\.$`));
  assert.equal(one("files.version").status, "wrong");
});

test("a Node that is too old", async (t) => {
  const { folder, copy, command } = projectFor(t);
  writeFileSync(join(copy, "package.json"), JSON.stringify({ ...own, engines: { node: ">=999" } }));
  const { status, one } = await doctor([], { cwd: folder, command });
  assert.deepEqual([status, one("node").status], [1, "wrong"]);
});

const manifest = (version) => ({ name: "cardlatch", version });

/** A folder of packages without anything in them. */
function modules(t, files) {
  const folder = folderFor(t);
  put(folder, { "package.json": { name: "project" }, ...files });
  return folder;
}

test("copies, wherever package managers put them", async (t) => {
  const table = [
    [{ "node_modules/cardlatch/package.json": manifest("0.1.0") }, "ok"],
    [{ "node_modules/cardlatch/package.json": manifest("0.1.0"), "node_modules/a/node_modules/cardlatch/package.json": manifest("0.1.0") }, "wrong"],
    [{ "node_modules/cardlatch/package.json": manifest("0.1.0"), "node_modules/@s/a/node_modules/cardlatch/package.json": manifest("0.0.9") }, "wrong"],
    [{ "node_modules/cardlatch/package.json": manifest("0.1.0"), "node_modules/.pnpm/cardlatch@0.0.9/node_modules/cardlatch/package.json": manifest("0.0.9") }, "wrong"],
    [{ "node_modules/cardlatch/package.json": manifest("0.1.0"), "node_modules/a/node_modules/cardlatch/package.json": { name: "something-else" } }, "ok"],
  ];
  for (const [files, status] of table) {
    const { statuses, one } = await found((tell) => checkCopies(modules(t, files), tell));
    assert.equal(statuses.copies, status, Object.keys(files).join());
    if (status === "wrong") assert.match(one("copies").says, /^2 copies are installed: .*0\.1\.0/);
  }
});

test("one copy under several links is one", async (t) => {
  const folder = modules(t, { "node_modules/.pnpm/cardlatch@0.1.0/node_modules/cardlatch/package.json": manifest("0.1.0") });
  symlinkSync(".pnpm/cardlatch@0.1.0/node_modules/cardlatch", join(folder, "node_modules/cardlatch"));
  mkdirSync(join(folder, "node_modules/circle"));
  symlinkSync("..", join(folder, "node_modules/circle/node_modules"));
  const { statuses } = await found((tell) => checkCopies(folder, tell));
  assert.equal(statuses.copies, "ok");
});

test("a copy above the project is another one", async (t) => {
  const folder = modules(t, { "node_modules/cardlatch/package.json": manifest("0.1.0"), "inner/package.json": { name: "inner" }, "inner/node_modules/cardlatch/package.json": manifest("0.1.0") });
  const { statuses } = await found((tell) => checkCopies(join(folder, "inner"), tell));
  assert.equal(statuses.copies, "wrong");
});

test("names that look like it, installed or only named", async (t) => {
  for (const name of ["cardlach", "card-latch", "cardlatchs", "cardlatch-js", "@x/cardlatch", "carlatch", "cardlatchsdk", "cardIatch"]) assert.ok(looksAlike(name), name);
  for (const name of ["cardlatch", "cardboard", "latch", "card", "cardlatch-plugin-vue", "scratch", "a".repeat(5000)]) assert.ok(!looksAlike(name), name);
  const installedOne = modules(t, { "node_modules/cardlatch/package.json": manifest("0.1.0"), "node_modules/cardlach/package.json": { name: "cardlach" } });
  assert.equal((await found((tell) => checkCopies(installedOne, tell))).statuses.names, "warn");
  const namedOne = modules(t, { "package.json": { devDependencies: { "card-latch": "1" } } });
  assert.deepEqual((await found((tell) => checkCopies(namedOne, tell))).one("names").data, { names: ["card-latch"] });
});

test("bundlers that the manifest names, and what each needs", async (t) => {
  const bundlers = async (manifest) => {
    const list = await told((tell) => checkBundlers(modules(t, { "package.json": manifest }), tell));
    return list.map(({ status, data, cure }) => [data?.bundler, status, Boolean(cure)]);
  };
  assert.deepEqual(await bundlers({ dependencies: { next: "15" }, devDependencies: { vite: "7", esbuild: "0" } }), [["next", "ok", false], ["vite", "ok", false], ["esbuild", "ok", true]]);
  assert.deepEqual(await bundlers({ devDependencies: { parcel: "2" } }), [["parcel", "wrong", true]]);
  assert.deepEqual(await bundlers({ devDependencies: { parcel: "2" }, "@parcel/resolver-default": { packageExports: true } }), [["parcel", "ok", false]]);
  assert.deepEqual(await bundlers("{"), [[undefined, "ok", false]]);
  assert.deepEqual(await bundlers({ dependencies: null, devDependencies: ["vite"] }), [[undefined, "ok", false]]);
});

test("names that were meant", () => {
  assert.equal(distance("kitten", "sitting"), 3);
  assert.equal(distance("", "abc"), 3);
  assert.equal(nearest("docter", ["sandbox", "doctor"]), "doctor");
  assert.equal(nearest("base_url", ["baseUrl", "key"]), "baseUrl");
  assert.equal(nearest("freeze", ["sandbox", "doctor"]), undefined);
  assert.equal(nearest("x".repeat(100_000), ["doctor"]), undefined);
});

test("what is printed: red on a terminal alone, and never a control character of others", () => {
  const findings = new Findings();
  findings.of("proxy").wrong("proxy", "a\u001b[2Jb\nc", { cure: "d\re" });
  const plain = printed(findings, false);
  assert.equal(plain, "Proxy\n  wrong        a [2Jb c\n                 Do:  d e\n\n0 ok, 0 warnings, 1 wrong, 0 not checked\n");
  assert.match(printed(findings, true), /\u001b\[31mwrong {8}\u001b\[0ma/);
  assert.equal(wantsColour({ isTTY: true }, {}), true);
  for (const [stream, env] of [[{}, {}], [{ isTTY: true }, { NO_COLOR: "1" }], [{ isTTY: true }, { TERM: "dumb" }]]) assert.equal(wantsColour(stream, env), false);
});
