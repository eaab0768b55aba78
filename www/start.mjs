// Starts the demo: five sandbox issuers, the edge worker in the real Workers runtime, and the page.
import { randomBytes } from "node:crypto";
import { realpathSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { Miniflare } from "miniflare";

import { buildModules } from "./host/build.mjs";
import { chooseCards } from "./host/cards.mjs";
import { documentsOf } from "./host/documents.mjs";

const HOST = "127.0.0.1";
const DEFAULT_PORT = 8787;
const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs the demo in this process. `port: 0` takes any free one; `settleMs` is how long the sandbox
 * takes to finish an accepted order.
 */
export async function startDemo({
  port = DEFAULT_PORT,
  log = () => {},
  settleMs = 4_000,
  consumer = process.env.CARDLATCH_CONSUMER ?? join(root, "target/consumer"),
  site = join(root, "target/site"),
} = {}) {
  const free = await freePort(port);
  const url = `http://${HOST}:${free}`;
  const callbackSecret = randomBytes(24).toString("base64url");
  const callbackUrl = `${url}/api/callbacks/artha/${callbackSecret}`;
  const cardEventsUrl = `${url}/api/callbacks/open-api/${callbackSecret}`;

  log("Starting the sandbox issuers");
  const { startSandbox } = await importFrom(resolve(consumer), "cardlatch/sandbox");
  const sandbox = await startSandbox({
    settleMs,
    log: (line) => log(`  ${line}`),
    callbackUrl,
    openApi: { callbackUrl: cardEventsUrl },
  });
  try {
    log("Bundling the page and the edge worker");
    const modules = await buildModules(resolve(consumer));
    log("Starting the edge worker");
    const bindings = bindingsOf({ sandbox, callbackSecret, port: free });
    const storage = await mkdtemp(join(tmpdir(), "cardlatch-demo-"));
    const begin = () => startWorker({ port: free, modules, bindings, storage, site });
    let worker = await begin();
    return {
      url,
      callbackUrl,
      cardEventsUrl,
      sandbox,
      /** Ends the worker, and starts another one on the same storage. */
      async restart() {
        await worker.dispose();
        worker = await begin();
      },
      async close() {
        await Promise.all([worker.dispose(), sandbox.close()]);
        await rm(storage, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}

// A number is needed before anything starts: the sandbox must know where to send its callbacks.
function freePort(port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error) => reject(portError(error, port)));
    probe.listen(port, HOST, () => {
      const { port: taken } = probe.address();
      probe.close(() => resolve(taken));
    });
  });
}

function portError(error, port) {
  if (error.code !== "EADDRINUSE") return error;
  return new Error(
    `Port ${port} is in use by another program. Stop that program, ` +
      `or choose another port with --port (0 takes any free one).`,
  );
}

async function importFrom(directory, specifier) {
  const require = createRequire(join(directory, "package.json"));
  let file;
  try {
    file = require.resolve(specifier);
  } catch {
    throw new Error(`The package is not installed in ${directory}. Run: cargo xtask demo`);
  }
  return import(pathToFileURL(file));
}

async function startWorker({ port, modules, bindings, storage, site }) {
  const worker = new Miniflare({
    host: HOST,
    port,
    cf: false, // otherwise it asks the internet for a sample of request properties
    compatibilityDate: "2026-04-01",
    modules,
    bindings,
    serviceBindings: { DOCUMENTS: documentsOf(site) },
    durableObjects: {
      LEDGER: { className: "CardLedger", useSQLite: true },
      STATES: { className: "CardStates", useSQLite: true },
    },
    durableObjectsPersist: storage,
  });
  await worker.ready;
  return worker;
}

// What the documents leave open and a contract would say: here it is what the sandbox does.
const BY_CONTRACT = {
  artha: { firstPage: "1" },
  "artha-v1": { pathPrefix: "/api/v1", amountUnit: "major" },
  yativo: { units: { topUp: "minor" }, observedOnly: true },
};

/** Who may sign in. The passwords are for the demo's page to tell, and guard nothing but play cards. */
const USERS = [
  { id: "ada", name: "Ada", password: "lighthouse" },
  { id: "ben", name: "Ben", password: "windmill" },
];

/** The bindings of the worker: its credentials, its users, and whose the cards are. */
function bindingsOf({ sandbox, callbackSecret, port }) {
  const issuers = Object.entries(sandbox.issuers).map(([id, options]) => [
    id,
    { ...options, ...BY_CONTRACT[id] },
  ]);
  const bindings = {
    ISSUERS: Object.fromEntries(issuers),
    CARDS: chooseCards(sandbox.cards),
    USERS,
    CALLBACK_SECRET: callbackSecret,
    COOKIE_SECRET: randomBytes(32).toString("base64url"),
    ORIGINS: [`http://${HOST}:${port}`, `http://localhost:${port}`],
    SANDBOX_ADMIN: `${sandbox.url}/admin`,
  };
  return JSON.parse(JSON.stringify(bindings)); // bindings are JSON: a field that is undefined is refused
}

async function main() {
  const say = (line) => console.log(line);
  const demo = await startDemo({ port: portFromArguments(), log: say });
  say(`
The demo is running: ${demo.url}
The documents are at ${demo.url}/docs/

  Sign in as Ada or as Ben: each has cards of their own, and the proxy refuses the other's.
  Freeze the first Artha card with a drawn signature. It is accepted first, and frozen when the callback comes.
  Activate an Ibanera card twice. The second time there is nothing to do.
  Top up an Artha card. The fee is told before, and the balance moves when the callback comes.
  Ask for trouble: let an answer get lost, then read the card and see what really happened.

Press Ctrl-C to stop.`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.removeAllListeners(signal); // the worker's runtime has one that exits before all is closed
    process.once(signal, () => stop(demo));
  }
}

async function stop(demo) {
  console.log("\nStopping the demo.");
  await demo.close();
  process.exit(0);
}

function portFromArguments() {
  const at = process.argv.indexOf("--port");
  if (at === -1) return DEFAULT_PORT;
  const port = Number(process.argv[at + 1]);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new Error("--port takes a number from 0 to 65535.");
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exit(1);
  });
}
