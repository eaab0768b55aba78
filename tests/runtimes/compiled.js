// How Next.js gives modules of WebAssembly to edge-light: compiled before, and handed in.
import { readFile } from "node:fs/promises";

/** A plugin of esbuild: an import of `x.wasm?module` is the compiled module, which stands in `modules`. */
export const compiled = (modules) => ({
  name: "compiled",
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /\.wasm\?module$/ }, async ({ path, kind, resolveDir }) => {
      const found = await resolve(path.replace("?module", ""), { kind, resolveDir });
      return { ...found, namespace: "compiled" };
    });
    onLoad({ filter: /./, namespace: "compiled" }, async ({ path }) => {
      modules[path] = new WebAssembly.Module(await readFile(path));
      return { contents: `export default globalThis.compiledModules[${JSON.stringify(path)}];` };
    });
  },
});
