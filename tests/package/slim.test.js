// The entries that load nothing by themselves.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { consumer, fromPackage, required } from "./support/consumer.js";
import { GOOD, ISSUERS } from "./support/fetches.js";

const MODULE = required.resolve("cardlatch/open-api.wasm");
const refused = { name: "CardError", code: "configuration", effect: "none" };

/** In a process of its own, as one that has a module keeps it: what a program prints. */
function told(code) {
  const whole = `
    const { CardClient, CardError, load } = require("cardlatch/open-api/slim");
    const { readFileSync } = require("node:fs");
    const bytes = readFileSync(${JSON.stringify(MODULE)});
    const url = ${JSON.stringify(pathToFileURL(MODULE).href)};
    const respond = (body, type = "application/wasm") => new Response(body, { headers: { "content-type": type } });
    const issuer = ${JSON.stringify(ISSUERS["open-api"])};
    const make = () => new CardClient({ issuer, fetch: async () => Response.json({ code: 0, message: "success" }) });
    const freeze = async () => console.log((await make().freeze("1001")).result);
    const fails = async (work) => {
      try { await work(); console.log("nothing failed"); } catch (error) { console.log(error instanceof CardError, error.code, error.effect, error.message); }
    };
    (async () => { ${code} })();
  `;
  const { stdout, stderr } = spawnSync(process.execPath, ["--eval", whole], { cwd: consumer, encoding: "utf8" });
  assert.equal(stderr, "");
  return stdout.trimEnd();
}

describe("load takes", () => {
  const sources = {
    "a WebAssembly.Module": "new WebAssembly.Module(bytes)",
    "a promise of one": "WebAssembly.compile(bytes)",
    "a module of another realm": `require("node:vm").runInNewContext("new WebAssembly.Module(bytes)", { bytes })`,
    "a view of bytes": "bytes",
    "an ArrayBuffer": "new Uint8Array(bytes).buffer",
    "a promise of bytes": "Promise.resolve(bytes)",
    "a Response": "respond(bytes)",
    "a Response of another type": `respond(bytes, "text/plain")`,
    "a promise of a Response": "Promise.resolve(respond(bytes))",
    "a URL": "new URL(url)",
    "a URL as text": "url",
  };
  for (const [name, source] of Object.entries(sources)) {
    test(name, () => assert.equal(told(`await load(${source}); await freeze();`), "accepted"));
  }
});

describe("before load", () => {
  test("no client can be made, and that says why", () => {
    assert.equal(told("await fails(make)"), "true configuration none load(source) must be called before a client is made.");
  });

  test("a module is there at once, without a wait", () => {
    assert.equal(told("load(new WebAssembly.Module(bytes)); await freeze();"), "accepted");
  });

  test("calls of a client that is made meanwhile wait for it", () => {
    assert.equal(told("load(new Promise((go) => setTimeout(go, 20, bytes))); await freeze();"), "accepted");
  });
});

describe("what is no module of this package is refused", () => {
  const sources = {
    1: "a WebAssembly.Module, a Response, bytes or a URL",
    "{}": "a WebAssembly.Module, a Response, bytes or a URL",
    "undefined": "a WebAssembly.Module, a Response, bytes or a URL",
    "new Uint8Array(9)": "expected magic word",
    "bytes.subarray(0, 4000)": "this package's module",
    "new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))": "it is another module",
    'new Response("", { status: 404 })': "HTTP 404",
    'new URL("./nothing.wasm", url)': "ENOENT",
    'Promise.reject(new Error("gone"))': "gone",
  };
  for (const [source, words] of Object.entries(sources)) {
    test(source, () => {
      const [first, second] = told(`await fails(() => load(${source})); await load(bytes); await freeze();`).split("\n");
      assert.ok(first.startsWith("true configuration none source must be ") && first.includes(words), first);
      assert.equal(second, "accepted");
    });
  }

  test("a call that waits for it is told the same", () => {
    const lines = told("const loading = load(Promise.resolve(1)); await fails(() => make().freeze('1')); await fails(() => loading);").split("\n");
    assert.equal(lines.length, 2);
    assert.equal(lines[0], lines[1]);
  });
});

test("a second load changes nothing, and is no failure", () => {
  assert.equal(told("await load(bytes); await load(bytes); await load(1); await freeze();"), "accepted");
});

for (const [id, answers] of Object.entries(GOOD)) {
  test(`cardlatch/${id}/slim does what cardlatch/${id} does`, async () => {
    const { CardClient, load } = await fromPackage(`cardlatch/${id}/slim`);
    await load(readFileSync(required.resolve(`cardlatch/${id}.wasm`)));
    const whole = await fromPackage(`cardlatch/${id}`);
    const outcomes = [];
    for (const Client of [CardClient, whole.CardClient]) {
      const { answering } = await import("./support/fetches.js");
      const client = new Client({ issuer: ISSUERS[id], fetch: answering(...answers) });
      outcomes.push(await client[id === "ibanera" ? "activate" : "freeze"]("1001"));
    }
    assert.deepEqual(outcomes[0], outcomes[1]);
  });
}

test("receivers and proxies have it too", async () => {
  const receiving = await fromPackage("cardlatch/callbacks/slim");
  const options = { issuer: "artha", pathSecret: "a path secret of 16 letters" };
  assert.throws(() => new receiving.CallbackReceiver(options), refused);
  await receiving.load(readFileSync(required.resolve("cardlatch/callbacks.wasm")));
  assert.ok(new receiving.CallbackReceiver(options));

  const edge = await fromPackage("cardlatch/edge/slim");
  const proxy = { issuers: {}, origins: ["https://a.test"], authenticate: () => null, owns: () => false, allow: [] };
  assert.throws(() => edge.createCardProxy(proxy), { name: "CardError", code: "configuration" });
  await edge.load(readFileSync(required.resolve("cardlatch/edge.wasm")));
  assert.equal(typeof edge.load, "function");
});
