// A signal that many calls share stays as it was.
import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { test } from "node:test";

import { ANSWERS, ISSUERS, answering, json, never } from "./support/fetches.js";
import { CardClient } from "./support/package.js";

const { signal } = new AbortController();

async function leavesNothing(issuer, fetch, call, turns) {
  const client = new CardClient({ issuer: ISSUERS[issuer], fetch });
  for (let turn = 0; turn < turns; turn += 1) await call(client).catch(() => {});
  assert.deepEqual(getEventListeners(signal, "abort"), []);
}

test("200 calls leave no listener on it", () =>
  leavesNothing("open-api", answering(ANSWERS["open-api"]), (client) => client.freeze("card-1", { signal }), 200));

test("calls that log in and read back leave no listener on it", () => {
  const { login, update, frozen } = ANSWERS.yativo;
  const fetch = (url) => Promise.resolve(url.endsWith("/login") ? login() : url.includes("/get/") ? frozen : update);
  return leavesNothing("yativo", fetch, (client) => client.freeze("card-1", { signal }), 20);
});

test("calls that fail leave no listener on it", () =>
  leavesNothing("open-api", answering(json({}, 500)), (client) => client.freeze("card-1", { signal }), 20));

test("calls that run out of time leave no listener on it", () =>
  leavesNothing("open-api", answering(never), (client) => client.freeze("card-1", { signal, timeoutMs: 20 }), 3));

test("calls that are refused leave no listener on it", () =>
  leavesNothing("open-api", answering(never), (client) => client.freeze("..", { signal }), 20));

test("what is no signal is refused before anything is sent", async () => {
  const fetch = answering(ANSWERS["open-api"]);
  const client = new CardClient({ issuer: ISSUERS["open-api"], fetch });
  for (const wrong of [true, "signal", {}, new AbortController()]) {
    await assert.rejects(client.freeze("card-1", { signal: wrong }), { code: "invalid_input", path: "signal" });
  }
  assert.equal(fetch.calls.length, 0);
});
