// Bundles each entry of the package with the glue of its WebAssembly module, each into one file: no
// runtime loads two of them, and one file is less than two. The module itself stays a file beside
// them, so that every runtime loads it in its own way and caches it.
//
// Called with one argument, JSON: { entries, glue, wasm, name, operations, rules, dist, report }. Entries
// that need no module come as { entries, base, dist, report }: each keeps its place below `base`.
import { build } from "esbuild";
import { minify } from "terser";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, relative, resolve } from "node:path";

const task = JSON.parse(process.argv[2]);
// Each build's module has a name of its own: a bundler may put two of them into one folder.
const file = `./${task.name}_bg.wasm`;

// Each operation of each issuer: letters for what it is, the rules of its fields, and the option that
// holds its path where the caller's contract states it.
function operations(rows) {
  const table = {};
  for (const { issuer, operation, kind, card, observed, path, fields } of rows) {
    table[issuer] ??= {};
    if (kind === "login") continue;
    const letters = (card ? "c" : "") + (kind === "write" ? "w" : "") + (observed ? "o" : "");
    const entry = [letters, rules(fields), path.replace("paths.", "")];
    table[issuer][operation] = path ? entry : fields ? entry.slice(0, 2) : entry.slice(0, 1);
  }
  return table;
}

// A rule of the crate is a line: a name, what the option must be, and its words. The package knows
// what it must be by the first letter and the mark behind it, and does not check what is `else`'s.
function rules(list) {
  const table = {};
  for (const line of list.split("\n").filter(Boolean)) {
    const [name, shape, ...words] = line.split(" ");
    const [key, inner] = name.split(".");
    const letter = shape === "else" ? "" : shape.replace(/^(.)[^?!+]*/, "$1");
    const rule = [letter, ...words].join(" ");
    if (inner) (table[key] ??= {})[inner] = rule;
    else table[key] = rule;
  }
  return table;
}

function imports() {
  const module = new WebAssembly.Module(readFileSync(task.wasm));
  if (WebAssembly.Module.imports(module).length === 0) return "export const imports = undefined; export function adopted() {}";
  return `
    import * as glue from "./cardlatch_bg.js";
    export const imports = { "./cardlatch_bg.js": glue };
    export const adopted = glue.__wbg_set_wasm;`;
}

const cardlatch = {
  name: "cardlatch",
  setup(build) {
    build.onResolve({ filter: /(^|\/)cardlatch_bg\.js$/ }, () => ({ path: task.glue }));
    // What each issuer can do, out of the crate's own lists.
    build.onResolve({ filter: /^cardlatch:operations$/ }, ({ path }) => ({ path, namespace: "made" }));
    build.onLoad({ filter: /operations/, namespace: "made" }, () => ({
      contents: `export default ${JSON.stringify(operations(task.operations))}`,
    }));
    // The rules of each issuer's options, out of the crate too.
    build.onResolve({ filter: /^cardlatch:rules$/ }, ({ path }) => ({ path, namespace: "made" }));
    build.onLoad({ filter: /rules/, namespace: "made" }, () => ({
      contents: `export default ${JSON.stringify(Object.fromEntries(Object.entries(task.rules).map(([id, list]) => [id, rules(list)])))}`,
    }));
    // What the module imports: nothing, but for the builds that are made to be measured.
    build.onResolve({ filter: /^cardlatch:imports$/ }, ({ path }) => ({ path, namespace: "made" }));
    build.onLoad({ filter: /imports/, namespace: "made" }, () => ({ contents: imports() }));
    build.onResolve({ filter: /(^|\/)cardlatch_bg\.wasm(\?.*)?$/ }, ({ path }) => ({
      path: path.replace(/.*\.wasm/, file),
      external: true,
    }));
  },
};

// A build for one issuer leaves out what only others need, and one of clients what only receivers do.
const part = task.base ? "plain" : basename(dirname(task.entries[0]));
const isOfClients = part === "entries";
const has = { HAS_CALLBACKS: String(part === "callbacks") };
for (const id of ["artha", "artha-v1", "yativo", "open-api", "ibanera"]) {
  has[`HAS_${id.toUpperCase().replace("-", "_")}`] = String(isOfClients && id in task.rules);
}

const result = await build({
  entryPoints: task.entries,
  outdir: task.dist,
  outbase: task.base,
  entryNames: task.base ? "[dir]/[name]" : "[name]",
  bundle: true,
  format: "esm",
  platform: "neutral",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  external: ["node:*", "cloudflare:*"],
  define: { MODULE_FILE: JSON.stringify(file), ...has },
  plugins: [cardlatch],
  metafile: true,
  write: false,
  logLevel: "warning",
});

// esbuild could make them small too, but a twentieth larger.
for (const { path, text } of result.outputFiles) {
  const { code } = await minify(text, { module: true, ecma: 2020, compress: { passes: 3, pure_getters: true, keep_fargs: false, hoist_funs: true } });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
}

// The JavaScript that an import of each entry loads: the entry and what it imports statically.
const outputs = new Map(
  Object.entries(result.metafile.outputs).map(([path, output]) => [resolve(path), output]),
);

function loads(path, seen = new Set()) {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const used of outputs.get(path).imports) {
    if (!used.external && used.kind === "import-statement") loads(resolve(used.path), seen);
  }
  return seen;
}

const entries = {};
for (const [path, output] of outputs) {
  if (!output.entryPoint) continue;
  const place = (file) => relative(task.dist, file);
  entries[place(path).replace(/\.js$/, "")] = [...loads(path)].map(place);
}
await mkdir(dirname(task.report), { recursive: true });
await writeFile(task.report, `${JSON.stringify(entries, null, 2)}\n`);
