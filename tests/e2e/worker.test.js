// The edge worker: who may call it, what it shows, and what it takes as a callback.
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as rawRequest } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";

import { startDemo } from "../../www/start.mjs";
import {
  act,
  actionButton,
  ask,
  CARDS,
  choose,
  cookieOf,
  executions,
  openPage,
  pathOf,
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

function freezePath(card) {
  return pathOf(card, "freeze");
}

describe("who may call", () => {
  const FOREIGN = [
    ["another origin", "https://evil.example"],
    ["the opaque origin", "null"],
  ];
  for (const [name, origin] of FOREIGN) {
    test(`a write with ${name} is refused`, async () => {
      const answer = await ask(world, freezePath(CARDS.yativo), { method: "POST", headers: { origin } });
      const { code, effect } = answer.json();
      assert.deepEqual([answer.status, code, effect], [403, "wrong_origin", "none"]);
      const own = await call("/demo/reset", { method: "POST", headers: { origin } });
      assert.deepEqual([own.status, own.json().code], [403, "wrong_origin"]);
      assert.equal(executions(world, CARDS.yativo, "freeze"), 0);
    });
  }

  test("a write that the browser marks as cross-site is refused", async () => {
    const headers = { origin: world.demo.url, "sec-fetch-site": "cross-site" };
    const own = await call("/demo/reset", { method: "POST", headers });
    assert.equal(own.status, 403);
  });

  test("a name that only resolves to this machine is refused", async () => {
    const { port } = new URL(world.demo.url);
    for (const path of ["/demo/session", "/api/capabilities", "/"]) {
      const status = await new Promise((resolve, reject) => {
        const headers = { host: `evil.example:${port}` };
        rawRequest({ host: "127.0.0.1", port, path, headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on("error", reject)
          .end();
      });
      assert.equal(status, 403, path);
    }
  });

  test("nobody without a session, or with one that nobody signed", async () => {
    const [payload, mark] = (await cookieOf(world, "ben")).split(".");
    const other = Buffer.from(JSON.stringify({ kind: "session", fact: "ada", untilMs: 1e14 }));
    for (const cookie of ["", "session=ada", `session=${other.toString("base64url")}.${mark}`, payload]) {
      const asked = { user: null, method: "POST", headers: { cookie } };
      const { status, json } = await ask(world, freezePath(CARDS.yativo), asked);
      assert.deepEqual([status, json().code], [401, "not_signed_in"], cookie);
      assert.equal((await call("/demo/records", { headers: { cookie } })).status, 401);
    }
    assert.equal(executions(world, CARDS.yativo, "freeze"), 0);
  });

  test("a session is a cookie that no script sees and no other site sends", async () => {
    const headers = { origin: world.demo.url };
    const body = JSON.stringify({ user: "ada" });
    const answer = await call("/demo/sign-in", { method: "POST", headers, body });
    assert.match(answer.headers.get("set-cookie"), /; HttpOnly; SameSite=Strict; Path=\/; Max-Age=28800$/);
  });

  test("cards, issuers, actions and routes beside the list are refused", async () => {
    for (const [path, status] of [
      ["/cards/someone-elses/freeze?issuer=artha", 403],
      ["/cards/1/freeze?issuer=constructor", 400],
      ["/cards/b0000000-0000-4000-8000-000000000002/constructor?issuer=yativo", 404],
      ["/cards/b0000000-0000-4000-8000-000000000002/freeze/more?issuer=yativo", 404],
      ["/cards/b0000000-0000-4000-8000-000000000002/replace?issuer=yativo", 403],
      ["/nothing", 404],
    ]) {
      const answer = await ask(world, path, { method: "POST" });
      assert.deepEqual([answer.status, answer.json().effect], [status, "none"], path);
    }
    for (const path of ["/demo/nothing", "/nothing", "/demo/sign-out/more"]) {
      const answer = await call(path, { method: "POST", headers: { origin: world.demo.url } });
      assert.equal(answer.status, 404, path);
    }
  });
});

describe("what it shows", () => {
  test("carries strict headers on the page and on every answer", async () => {
    for (const path of ["/", "/page.js", "/demo/session", "/demo/nothing", "/api/cards", "/api/nothing"]) {
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
    const log = await call("/demo/log?after=0");
    assert.ok(log.json().entries.length > 6);
    const everything = [
      await page.content(),
      log.text,
      (await call("/demo/audit?issuer=yativo")).text,
      (await ask(world, "/capabilities")).text,
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
    const { json } = await ask(world, freezePath(CARDS.plain), { method: "POST" });
    return json().taskId;
  }

  /** What the records say that the issuer has told of a card. */
  async function toldOf({ issuer, id }) {
    const headers = { cookie: await cookieOf(world) };
    const { issuers } = (await call("/demo/records", { headers })).json();
    const { cards } = issuers.find((each) => each.issuer === issuer);
    return cards.find((card) => card.id === id).told?.state;
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
    assert.equal(await toldOf(CARDS.plain), "frozen");
  });

  test("of other kinds and for unknown tasks are acknowledged and change nothing", async () => {
    const taskId = await acceptedTask();
    for (const body of [
      { taskId, cardId: CARDS.plain.id, notifyType: "consume", status: "Success" },
      { taskId: "unknown", cardId: CARDS.plain.id, notifyType: "operation", status: "Success" },
      {},
    ]) {
      assert.equal((await callBack(world.demo.callbackUrl, body)).status, 200);
      assert.equal(await toldOf(CARDS.plain), undefined);
    }
  });

  test("of OPEN-API need the secret too, and their card data stays in the worker", async () => {
    const [number, cvv] = ["4000001234567899", "5318"];
    const body = { eventTag: "card.status.freeze", card_id: CARDS.physical.id, card_no: number, cvv };
    const wrong = world.demo.cardEventsUrl.replace(/[^/]+$/, "guess");
    assert.equal((await callBack(wrong, body)).status, 401);
    assert.equal((await callBack(world.demo.cardEventsUrl, body)).status, 200);
    const { text, json } = await call("/demo/log?after=0");
    assert.equal(json().entries.at(-1).event.cardState, "frozen");
    assert.deepEqual([text.includes(number), text.includes(cvv)], [false, false]);
    assert.equal(await toldOf(CARDS.physical), "frozen");
    const strange = { ...body, card_id: "cid_Unknown000001" };
    assert.equal((await callBack(world.demo.cardEventsUrl, strange)).status, 200);
  });

  test("with a wrong secret are refused", async () => {
    const taskId = await acceptedTask();
    const wrong = world.demo.callbackUrl.replace(/[^/]+$/, "guess");
    const body = { taskId, cardId: CARDS.plain.id, notifyType: "operation", status: "Success" };
    assert.equal((await callBack(wrong, body)).status, 401);
    assert.equal(await toldOf(CARDS.plain), undefined);
    assert.equal(truth(world, CARDS.plain), "active");
  });

  test("that are no JSON object, or far too long, are refused", async () => {
    for (const body of ["not json", "[]", "x".repeat(2_000_000)]) {
      const answer = await fetch(world.demo.callbackUrl, { method: "POST", body });
      assert.ok([400, 413].includes(answer.status), String(answer.status));
    }
  });
});

describe("two at once", () => {
  test("actions on one card are carried out one after the other", async () => {
    world.demo.sandbox.admin.addFault({
      issuer: "ibanera",
      route: "action",
      fault: "delay",
      ms: 1_000,
    });
    const path = pathOf(CARDS.off, "activate");
    const answers = await Promise.all([1, 2].map(() => ask(world, path, { method: "POST" })));
    const results = answers.map(({ json }) => json().result).sort();
    assert.deepEqual(results, ["already", "completed"]);
    assert.equal(executions(world, CARDS.off, "activate"), 1);
  });

  test("the same key is carried out once, and another payload under it is refused", async () => {
    const key = crypto.randomUUID();
    const path = pathOf(CARDS.v1, "top-up");
    const send = (amount) => ask(world, path, { method: "POST", key, body: JSON.stringify({ amount }) });
    const answers = await Promise.all([send("5"), send("5")]);
    const statuses = answers.map(({ status }) => status).sort();
    assert.ok(["202,202", "202,409"].includes(String(statuses)), String(statuses));
    const again = await send("5");
    assert.deepEqual([again.status, again.headers.get("idempotency-replayed")], [202, "true"]);
    const other = await send("6");
    assert.deepEqual([other.status, other.json().code], [422, "key_reused"]);
    assert.equal(executions(world, CARDS.v1, "topUp"), 1);
  });
});

describe("many at once", () => {
  test("the first calls share one login, though each comes with a request of its own", async () => {
    const demo = await startDemo({ port: 0, settleMs: Infinity });
    const cards = [CARDS.yativo, CARDS.silent, CARDS.off, CARDS.pending];
    const reads = [...cards, ...cards].map(({ issuer, id }) =>
      ask({ demo }, `/cards/${id}?issuer=${issuer}`),
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
    const again = await ask(world, pathOf(CARDS.off, "activate"), { method: "POST" });
    assert.deepEqual([again.status, again.json().result], [200, "already"]);
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

  test("the documentation is below /docs, can only be read, and keeps its own policy", async () => {
    const site = await mkdtemp(join(tmpdir(), "cardlatch-docs-"));
    await writeFile(join(site, "index.html"), "<!doctype html><title>Docs</title>");
    const demo = await startDemo({ port: 0, site });
    const asked = async (path, init) => fetch(demo.url + path, { redirect: "manual", ...init });
    const page = await asked("/docs/");
    assert.equal(await page.text(), "<!doctype html><title>Docs</title>");
    assert.match(page.headers.get("content-security-policy"), /^default-src 'self'; .*frame-ancestors 'none'$/);
    assert.equal(page.headers.get("x-content-type-options"), "nosniff");
    const start = await asked("/docs");
    assert.deepEqual([start.status, start.headers.get("location")], [308, "/docs/"]);
    assert.equal((await asked("/docs/none.html")).status, 404);
    assert.equal((await asked("/docs/", { method: "POST" })).status, 405);
    assert.equal((await asked("/docsomething")).status, 404);
    await demo.close();
    await rm(site, { recursive: true });
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
