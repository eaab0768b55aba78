// Workers of the edge, where no bytes become code.
import { readFile, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { Miniflare } from "miniflare";

import { serve } from "../../examples/support/server.js";
import { packaged, runtimes, versions, wrangler } from "../../runtimes/index.js";
import { keepPrinted } from "../../package/support/seen/report.js";
import { SLIM_NAMES } from "./names.js";
import { forEdgeLight, forWorkerd } from "../support/bundle.js";

const COMPATIBLE = "2025-06-01";
const fromRuntimes = createRequire(join(runtimes, "..", "package.json"));
const fromHere = createRequire(import.meta.url);
const versionOf = (name) => fromHere(`${name}/package.json`).version;

const inMiniflare = (program) => async ({ stand, setup }) => {
  const { code, wasm, entries } = await forWorkerd(stand, program);
  const worker = new Miniflare({
    cf: false, // otherwise it asks the internet for a sample of request properties
    compatibilityDate: COMPATIBLE,
    modules: [
      { type: "ESModule", path: "worker.js", contents: code },
      ...wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path, contents })),
    ],
    handleRuntimeStdio(...streams) {
      for (const stream of streams) stream.on("data", (chunk) => keepPrinted("matrix", String(chunk)));
    },
  });
  try {
    await worker.ready;
    const response = await worker.dispatchFetch("http://worker/", { method: "POST", body: JSON.stringify(setup) });
    return { ...(await response.json()), entries };
  } finally {
    await worker.dispose();
  }
};

// Nothing is asked of the internet, and nothing is told to it.
const QUIET = { WRANGLER_SEND_METRICS: "false", NO_UPDATE_NOTIFIER: "1", CI: "1" };
const DEV = ["dev", "--port", "0", "--ip", "127.0.0.1", "--inspector-port", "0", "--show-interactive-dev-session=false"];

/** The files of the package in wrangler's own bundle, which names each above its code. */
async function bundledBy({ folder }) {
  const bundles = join(folder, ".wrangler/tmp");
  const files = (await readdir(bundles, { recursive: true })).filter((file) => file.endsWith("worker.js"));
  const texts = await Promise.all(files.map((file) => readFile(join(bundles, file), "utf8")));
  return texts.flatMap((text) => [...text.matchAll(/^\/\/ .*(node_modules\/cardlatch\/\S+)$/gm)].map(([, path]) => path));
}

async function inWrangler({ stand, setup }) {
  const config = { name: "matrix", main: "worker.js", compatibility_date: COMPATIBLE };
  await writeFile(join(stand.folder, "wrangler.json"), JSON.stringify(config));
  const place = /Ready on (http:\/\/[\w.:]+)/;
  const server = await serve([process.execPath, wrangler, ...DEV], { cwd: stand.folder, env: QUIET, place });
  try {
    const response = await fetch(server.origin, { method: "POST", body: JSON.stringify(setup) });
    keepPrinted("matrix", server.told());
    return { ...(await response.json()), entries: await bundledBy(stand) };
  } finally {
    server.kill();
  }
}

/** As hosted: neither text nor bytes become code. */
function evaluates(vm) {
  try {
    return vm.evaluate('eval("true")');
  } catch {
    return false;
  }
}

const inEdgeLight = (program) => async ({ stand, setup }) => {
  const { EdgeVM } = await import(pathToFileURL(fromRuntimes.resolve("@edge-runtime/vm")));
  const { code, modules, entries } = await forEdgeLight(stand, program);
  const vm = new EdgeVM({
    codeGeneration: { strings: false, wasm: false },
    extend: (context) => Object.assign(context, { compiledModules: modules }),
  });
  vm.evaluate(`${code}; globalThis.program = program;`);
  const result = JSON.parse(await vm.context.program.called(JSON.stringify(setup)));
  return { ...result, entries, strange: evaluates(vm) ? ["It lets text become code."] : result.strange };
};

const WORKERD = ["workerd", "worker", "browser", "import"];

export const workers = [
  {
    name: "workerd miniflare",
    place: `miniflare ${versionOf("miniflare")}`,
    entry: "workerd.js",
    conditions: WORKERD,
    versions: () => `workerd ${versionOf("workerd")}`,
    run: inMiniflare("worker.js"),
  },
  {
    name: "workerd wrangler dev",
    place: "dev",
    entry: "workerd.js",
    conditions: WORKERD,
    versions: () => `workerd ${packaged("workerd")}, wrangler ${packaged("wrangler")}`,
    run: inWrangler,
  },
  {
    name: "edge-light",
    place: "",
    entry: "edge-light.js",
    conditions: ["edge-light", "import"],
    versions: versions.edgeLight,
    run: inEdgeLight("called.js"),
  },
  {
    name: "workerd miniflare slim",
    place: `miniflare ${versionOf("miniflare")}, slim`,
    entry: "slim.js",
    names: SLIM_NAMES,
    conditions: WORKERD,
    versions: () => `workerd ${versionOf("workerd")}`,
    run: inMiniflare("slim/worker.js"),
  },
  {
    name: "edge-light slim",
    place: "slim",
    entry: "slim.js",
    names: SLIM_NAMES,
    conditions: ["edge-light", "import"],
    versions: versions.edgeLight,
    run: inEdgeLight("slim/called.js"),
  },
];
