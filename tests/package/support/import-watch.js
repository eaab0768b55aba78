// Run in a process of its own: imports one entry of the package and says what that did. The first
// argument is the entry's file; with a second one no client is made.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { pathToFileURL } from "node:url";

const done = [];

function watch(holder, name, words = () => name) {
  const original = holder[name];
  holder[name] = new Proxy(original, {
    apply: (target, self, args) => (note(words(args)), Reflect.apply(target, self, args)),
    construct: (target, args) => (note(words(args)), Reflect.construct(target, args)),
  });
}
const note = (words) => words && done.push(words);
const wasmRead = ([file]) => String(file).endsWith(".wasm") && "read";

for (const name of ["Module", "Instance", "instantiate", "instantiateStreaming", "compile", "compileStreaming"]) {
  watch(WebAssembly, name);
}
for (const name of ["fetch", "setTimeout", "setInterval"]) watch(globalThis, name);
for (const name of ["getRandomValues", "randomUUID"]) watch(crypto, name);
for (const name of ["readFileSync", "readFile"]) watch(fs, name, wasmRead);
watch(fs.promises, "readFile", wasmRead);
syncBuiltinESMExports();

const globals = Object.getOwnPropertyNames(globalThis).length;
const { CardClient } = await import(pathToFileURL(process.argv[2]));
const atImport = done.splice(0);
const grown = Object.getOwnPropertyNames(globalThis).length - globals;

const issuer = { id: "open-api", baseUrl: "https://a.test", version: "v1", customerId: 1, appId: 1, key: "k" };
if (CardClient && !process.argv[3]) [1, 2].map(() => new CardClient({ issuer }));
process.stdout.write(JSON.stringify({ atImport, grown, atFirstClients: done }));
