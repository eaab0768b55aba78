// The client in a real page, which allows its own scripts and its own proxy and nothing else.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { PLAIN_HOST, startBrowser } from "./support/chromium.js";
import { answers, partsOf } from "./support/stub.js";

describe("in Chromium", { timeout: 120_000 }, () => {
  let browser;
  let stub;
  let context;
  const pages = [];
  before(async () => {
    browser = await startBrowser();
    ({ stub } = browser);
  });
  beforeEach(async () => {
    stub.reset();
    context = await browser.context();
  });
  afterEach(async () => {
    const uncaught = pages.splice(0).flatMap((page) => page.uncaught);
    await context.close();
    assert.deepEqual(uncaught, []);
  });
  after(() => browser?.close());

  const open = async (options) => {
    const page = await browser.open(context, options);
    pages.push(page);
    return page;
  };
  const requested = (count) => until(() => stub.requests.length >= count);
  async function until(test) {
    while (!test()) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const freeze = (page, options = {}) => page.evaluate((options) => ended(new CardClient({ proxy: "/api" }).freeze("card-1", options)), options);
  const pending = (page) => page.evaluate(() => new CardClient({ proxy: "/api" }).pending());
  const resume = (page) =>
    page.evaluate(() => {
      const cards = new CardClient({ proxy: "/api" });
      return ended(cards.resume(cards.pending()[0]));
    });

  for (const host of ["127.0.0.1", PLAIN_HOST]) {
    test(`every method works in a page without wasm, at ${host}`, async () => {
      const page = await open({ host });
      const seen = await page.evaluate(async () => {
        const cards = new CardClient({ proxy: "/api", issuer: "main" });
        const wasm = await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)).then(() => "allowed", () => "forbidden");
        const ends = [];
        for (const name of ["freeze", "unfreeze", "activate", "deactivate", "cancel", "setPin", "replace", "topUp", "setLimits"]) {
          ends.push((await cards[name]("card-1", { reason: "x" })).result);
        }
        ends.push((await cards.issue({ type: "Virtual" })).cardId);
        const ids = [];
        for await (const { id } of cards.cards()) ids.push(id);
        for await (const { id } of cards.transactions("card-1")) ids.push(id);
        const reads = [];
        for (const name of ["card", "balance", "limits"]) reads.push(await cards[name]("card-1"));
        reads.push(await cards.topUpFee("card-1", { amount: "1" }));
        await cards.capabilities();
        const secrets = [(await cards.reveal("card-1")).pan.expose(), (await cards.revealPin("card-1")).pin.expose()];
        return { wasm, ends, ids, reads, secrets, can: cards.can("freeze"), secure: isSecureContext, left: localStorage.length };
      });
      assert.equal(seen.wasm, "forbidden");
      assert.equal(seen.secure, host !== PLAIN_HOST);
      assert.deepEqual(seen.ends, [...Array(9).fill("completed"), "new-card"]);
      assert.deepEqual(seen.ids, ["card-1", "card-2", "card-3", "t-1", "t-2"]);
      assert.deepEqual(seen.reads[0].somethingNew, { kept: true });
      assert.deepEqual(seen.secrets, ["4111111111111111", "4912"]);
      assert.deepEqual([seen.can, seen.left], [true, 0]);
      assert.deepEqual(page.written.filter((line) => !/WebAssembly/.test(line)), []);
    });
  }

  test("an answer that is lost is asked for again, and it is done once", async () => {
    const page = await open();
    stub.faults.push({ on: "freeze", executes: true, answer: answers.cut }, { on: "freeze", answer: answers.gateway(502) });
    assert.equal((await freeze(page)).value.result, "completed");
    assert.equal(stub.executed.length, 1);
    assert.equal(new Set(stub.requests.map(({ headers }) => headers["idempotency-key"])).size, 1);
    assert.ok(stub.requests.length >= 3);
  });

  test("a redirect is not followed, and a page is no answer", async () => {
    const page = await open();
    for (const answer of [answers.redirect, answers.text("<html>", "text/html"), answers.text("x".repeat(2 ** 20 + 9))]) {
      stub.faults.push({ on: "freeze", answer });
      const { code, effect } = await freeze(page);
      assert.deepEqual([code, effect], ["unexpected_answer", "unknown"]);
    }
    assert.equal(stub.requests.length, 3);
  });

  for (const host of ["127.0.0.1", PLAIN_HOST]) {
    test(`a page that is offline waits, at ${host}`, async () => {
      const page = await open({ host });
      await context.setOffline(true);
      const call = freeze(page);
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
      assert.equal(stub.requests.length, 0);
      await context.setOffline(false);
      assert.equal((await call).value.result, "completed");
      assert.equal(stub.executed.length, 1);
    });
  }

  test("offline until the deadline nothing was done; in the midst it goes on", async () => {
    const page = await open({ host: PLAIN_HOST });
    await context.setOffline(true);
    const { code, effect } = await freeze(page, { deadlineMs: 100 });
    assert.deepEqual([code, effect, stub.requests.length], ["timeout", "none", 0]);
    await context.setOffline(false);
    assert.deepEqual(await pending(page), []);
    // The network goes while the answer is on its way.
    stub.faults.push({ on: "freeze", executes: true, answer: answers.hang });
    const call = freeze(page);
    await requested(1);
    await context.setOffline(true);
    await page.waitForFunction(() => !navigator.onLine);
    assert.deepEqual((await pending(page)).map(({ action }) => action), ["freeze"]);
    stub.faults.length = 0;
    await context.setOffline(false);
    const end = await call;
    assert.equal(end.value.result, "completed");
    assert.equal(stub.executed.length, 1);
  });

  test("a tab that is closed in the midst: a new one gets the outcome", async () => {
    const page = await open();
    stub.faults.push({ on: "freeze", executes: true, answer: answers.hang });
    freeze(page, { reason: "not kept" }).catch(() => {});
    await requested(1);
    const stored = await page.evaluate(() => JSON.stringify(localStorage));
    assert.ok(!stored.includes("not kept"), stored);
    await page.close();
    const next = await open();
    assert.deepEqual((await pending(next)).map(({ action, cardId }) => [action, cardId]), [["freeze", "card-1"]]);
    const { value } = await resume(next);
    assert.deepEqual([value.result, value.action], ["completed", "freeze"]);
    assert.equal(stub.executed.length, 1);
    assert.deepEqual(await pending(next), []);
  });

  test("a tab that was closed before anything arrived: nothing was done", async () => {
    const page = await open();
    await page.evaluate(() => localStorage.setItem(`cardlatch ${location.origin}/api 0123456789abcdef`, JSON.stringify({ action: "cancel", cardId: "card-1", atMs: Date.now() - 60_000 })));
    const { code, effect, action } = await resume(page);
    assert.deepEqual([code, effect, action], ["not_found", "none", "cancel"]);
    assert.deepEqual(await pending(page), []);
  });

  test("a second tab waits for the first, and they do not disturb each other", async () => {
    const [first, second] = [await open(), await open()];
    stub.faults.push({ on: "freeze", executes: true, answer: (response) => (stub.answerFirst = () => response.destroy()) });
    const call = freeze(first);
    await requested(1);
    const other = second.evaluate(() => ended(new CardClient({ proxy: "/api" }).cancel("card-2")));
    assert.equal((await other).value.result, "completed");
    assert.equal((await pending(second)).length, 1);
    const resumed = resume(second);
    await second.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    assert.equal(stub.requests.filter(({ path }) => path.includes("operations")).length, 0, "it waits");
    stub.answerFirst();
    assert.equal((await call).value.result, "completed");
    assert.equal((await resumed).value.result, "completed");
    assert.equal(stub.executed.length, 2);
    assert.deepEqual(await pending(first), []);
  });

  const storages = {
    "a storage that is full": () => {
      for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2)) {
        try {
          for (let count = 0; ; count += 1) localStorage.setItem(`full ${size} ${count}`, "x".repeat(size));
        } catch {}
      }
    },
    "a storage that is forbidden": () =>
      Object.defineProperty(window, "localStorage", {
        get() {
          throw new DOMException("The page may not.", "SecurityError");
        },
      }),
  };
  for (const [name, before] of Object.entries(storages)) {
    test(`${name} disturbs nothing`, async () => {
      const page = await open({ before });
      assert.equal((await freeze(page)).value.result, "completed");
      assert.deepEqual(await pending(page), []);
    });
  }

  for (const streams of [true, false]) {
    test(`what was accepted settles ${streams ? "by the stream" : "by asking"}`, async () => {
      Object.assign(stub, { accepts: true, streams });
      const page = await open();
      const settled = page.evaluate(async () => {
        const outcome = await new CardClient({ proxy: "/api" }).freeze("card-1");
        const first = outcome.result;
        return [first, (await outcome.settled()).result, (await (await outcome.settled()).settled()).confirmed];
      });
      await requested(2);
      stub.settle();
      assert.deepEqual(await settled, ["accepted", "completed", true]);
      await until(() => stub.watchers.size === 0);
      assert.deepEqual(await pending(page), []);
    });
  }

  test("what was refused later rejects", async () => {
    stub.accepts = true;
    const page = await open();
    const settled = page.evaluate(async () => ended((await new CardClient({ proxy: "/api" }).freeze("card-1")).settled()));
    await requested(2);
    stub.settle({ state: "failed", error: { code: "issuer_rejected", effect: "none", title: "No." } });
    const { code, effect, isCardError } = await settled;
    assert.deepEqual([code, effect, isCardError], ["issuer_rejected", "none", true]);
  });

  test("an abort ends whatever is under way, and nothing is uncaught", async () => {
    stub.accepts = true;
    const page = await open();
    const ends = await page.evaluate(async () => {
      const cards = new CardClient({ proxy: "/api" });
      const outcome = await cards.freeze("card-9");
      const calls = {
        settled: (options) => outcome.settled(options),
        freeze: (options) => cards.freeze("card-1", options),
        image: async (options) => cards.freeze("card-1", { ...options, fit: true, signImage: await picture("image/png", 3000, 2000, "noise") }),
        card: (options) => cards.card("card-1", options),
        page: (options) => cards.cards(options).page(),
        reveal: (options) => cards.reveal("card-1", options),
        resume: (options) => cards.resume(cards.pending()[0], options),
        capabilities: (options) => cards.capabilities(options),
      };
      const seen = {};
      for (const [name, call] of Object.entries(calls)) {
        const at = async (turns) => {
          const controller = new AbortController();
          const end = ended(call({ signal: controller.signal }));
          for (let turn = 0; turn < turns; turn += 1) await null;
          controller.abort();
          return (await end).code;
        };
        seen[name] = [await ended(call({ signal: AbortSignal.abort() })).then(({ code }) => code), await at(0), await at(3), await at(12)];
      }
      return seen;
    });
    for (const [name, codes] of Object.entries(ends)) assert.deepEqual(codes, Array(4).fill("aborted"), name);
  });

  test("the console shows no secret and no key", async () => {
    stub.faults.push({ on: "cancel", answer: answers.text("{}") });
    const page = await open();
    const key = await page.evaluate(async () => {
      const cards = new CardClient({ proxy: "/api", headers: { authorization: "Bearer token-secret" } });
      const error = await cards.cancel("card-1", { reason: "reason-secret" }).catch((error) => error);
      const shown = [await cards.reveal("card-1"), await cards.revealPin("card-1"), cards, error];
      for (const value of shown) {
        console.log(value);
        console.error("it failed", value);
        console.dir(value);
        console.log(`${value}`, JSON.stringify(value));
      }
      return error.idempotencyKey;
    });
    const text = page.written.join("\n");
    assert.match(key, /^[0-9a-f]{32}$/);
    assert.match(text, /CardError: The answer/);
    for (const secret of [key, "4111111111111111", "737", "4912", "token-secret", "reason-secret"]) assert.ok(!text.includes(secret), `${secret} in ${text}`);
  });

  describe("pictures", () => {
    /** Sends a picture that is made in the page; gives the end, what arrived and how that looks. */
    async function sent(make, argument, options = {}) {
      const page = await open(options.open);
      const end = await page.evaluate(
        async ([make, argument, fit, maxImageBytes]) => {
          const signImage = await window[make](...argument);
          const size = signImage.size;
          return { size, ...(await ended(new CardClient({ proxy: "/api", maxImageBytes }).freeze("card-1", { signImage, fit }))) };
        },
        [make, argument, options.fit ?? true, options.most],
      );
      if (!stub.requests.length) return { end };
      const { signImage } = await partsOf(stub.requests[0]);
      const look = await page.evaluate((bytes) => looks(bytes), [...signImage.bytes]);
      return { end, size: signImage.bytes.length, type: signImage.type, look };
    }
    const made = { before: () => Object.assign(window, { given: async (numbers, type) => new Blob([Uint8Array.from(numbers)], { type }) }) };
    const bytes = (text) => [...Buffer.from(text, "latin1")];

    test("a photo of 6000 x 4000 is made smaller", async () => {
      const { end, size, type, look } = await sent("picture", ["image/jpeg", 6000, 4000, "noise"]);
      assert.ok(end.size > 2 ** 21, `${end.size}`);
      assert.equal(type, "image/jpeg");
      assert.ok(size <= 2 ** 21 && size > 2 ** 17, `${size}`);
      assert.ok(Math.abs(look.width / look.height - 1.5) < 0.01 && look.width <= 6000, JSON.stringify(look));
      assert.equal(end.value.result, "completed");
    });

    test("without fit it is refused before it is read", async () => {
      const { end } = await sent("picture", ["image/jpeg", 6000, 4000, "noise"], { fit: false });
      assert.deepEqual([end.code, end.effect, end.path, stub.requests.length], ["image_too_large", "none", "signImage", 0]);
    });

    test("what fits is sent as it is", async () => {
      const { end, size, type, look } = await sent("picture", ["image/png", 60, 30, "halves"]);
      assert.equal(size, end.size);
      assert.equal(type, "image/png");
      assert.deepEqual([look.width, look.height, look.left, look.right], [60, 30, "red", "blue"]);
    });

    for (const canvas of ["OffscreenCanvas", "canvas element"]) {
      test(`a transparent PNG stays one (${canvas})`, async () => {
        const before = canvas === "canvas element" ? () => delete window.OffscreenCanvas : undefined;
        const { end, size, type, look } = await sent("picture", ["image/png", 2400, 800, "strokes"], { most: 8_000, open: { before } });
        assert.ok(end.size > 8_000, `${end.size}`);
        assert.ok(size <= 8_000, `${size}`);
        assert.equal(type, "image/png");
        assert.ok(Math.abs(look.width / look.height - 3) < 0.1, JSON.stringify(look));
        assert.ok([look.top, look.bottom, look.left, look.right].includes("clear"), JSON.stringify(look));
      });
    }

    test("a picture that is to be turned is turned", async () => {
      const before = () => {
        window.turnedPicture = async () => turned(await picture("image/jpeg", 800, 400, "halves"), 6);
      };
      for (const prepare of [before, () => ((window.turnedPicture = async () => turned(await picture("image/jpeg", 800, 400, "halves"), 6)), delete window.createImageBitmap)]) {
        stub.reset();
        const page = await open({ before: prepare });
        await page.evaluate(async () => new CardClient({ proxy: "/api", maxImageBytes: 3_500 }).freeze("card-1", { signImage: await window.turnedPicture(), fit: true }));
        const { signImage } = await partsOf(stub.requests[0]);
        const look = await pages[0].evaluate((bytes) => looks(bytes), [...signImage.bytes]);
        assert.ok(signImage.bytes.length <= 3_500);
        assert.ok(Math.abs(look.height / look.width - 2) < 0.05, JSON.stringify(look));
        assert.deepEqual([look.top, look.bottom], ["red", "blue"], JSON.stringify(look));
      }
    });

    test("a picture of another kind becomes one that is taken, and is never enlarged", async () => {
      const { type, look } = await sent("picture", ["image/webp", 90, 60, "halves"]);
      assert.equal(type, "image/jpeg");
      assert.deepEqual([look.width, look.height, look.left, look.right], [90, 60, "red", "blue"]);
    });

    test("a drawing becomes a picture where it may be fitted, and is refused otherwise", async () => {
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="40" height="40" fill="#f00"/><rect x="40" width="40" height="40" fill="#00f"/></svg>';
      const refused = await sent("given", [bytes(svg), "image/svg+xml"], { fit: false, open: made });
      assert.deepEqual([refused.end.code, stub.requests.length], ["image_format", 0]);
      const { type, look } = await sent("given", [bytes(svg), "image/svg+xml"], { open: made });
      assert.equal(type, "image/jpeg");
      assert.deepEqual([look.width, look.height, look.left, look.right], [80, 40, "red", "blue"]);
    });

    test("what is no picture, is cut off, or cannot be made to fit is refused", async () => {
      const png = await (await open()).evaluate(async () => [...new Uint8Array(await (await picture("image/png", 60, 30, "halves")).arrayBuffer())]);
      const jpeg = await pages[0].evaluate(async () => [...new Uint8Array(await (await picture("image/jpeg", 900, 600, "halves")).arrayBuffer())]);
      const cases = [
        [bytes("%PDF-1.7 nothing"), "image_format"],
        [bytes("hello"), "image_format"],
        [[], "image_format"],
        [png.slice(0, -6), "image_truncated"],
        [jpeg.slice(0, -900), "image_truncated", 1_000],
        [jpeg, "image_too_large", 60],
        [bytes('<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"></svg>'), "image_format"],
        [bytes('<svg xmlns="http://www.w3.org/2000/svg" width="0" height="40"></svg>'), "image_format"],
      ];
      for (const [given, code, most] of cases) {
        const { end } = await sent("given", [given, "image/png"], { most, open: made });
        assert.deepEqual([end.code, end.effect, end.path, stub.requests.length], [code, "none", "signImage", 0]);
      }
    });
  });
});
