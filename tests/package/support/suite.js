// All scenarios in one runtime, with one sandbox that is reset before each.
import { after, before, describe, test } from "node:test";

import { groups } from "../scenarios/index.js";
import { startSandbox } from "./package.js";

/** A sandbox that is closed after the tests of a file; accepted orders wait until they are settled. */
export function useSandbox(options = {}) {
  const world = {};
  before(async () => {
    world.sandbox = await startSandbox({ log: false, settleMs: Infinity, cors: true, ...options });
  });
  after(() => world.sandbox?.close());
  return world;
}

/**
 * @param {string} name
 * @param {() => Promise<{ run: (task: object) => Promise<void>, close: () => Promise<void> }>} start
 * @param {object} chosen groups of scenarios
 */
export function runtimeSuite(name, start, chosen = groups) {
  describe(name, () => {
    const world = useSandbox();
    let runtime;
    before(async () => {
      runtime = await start();
    });
    after(() => runtime?.close());

    for (const [group, scenarios] of Object.entries(chosen)) {
      describe(group, () => {
        for (const scenario of Object.keys(scenarios)) {
          test(scenario, { timeout: 10_000 }, () => {
            const { url, planted } = world.sandbox;
            return runtime.run({ group, scenario, url, planted });
          });
        }
      });
    }
  });
}
