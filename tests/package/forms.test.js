// The two forms of each subpath in Node, import and require: the same things, where it matters the same classes.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";

import { consumer, fromPackage, importedFile, manifest, required } from "./support/consumer.js";
import { ANSWERS, ISSUERS, answering } from "./support/fetches.js";

const isCode = (path) => !/\.wasm|\.json$/.test(path);
const specifiers = Object.keys(manifest.exports).filter(isCode).map((path) => path.replace(".", "cardlatch"));
/** Data and the sandbox, written as they are shipped: each form is its own. */
const written = ["cardlatch/capabilities", "cardlatch/sandbox"];
const namesOf = (namespace) => Object.keys(namespace).filter((name) => !/^(default|module\.exports)$/.test(name)).sort();

test("there are so many subpaths", () => {
  assert.equal(specifiers.length, 22);
});

for (const specifier of specifiers) {
  test(`${specifier} is the same for import and require`, async () => {
    const imported = await import(importedFile(specifier));
    const got = required(specifier);
    assert.deepEqual(namesOf(got), namesOf(imported));
    assert.ok(namesOf(got).length > 0);
    if (written.includes(specifier)) return;
    for (const name of namesOf(got)) assert.equal(got[name], imported[name], name);
  });
}

describe("an error", () => {
  test("of one subpath is an instance of the class of every other, and no other error is", async () => {
    const all = await Promise.all(specifiers.map((specifier) => import(importedFile(specifier))));
    const classes = all.map(({ CardError }) => CardError).filter(Boolean);
    assert.ok(new Set(classes).size > 10);
    for (const { CardClient } of all.filter((each) => each.CardClient)) {
      let thrown;
      try {
        new CardClient({});
      } catch (error) {
        thrown = error;
      }
      for (const CardError of classes) {
        assert.ok(thrown instanceof CardError);
        for (const other of [new Error("x"), structuredClone(thrown), { ...thrown.toJSON() }, null, undefined, "CardError"]) {
          assert.equal(other instanceof CardError, false);
        }
      }
    }
  });

  const { fetch, issuer } = { fetch: answering(ANSWERS["open-api"]), issuer: ISSUERS["open-api"] };

  test("of a client that was required is an instance of the class that was imported, and the other way round", async () => {
    for (const specifier of ["cardlatch", "cardlatch/open-api"]) {
      const [one, other] = [required(specifier), await fromPackage(specifier)];
      await assert.rejects(new one.CardClient({ issuer, fetch }).freeze(""), other.CardError);
      await assert.rejects(new other.CardClient({ issuer, fetch }).freeze(""), one.CardError);
    }
  });

  test("of a receiver too", async () => {
    const [one, other] = [required("cardlatch/callbacks"), await fromPackage("cardlatch/callbacks")];
    assert.throws(() => new one.CallbackReceiver({}), other.CardError);
    assert.throws(() => new other.CallbackReceiver({}), one.CardError);
  });
});

test("the modules are there by name, one file for both names", () => {
  const paths = Object.keys(manifest.exports).filter((path) => path.includes(".wasm"));
  assert.equal(paths.length, 17);
  for (const path of paths) {
    const file = required.resolve(path.replace(".", "cardlatch"));
    assert.ok(WebAssembly.validate(readFileSync(file)), path);
    if (!path.endsWith("?module")) continue;
    assert.equal(file, required.resolve(path.replace(".", "cardlatch").replace("?module", "")));
  }
});

test("CommonJS needs none of the globals that a test in jsdom has not", () => {
  const code = `
    for (const name of ["TextEncoder", "TextDecoder", "Blob", "crypto", "fetch", "Response", "Headers", "Request"]) {
      delete globalThis[name];
    }
    const answer = { status: 200, headers: new Map(), text: async () => '{"code":0,"message":"success"}' };
    const issuer = ${JSON.stringify(ISSUERS["open-api"])};
    for (const specifier of ${JSON.stringify(specifiers.filter((one) => !one.includes("edge")))}) require(specifier);
    const { CardClient } = require("cardlatch");
    new CardClient({ issuer, fetch: async () => answer }).freeze("1001").then(({ result }) => console.log(result));
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--eval", code], { cwd: consumer, encoding: "utf8" });
  assert.deepEqual([stdout, stderr], ["accepted\n", ""]);
});
