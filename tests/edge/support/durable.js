// Two services in workerd, each with an isolate, a proxy and clients of its own, over one ledger in a folder.
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Miniflare } from "miniflare";

import { bundle } from "../../package/support/bundle.js";
import { startSandbox } from "../../package/support/package.js";
import { keep, keepPrinted } from "../../package/support/seen/report.js";
import { startGate } from "./gate.js";
import { PATH_SECRET } from "./shop.js";
import { ask, newKey, shown } from "./world.js";

const SERVICES = ["one", "two"];
const RUNTIME = "workerd";

let bundled;

async function modulesOf() {
  bundled ??= bundle("../../edge/support/durable-worker.js", { conditions: ["workerd"], platform: "neutral" });
  const { code, wasm } = await bundled;
  return [
    { type: "ESModule", path: "worker.js", contents: code },
    ...wasm.map(({ path, contents }) => ({ type: "CompiledWasm", path, contents })),
  ];
}

/** Starts the services; `close` kills their process, as a crash would. */
async function startServices(folder, settings) {
  const modules = await modulesOf();
  const miniflare = new Miniflare({
    cf: false, // otherwise it asks the internet for a sample of request properties
    durableObjectsPersist: folder,
    handleRuntimeStdio(...streams) {
      for (const stream of streams) stream.on("data", (chunk) => keepPrinted(RUNTIME, String(chunk)));
    },
    workers: SERVICES.map((name) => ({
      name,
      modules,
      compatibilityDate: "2025-06-01",
      bindings: { SETTINGS: settings },
      durableObjects: { LEDGER: { className: "CardLedger", useSQLite: true, ...(name !== "one" && { scriptName: "one" }) } },
      unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
    })),
  });
  const urls = await Promise.all(SERVICES.map((name) => miniflare.unsafeGetDirectURL(name)));
  return { urls: Object.fromEntries(SERVICES.map((name, at) => [name, urls[at].origin])), close: () => miniflare.dispose() };
}

const behind = (issuers, { url }) =>
  Object.fromEntries(
    Object.entries(issuers).map(([name, issuer]) => [name, { ...issuer, baseUrl: `${url}${new URL(issuer.baseUrl).pathname}` }]),
  );

/** What a ledger wrote is searched for secrets as it lies on the disk. */
function showFiles(folder) {
  for (const { name, parentPath, path } of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())) {
    const text = readFileSync(join(parentPath ?? path, name), "latin1");
    keep(RUNTIME, [["seen", "ledger", (text.match(/[\x20-\x7e]{4,}/g) ?? []).join("\n")]]);
  }
}

/** The services, a page that asks either of them, and a sandbox behind a gate. All of it ends with the test. */
export async function durableWorld(t, options = {}) {
  const folder = mkdtempSync(join(tmpdir(), "cardlatch-edge-"));
  let services;
  const callbacks = await startGate(() => services.urls.two);
  const callbackUrl = `${callbacks.url}/callbacks/artha/${PATH_SECRET}`;
  const sandbox = await startSandbox({ log: false, settleMs: Infinity, callbackUrl, callbackScheduleMs: [0] });
  const issuer = await startGate(() => sandbox.url);
  const settings = { issuers: behind(sandbox.issuers, issuer), options };
  const open = async () => {
    services = await startServices(folder, settings);
  };
  await open();

  const aside = async (name, path, body) =>
    (await fetch(`${services.urls[name]}/test/${path}`, { method: "POST", body: JSON.stringify(body) })).json();
  /** What a service gathered in its memory goes with it: it is fetched before. */
  async function showNotes() {
    for (const name of SERVICES) keep(RUNTIME, await aside(name, "notes"));
  }
  t.after(async () => {
    await showNotes().catch(() => {});
    await services.close();
    issuer.close();
    callbacks.close();
    await sandbox.close();
    showFiles(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  const asked = async (name, method, path, more) => {
    // A connection that was kept may be closed just when it is used again, and a POST is then not sent again.
    const answer = await ask(services.urls[name], method, path, { ...more, headers: { connection: "close", ...more?.headers } });
    shown(RUNTIME, method, path, more, answer);
    return answer;
  };
  return {
    issuer,
    callbacks,
    admin: sandbox.admin,
    url: (name) => services.urls[name],
    get: (name, path, more) => asked(name, "GET", path, more),
    post: (name, path, more) => asked(name, "POST", path, { key: newKey(), body: {}, ...more }),
    ledger: (method, ...words) => aside("one", "ledger", { method, words }),
    events: async () => (await Promise.all(SERVICES.map((name) => aside(name, "events")))).flat(),
    executions: (card) => sandbox.admin.executions().filter(({ cardId }) => cardId === card).map(({ action }) => action),
    /** Kills the process of the services; a page that waits for an answer gets none. */
    async kill() {
      await showNotes();
      await services.close();
    },
    open,
  };
}

/** Asks until something is so. */
export async function until(isSo, words) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    const told = await isSo();
    if (told) return told;
    await new Promise((go) => setTimeout(go, 10));
  }
  throw new Error(`It did not happen: ${words}.`);
}
