// Encodes one random image in Node and in Chromium, each way in turn, and prints the medians.
//
// Called with one argument, JSON: { glue, wasm, chromium, report }.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { bench } from "./ways.mjs";

const task = JSON.parse(process.argv[2]);
const options = { size: 2 * 1024 * 1024, warm: 4, runs: 31 };

async function inNode() {
  const glue = await import(pathToFileURL(task.glue));
  return bench(glue, await readFile(task.wasm), options);
}

async function inChromium() {
  const server = await serve({
    "/": ["text/html", "<!doctype html><title>bench</title>"],
    "/ways.mjs": ["text/javascript", await readFile(fileURLToPath(new URL("ways.mjs", import.meta.url)))],
    "/glue.js": ["text/javascript", await readFile(task.glue)],
    "/module.wasm": ["application/wasm", await readFile(task.wasm)],
  });
  const browser = await chromium.launch({ executablePath: task.chromium, args: ["--no-sandbox"] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${server.address().port}/`);
    return await page.evaluate(async (options) => {
      const { bench } = await import("/ways.mjs");
      const bytes = await (await fetch("/module.wasm")).arrayBuffer();
      return bench(await import("/glue.js"), bytes, options);
    }, options);
  } finally {
    await browser.close();
    server.close();
  }
}

function serve(files) {
  const server = createServer((request, response) => {
    const [type, body] = files[request.url] ?? ["text/plain", ""];
    response.writeHead(request.url in files ? 200 : 404, { "content-type": type }).end(body);
  });
  return new Promise((resolve) => server.listen(0, "localhost", () => resolve(server)));
}

function print(host, medians) {
  console.log(`\n${host}`);
  for (const [way, ms] of Object.entries(medians)) {
    const ratio = way === "cardlatch" ? "" : `  ${(ms / medians.cardlatch).toFixed(2)} of ours`;
    console.log(`  ${way.padEnd(12)}${ms.toFixed(2).padStart(8)} ms${ratio}`);
  }
}

const report = { options, node: await inNode(), chromium: await inChromium() };
console.log(`Median of ${options.runs} runs: image to a request that owns its body.`);
print(`Node ${process.version}`, report.node);
print("Chromium", report.chromium);
await mkdir(dirname(task.report), { recursive: true });
await writeFile(task.report, `${JSON.stringify(report, null, 2)}\n`);
