// What must not be lost or done twice: quick presses, a page that is loaded again, a worker that is
// started again, an answer that never came.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  act,
  actionButton,
  armTrouble,
  ask,
  CARDS,
  choose,
  executions,
  outcome,
  outcomeOf,
  pathOf,
  requests,
  settle,
  truth,
  useDemo,
  usePage,
  waitForState,
} from "./demo.js";

const world = useDemo();
let page;

usePage(world, (opened) => {
  page = opened;
});

function slow(issuer, route, ms) {
  world.demo.sandbox.admin.addFault({ issuer, route, fault: "delay", ms });
}

async function loadAgain() {
  await page.reload();
  await actionButton(page, "freeze").waitFor();
}

test("a double click sends once", async () => {
  await choose(page, CARDS.yativo);
  await actionButton(page, "freeze").dblclick();
  assert.equal((await outcome(page)).kind, "done");
  assert.equal(requests(world, "yativo", "/update/"), 1);
  assert.equal(executions(world, CARDS.yativo, "freeze"), 1);
});

describe("a page that is loaded again", () => {
  test("in the middle of an action takes it up, and shows its end", async () => {
    await choose(page, CARDS.yativo);
    slow("yativo", "update", 2_000);
    await actionButton(page, "freeze").click();
    await page.locator(".running").waitFor();
    await page.waitForFunction(() => Object.keys(localStorage).some((name) => name.includes("cardlatch")));
    await loadAgain();
    await page.locator("#outcome .empty", { hasText: "before the page was loaded again" }).waitFor();
    assert.equal((await outcomeOf(page, "done")).title, "Done: the card is frozen");
    await waitForState(page, "Frozen");
    assert.equal(executions(world, CARDS.yativo, "freeze"), 1);
    assert.equal(requests(world, "yativo", "/update/"), 1);
    await loadAgain();
    assert.equal(await page.locator(".verdict").count(), 0); // it was told, so it is no news
  });

  test("while an accepted order waits, waits on", async () => {
    await choose(page, CARDS.plain);
    assert.equal((await act(page, "freeze")).kind, "waiting");
    await loadAgain();
    assert.equal((await outcomeOf(page, "waiting")).title, "Accepted: not done yet");
    await settle(world);
    assert.match((await outcomeOf(page, "done")).title, /the card is frozen/);
    await waitForState(page, "Frozen");
  });

  test("after an unknown effect still knows that it is unknown, and may ask", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "cut_after_execute");
    assert.equal((await act(page, "freeze")).kind, "unknown");
    await loadAgain();
    assert.equal((await outcomeOf(page, "unknown")).title, "Unknown: the freeze may have happened");
    await page.getByRole("button", { name: "Read the card and decide" }).click();
    assert.equal((await outcomeOf(page, "done")).title, "It was done");
    assert.equal(executions(world, CARDS.yativo, "freeze"), 1);
  });
});

describe("the same key after an unknown effect", () => {
  async function lose(fault) {
    const { issuer, id } = CARDS.yativo;
    await ask(world, `/cards/${id}?issuer=${issuer}`); // logs in, so that the fault meets the freeze
    world.demo.sandbox.admin.addFault({ issuer: "yativo", route: "update", fault });
    const key = crypto.randomUUID();
    const send = () => ask(world, pathOf(CARDS.yativo, "freeze"), { method: "POST", key });
    const { json } = await send();
    assert.equal(json().effect, "unknown");
    return { first: json(), send };
  }

  test("reads the card, and tells that it was done", async () => {
    const { first, send } = await lose("cut_after_execute");
    const { status, text, json } = await send();
    assert.deepEqual([status, json().result, json().confirmed], [200, "completed", true], text);
    assert.equal(json().operation, first.operation);
    assert.equal(requests(world, "yativo", "/update/"), 1);
    assert.equal((await send()).headers.get("idempotency-replayed"), "true");
  });

  test("reads the card, and tells that it was not done, for good", async () => {
    const { send } = await lose("cut_before_execute");
    for (let times = 0; times < 2; times += 1) {
      const { json } = await send();
      assert.deepEqual([json().code, json().effect], ["not_confirmed", "none"]);
    }
    assert.equal(requests(world, "yativo", "/update/"), 1);
    assert.equal(truth(world, CARDS.yativo), "active");
  });
});

describe("a worker that is started again", () => {
  test("has lost nothing: who is signed in, what is open, what was done, the audit", async () => {
    const key = crypto.randomUUID();
    const done = () => ask(world, pathOf(CARDS.yativo, "freeze"), { method: "POST", key });
    assert.equal((await done()).status, 200);
    await choose(page, CARDS.plain);
    assert.equal((await act(page, "freeze")).kind, "waiting");
    await world.demo.restart();
    assert.equal((await done()).headers.get("idempotency-replayed"), "true");
    assert.equal(executions(world, CARDS.yativo, "freeze"), 1);
    await settle(world);
    assert.match((await outcomeOf(page, "done")).title, /the card is frozen/);
    assert.equal(executions(world, CARDS.plain, "freeze"), 1);
    await loadAgain();
    await choose(page, CARDS.plain);
    await waitForState(page, "Frozen"); // as the callback told, and the records kept
    const lines = await page.locator("#audit li").allInnerTexts();
    assert.ok(lines.some((line) => /Ada freeze/.test(line)) && lines.some((line) => /callback/.test(line)));
    page.complaints.length = 0; // the browser reports what it asked while no worker was there
  });

  test("in the middle of an action ends it as unknown, and not a second time", async () => {
    slow("yativo", "update", 3_000);
    const key = crypto.randomUUID();
    const send = () => ask(world, pathOf(CARDS.yativo, "freeze"), { method: "POST", key });
    const cut = send().catch(() => null);
    while (requests(world, "yativo", "/update/") === 0) await new Promise((go) => setTimeout(go, 20));
    await world.demo.restart();
    await cut;
    const { status, json } = await send();
    assert.deepEqual([status, json().code], [409, "still_running"]); // until its lease is over
    assert.equal(requests(world, "yativo", "/update/"), 1);
    page.complaints.length = 0;
  });
});
