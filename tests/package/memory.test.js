// What calls leave behind in the module's memory and in JavaScript's: nothing that grows.
import assert from "node:assert/strict";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { ANSWERS, ISSUERS, json } from "./support/fetches.js";
import { gc, watchInstances } from "./support/instances.js";
import { fileOf } from "./support/consumer.js";
import { startBrowser } from "./support/runtimes/chromium.js";
import { KYC } from "./scenarios/operations.js";
import { jpeg } from "./scenarios/pictures.js";

// The bare package: what is recorded for the search for secrets would grow.
const { CardClient } = await import(pathToFileURL(fileOf("cardlatch")));
const memories = watchInstances();
const fromOpenApi = (fetch) => new CardClient({ issuer: ISSUERS["open-api"], fetch });
fromOpenApi(fetch);
const memory = memories[0].deref();
const bytes = () => memory.buffer.byteLength;
const { login, update, frozen } = ANSWERS.yativo;

/** JavaScript's heap once nothing is left to collect. */
async function heap() {
  for (let turn = 0; turn < 3; turn += 1) {
    gc();
    await new Promise((go) => setTimeout(go, 5));
  }
  return process.memoryUsage().heapUsed;
}

/** Repeats some calls and says how much memory there is after the first hundred, and after the last. */
async function levels(t, calls, count, warm = 100) {
  const rounds = async (from, to) => {
    for (let turn = from; turn < to; turn += 1) await calls(turn);
  };
  await rounds(0, warm);
  const [first, heapFirst] = [bytes(), await heap()];
  await rounds(warm, count);
  const [last, heapLast] = [bytes(), await heap()];
  t.diagnostic(`wasm: ${first} bytes after ${warm}, ${last} after ${count}; heap: ${heapFirst}, then ${heapLast}`);
  assert.equal(last, first, "the module's memory has grown");
  assert.ok(heapLast < heapFirst + 2 ** 21, `JavaScript's heap has grown by ${heapLast - heapFirst} bytes`);
}

test("10,000 actions, some of which fail, leave the memory as it was after 100", async (t) => {
  const bad = [json({ code: 17, message: "no" }), json({}, 500), json({}, 403), { status: 200, text: async () => "<html>" }];
  let turn = 0;
  const answer = () => Promise.resolve(turn % 10 ? ANSWERS["open-api"] : bad[(turn / 10) % bad.length]);
  const client = fromOpenApi(answer);
  const calls = async (now) => {
    turn = now;
    await client.freeze(`card-${now}`).catch(() => {});
    if (now % 100 === 0) await client.freeze("..").catch(() => {});
  };
  await levels(t, calls, 10_000);
});

test("500 actions with a session, each client with one of its own, leave the memory as it was", async (t) => {
  const fetch = (url) => Promise.resolve(url.endsWith("/login") ? login(`bearer-${url.length}`) : url.includes("/get/") ? frozen : update);
  let client;
  const calls = async (turn) => {
    // What is collected frees its seat; a hundred clients may live at a time.
    if (turn % 10 === 0) client = new CardClient({ issuer: ISSUERS.yativo, fetch });
    if (turn % 100 === 0) await heap();
    await client.freeze("card-1");
  };
  await levels(t, calls, 500, 200);
});

test("3,000 calls side by side, a hundred at a time, leave the memory as it was", async (t) => {
  const client = fromOpenApi(async () => ANSWERS["open-api"]);
  const calls = () => Promise.all(Array.from({ length: 100 }, (_, turn) => client.freeze(`card-${turn}`)));
  await levels(t, calls, 30, 10);
});

/** A JPEG of 1.5 MB, nearly all of it picture data. */
function picture() {
  const small = jpeg();
  const bytes = new Uint8Array(1_500_000);
  bytes.set(small.subarray(0, -2));
  bytes.set(small.subarray(-2), bytes.length - 2);
  return new Blob([bytes]);
}

test("200 actions with a picture of 1.5 MB leave the memory as it was", async (t) => {
  const client = new CardClient({ issuer: ISSUERS.artha, fetch: async () => ANSWERS.artha });
  const signImage = picture();
  await levels(t, (turn) => client.freeze(`card-${turn}`, { signImage }), 200, 20);
});

test("an answer of 4 MiB that is read 50 times leaves the memory as it was", async (t) => {
  const text = JSON.stringify({ code: 0, message: "success" });
  const body = new TextEncoder().encode(text + " ".repeat(4 * 2 ** 20 - text.length));
  const client = fromOpenApi(async () => new Response(body));
  await levels(t, async (turn) => assert.equal((await client.freeze(`card-${turn}`)).result, "accepted"), 50, 10);
});

test("an answer that is too long takes no more of the memory than the limit", async () => {
  const before = bytes();
  const body = new ArrayBuffer(64 * 2 ** 20);
  for (const answer of [{ arrayBuffer: async () => body }, { text: async () => "x".repeat(body.byteLength) }]) {
    const client = fromOpenApi(async () => ({ status: 200, ...answer }));
    await assert.rejects(client.freeze("card-1"), { code: "unexpected_answer", effect: "unknown" });
  }
  assert.ok(bytes() < before + 16 * 2 ** 20, `the module's memory has grown by ${bytes() - before} bytes`);
});

test("12 people with two pictures of 1.5 MB leave the memory as it was", async (t) => {
  let longest = 0;
  const fetch = async (_, { body }) => ((longest = Math.max(longest, body?.length ?? 0)), ANSWERS.artha);
  const client = new CardClient({ issuer: ISSUERS.artha, fetch });
  const kyc = { ...KYC, frontdoc: picture(), backdoc: picture() };
  await levels(t, () => client.issue({ programId: "program-1", kyc }).catch(() => {}), 12, 4);
  assert.ok(longest > 4_000_000, `the longest body had ${longest} bytes`);
});

test("3,000 actions in Chromium leave the memory as it was after 100", async (t) => {
  const browser = await startBrowser();
  try {
    const page = await browser.open();
    const [first, last] = await page.evaluate(async (issuer) => {
      const { instantiate } = WebAssembly;
      let memory;
      WebAssembly.instantiate = async (...given) => {
        const instance = await instantiate(...given);
        memory = instance.exports.memory;
        return instance;
      };
      const fetch = async () => new Response('{"code":0,"message":"success"}');
      const client = new CardClient({ issuer, fetch, dangerouslyAllowBrowser: true });
      const levels = [];
      for (let turn = 1; turn <= 3_000; turn += 1) {
        await client.freeze(`card-${turn}`);
        if (turn === 100 || turn === 3_000) levels.push(memory.buffer.byteLength);
      }
      return levels;
    }, ISSUERS["open-api"]);
    t.diagnostic(`wasm: ${first} bytes after 100, ${last} after 3000`);
    assert.equal(last, first);
  } finally {
    await browser.close();
  }
});
