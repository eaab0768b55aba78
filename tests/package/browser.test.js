// What is only so in a browser: the module must be fetched, and a page must not hold credentials.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";

import { secretsOf } from "./scenarios/errors.js";
import { startBrowser } from "./support/runtimes/chromium.js";
import { useSandbox } from "./support/suite.js";

describe("in Chromium", () => {
  const world = useSandbox();
  let browser;
  let page;

  before(async () => {
    browser = await startBrowser();
  });
  beforeEach(async () => {
    world.sandbox.admin.reset();
    Object.assign(browser.wasm, { status: 200, type: "application/wasm", requests: 0, hangs: false });
    page = await browser.open();
  });
  afterEach(() => page.close());
  after(() => browser?.close());

  const issuer = () => world.sandbox.issuers["open-api"];

  /** Runs a function in the page; a CardError comes back as plain data. */
  const inPage = (work, argument = { issuer: issuer() }) =>
    page.evaluate(
      async ({ source, argument }) => {
        try {
          return await (0, eval)(`(${source})`)(argument);
        } catch (error) {
          return { ...error, name: error.name, message: error.message, isCardError: error instanceof CardError };
        }
      },
      { source: work.toString(), argument },
    );

  test("a page may not hold credentials", async () => {
    const refused = await inPage(({ issuer }) => void new CardClient({ issuer }));
    assert.equal(refused.isCardError, true);
    assert.equal(refused.code, "configuration");
    assert.equal(refused.effect, "none");
    assert.equal(refused.path, "dangerouslyAllowBrowser");
    assert.equal(browser.wasm.requests, 0);
    for (const value of [false, 0, "", null]) {
      const again = await inPage(
        ({ issuer, value }) => void new CardClient({ issuer, dangerouslyAllowBrowser: value }),
        { issuer: issuer(), value },
      );
      assert.equal(again.path, "dangerouslyAllowBrowser");
    }
  });

  test("the module is fetched with the first client, and once", async () => {
    assert.equal(browser.wasm.requests, 0);
    const results = await inPage(({ issuer }) => {
      const clients = [1, 2, 3].map(() => new CardClient({ issuer, dangerouslyAllowBrowser: true }));
      return Promise.all(clients.map((client) => client.interpret("freeze", "card-1", { status: 200, body: '{"code":0}' })));
    });
    assert.deepEqual(results.map(({ result }) => result), ["accepted", "accepted", "accepted"]);
    assert.equal(browser.wasm.requests, 1);
  });

  test("can() answers before the module is there", async () => {
    const can = await inPage(({ issuer }) => {
      const client = new CardClient({ issuer, dangerouslyAllowBrowser: true });
      return ["freeze", "cancel", "deactivate"].map((action) => client.can(action));
    });
    assert.deepEqual(can, [true, true, false]);
  });

  for (const type of ["application/octet-stream", "text/plain", "application/wasm; charset=utf-8", ""]) {
    test(`a module that is served as ${type || "nothing"} works`, async () => {
      browser.wasm.type = type;
      await page.evaluate((task) => window.run(task), {
        group: "actions",
        scenario: "ibanera activate of card 1002 happens once",
        url: world.sandbox.url,
        planted: world.sandbox.planted,
      });
      await page.evaluate((task) => window.run(task), {
        group: "images",
        scenario: "an image is taken as Blob",
        url: world.sandbox.url,
        planted: world.sandbox.planted,
      });
      assert.equal(browser.wasm.requests, 1);
    });
  }

  test("a module that cannot be fetched fails the calls, and the next client tries again", async () => {
    browser.wasm.status = 404;
    const freeze = ({ issuer }) =>
      new CardClient({ issuer, dangerouslyAllowBrowser: true }).freeze("cid_PhysActive000001");
    const failed = await inPage(freeze);
    assert.match(failed.message, /404/);
    assert.equal(world.sandbox.admin.requests().length, 0);
    browser.wasm.status = 200;
    assert.equal((await inPage(freeze)).result, "accepted");
    assert.deepEqual(page.written.filter((line) => line.startsWith("uncaught")), []);
  });

  test("a module that is never delivered does not hold a call", async () => {
    browser.wasm.hangs = true;
    const seen = await inPage(async ({ issuer }) => {
      const client = new CardClient({ issuer, dangerouslyAllowBrowser: true });
      const told = ({ code, effect, action, cardId }) => [code, effect, action, cardId].join(" ");
      const ended = (options) => client.freeze("card-1", options).catch(told);
      const start = performance.now();
      const ends = await Promise.all([
        ended({ deadlineMs: 100 }),
        ended({ signal: AbortSignal.abort() }),
        ended({ signal: AbortSignal.any([AbortSignal.timeout(100)]) }),
        ended({ deadlineMs: 0 }),
        ended({ timeoutMs: "1" }),
        ended({ maxAnswerBytes: -1 }),
        ended({ signal: {} }),
      ]);
      const withLimit = new CardClient({ issuer, dangerouslyAllowBrowser: true, deadlineMs: 100 });
      ends.push(await withLimit.freeze("card-1").catch(told));
      return { ends, tookMs: performance.now() - start };
    });
    const refused = "invalid_input none  ";
    assert.deepEqual(seen.ends, [
      "timeout none freeze card-1",
      "aborted none freeze card-1",
      "aborted none freeze card-1",
      refused,
      refused,
      refused,
      refused,
      "timeout none freeze card-1",
    ]);
    assert.ok(seen.tookMs < 5_000, `it took ${seen.tookMs} ms`);
    assert.equal(world.sandbox.admin.requests().length, 0);
    assert.deepEqual(page.written, []);
  });

  test("wrong options fail the first call, and nothing is uncaught without one", async () => {
    const refused = await inPage(({ issuer }) =>
      new CardClient({ issuer: { ...issuer, version: 5 }, dangerouslyAllowBrowser: true }).freeze("card-1"),
    );
    assert.deepEqual([refused.isCardError, refused.code, refused.path], [true, "configuration", "issuer.version"]);
    await inPage(({ issuer }) => void new CardClient({ issuer: { ...issuer, version: 5 }, dangerouslyAllowBrowser: true }));
    await page.waitForTimeout(50);
    assert.deepEqual(page.written, []);
  });

  test("a hidden redirect is not followed", async () => {
    world.sandbox.admin.addFault({ issuer: "open-api", fault: "redirect" });
    const refused = await inPage(({ issuer }) =>
      new CardClient({ issuer, dangerouslyAllowBrowser: true }).freeze("cid_PhysActive000001"),
    );
    assert.deepEqual([refused.code, refused.effect], ["unexpected_answer", "unknown"]);
    assert.equal(world.sandbox.admin.requests().length, 1);
  });

  test("the console shows no secret of a client or an error", async () => {
    const pan = world.sandbox.planted[0];
    world.sandbox.admin.addFault({ issuer: "artha", fault: "issuer_error", route: "action", code: `declined ${pan}` });
    world.sandbox.admin.addFault({ issuer: "yativo", fault: "truncated_json", route: "get" });
    await inPage(
      async ({ artha, yativo }) => {
        const clients = [artha, yativo].map((issuer) => new CardClient({ issuer, dangerouslyAllowBrowser: true }));
        const caught = (call) => call.then(() => "nothing", (error) => error);
        const errors = [
          await caught(clients[0].setPin("a0000000-0000-4000-8000-000000000001")),
          await caught(clients[1].card("b0000000-0000-4000-8000-000000000002")),
        ];
        for (const value of [...clients, ...errors]) {
          console.log(value);
          console.error("it failed", value);
          console.dir(value);
          console.log(`${value}`, JSON.stringify(value));
        }
        Promise.reject(errors[0]);
      },
      { artha: world.sandbox.issuers.artha, yativo: world.sandbox.issuers.yativo },
    );
    await page.waitForFunction(() => true);
    const text = page.written.join("\n");
    assert.match(text, /CardError: The issuer refused/);
    for (const secret of secretsOf(world.sandbox)) assert.ok(!text.includes(secret), `${secret} is shown in ${text}`);
  });
});
