// Bundles a program of a stand for hosts of the edge, which load no packages by themselves.
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";

import { build } from "esbuild";

import { compiled } from "../../runtimes/compiled.js";

/** The code, and the files of the package that went into it. */
async function bundled({ folder }, program, options) {
  const { metafile, outputFiles } = await build({
    entryPoints: [join(folder, program)],
    absWorkingDir: folder,
    bundle: true,
    write: false,
    metafile: true,
    platform: "neutral",
    logLevel: "silent",
    ...options,
  });
  const inputs = Object.keys(metafile.inputs);
  return { code: outputFiles[0].text, entries: inputs.filter((path) => /^node_modules\/cardlatch\/.*js$/.test(path)) };
}

/** Leaves the modules of WebAssembly as files beside the code; two of one name are two files. */
const beside = (files) => ({
  name: "beside",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /\.wasm$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === "asked") return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: "asked" });
      const name = `${files.size}-${basename(path)}`;
      files.set(name, found.path);
      return { path: `./${name}`, external: true };
    });
  },
});

export async function forWorkerd(stand, program) {
  const files = new Map();
  const { code, entries } = await bundled(stand, program, { format: "esm", conditions: ["workerd", "worker"], plugins: [beside(files)] });
  const wasm = await Promise.all([...files].map(async ([path, file]) => ({ path, contents: await readFile(file) })));
  return { code, entries, wasm };
}

export async function forEdgeLight(stand, program) {
  const modules = {};
  const options = { format: "iife", globalName: "program", conditions: ["edge-light"], plugins: [compiled(modules)] };
  return { ...(await bundled(stand, program, options)), modules };
}
