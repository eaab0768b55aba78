// The site behind real servers: Node's, and workerd's.
import { createServer } from "node:http";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { consumer, fromPackage } from "../../package/support/consumer.js";
import { site } from "./site.js";

export async function inNode(settings) {
  const parts = await Promise.all(
    ["cardlatch", "cardlatch/callbacks", "cardlatch/edge", "cardlatch/edge/node"].map(fromPackage),
  );
  const { nodeListener, ...own } = Object.assign({}, ...parts);
  const server = createServer(nodeListener(site(own, settings)));
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { port: server.address().port, close };
}

const ofConsumer = {
  name: "of-consumer",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^cardlatch(\/|$)/ }, ({ path, kind, pluginData }) =>
      pluginData === "asked" ? undefined : resolve(path, { resolveDir: consumer, kind, pluginData: "asked" }),
    );
  },
};

/** A worker with all it imports, as a bundler for workerd makes it. */
export async function modulesOf(entry, { plugins = [ofConsumer] } = {}) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    platform: "neutral",
    mainFields: ["module", "main"],
    loader: { ".wasm": "copy" },
    plugins,
    logLevel: "warning",
  });
  const isWasm = ({ path }) => path.endsWith(".wasm");
  const { text } = outputFiles.find((file) => !isWasm(file));
  const wasm = outputFiles.filter(isWasm);
  return [
    { type: "ESModule", path: "worker.js", contents: text },
    ...wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path: basename(path), contents })),
  ];
}

export async function inWorkerd(settings) {
  const worker = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: 0,
    compatibilityDate: "2025-06-01",
    modules: await modulesOf(fileURLToPath(new URL("worker.js", import.meta.url))),
    bindings: { SETTINGS: settings },
  });
  const { port } = await worker.ready;
  return { port: Number(port), close: () => worker.dispose() };
}
