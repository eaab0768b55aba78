// Bundles the page and the worker into the modules that workerd loads.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = fileURLToPath(new URL("..", import.meta.url));

/** `consumer` is the directory where the packed package is installed. */
export async function buildModules(consumer) {
  const [worker, assets] = await Promise.all([bundleWorker(consumer), bundlePage(consumer)]);
  return [
    { type: "ESModule", path: "worker.js", contents: worker.code },
    ...worker.wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path, contents })),
    ...assets.map(({ path, contents }) => ({ type: "Text", path, contents })),
  ];
}

async function bundleWorker(consumer) {
  const wasmFiles = new Map();
  const { outputFiles } = await build({
    entryPoints: [join(here, "worker/index.js")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    external: ["cloudflare:workers"],
    plugins: [fromConsumer(consumer), keepWasm(wasmFiles), keepAssets],
  });
  const wasm = [...wasmFiles].map(async ([path, file]) => ({
    path,
    contents: await readFile(file),
  }));
  return { code: outputFiles[0].text, wasm: await Promise.all(wasm) };
}

async function bundlePage(consumer) {
  const page = join(here, "page");
  const { outputFiles } = await build({
    entryPoints: [join(page, "page.js"), join(page, "page.css")],
    bundle: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "es2022",
    plugins: [fromConsumer(consumer)],
  });
  const built = outputFiles.map(({ path, text }) => ({ path: `assets${path}`, contents: text }));
  const plain = ["index.html", "icon.svg"].map(async (name) => ({
    path: `assets/${name}`,
    contents: await readFile(join(page, name), "utf8"),
  }));
  return [...built, ...(await Promise.all(plain))];
}

/** The package is taken from where its tarball was installed, as any user of it would have it. */
function fromConsumer(consumer) {
  return {
    name: "from-consumer",
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^cardlatch(\/|$)/ }, ({ path, kind, pluginData }) => {
        if (pluginData === "asked") return undefined;
        return resolve(path, { resolveDir: consumer, kind, pluginData: "asked" });
      });
    },
  };
}

/** workerd compiles wasm only as a module of its own, so the import stays and the file travels along. */
function keepWasm(files) {
  return {
    name: "keep-wasm",
    setup({ onResolve }) {
      onResolve({ filter: /\.wasm(\?module)?$/ }, ({ path, resolveDir }) => {
        const file = join(resolveDir, path.replace("?module", ""));
        const name = `module-${files.size}.wasm`;
        const known = [...files].find(([, other]) => other === file);
        if (!known) files.set(name, file);
        return { path: `./${known?.[0] ?? name}`, external: true };
      });
    },
  };
}

const keepAssets = {
  name: "keep-assets",
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/assets\// }, ({ path }) => ({ path, external: true }));
  },
};
