// How much of an answer is read: as much as the limit says, whatever it comes in.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { ISSUERS, answering, eventually } from "./support/fetches.js";
import { CardClient, fails } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const client = (fetch, options = {}) => new CardClient({ issuer: ISSUERS["open-api"], fetch, ...options });
const TOO_LONG = { code: "unexpected_answer", effect: "unknown", retryable: false, status: 200 };
const GOOD = '{"code":0,"message":"success"}';
const padded = (length) => GOOD + " ".repeat(length - GOOD.length);

/** A body that counts what is read of it, and says when it is left off. */
function counted(chunkBytes, pause = 0) {
  const seen = { bytes: 0, cancelled: false };
  seen.body = new ReadableStream(
    {
      async pull(stream) {
        await new Promise((go) => setTimeout(go, pause));
        seen.bytes += chunkBytes;
        stream.enqueue(new Uint8Array(chunkBytes).fill(32));
      },
      cancel() {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  return seen;
}

describe("a stream", () => {
  for (const [limit, chunk] of [[1_000, 7], [1_000, 1_000], [1_000, 1_001], [1, 65_536], [100_000, 65_536]]) {
    test(`is read no further than ${limit} bytes and one chunk of ${chunk}`, async () => {
      const stream = counted(chunk);
      const fetch = answering(async () => new Response(stream.body));
      await fails(client(fetch, { maxAnswerBytes: limit }).freeze("card-1"), TOO_LONG);
      assert.ok(stream.bytes > limit && stream.bytes <= limit + chunk, `${stream.bytes} bytes were read`);
      assert.ok(stream.cancelled, "it is not cancelled");
      assert.ok(fetch.calls[0].init.signal.aborted, "its fetch goes on");
    });
  }

  test("is cancelled when the call ends before it, even where its fetch heeds no signal", async () => {
    const ends = { timeout: () => ({ timeoutMs: 40 }), aborted: () => ({ signal: AbortSignal.timeout(40) }) };
    for (const [code, options] of Object.entries(ends)) {
      const stream = counted(1, 5);
      await fails(client(async () => new Response(stream.body)).freeze("card-1", options()), { code, effect: "unknown" });
      await eventually(() => stream.cancelled);
    }
  });

  test("that comes after the end is cancelled", async () => {
    const stream = counted(1);
    let answer;
    const fetch = () => new Promise((go) => (answer = go));
    await fails(client(fetch).freeze("card-1", { timeoutMs: 30 }), { code: "timeout" });
    answer(new Response(stream.body));
    await eventually(() => stream.cancelled);
  });

  test("whose cancelling fails or never ends does not matter", async () => {
    for (const cancel of [() => Promise.reject(new Error("no")), () => new Promise(() => {})]) {
      const pull = (stream) => stream.enqueue(new Uint8Array(100));
      const body = new ReadableStream({ pull, cancel });
      await fails(client(async () => new Response(body), { maxAnswerBytes: 50 }).freeze("card-1"), TOO_LONG);
    }
  });
});

const FORMS = {
  "a stream": (text) => new Response(text),
  arrayBuffer: (text) => ({ status: 200, arrayBuffer: async () => new TextEncoder().encode(text).buffer }),
  text: (text) => ({ status: 200, text: async () => text }),
};

for (const [name, make] of Object.entries(FORMS)) {
  describe(`an answer as ${name}`, () => {
    test("may have as many bytes as the limit, and not one more", async () => {
      for (const limit of [GOOD.length, 100, 70_000]) {
        const fetch = async () => make(padded(limit));
        const { result } = await client(fetch, { maxAnswerBytes: limit }).freeze("card-1");
        assert.equal(result, "accepted");
        if (limit > GOOD.length) await fails(client(fetch, { maxAnswerBytes: limit - 1 }).freeze("card-1"), TOO_LONG);
      }
    });

    test("counts in bytes, not in letters", async () => {
      const text = JSON.stringify({ code: 0, message: "ü".repeat(100) });
      await fails(client(async () => make(text)).freeze("card-1", { maxAnswerBytes: text.length + 10 }), TOO_LONG);
    });

    test("may have 4 MiB where nobody says otherwise", async () => {
      const most = 4 * 2 ** 20;
      assert.equal((await client(async () => make(padded(most))).freeze("card-1")).result, "accepted");
      await fails(client(async () => make(padded(most + 1))).freeze("card-1"), TOO_LONG);
    });

    test("that is too long is not kept, not even in part", async () => {
      const text = JSON.stringify({ code: 0, message: "4111111111111111" });
      const error = await fails(client(async () => make(text), { maxAnswerBytes: text.length - 1 }).freeze("card-1"), TOO_LONG);
      assert.ok(!JSON.stringify([error, error.issuerMessage, error.message]).includes("4111"));
      assert.equal(error.body()?.length ?? 0, 0);
    });
  });
}

describe("an answer without end", () => {
  const world = useSandbox();

  for (const fault of ["gzip_bomb", "endless_body"]) {
    test(`${fault} takes little memory`, async (t) => {
      world.sandbox.admin.addFault({ issuer: "open-api", fault, times: 20 });
      const one = new CardClient({ issuer: world.sandbox.issuers["open-api"] });
      const before = process.memoryUsage.rss();
      for (let turn = 0; turn < 5; turn += 1) {
        await fails(one.freeze("cid_PhysActive000001"), { code: "unexpected_answer", effect: "unknown" });
      }
      const grown = process.memoryUsage.rss() - before;
      t.diagnostic(`the process has grown by ${grown} bytes`);
      assert.ok(grown < 200 * 2 ** 20, `the process has grown by ${grown} bytes`);
    });
  }
});
