import { Miniflare } from "miniflare";

import { bundle } from "../bundle.js";
import { keep, keepPrinted } from "../seen/report.js";

/** Starts a worker of this folder in workerd. */
export async function startWorker(entry, { from, ...options } = {}) {
  const { code, wasm } = await bundle(`runtimes/${entry}`, { conditions: ["workerd"], platform: "neutral", from });
  const worker = new Miniflare({
    cf: false, // otherwise it asks the internet for a sample of request properties
    compatibilityDate: "2025-06-01",
    modules: [
      { type: "ESModule", path: "worker.js", contents: code },
      ...wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path, contents })),
    ],
    handleRuntimeStdio(...streams) {
      for (const stream of streams) stream.on("data", (chunk) => keepPrinted("workerd", String(chunk)));
    },
    ...options,
  });
  await worker.ready;
  return worker;
}

export async function startWorkerd(options) {
  const worker = await startWorker("worker.js", options);
  return {
    async run(task) {
      const response = await worker.dispatchFetch("http://worker/", { method: "POST", body: JSON.stringify(task) });
      const { notes, failure, told } = await response.json();
      keep("workerd", notes);
      if (failure) throw new Error(failure);
      return told;
    },
    close: () => worker.dispose(),
  };
}
