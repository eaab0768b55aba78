// Measures the package entry by entry: its WebAssembly module and the JavaScript that an import
// of it loads, as they are and as a server sends them.
//
// Called with one argument, JSON: { dist, wasm, entries }, without `wasm` for entries that need none. Prints
// { entry: { wasm: { raw, gzip, brotli }, js: { … }, total_brotli } }.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const task = JSON.parse(process.argv[2]);
const entries = JSON.parse(readFileSync(task.entries, "utf8"));

function measure(file) {
  const bytes = readFileSync(file);
  return {
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 11,
        [constants.BROTLI_PARAM_LGWIN]: 22,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }).length,
  };
}

// Each file is sent by itself, so the sizes add up.
function sum(sizes) {
  const total = { raw: 0, gzip: 0, brotli: 0 };
  for (const size of sizes) for (const key of Object.keys(total)) total[key] += size[key];
  return total;
}

const wasm = sum(task.wasm ? [measure(task.wasm)] : []);
const report = {};
for (const [entry, files] of Object.entries(entries)) {
  const js = sum(files.map((file) => measure(join(task.dist, file))));
  report[entry] = { wasm, js, total_brotli: wasm.brotli + js.brotli };
}
console.log(JSON.stringify(report));
