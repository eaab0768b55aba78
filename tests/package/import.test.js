// Importing the package does nothing; the module is loaded once, with the first client.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { consumer, fileOf, importedFile, installed, manifest } from "./support/consumer.js";
import { CardClient, CardError } from "./support/package.js";

const WATCH = fileURLToPath(new URL("support/import-watch.js", import.meta.url));

function node(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", cwd: consumer });
  assert.equal(status, 0, stderr);
  assert.equal(stderr, "");
  return stdout;
}

test("importing has no side effect, and two clients load the module once", () => {
  for (const file of [importedFile("cardlatch"), fileOf("cardlatch")]) {
    const { atImport, grown, atFirstClients } = JSON.parse(node(WATCH, file));
    assert.deepEqual(atImport, []);
    assert.equal(grown, 0);
    assert.deepEqual(atFirstClients, ["read", "Module", "Instance"]);
  }
});

for (const path of Object.keys(manifest.exports).filter((path) => !/\.wasm|\.json$/.test(path))) {
  const specifier = path.replace(".", "cardlatch");
  test(`importing ${specifier} does nothing at all, in both forms`, () => {
    for (const file of [importedFile(specifier), fileOf(specifier)]) {
      const { atImport, grown } = JSON.parse(node(WATCH, file, "import only"));
      assert.deepEqual([atImport, grown], [[], 0]);
    }
  });
}

test("the entry for browsers can be imported anywhere: it fetches nothing until the first client", () => {
  const browser = join(installed, "dist/browser.js");
  const { atImport } = JSON.parse(node(WATCH, browser));
  assert.deepEqual(atImport, []);
});

test("an import by name works in a file of the consumer, and the process ends by itself", () => {
  const code = `
    import { CardClient, CardError } from "cardlatch";
    import { capabilities } from "cardlatch/capabilities";
    import { startSandbox } from "cardlatch/sandbox";
    console.log([CardClient, CardError, startSandbox].every((one) => typeof one === "function"), capabilities.length);
  `;
  assert.equal(node("--input-type=module", "--eval", code), "true 30\n");
});

test("the module is there as a file, by name", () => {
  const code = `
    import { readFileSync } from "node:fs";
    import { createRequire } from "node:module";
    const file = createRequire(process.cwd() + "/package.json").resolve("cardlatch/cardlatch_bg.wasm");
    console.log(WebAssembly.validate(readFileSync(file)));
  `;
  assert.equal(node("--input-type=module", "--eval", code), "true\n");
});

test("nothing else can be imported", async () => {
  for (const inner of ["cardlatch/dist/node.cjs", "cardlatch/dist/types.js", "cardlatch/index.d.ts", "cardlatch/src"]) {
    assert.throws(() => fileOf(inner), { code: "ERR_PACKAGE_PATH_NOT_EXPORTED" });
  }
});

test("the classes have the names by which people know them", () => {
  assert.equal(CardClient.name, "CardClient");
  assert.equal(CardError.name, "CardError");
});
