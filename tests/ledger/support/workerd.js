import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const entry = fileURLToPath(new URL("worker.js", import.meta.url));

/** A folder for what objects keep, gone after the test. */
export async function folderFor(context) {
  const folder = await mkdtemp(join(tmpdir(), "cardlatch-ledger-"));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Asks until the answer is as it should be: for what an alarm does, at a time of its own. */
export async function until(ask, isRight) {
  for (const end = Date.now() + 20_000; ; ) {
    const told = await ask();
    if (isRight(told)) return told;
    if (Date.now() > end) throw new Error(`It is still ${JSON.stringify(told)}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

let code;

/**
 * Two workers that share one ledger, which is kept in a folder. `call(name, told, who)` lets one of them
 * do what the test asks for; `ledger` is the ledger as the first has it.
 */
export async function startLedger(folder) {
  code ??= build({ entryPoints: [entry], bundle: true, format: "esm", platform: "neutral", write: false });
  const contents = (await code).outputFiles[0].text;
  const objects = (scriptName) => ({
    LEDGER: { className: "CardLedger", useSQLite: true, scriptName },
    SHORT: { className: "ShortLedger", useSQLite: true, scriptName },
  });
  const worker = (name, scriptName) => ({
    name,
    modules: [{ type: "ESModule", path: "worker.js", contents }],
    compatibilityDate: "2025-06-01",
    durableObjects: objects(scriptName),
  });
  const miniflare = new Miniflare({
    cf: false, // otherwise it asks the internet for a sample of request properties
    durableObjectsPersist: folder,
    workers: [worker("first"), worker("second", "first")],
  });
  const workers = { first: await miniflare.getWorker("first"), second: await miniflare.getWorker("second") };
  const call = async (name, told, who = "first") => {
    const response = await workers[who].fetch(`http://worker/${name}`, { method: "POST", body: JSON.stringify(told) });
    const { value, failed } = await response.json();
    if (failed) throw new Error(failed);
    return value;
  };
  const method = (name) => [name, (...words) => call("call", { method: name, words })];
  const methods = ["reserve", "record", "find", "changed", "take", "keep", "audit", "expire", "trail"];
  return {
    call,
    ledger: Object.fromEntries(methods.map(method)),
    close: () => miniflare.dispose(),
  };
}
