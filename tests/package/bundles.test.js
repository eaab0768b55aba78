// What a bundler makes of the package: nothing of an import that is not used, and a clear sentence where it leaves
// the module behind.
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { pathToFileURL } from "node:url";
import { spawnSync } from "node:child_process";

import { build } from "esbuild";

import { consumer, manifest, required } from "./support/consumer.js";
import { ISSUERS } from "./support/fetches.js";

const specifiers = Object.keys(manifest.exports).filter((path) => !/\.wasm|\.json$/.test(path)).map((path) => path.replace(".", "cardlatch"));
const folder = mkdtempSync(join(tmpdir(), "cardlatch-bundles-"));
after(() => rmSync(folder, { recursive: true, force: true }));

async function bundle(contents, options) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: consumer },
    bundle: true,
    write: false,
    outdir: folder,
    format: "esm",
    loader: { ".wasm": "copy" },
    external: ["node:*"],
    logLevel: "silent",
    ...options,
  });
  return outputFiles;
}

describe("an import that is not used leaves nothing", () => {
  for (const [name, conditions] of Object.entries({ browser: ["browser"], workerd: ["workerd"], node: ["node", "module"], none: [] })) {
    test(`with the condition ${name}`, async () => {
      for (const specifier of specifiers) {
        const [{ text }] = await bundle(`import * as all from "${specifier}"; import { CardClient } from "${specifier}";`, { conditions, minify: true });
        assert.equal(text.trim(), "", specifier);
      }
    });
  }
});

const use = `
  import { CardClient, CardError } from "cardlatch/open-api";
  try {
    const fetch = async () => Response.json({ code: 0, message: "success" });
    new CardClient({ issuer: ${JSON.stringify(ISSUERS["open-api"])}, fetch }).freeze("1001").then(({ result }) => console.log(result));
  } catch (error) {
    console.log(error instanceof CardError, error.code, error.effect, error.message);
  }`;

describe("a bundle of a server's code", () => {
  for (const format of ["esm", "cjs"]) {
    const file = join(folder, `server.${format === "esm" ? "mjs" : "cjs"}`);
    const said = () => spawnSync(process.execPath, [file], { encoding: "utf8" }).stdout.trim();

    test(`as ${format} says what to do where the module is not beside it, and works where it is`, async () => {
      const [{ text }] = await bundle(use, { platform: "node", format });
      writeFileSync(file, text);
      const words = "beside the code: make cardlatch external, or use cardlatch/slim";
      assert.ok(said().startsWith(`true configuration none ./open-api_bg.wasm must be ${words} (`), said());
      if (format === "cjs") return; // there is no import.meta.url to look beside
      copyFileSync(required.resolve("cardlatch/open-api.wasm"), join(folder, "open-api_bg.wasm"));
      assert.equal(said(), "accepted");
    });
  }

  test("with the slim entry and a module that is handed over needs nothing beside it", async () => {
    const url = pathToFileURL(required.resolve("cardlatch/open-api.wasm")).href;
    const slim = `import { readFileSync } from "node:fs"; import { load } from "cardlatch/open-api/slim"; load(new WebAssembly.Module(readFileSync(new URL("${url}"))));`;
    const [{ text }] = await bundle(slim + use.replace("open-api", "open-api/slim"), { platform: "node" });
    writeFileSync(join(folder, "slim.mjs"), text);
    const { stdout, stderr } = spawnSync(process.execPath, [join(folder, "slim.mjs")], { encoding: "utf8" });
    assert.deepEqual([stdout, stderr], ["accepted\n", ""]);
  });
});
