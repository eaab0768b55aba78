// Freezes and unfreezes cards of the sandbox through workerd: through the proxy, and through a worker that was
// written by hand and checks nothing, in turns. Prints throughput, latency, and memory after each tenth.
//
// Called with one argument, JSON: { consumer, report, requests }.
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { Agent, request } from "node:http";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { Miniflare } from "miniflare";

const task = JSON.parse(process.argv[2]);
const find = createRequire(join(task.consumer, "package.json")).resolve;
const file = (name) => fileURLToPath(new URL(`proxy/${name}`, import.meta.url));
const PER_ROUND = Math.min(1000, task.requests);
const WARM = 2;

async function startIssuer() {
  const child = fork(file("sandbox.js"), [find("cardlatch/sandbox")], { execArgv: [] });
  const [{ issuer, cards }] = await once(child, "message");
  const reset = async () => {
    child.send("reset");
    await once(child, "message");
  };
  return { issuer, cards, reset, close: () => child.disconnect() };
}

const ofConsumer = {
  name: "of-consumer",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^cardlatch(\/|$)/ }, ({ path, kind, pluginData }) =>
      pluginData === "asked" ? undefined : resolve(path, { resolveDir: task.consumer, kind, pluginData: "asked" }),
    );
  },
};

async function modulesOf(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    outdir: "/",
    format: "esm",
    target: "es2022",
    conditions: ["workerd"],
    loader: { ".wasm": "copy" },
    plugins: [ofConsumer],
    logLevel: "warning",
  });
  const isWasm = ({ path }) => path.endsWith(".wasm");
  return [
    { type: "ESModule", path: "worker.js", contents: outputFiles.find((one) => !isWasm(one)).text },
    ...outputFiles
      .filter(isWasm)
      .map(({ path, contents }) => ({ type: "CompiledWasm", path: basename(path), contents })),
  ];
}

/** The processes of workerd that this one has started. */
async function workerds() {
  const found = [];
  for (const pid of (await readdir("/proc").catch(() => [])).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
    if (/\(workerd\) \S (\d+)/.exec(stat)?.[1] === `${process.pid}`) found.push(pid);
  }
  return found;
}

async function startWorker(name, issuer) {
  const before = await workerds();
  const worker = new Miniflare({
    cf: false,
    host: "127.0.0.1",
    port: 0,
    compatibilityDate: "2025-06-01",
    modules: await modulesOf(file(`${name}.js`)),
    bindings: { ISSUER: issuer },
  });
  const { port } = await worker.ready;
  const pid = (await workerds()).find((one) => !before.includes(one));
  return { name, port, pid, close: () => worker.dispose(), rounds: [], latencies: [], memory: [], done: 0 };
}

async function megabytes({ pid }) {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? NaN) / 1024;
}

function post({ port }, agent, path) {
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: "somebody",
      "content-type": "application/json",
      "content-length": 2,
      "idempotency-key": crypto.randomUUID(),
    };
    const sent = request({ host: "127.0.0.1", port, path, method: "POST", agent, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece) => {
        text += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode, text }));
      answer.on("error", reject);
    });
    sent.on("error", reject);
    sent.end("{}");
  });
}

/** One card after the other way: each is frozen and unfrozen by turns, by one connection. */
async function round(worker, cards, count, latencies) {
  let left = count;
  // A connection that waits for its next turn is closed by workerd.
  const agent = new Agent({ keepAlive: true });
  const begun = performance.now();
  await Promise.all(
    cards.map(async ({ id, state }) => {
      let isFrozen = state === "frozen";
      while (left-- > 0) {
        const start = performance.now();
        const { status, text } = await post(worker, agent, `/cards/${id}/${isFrozen ? "unfreeze" : "freeze"}`);
        if (status !== 200 && status !== 202) throw new Error(`${worker.name}: ${status} ${text}`);
        latencies.push(performance.now() - start);
        isFrozen = !isFrozen;
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  agent.destroy();
  return count / seconds;
}

const sorted = (list) => Float64Array.from(list).sort();
const at = (list, part) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * part))];
const figures = ({ rounds, latencies }) => ({
  perSecond: at(rounds, 0.5),
  p50: at(latencies, 0.5),
  p99: at(latencies, 0.99),
});

function line({ name, memory }, own) {
  const [perSecond, p50, p99] = [
    own.perSecond.toFixed(0).padStart(6),
    own.p50.toFixed(2).padStart(8),
    own.p99.toFixed(2).padStart(8),
  ];
  return `${name.padEnd(14)}${perSecond} per second  p50${p50} ms  p99${p99} ms  ${(memory.at(-1)?.megabytes ?? NaN).toFixed(0)} MB`;
}

const issuer = await startIssuer();
const workers = [await startWorker("ours", issuer.issuer), await startWorker("hand-written", issuer.issuer)];
try {
  for (let warm = 0; warm < WARM; warm += 1) {
    for (const worker of workers) {
      await issuer.reset();
      await round(worker, issuer.cards, PER_ROUND, []);
    }
  }
  const step = Math.max(PER_ROUND, task.requests / 10);
  console.log(
    `${task.requests} requests each, ${issuer.cards.length} at a time, in rounds of ${PER_ROUND}; memory of workerd in MB:`,
  );
  for (let turn = 0; workers[0].done < task.requests; turn += 1) {
    for (const worker of turn % 2 ? [...workers].reverse() : workers) {
      await issuer.reset();
      worker.rounds.push(await round(worker, issuer.cards, PER_ROUND, worker.latencies));
      worker.done += PER_ROUND;
      if (worker.done % step < PER_ROUND)
        worker.memory.push({ requests: worker.done, megabytes: await megabytes(worker) });
    }
    const last = workers.map(({ memory }) => memory.at(-1));
    if (last.every((one) => one?.requests === workers[0].done)) {
      const parts = workers.map(
        ({ name, rounds }, at) =>
          `${name} ${last[at].megabytes.toFixed(0)} MB (${rounds.at(-1).toFixed(0)} per second)`,
      );
      console.log(`  after ${String(workers[0].done).padStart(7)}: ${parts.join(", ")}`);
    }
  }
  const [ours, theirs] = workers.map(figures);
  // Each turn has both under the same load of the machine.
  const turns = workers[0].rounds.map((perSecond, turn) => perSecond / workers[1].rounds[turn]);
  const ratios = { perSecond: at(turns, 0.5), p50: ours.p50 / theirs.p50, p99: ours.p99 / theirs.p99 };
  console.log([line(workers[0], ours), line(workers[1], theirs)].join("\n"));
  console.log(
    `ours of theirs: throughput ${ratios.perSecond.toFixed(2)}, p50 ${ratios.p50.toFixed(2)}, p99 ${ratios.p99.toFixed(2)}`,
  );
  const told = Object.fromEntries(workers.map(({ name, memory }, at) => [name, { ...[ours, theirs][at], memory }]));
  await mkdir(dirname(task.report), { recursive: true });
  await writeFile(task.report, `${JSON.stringify({ requests: task.requests, ratios, ...told }, null, 2)}\n`);
} finally {
  await Promise.all(workers.map(({ close }) => close()));
  issuer.close();
}
