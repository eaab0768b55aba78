// What is in the packed package, and its command.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { consumer, installed } from "./support/consumer.js";

const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));

const ISSUERS = ["artha", "artha-v1", "yativo", "open-api", "ibanera"];
const ENTRIES = ["browser.js", "edge-light.js", "node.js", "workerd.js"];
const EDGE = ["default.js", "edge-light.js", "edge_bg.wasm", "node.js", "workerd.js", "conformance.js", "durable.js", "listener.js"];
const DECLARATIONS = ["browser", "callbacks", "edge", "edge-conformance", "edge-durable", "edge-ledger", "edge-node", "index", "wasm"];

/** What is shipped as it stands in a folder of the template. */
function folderOf(name) {
  const folder = fileURLToPath(new URL(`../../pkg-template/${name}/`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => `${name}/${relative(folder, join(entry.parentPath ?? entry.path, entry.name))}`);
}

const EXPECTED = [
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "dist/capabilities.d.ts",
  "dist/capabilities.js",
  "dist/types.d.ts",
  "dist/cardlatch_bg.wasm",
  "dist/digests.json",
  ...ENTRIES.map((entry) => `dist/${entry}`),
  ...["callbacks", ...ISSUERS].flatMap((name) => [...ENTRIES, `${name}_bg.wasm`].map((entry) => `dist/${name}/${entry}`)),
  "dist/browser-client/index.js",
  ...EDGE.map((entry) => `dist/edge/${entry}`),
  ...DECLARATIONS.map((name) => `${name}.d.ts`),
  "package.json",
  ...["bin", "sandbox"].flatMap(folderOf),
];

function packed() {
  const { stdout, stderr, status } = spawnSync("npm", ["pack", "--dry-run", "--json", "--offline"], {
    cwd: installed,
    encoding: "utf8",
  });
  assert.equal(status, 0, stderr);
  const told = JSON.parse(stdout);
  const [{ files }] = Array.isArray(told) ? told : Object.values(told);
  return files.map(({ path }) => path);
}

test("the package holds these files and no others", () => {
  const inOrder = (list) => [...list].sort();
  const files = packed();
  assert.deepEqual(inOrder(files), inOrder(EXPECTED));
});

test("everything that the manifest names is there", () => {
  const named = [...manifest.files, manifest.types, ...Object.values(manifest.bin)];
  const walk = (value) => (typeof value === "string" ? named.push(value) : Object.values(value).forEach(walk));
  walk(manifest.exports);
  for (const path of named) assert.ok(existsSync(join(installed, path)), `${path} is not there`);
});

test("the manifest runs nothing at install and needs nothing else", () => {
  for (const name of ["scripts", "dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"]) {
    assert.equal(manifest[name], undefined, name);
  }
  assert.equal(manifest.type, "module");
  assert.equal(manifest.sideEffects, false);
  assert.notEqual(manifest.version, "0.0.0");
});

test("the typed tests look at every type that is exported", () => {
  const sources = ["no-any.ts", "no-any-edge.ts"].map((name) => new URL(`../types/${name}`, import.meta.url));
  const looked = sources.map((source) => readFileSync(source, "utf8")).join("\n");
  const files = EXPECTED.filter((file) => /\.d\.ts$/.test(file) && !/^(sandbox|dist\/capabilities)|^index/.test(file));
  const types = files.map((file) => readFileSync(join(installed, file), "utf8")).join("\n");
  const names = [...types.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  assert.ok(names.length > 40);
  for (const name of names) assert.ok(new RegExp(`\\b(Package|Callbacks|Edge|Durable|Conformance|Listener|Browser)\\.${name}[<>,[]`).test(looked), `${name} is not looked at`);
});

test("types come first and the default last under each condition", () => {
  for (const [path, conditions] of Object.entries(manifest.exports)) {
    if (typeof conditions === "string") continue;
    const names = Object.keys(conditions);
    assert.equal(names[0], "types", path);
    assert.equal(names.at(-1), "default", path);
  }
});

test("no shipped code has a way to the outside but fetch, and none evaluates text", () => {
  for (const path of ["dist/browser.js", "dist/workerd.js", "dist/edge/default.js", "dist/edge/workerd.js", "dist/edge/edge-light.js", "dist/edge/listener.js"]) {
    const code = readFileSync(join(installed, path), "utf8");
    assert.doesNotMatch(code, /node:|require\(|process\./, path);
  }
  for (const path of EXPECTED.filter((file) => /^dist\/.*\.js$/.test(file))) {
    const code = readFileSync(join(installed, path), "utf8");
    assert.doesNotMatch(code, /\beval\(|new Function\(|XMLHttpRequest|sourceMappingURL/, path);
  }
});

test("no module holds a path of the machine that built it", () => {
  for (const file of EXPECTED.filter((path) => path.endsWith(".wasm"))) {
    const text = readFileSync(join(installed, file), "latin1");
    const [path] = /(?<![\w.-])\/(?!rustc\/)[\w.-]+\/[\w./-]*\.rs|\.cargo\/[\w./-]*/.exec(text) ?? [];
    assert.equal(path, undefined, file);
  }
});

test("the command is installed and shows its usage", () => {
  const command = join(consumer, "node_modules/.bin/cardlatch");
  assert.ok(statSync(command).mode & 0o100, "it may not be run");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "--help"], { encoding: "utf8" });
  assert.deepEqual([status, stderr], [0, ""]);
  assert.match(stdout, /^Usage: cardlatch <command>/);
});

test("the command starts the sandbox, and ends when it is told to", { timeout: 10_000 }, async () => {
  const command = join(consumer, "node_modules/.bin/cardlatch");
  const child = spawn(process.execPath, [command, "sandbox", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((go) => child.once("exit", go));
  let text = "";
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes("/admin/credentials")) break;
  }
  const [url] = text.match(/http:\S+\/admin\/credentials/);
  const credentials = await (await fetch(url)).json();
  assert.deepEqual(Object.keys(credentials), ["artha", "yativo", "open-api", "ibanera", "artha-v1"]);
  child.kill("SIGTERM");
  assert.equal(await ended, 0);
});

test("a wrong call of the command says why", () => {
  const command = join(consumer, "node_modules/.bin/cardlatch");
  for (const args of [["freeze"], ["sandbox", "--port", "many"]]) {
    const { status, stderr } = spawnSync(process.execPath, [command, ...args], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /Usage: cardlatch /);
  }
});
