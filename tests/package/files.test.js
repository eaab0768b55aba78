// What is in the packed package, and its command.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { consumer, installed, manifest } from "./support/consumer.js";

const ISSUERS = ["artha", "artha-v1", "yativo", "open-api", "ibanera"];
/** What is shipped as it stands in a folder of the template. */
function folderOf(name) {
  const folder = fileURLToPath(new URL(`../../pkg-template/${name}/`, import.meta.url));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => `${name}/${relative(folder, join(entry.parentPath ?? entry.path, entry.name))}`);
}

/** Each with its source map beside it. */
const WHOLE = ["browser.js", "bun.js", "bundled.js", "deno.js", "edge-light.js", "workerd.js", "node.cjs"];
const SLIM = ["slim.js", "slim.cjs"];
/** What has none: it is a line without code. */
const IMPORTS = ["node.import.js", "slim.import.js"];
const DECLARED = ["slim.d.ts", "slim.d.cts"];
const MODULES = [
  ["", "cardlatch", ["slim-deno.js"]],
  ...ISSUERS.map((issuer) => [`${issuer}/`, issuer, ["slim-deno.js"]]),
  ["callbacks/", "callbacks", []],
  ["edge/", "edge", ["slim-worker.js"]],
];
const PLAIN = ["browser-client/index", "edge/conformance", "edge/durable", "edge/listener"];
const DECLARATIONS = ["browser", "callbacks", "edge", "edge-conformance", "edge-durable", "edge-ledger", "edge-node", "index", "slim", "wasm"];

const mapped = (files) => files.flatMap((file) => [file, `${file}.map`]);

const EXPECTED = [
  "LICENSE-APACHE",
  "LICENSE-MIT",
  "README.md",
  "dist/capabilities.js",
  "dist/digests.json",
  ...mapped(["dist/capabilities.cjs", "dist/sandbox/index.cjs"]),
  ...["capabilities", "clients", "pages", "types", ...ISSUERS.map((name) => `${name}/index`)].flatMap((name) => [`dist/${name}.d.ts`, `dist/${name}.d.cts`]),
  ...MODULES.flatMap(([folder, name, more]) =>
    [...mapped([...WHOLE, ...SLIM, ...more]), ...IMPORTS, ...DECLARED, `${name}_bg.wasm`].map((file) => `dist/${folder}${file}`),
  ),
  ...PLAIN.flatMap((place) => [...mapped([`dist/${place}.js`, `dist/${place}.cjs`]), `dist/${place}.import.js`]),
  ...DECLARATIONS.flatMap((name) => [`${name}.d.ts`, `${name}.d.cts`]),
  "package.json",
  "sandbox/index.d.cts",
  ...["bin", "sandbox", "src"].flatMap(folderOf),
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
  const named = [manifest.main, manifest.types, ...Object.values(manifest.bin)];
  const walk = (value) => (typeof value === "string" ? named.push(value) : Object.values(value).forEach(walk));
  walk(manifest.exports);
  for (const path of named) assert.ok(existsSync(join(installed, path)), `${path} is not there`);
});

test("there is one copy of each module", () => {
  const bytes = EXPECTED.filter((file) => file.endsWith(".wasm")).map((file) => readFileSync(join(installed, file), "base64"));
  assert.equal(bytes.length, 8);
  assert.equal(new Set(bytes).size, 8);
});

test("the manifest says where the package comes from, as a publisher with provenance must", () => {
  assert.deepEqual(manifest.repository, { type: "git", url: "git+https://github.com/cardlatch/cardlatch.git" });
  assert.deepEqual(manifest.publishConfig, { access: "public", provenance: true });
  assert.ok(manifest.homepage && manifest.bugs.url);
});

test("the manifest runs nothing at install and needs nothing else", () => {
  for (const name of ["scripts", "dependencies", "peerDependencies", "optionalDependencies", "bundleDependencies"]) {
    assert.equal(manifest[name], undefined, name);
  }
  assert.equal(manifest.type, "module");
  assert.equal(manifest.sideEffects, false);
  assert.notEqual(manifest.version, "0.0.0");
});

// Those of the tables' types are made from the tables, too.
test("the typed tests look at every type that is exported", () => {
  const sources = ["no-any.ts", "no-any-edge.ts"].map((name) => new URL(`../types/${name}`, import.meta.url));
  const looked = sources.map((source) => readFileSync(source, "utf8")).join("\n");
  const files = EXPECTED.filter(
    (file) => /\.d\.ts$/.test(file) && !/^(sandbox|dist\/(capabilities|clients|pages|(.*\/)?(slim|index)))|^(index|slim)/.test(file),
  );
  const types = files.map((file) => readFileSync(join(installed, file), "utf8")).join("\n");
  const names = [...types.matchAll(/^export (?:interface|type) (\w+)/gm)].map(([, name]) => name);
  assert.ok(names.length > 40);
  for (const name of names) assert.ok(new RegExp(`\\b(Package|Callbacks|Edge|Durable|Conformance|Listener|Browser)\\.${name}[<>,[]`).test(looked), `${name} is not looked at`);
});

const ORDER = ["types", "workerd", "edge-light", "deno", "bun", "node", "browser", "module", "import", "require", "default"];

function checkOrder(conditions, path) {
  if (typeof conditions === "string") return;
  const names = Object.keys(conditions);
  assert.deepEqual(names, ORDER.filter((name) => names.includes(name)), path);
  for (const name of names) checkOrder(conditions[name], `${path} ${name}`);
}

test("the conditions stand in the order in which a host must meet them", () => {
  for (const [path, conditions] of Object.entries(manifest.exports)) {
    checkOrder(conditions, path);
    if (typeof conditions === "string") continue;
    assert.deepEqual(Object.keys(conditions.types), ["import", "require"], path);
    assert.equal(Object.keys(conditions).at(-1), "default", path);
  }
});

test("each subpath with a module has every condition, and a slim form", () => {
  for (const [folder] of MODULES) {
    const path = folder ? `./${folder.slice(0, -1)}` : ".";
    assert.deepEqual(Object.keys(manifest.exports[path]), ORDER.slice(0, 7).concat("default"), path);
    const place = `./dist/${folder}`;
    const { workerd, deno, bun, node, browser } = manifest.exports[path];
    assert.deepEqual([workerd, deno, bun], [`${place}workerd.js`, `${place}deno.js`, `${place}bun.js`]);
    assert.deepEqual(node, { module: `${place}bundled.js`, import: `${place}node.import.js`, require: `${place}node.cjs` });
    assert.deepEqual(browser, { module: `${place}browser.js`, require: `${place}node.cjs`, default: `${place}browser.js` });
    assert.ok(manifest.exports[path === "." ? "./slim" : `${path}/slim`], path);
  }
});

test("no shipped code has a way to the outside but fetch, and none evaluates text", () => {
  for (const file of EXPECTED.filter((file) => /^dist\/.*\.c?js$/.test(file))) {
    const code = readFileSync(join(installed, file), "utf8");
    assert.doesNotMatch(code, /\beval\(|new Function\(|XMLHttpRequest/, file);
    if (!/(bun|bundled)\.js$|\.cjs$/.test(file)) assert.doesNotMatch(code, /node:|\brequire\(|process\./, file);
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
