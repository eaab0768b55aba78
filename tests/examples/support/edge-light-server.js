// The app of the Hono example in the runtime that Next.js runs edge functions in: bundled as Next does it,
// under that runtime's ban on compiling code, behind a server of Node.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { compiled } from "../../runtimes/compiled.js";

const [folder, tools, runtimes] = process.argv.slice(2);
const from = (place, name) => import(pathToFileURL(createRequire(join(place, "..", "package.json")).resolve(name)));
const { build } = await from(tools, "esbuild");
const { EdgeVM } = await from(runtimes, "@edge-runtime/vm");

const modules = {};

const { outputFiles } = await build({
  stdin: { contents: 'export { createApp } from "./src/app.js"; export { MemoryLedger } from "cardlatch/edge";', resolveDir: folder },
  bundle: true,
  write: false,
  format: "iife",
  globalName: "example",
  platform: "neutral",
  mainFields: ["module", "main"],
  conditions: ["edge-light"],
  plugins: [compiled(modules)],
  logLevel: "warning",
});

const vm = new EdgeVM({
  codeGeneration: { strings: false, wasm: false },
  extend: (context) => Object.assign(context, { compiledModules: modules }),
});
vm.evaluate(`${outputFiles[0].text}; Object.assign(globalThis, example);`);
const owners = JSON.parse(await readFile(join(folder, "owners.json"), "utf8"));
const app = vm.context.createApp({ ...process.env }, async (cardId) => owners[cardId], new vm.context.MemoryLedger());

async function pass(incoming, outgoing) {
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { method, headers, url } = incoming;
  const body = method === "GET" || method === "HEAD" ? undefined : new vm.context.Uint8Array(Buffer.concat(chunks));
  const request = new vm.context.Request(`http://${headers.host}${url}`, { method, headers: { ...headers }, body });
  const response = await app.fetch(request);
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  const reader = response.body?.getReader();
  for (let piece = await reader?.read(); piece && !piece.done; piece = await reader.read()) outgoing.write(piece.value);
  outgoing.end();
}

const server = createServer((incoming, outgoing) => {
  pass(incoming, outgoing).catch((error) => {
    console.log(String(error));
    outgoing.destroy();
  });
});
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/api`));
process.once("SIGTERM", () => server.close());
