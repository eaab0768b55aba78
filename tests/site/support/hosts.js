// The hosts of edge functions: samples run in them as their users would have them.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

import { build } from "esbuild";
import { Miniflare } from "miniflare";

import { bundle } from "../../package/support/bundle.js";
import { consumer } from "../../package/support/consumer.js";
import { compiled } from "../../runtimes/compiled.js";
import { runtimes } from "../../runtimes/index.js";

/** Runs a module in workerd, bound as its `wrangler.jsonc` says, and gives what `use(url)` gives. */
export async function worker(file, { compatibility_date, durable_objects }, bindings, use) {
  const { code, wasm } = await bundle(pathToFileURL(file).href, { conditions: ["workerd"], platform: "neutral" });
  const objects = durable_objects.bindings.map(({ name, class_name }) => [name, { className: class_name, useSQLite: true }]);
  const host = new Miniflare({
    cf: false, // otherwise it asks the internet for a sample of request properties
    compatibilityDate: compatibility_date,
    bindings,
    durableObjects: Object.fromEntries(objects),
    modules: [
      { type: "ESModule", path: "worker.js", contents: code },
      ...wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path, contents })),
    ],
  });
  try {
    return await use((await host.ready).origin);
  } finally {
    await host.dispose();
  }
}

/** A route as Next.js bundles it, in the runtime of its edge functions. `issuer` is what its secrets hold. */
export async function edgeLight(file, issuer) {
  const { EdgeVM } = await import(pathToFileURL(createRequire(runtimes).resolve("@edge-runtime/vm")));
  const modules = {};
  const entry = `export * as routes from ${JSON.stringify(file)}; `;
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: consumer },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "sample",
    platform: "neutral",
    conditions: ["edge-light"],
    plugins: [compiled(modules)],
    logLevel: "warning",
  });
  const vm = new EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { compiledModules: modules, issuerOfTest: issuer }),
  });
  // The sample makes its client when it is loaded, so the secrets are there before.
  vm.evaluate(`${outputFiles[0].text}; globalThis.sample = sample;`);
  return { routes: vm.context.sample.routes, Request: vm.context.Request };
}
