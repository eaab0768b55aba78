// A module that traps: the call that met it is told, the others end, and the next one works.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";

import { poison } from "./scenarios/poison.js";
import { installed } from "./support/consumer.js";
import { ANSWERS, ISSUERS, answering } from "./support/fetches.js";
import { gc, watchInstances } from "./support/instances.js";
import { CardClient } from "./support/package.js";
import { startBrowser, startChromium } from "./support/runtimes/chromium.js";
import { startNode } from "./support/runtimes/node.js";
import { startWorkerd } from "./support/runtimes/workerd.js";
import { runtimeSuite } from "./support/suite.js";
import { trappingPackage } from "./support/trapping.js";

const { folder, fromTrapping } = trappingPackage();
const trapping = await fromTrapping("cardlatch");
const failsTrapping = (call) => assert.rejects(call, { name: "CardError", code: "unexpected_answer", effect: "unknown" });

runtimeSuite("Node", async () => startNode({ ...trapping, receiving: await fromTrapping("cardlatch/callbacks") }), { poison });
runtimeSuite("workerd", () => startWorkerd({ from: folder }), { poison });
runtimeSuite("Chromium", () => startChromium(folder), { poison });

const modulesOf = (place) =>
  readdirSync(join(place, "dist"), { recursive: true })
    .filter((file) => file.endsWith(".wasm"))
    .map((file) => [file, readFileSync(join(place, "dist", file))]);

test("none of the shipped modules holds the words", () => {
  const known = modulesOf(join(folder, "node_modules/cardlatch")).filter(([, bytes]) => bytes.includes("trap-here"));
  assert.deepEqual(known.map(([file]) => file).sort(), ["callbacks/callbacks_bg.wasm", "cardlatch_bg.wasm", "edge/edge_bg.wasm"]);
  const shipped = modulesOf(installed);
  assert.equal(shipped.length, 8);
  for (const [file, bytes] of shipped) assert.ok(!bytes.includes("trap-here"), file);
});

test("the shipped module does not know the words", async () => {
  const fetch = answering(ANSWERS["open-api"]);
  const client = new CardClient({ issuer: ISSUERS["open-api"], fetch });
  for (const word of ["trap-here", "overflow-here", "exhaust-here"]) {
    assert.equal((await client.freeze(word)).cardId, word);
    const body = JSON.stringify({ code: 0, message: word });
    assert.equal((await client.interpret("freeze", "card-1", { status: 200, body })).result, "accepted");
  }
});

test("a memory that is exhausted is a trap, and the next call has one of its own", async () => {
  const client = new trapping.CardClient({ issuer: ISSUERS["open-api"], fetch: answering(ANSWERS["open-api"]) });
  await failsTrapping(client.freeze("exhaust-here"));
  assert.equal((await client.freeze("card-1")).result, "accepted");
});

test("50 instances that trapped are collected, though their client lives on", async (t) => {
  const fetch = async () => ANSWERS["open-api"];
  const made = watchInstances();
  const client = new trapping.CardClient({ issuer: ISSUERS["open-api"], fetch });
  for (let turn = 0; turn < 50; turn += 1) {
    await failsTrapping(client.freeze("trap-here"));
    await client.freeze("card-1");
  }
  assert.ok(made.length >= 50, `${made.length} instances were made`);
  for (let turn = 0; turn < 4; turn += 1) {
    await new Promise((go) => setTimeout(go, 10));
    gc();
  }
  const left = made.filter((memory) => memory.deref()).length;
  t.diagnostic(`${left} of ${made.length} instances are alive`);
  assert.ok(left <= 2, `${left} instances are alive`);
  await client.freeze("card-1");
});

describe("in a browser", () => {
  let browser;
  before(async () => {
    browser = await startBrowser(folder);
  });
  after(() => browser?.close());

  test("a fresh instance comes of the module that was fetched, and nothing is uncaught", async () => {
    const page = await browser.open();
    const seen = await page.evaluate(async (issuer) => {
      let instances = 0;
      const { instantiate } = WebAssembly;
      WebAssembly.instantiate = (...given) => ((instances += 1), instantiate(...given));
      const fetch = async () => new Response('{"code":0,"message":"success"}');
      const client = new CardClient({ issuer, fetch, dangerouslyAllowBrowser: true });
      const ends = [];
      for (let turn = 0; turn < 10; turn += 1) {
        ends.push(await client.freeze("trap-here").catch(({ code }) => code));
        // Both need the fresh instance, which takes a while.
        const both = await Promise.all([client.freeze("card-1"), client.freeze("card-2")]);
        ends.push(...both.map(({ result }) => result));
      }
      return { instances, ends: [...new Set(ends)] };
    }, ISSUERS["open-api"]);
    assert.deepEqual(seen, { instances: 11, ends: ["unexpected_answer", "accepted"] });
    assert.equal(browser.wasm.requests, 1);
    assert.deepEqual(page.written, []);
  });
});
