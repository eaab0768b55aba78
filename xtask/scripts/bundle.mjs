// Bundles each entry of the package with the glue of its WebAssembly module, each into one file: no
// runtime loads two of them, and one file is less than two. The module itself stays a file beside
// them, so that every runtime loads it in its own way and caches it.
//
// `x.js` becomes `x.js`. `x.require.js` becomes CommonJS, `x.cjs`, and beside it `x.import.js`, which is all of
// that for an import in Node. Each has its source map.
//
// Called with one argument, JSON: { entries, glue, wasm, name, operations, rules, dist, report }. Entries
// that need no module come as { entries, base, dist, report }: each keeps its place below `base`, and has both
// forms. With `isCommonJs` they have that form only.
import { build } from "esbuild";
import { minify } from "terser";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

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

const GLOBALS = fileURLToPath(new URL("../../pkg-template/src/cjs-globals.js", import.meta.url));
const TEMPLATE = fileURLToPath(new URL("../../pkg-template", import.meta.url));
const PACKAGE = fileURLToPath(new URL("../../target/pkg", import.meta.url));

/** The place of an entry below `dist`, without its ending. */
const placeOf = (entry) => relative(task.base ?? dirname(entry), entry).replace(/(\.require)?\.js$/, "");

async function bundled(entry, inject) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    outfile: join(task.dist, `${placeOf(entry)}.js`),
    bundle: true,
    format: "esm",
    platform: "neutral",
    target: "es2022",
    supported: { "import-attributes": true },
    charset: "utf8",
    legalComments: "none",
    sourcemap: "external",
    external: ["node:*", "cloudflare:*"],
    define: { MODULE_FILE: JSON.stringify(file), ...has },
    inject,
    plugins: [cardlatch],
    metafile: true,
    write: false,
    logLevel: "warning",
  });
  const [map, { text }] = outputFiles;
  const [{ exports }] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint);
  return { text, map: JSON.parse(map.text), names: exports };
}

/** The same lines as CommonJS: what esbuild would put around them weighs more than they do. */
function commonJs(text) {
  const pairs = (names, sign) => names.replace(/ as /g, sign);
  const code = text
    .replace(/^import \{([^}]*)\} from ("[^"]*");$/gm, (_, names, from) => `const {${pairs(names, ": ")}} = require(${from});`)
    .replace(/^export \{([^}]*)\};$/gm, (_, names) => names.replace(/([\w$]+)(?: as ([\w$]+))?,?/g, (_, own, name = own) => `exports.${name} = ${own};`));
  if (/^(import|export)\b/m.test(code)) throw new Error("There is an import or export that has no form in CommonJS yet.");
  return code;
}

/** Where a source is: a file of the package, or for what the build has made a place that only its map knows. */
function sourceOf(source, from) {
  if (source.startsWith("made:")) return relative(from, join(PACKAGE, "src/made", `${source.split(":").at(-1)}.js`));
  const file = resolve(from, source);
  return relative(from, file.startsWith(TEMPLATE) ? join(PACKAGE, relative(TEMPLATE, file)) : file);
}

/** What a page gets leaves the package behind, so its map brings the sources along. */
const isForPages = (path) => /browser(-client\/index)?\.js$/.test(path);

/** Elsewhere a source that the package holds is not told again in each of 80 maps: they would be most of it. */
const isShipped = (path, source) => existsSync(join(TEMPLATE, relative(PACKAGE, resolve(dirname(path), source))));

// esbuild could make them small too, but a twentieth larger.
async function written(path, text, map, options) {
  const { code, map: small } = await minify(text, {
    module: true,
    ecma: 2020,
    compress: { passes: 3, pure_getters: true, keep_fargs: false, sequences: false },
    sourceMap: { content: map, includeSources: true, url: `${basename(path)}.map`, filename: basename(path) },
    ...options,
  });
  const own = JSON.parse(small);
  own.sources = own.sources.map((source) => sourceOf(source, dirname(path)));
  if (!isForPages(path)) own.sourcesContent = own.sources.map((source, at) => (isShipped(path, source) ? null : own.sourcesContent[at]));
  await mkdir(dirname(path), { recursive: true });
  // The mark has as many letters as the word, so the map stays true.
  await writeFile(path, code.replace(/import (\w+) from("[^"]*\.wasm)\?source"/, 'import source $1 from$2"'));
  await writeFile(`${path}.map`, JSON.stringify(own));
}

/** The JavaScript files that an import of each entry loads. */
const loaded = {};

async function asModule(entry) {
  const path = join(task.dist, `${placeOf(entry)}.js`);
  const { text, map } = await bundled(entry);
  await written(path, text, map);
  loaded[placeOf(entry)] = [`${placeOf(entry)}.js`];
}

async function asCommonJs(entry) {
  const place = placeOf(entry);
  const { text, map, names } = await bundled(entry, [GLOBALS]);
  await written(join(task.dist, `${place}.cjs`), commonJs(text), map, { format: { preamble: '"use strict";' } });
  if (task.isCommonJs) return;
  await writeFile(join(task.dist, `${place}.import.js`), `export{${names}}from"./${basename(place)}.cjs";\n`);
  loaded[`${place}.import`] = [`${place}.import.js`, `${place}.cjs`];
}

for (const entry of task.entries) {
  if (entry.endsWith(".require.js")) await asCommonJs(entry);
  else if (!task.isCommonJs) await asModule(entry);
  if (task.base) await asCommonJs(entry);
}
await mkdir(dirname(task.report), { recursive: true });
await writeFile(task.report, `${JSON.stringify(loaded, null, 2)}\n`);
