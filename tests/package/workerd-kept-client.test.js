// A client at module level in a worker: requests share it, and one may end in the midst of a call.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import { CARDS } from "./scenarios/world.js";
import { startWorker } from "./support/runtimes/workerd.js";
import { keep } from "./support/seen/report.js";
import { useSandbox } from "./support/suite.js";

const world = useSandbox();

const logins = () => world.sandbox.admin.requests().filter(({ path }) => path.endsWith("/login")).length;

// The older date is from before a request could settle the promise of another one.
for (const compatibilityDate of ["2024-09-01", "2025-06-01"]) {
  describe(`compatibility date ${compatibilityDate}`, () => {
    let worker;

    beforeEach(async () => {
      world.sandbox.admin.reset();
      worker = await startWorker("keeping-worker.js", { compatibilityDate });
    });
    afterEach(async () => {
      const gathered = await worker.dispatchFetch("http://worker/");
      keep("workerd", await gathered.json());
      await worker.dispose();
    });

    async function ask(options, leave = false) {
      const task = { issuer: world.sandbox.issuers.yativo, cardId: CARDS.yativo.active, options, leave };
      const response = await worker.dispatchFetch("http://worker/", { method: "POST", body: JSON.stringify(task) });
      const text = await response.text();
      return JSON.parse(text.startsWith("{") ? text : "{}").state ?? text;
    }
    const active = "active";

    for (const number of [1, 2, 10]) {
      test(`${number} requests at once share one login`, { timeout: 10_000 }, async () => {
        const answers = await Promise.all(Array.from({ length: number }, () => ask({ deadlineMs: 2_000 })));
        assert.deepEqual(answers, Array(number).fill(active));
        assert.equal(logins(), 1);
      });
    }

    test("a request that ends while it logs in does not lock the others out", { timeout: 10_000 }, async () => {
      world.sandbox.admin.addFault({ issuer: "yativo", fault: "stall", route: "login" });
      assert.equal(await ask({ timeoutMs: 300 }, true), "left");
      assert.equal(logins(), 1);
      assert.equal(await ask({ deadlineMs: 2_000 }), active);
      assert.equal(logins(), 2);
    });
  });
}
