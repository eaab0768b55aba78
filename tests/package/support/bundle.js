// Bundles for a runtime, with the package taken from where it is installed.
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { consumer } from "./consumer.js";

const CLASSES = fileURLToPath(new URL("seen/classes.js", import.meta.url));

/** The package with ears, so that what its clients show is kept and searched for secrets. */
const withEars = (path, name) => `
  import * as own from "${path}";
  import { recorded } from ${JSON.stringify(CLASSES)};
  export * from "${path}";
  export const { ${name} } = recorded(own);
`;

const installedPackage = (from) => ({
  name: "installed-package",
  setup({ onLoad, onResolve, resolve }) {
    onResolve({ filter: /^cardlatch(\/|$)/ }, ({ path, kind, namespace, pluginData }) => {
      if (pluginData === "asked") return undefined;
      const hasClasses = !/\.wasm$|\/(edge|browser)\b/.test(path); // that hold what issuers say
      if (namespace !== "ears" && hasClasses) return { path, namespace: "ears" };
      return resolve(path, { resolveDir: from, kind, pluginData: "asked" });
    });
    onLoad({ filter: /./, namespace: "ears" }, ({ path }) => ({
      contents: withEars(path, path.endsWith("/callbacks") ? "CallbackReceiver" : "CardClient"),
      resolveDir: from,
    }));
  },
});

/** Bundles a file of this folder; gives the code and the .wasm files that the code imports. */
export async function bundle(entry, { conditions, platform, from = consumer }) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    outdir: "/",
    format: "esm",
    external: ["cloudflare:*"], // what the host has
    target: "es2022",
    conditions,
    platform,
    loader: { ".wasm": "copy" },
    plugins: [installedPackage(from)],
    logLevel: "warning",
  });
  const isWasm = ({ path }) => path.endsWith(".wasm");
  return {
    code: outputFiles.find((file) => !isWasm(file)).text,
    wasm: outputFiles.filter(isWasm).map(({ path, contents }) => ({ path: basename(path), contents })),
  };
}
