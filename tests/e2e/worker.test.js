// The edge worker: who may call it, what it shows, and what it takes as a callback.
import assert from "node:assert/strict";
import { request as rawRequest } from "node:http";
import { createServer } from "node:net";
import { describe, test } from "node:test";

import { startDemo } from "../../www/start.mjs";
import {
  act,
  actionButton,
  CARDS,
  choose,
  executions,
  openPage,
  requests,
  truth,
  useDemo,
} from "./demo.js";

const world = useDemo();

async function call(path, { method = "GET", headers = {}, body } = {}) {
  const response = await fetch(world.demo.url + path, { method, headers, body });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

function freezePath({ issuer, id }) {
  return `/api/cards/${issuer}/${id}/freeze`;
}

describe("who may call", () => {
  const FOREIGN = [
    ["no origin", {}],
    ["another origin", { origin: "https://evil.example" }],
    ["the opaque origin", { origin: "null" }],
  ];
  for (const [name, headers] of FOREIGN) {
    test(`a write with ${name} is refused`, async () => {
      const { status, json } = await call(freezePath(CARDS.yativo), { method: "POST", headers });
      assert.deepEqual([status, json().code, json().effect], [403, "not_same_origin", "none"]);
      assert.equal(executions(world, CARDS.yativo, "freeze"), 0);
    });
  }

  test("a write that the browser marks as cross-site is refused", async () => {
    const headers = { origin: world.demo.url, "sec-fetch-site": "cross-site" };
    assert.equal((await call(freezePath(CARDS.yativo), { method: "POST", headers })).status, 403);
  });

  test("a name that only resolves to this machine is refused", async () => {
    const { port } = new URL(world.demo.url);
    const status = await new Promise((resolve, reject) => {
      const headers = { host: `evil.example:${port}` };
      rawRequest({ host: "127.0.0.1", port, path: "/api/issuers", headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on("error", reject)
        .end();
    });
    assert.equal(status, 403);
  });

  test("cards, issuers, actions and routes beside the list are refused", async () => {
    const headers = { origin: world.demo.url };
    for (const path of [
      "/api/cards/artha/someone-elses/freeze",
      "/api/cards/constructor/1/freeze",
      "/api/cards/yativo/b0000000-0000-4000-8000-000000000002/constructor",
      "/api/cards/yativo/b0000000-0000-4000-8000-000000000002/freeze/more",
      "/api/cards/yativo/b0000000-0000-4000-8000-000000000002/setPin/reconcile/more",
      "/api/%ff",
      "/api/nothing",
    ]) {
      const { status, json } = await call(path, { method: "POST", headers });
      assert.deepEqual([status, json().effect], [404, "none"], path);
    }
  });
});

describe("what it shows", () => {
  test("carries strict headers on the page and on every answer", async () => {
    for (const path of ["/", "/page.js", "/api/issuers", "/api/nothing"]) {
      const { headers } = await call(path);
      assert.match(headers.get("content-security-policy"), /default-src 'none'/);
      assert.doesNotMatch(headers.get("content-security-policy"), /unsafe/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
      assert.equal(headers.get("referrer-policy"), "no-referrer");
    }
  });

  test("holds back every credential and all card data that the issuers sent", async () => {
    const page = await openPage(world);
    const seen = [];
    page.on("response", async (response) => seen.push(await response.text().catch(() => "")));
    for (const [card, action] of [
      [CARDS.yativo, "freeze"],
      [CARDS.v1, "freeze"],
      [CARDS.off, "activate"],
      [CARDS.physical, "freeze"],
      [CARDS.plain, "freeze"],
    ]) {
      await choose(page, card);
      await act(page, action);
      if (card !== CARDS.physical) await page.locator(".balance, .is-problem").first().waitFor();
    }
    const log = await call("/api/log?after=0");
    assert.ok(log.json().entries.length > 6);
    const everything = [
      await page.content(),
      log.text,
      (await call("/api/issuers")).text,
      ...seen,
    ].join("\n");
    for (const secret of secrets())
      assert.equal(everything.includes(secret), false, `shows ${secret.slice(0, 6)}…`);
    await page.context().close();
  });

  function secrets() {
    const { issuers } = world.demo.sandbox;
    const { artha, "artha-v1": arthaV1, yativo, "open-api": openApi, ibanera } = issuers;
    const keyLine = artha.privateKey.split("\n")[2];
    const callbackSecret = world.demo.callbackUrl.split("/").at(-1);
    return [
      ...world.demo.sandbox.planted,
      artha.customerToken,
      keyLine,
      arthaV1.apiKey,
      arthaV1.secret,
      yativo.accountId,
      yativo.appSecret,
      openApi.key,
      ibanera.username,
      ibanera.password,
      ibanera.totpSecret,
      callbackSecret,
    ];
  }
});

describe("callbacks", () => {
  async function acceptedTask() {
    const headers = { origin: world.demo.url };
    const { json } = await call(freezePath(CARDS.plain), { method: "POST", headers });
    return json().outcome.taskId;
  }

  async function stateOf({ issuer, id }) {
    const { json } = await call(`/api/cards/${issuer}/${id}`);
    return json().card.state.state;
  }

  function callBack(url, body) {
    return fetch(url, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    });
  }

  test("in any case of names and words are taken and acknowledged with code 0", async () => {
    const TaskId = await acceptedTask();
    const body = {
      CardId: CARDS.plain.id,
      TaskId,
      NotifyType: "operation",
      Status: "SUCCESS",
      Remarks: "",
    };
    const answer = await callBack(world.demo.callbackUrl, body);
    assert.deepEqual(await answer.json(), { code: 0, message: "success" });
    assert.equal(await stateOf(CARDS.plain), "frozen");
  });

  test("of other kinds and for unknown tasks are acknowledged and change nothing", async () => {
    const taskId = await acceptedTask();
    for (const body of [
      { taskId, cardId: CARDS.plain.id, notifyType: "consume", status: "Success" },
      { taskId: "unknown", cardId: CARDS.plain.id, notifyType: "operation", status: "Success" },
      {},
    ]) {
      assert.equal((await callBack(world.demo.callbackUrl, body)).status, 200);
      assert.equal(await stateOf(CARDS.plain), "active");
    }
  });

  test("of OPEN-API need the secret too, and their card data stays in the worker", async () => {
    const [number, cvv] = ["4000001234567899", "5318"];
    const body = { eventTag: "card.status.freeze", card_id: CARDS.physical.id, card_no: number, cvv };
    const wrong = world.demo.cardEventsUrl.replace(/[^/]+$/, "guess");
    assert.equal((await callBack(wrong, body)).status, 404);
    assert.equal((await callBack(world.demo.cardEventsUrl, body)).status, 200);
    const { text, json } = await call("/api/log?after=0");
    assert.equal(json().entries.at(-1).event.cardState, "frozen");
    assert.deepEqual([text.includes(number), text.includes(cvv)], [false, false]);
    assert.equal(await stateOf(CARDS.physical), "frozen");
    const strange = { ...body, card_id: "cid_Unknown000001" };
    assert.equal((await callBack(world.demo.cardEventsUrl, strange)).status, 200);
  });

  test("with a wrong secret are not there", async () => {
    const taskId = await acceptedTask();
    const wrong = world.demo.callbackUrl.replace(/[^/]+$/, "guess");
    const body = { taskId, cardId: CARDS.plain.id, notifyType: "operation", status: "Success" };
    assert.equal((await callBack(wrong, body)).status, 404);
    assert.equal(await stateOf(CARDS.plain), "active");
    assert.equal(truth(world, CARDS.plain), "active");
  });

  test("that are no JSON object, or far too long, are refused", async () => {
    for (const body of ["not json", "[]", "x".repeat(100_000)]) {
      const answer = await fetch(world.demo.callbackUrl, { method: "POST", body });
      assert.ok([400, 413].includes(answer.status), String(answer.status));
    }
  });
});

describe("two at once", () => {
  test("a second action on a card is refused while the first one runs", async () => {
    world.demo.sandbox.admin.addFault({
      issuer: "ibanera",
      route: "action",
      fault: "delay",
      ms: 1_000,
    });
    const headers = { origin: world.demo.url };
    const path = `/api/cards/ibanera/${CARDS.off.id}/activate`;
    const answers = await Promise.all([1, 2].map(() => call(path, { method: "POST", headers })));
    assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    assert.equal(executions(world, CARDS.off, "activate"), 1);
  });
});

describe("many at once", () => {
  test("the first calls share one login, though each comes with a request of its own", async () => {
    const demo = await startDemo({ port: 0, settleMs: Infinity });
    const cards = [CARDS.yativo, CARDS.silent, CARDS.off, CARDS.pending];
    const reads = [...cards, ...cards].map(({ issuer, id }) =>
      fetch(`${demo.url}/api/cards/${issuer}/${id}`, { signal: AbortSignal.timeout(5_000) }),
    );
    const statuses = (await Promise.all(reads)).map(({ status }) => status);
    assert.deepEqual(new Set(statuses), new Set([200]));
    for (const issuer of ["yativo", "ibanera"])
      assert.equal(requests({ demo }, issuer, "login"), 1);
    await demo.close();
  });
});

describe("a visitor who leaves in the middle of an action", () => {
  test("leaves a card behind that can be used again", async () => {
    const { admin } = world.demo.sandbox;
    admin.addFault({ issuer: "ibanera", route: "action", fault: "delay", ms: 600 });
    const page = await openPage(world);
    await choose(page, CARDS.off);
    await actionButton(page, "activate").click();
    await page.locator(".running").waitFor();
    await until(() => executions(world, CARDS.off, "activate") === 1);
    await page.context().close();
    const path = `/api/cards/ibanera/${CARDS.off.id}/activate`;
    const again = () => call(path, { method: "POST", headers: { origin: world.demo.url } });
    await until(async () => (await again()).status === 200);
    assert.equal(executions(world, CARDS.off, "activate"), 1);
  });

  async function until(holds) {
    for (let tries = 0; tries < 60; tries += 1) {
      if (await holds()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail("It never came about.");
  }
});

describe("starting", () => {
  test("with a port that is taken ends with a clear sentence", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address();
    await assert.rejects(startDemo({ port }), {
      message: new RegExp(`^Port ${port} is in use by another program\\.`),
    });
    other.close();
  });

  test("and closing gives the port back", async () => {
    const demo = await startDemo({ port: 0 });
    const port = Number(new URL(demo.url).port);
    await demo.close();
    const again = createServer().listen(port, "127.0.0.1");
    await new Promise((resolve, reject) => again.once("listening", resolve).once("error", reject));
    again.close();
  });
});
