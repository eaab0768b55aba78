// The worker in Rust, from the example's own sources, in the runtime of Workers.
import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, beforeEach, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";

import { CARDS } from "../package/scenarios/world.js";
import { startSandbox } from "../package/support/package.js";
import { plant } from "../package/support/seen/record.js";
import { keepPrinted } from "../package/support/seen/report.js";

const root = fileURLToPath(new URL("../../target/workers-rust/build", import.meta.url));
const { active, frozen, unknown } = CARDS.yativo;
const signed = (secret, body) => createHmac("sha256", secret).update(body).digest("hex");

describe("workers-rust", () => {
  const secrets = { APP_TOKEN: randomBytes(24).toString("hex"), CALLBACK_SECRET: randomBytes(24).toString("hex") };
  let sandbox;
  let miniflare;
  let origin;
  let printed = "";

  before(async () => {
    sandbox = await startSandbox({ log: false });
    const { baseUrl, accountId, appSecret } = sandbox.issuers.yativo;
    Object.assign(secrets, { ISSUER_ACCOUNT: accountId, ISSUER_SECRET: appSecret });
    plant(Object.values(secrets).map((value) => ["setting", value]));
    const config = await readFile(new URL("../../examples/workers-rust/wrangler.jsonc", import.meta.url), "utf8");
    miniflare = new Miniflare({
      cf: false, // otherwise it asks the internet for a sample of request properties
      modules: true,
      modulesRoot: root,
      scriptPath: join(root, "index.js"),
      modulesRules: [
        { type: "ESModule", include: ["**/*.js"] },
        { type: "CompiledWasm", include: ["**/*.wasm"] },
      ],
      compatibilityDate: /"compatibility_date": "([\d-]+)"/.exec(config)[1],
      bindings: { ISSUER_URL: baseUrl, ...secrets },
      kvNamespaces: [/"binding": "(\w+)"/.exec(config)[1]],
      handleRuntimeStdio(...streams) {
        for (const stream of streams) stream.on("data", (piece) => (printed += piece));
      },
    });
    ({ origin } = await miniflare.ready);
  });
  after(async () => {
    await Promise.all([miniflare?.dispose(), sandbox?.close()]);
  });
  beforeEach(() => sandbox.admin.reset());

  const freeze = (card, token = secrets.APP_TOKEN) =>
    fetch(`${origin}/cards/${card}/freeze`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
  const deliver = (body, signature = signed(secrets.CALLBACK_SECRET, body)) =>
    fetch(`${origin}/callbacks`, { method: "POST", headers: { "x-yativo-signature": signature }, body });
  const executed = () => sandbox.admin.executions().map(({ action, cardId, count }) => [action, cardId, count]);

  test("a card is frozen once, and read after it", async () => {
    const response = await freeze(active);
    const told = await response.text();
    assert.equal(response.status, 200, told);
    const { action, result, confirmed } = JSON.parse(told);
    assert.deepEqual([action, result, confirmed], ["freeze", "completed", true]);
    assert.deepEqual(executed(), [["freeze", active, 1]]);
  });

  test("two at once share one login", async () => {
    const both = await Promise.all([freeze(active), freeze(frozen)]);
    for (const response of both) assert.equal(response.status, 200, await response.text());
    const logins = sandbox.admin.requests().filter(({ path }) => path.endsWith("/login"));
    assert.equal(logins.length, 1, JSON.stringify(sandbox.admin.requests().map(({ path }) => path)));
  });

  test("nobody without the token", async () => {
    for (const token of ["", "x".repeat(48), secrets.APP_TOKEN.slice(1), `${secrets.APP_TOKEN}x`]) {
      assert.equal((await freeze(active, token)).status, 401);
    }
    assert.deepEqual(executed(), []);
  });

  test("after a lost answer the effect is unknown", async () => {
    // The reset has ended the session. An answer is lost of an order, and not of one that it refused.
    assert.equal((await freeze(frozen)).status, 200);
    sandbox.admin.addFault({ issuer: "yativo", route: "update", fault: "cut_after_execute" });
    const response = await freeze(active);
    assert.deepEqual([response.status, await response.json()], [502, { code: "network", effect: "unknown" }]);
    assert.deepEqual(executed().filter(([, card]) => card === active), [["freeze", active, 1]]);
  });

  test("a login that fails has no effect, and what is unclear is called so", async () => {
    sandbox.admin.addFault({ issuer: "yativo", route: "login", fault: "status_503", times: 9 });
    const response = await freeze(active);
    assert.deepEqual([response.status, await response.json()], [502, { code: "issuer_unavailable", effect: "none" }]);
    sandbox.admin.reset();
    const unclear = await freeze(unknown);
    assert.deepEqual([unclear.status, await unclear.json()], [502, { code: "issuer_rejected", effect: "unknown" }]);
    assert.deepEqual(executed(), []);
  });

  test("what the issuer sends without an end is given up", async () => {
    assert.equal((await freeze(frozen)).status, 200);
    sandbox.admin.addFault({ issuer: "yativo", route: "update", fault: "endless_body" });
    const response = await freeze(active);
    assert.deepEqual([response.status, await response.json()], [502, { code: "unexpected_answer", effect: "unknown" }]);
  });

  test("a signed callback is kept once, another is refused", async () => {
    const body = JSON.stringify({ "event.type": "customer.kyc.approved", payload: { id: "c_1" } });
    const refused = await deliver(body, signed("another secret", body));
    assert.equal(refused.status, 401);
    const events = await miniflare.getKVNamespace("EVENTS");
    assert.deepEqual((await events.list()).keys, []);
    for (const _ of [1, 2]) assert.equal((await deliver(body)).status, 200);
    const { keys } = await events.list();
    assert.equal(keys.length, 1);
    assert.equal(await events.get(keys[0].name), "kyc");
  });

  test("a body without an end is given up, and none at all is refused", async () => {
    let sent = 0;
    const pull = (controller) => {
      if (sent >= 4 * 2 ** 20) return controller.close();
      controller.enqueue(new Uint8Array(2 ** 16));
      sent += 2 ** 16;
    };
    const long = await miniflare.dispatchFetch(`${origin}/callbacks`, {
      method: "POST",
      headers: { "x-yativo-signature": "00".repeat(32) },
      body: new ReadableStream({ pull }),
      duplex: "half",
    });
    assert.equal(long.status, 413);
    assert.equal((await fetch(`${origin}/callbacks`, { method: "POST" })).status, 401);
  });

  test("everything else is not found, and no secret was printed", async () => {
    assert.equal((await fetch(`${origin}/cards/${frozen}/freeze`)).status, 404);
    assert.equal((await fetch(`${origin}/cards`, { method: "POST" })).status, 404);
    keepPrinted("workers-rust", printed);
    for (const secret of Object.values(secrets)) assert.ok(!printed.includes(secret), "a secret was printed");
  });
});
