// What is wrong with the options is said when the proxy is made, with the option's path.
import assert from "node:assert/strict";
import { test } from "node:test";

import { fromPackage } from "../package/support/consumer.js";
import { ISSUERS } from "../package/support/fetches.js";
import { startWorker } from "../package/support/runtimes/workerd.js";

const { CardError, MemoryLedger, createCardProxy } = await fromPackage("cardlatch/edge");
const { CardClient } = await fromPackage("cardlatch");
const { CallbackReceiver } = await fromPackage("cardlatch/callbacks");

const client = new CardClient({ issuer: ISSUERS.artha });
const receiver = new CallbackReceiver({ issuer: "artha", readCardFirst: true });
const good = { issuers: { main: client }, authenticate: () => "ann", owns: () => true, allow: ["freeze"] };

/** The path at fault: what is changed, one a row. */
const WRONG = [
  ["issuers", { issuers: undefined }, { issuers: {} }, { issuers: [client] }, { issuers: "artha" }],
  ["issuers.main", { issuers: { main: {} } }, { issuers: { main: null } }, { issuers: { main: { can() {}, freeze() {} } } }],
  ["issuers.Main", { issuers: { Main: client } }],
  ["callbacks", { callbacks: [receiver] }, { callbacks: "artha" }],
  ["callbacks.main", { callbacks: { main: {} } }, { callbacks: { main: client } }],
  ["callbacks.other", { callbacks: { other: receiver } }],
  ["authenticate", { authenticate: undefined }, { authenticate: "ann" }],
  ["owns", { owns: undefined }, { owns: true }],
  ["allow", { allow: undefined }, { allow: [] }, { allow: "freeze" }, { allow: () => true }],
  ["allow.1", { allow: ["freeze", "melt"] }, { allow: ["freeze", "freeze"] }, { allow: ["freeze", 5] }, { allow: ["freeze", "set-pin"] }],
  ["confirm", { confirm: "yes" }, { confirm: null }],
  ["confirmActions", { confirmActions: ["freeze"] }],
  ["confirmActions.0", { confirm: () => true, confirmActions: ["card"] }],
  ["rateLimit", { rateLimit: 5 }],
  ["onEvent", { onEvent: {} }],
  ["onAudit", { onAudit: [] }],
  ["address", { address: "127.0.0.1" }],
  ["ledger", { ledger: {} }, { ledger: new Map() }, { ledger: null }],
  ["basePath", { basePath: "api" }, { basePath: "/api/" }, { basePath: "/a//b" }, { basePath: "/../a" }, { basePath: 5 }],
  ["origins", { origins: "https://app.example" }],
  ["origins.0", { origins: ["*"] }, { origins: ["https://app.example/"] }, { origins: ["https://*.example"] }, { origins: ["app.example"] }],
  ["maxBodyBytes", { maxBodyBytes: 0 }, { maxBodyBytes: 1.5 }, { maxBodyBytes: "1000" }, { maxBodyBytes: NaN }, { maxBodyBytes: 10n }],
  ["maxImageBytes", { maxImageBytes: -1 }, { maxImageBytes: Infinity }],
  ["deadlineMs", { deadlineMs: 0 }, { deadlineMs: 2 ** 31 }],
  ["settleMs", { settleMs: -1 }],
  ["queueMs", { queueMs: -1 }],
  ["keepMs", { keepMs: 1 }],
  ["openapi", { openapi: "yes" }],
  ["owner", { owner: () => true }],
];

test("a proxy with the least that it needs is made", () => {
  assert.equal(typeof createCardProxy(good), "function");
  const all = { callbacks: { main: receiver }, ledger: new MemoryLedger(), confirm: () => true, confirmActions: ["freeze"], queueMs: 0, origins: [] };
  assert.equal(typeof createCardProxy({ ...good, ...all }), "function");
});

for (const [path, ...changes] of WRONG) {
  test(`${path} is looked at`, () => {
    for (const change of changes) {
      const make = () => createCardProxy({ ...good, ...change });
      assert.throws(make, (error) => {
        assert.ok(error instanceof CardError, `${error}`);
        const { code, effect, retryable } = error;
        assert.deepEqual([code, effect, retryable, error.path], ["configuration", "none", false, path], error.message);
        assert.ok(error.message.length > 10);
        return true;
      });
    }
  });
}

test("options that are none", () => {
  for (const options of [undefined, null, 5, "artha", [], () => good]) {
    assert.throws(() => createCardProxy(options), { code: "configuration", path: "options" });
  }
});

test("what is changed in the options later changes nothing", async () => {
  const issuers = { main: client };
  const handler = createCardProxy({ ...good, issuers, authenticate: () => null });
  delete issuers.main;
  assert.equal((await handler(new Request("https://cards.example/capabilities"))).status, 401);
});

test("a worker with a wrong option does not start", async () => {
  const worker = await startWorker("../../../edge/support/wrong-worker.js");
  try {
    const response = await worker.dispatchFetch("http://worker/");
    const wrong = (path) => ({ name: "CardError", code: "configuration", path });
    assert.deepEqual(await response.json(), { good: {}, allow: wrong("allow.0"), ledger: wrong("ledger") });
  } finally {
    await worker.dispose();
  }
});
