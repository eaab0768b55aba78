// The one table of what the package can be imported as: subpath, folder below dist, declarations. The manifest's
// `exports` are made of it. HACKING.md beside the template says what each condition is for.

/** What holds a module: the clients, the receivers, the proxy. Each has all entries, and a slim form. */
export const modules = [
  { path: ".", folder: "", name: "cardlatch", types: "index", sends: true },
  { path: "./artha", folder: "artha/", name: "artha", types: "dist/artha/index", sends: true },
  { path: "./artha-v1", folder: "artha-v1/", name: "artha-v1", types: "dist/artha-v1/index", sends: true },
  { path: "./yativo", folder: "yativo/", name: "yativo", types: "dist/yativo/index", sends: true },
  { path: "./open-api", folder: "open-api/", name: "open-api", types: "dist/open-api/index", sends: true },
  { path: "./ibanera", folder: "ibanera/", name: "ibanera", types: "dist/ibanera/index", sends: true },
  { path: "./callbacks", folder: "callbacks/", name: "callbacks", types: "callbacks" },
  { path: "./edge", folder: "edge/", name: "edge", types: "edge", isOneOfMany: true },
];

/** What holds none. */
export const plain = [
  { path: "./edge/durable", file: "edge/durable", types: "edge-durable" },
  { path: "./edge/conformance", file: "edge/conformance", types: "edge-conformance" },
  { path: "./edge/node", file: "edge/listener", types: "edge-node" },
  { path: "./browser", file: "browser-client/index", types: "browser" },
];

/** What is written as it is shipped: no class of it is ever compared, so each form may be its own. */
export const written = [
  { path: "./capabilities", file: "dist/capabilities", required: "dist/capabilities" },
  { path: "./sandbox", file: "sandbox/index", required: "dist/sandbox/index" },
];

const typesOf = (file) => ({ import: `./${file}.d.ts`, require: `./${file}.d.cts` });

/** An import in Node gets what a require gets, so that both have the same classes; a bundle has only one form. */
const inNode = (file, bundled) => ({ module: `./dist/${bundled}.js`, import: `./dist/${file}.import.js`, require: `./dist/${file}.cjs` });

/** Elsewhere only CommonJS asks for another form, such as Jest with the globals of a page. */
const elsewhere = (file, required) => ({ module: `./dist/${file}.js`, require: `./dist/${required}.cjs`, default: `./dist/${file}.js` });

function whole({ folder, types }) {
  const page = elsewhere(`${folder}browser`, `${folder}node`);
  return {
    types: typesOf(types),
    workerd: `./dist/${folder}workerd.js`,
    "edge-light": `./dist/${folder}edge-light.js`,
    deno: `./dist/${folder}deno.js`,
    bun: `./dist/${folder}bun.js`,
    node: inNode(`${folder}node`, `${folder}bundled`),
    browser: page,
    default: page,
  };
}

function slim({ folder, sends, isOneOfMany }) {
  const file = `${folder}slim`;
  const worker = isOneOfMany && { workerd: `./dist/${file}-worker.js`, "edge-light": `./dist/${file}-worker.js` };
  return {
    types: typesOf(`dist/${file}`),
    ...worker,
    deno: `./dist/${file}${sends ? "-deno" : ""}.js`,
    bun: `./dist/${file}.js`,
    node: inNode(file, file),
    default: elsewhere(file, file),
  };
}

const without = ({ file, types }) => ({
  types: typesOf(types),
  deno: `./dist/${file}.js`,
  bun: `./dist/${file}.js`,
  node: inNode(file, file),
  default: elsewhere(file, file),
});

const asWritten = ({ file, required }) => ({ types: typesOf(file), module: `./${file}.js`, require: `./${required}.cjs`, default: `./${file}.js` });

const slimOf = (path) => (path === "." ? "./slim" : `${path}/slim`);
const wasm = (file) => ({ types: typesOf("wasm"), default: file });
const file = ({ folder, name }) => `./dist/${folder}${name}_bg.wasm`;

/** The manifest's `exports`, whose order has a meaning. */
export const exportsMap = () => ({
  ...Object.fromEntries(modules.map((module) => [module.path, whole(module)])),
  ...Object.fromEntries(modules.map((module) => [slimOf(module.path), slim(module)])),
  ...Object.fromEntries(plain.map((entry) => [entry.path, without(entry)])),
  ...Object.fromEntries(written.map((entry) => [entry.path, asWritten(entry)])),
  ...Object.fromEntries(
    modules.flatMap((module) => ["", "?module"].map((mark) => [`./${module.name}.wasm${mark}`, wasm(file(module))])),
  ),
  "./cardlatch_bg.wasm": wasm(file(modules[0])),
  "./package.json": "./package.json",
});
