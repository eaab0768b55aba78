// Every action of every issuer through the page.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  act,
  actionButton,
  ask,
  CARDS,
  choose,
  draw,
  executions,
  goOn,
  outcomeOf,
  pathOf,
  requests,
  settle,
  shownState,
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

describe("artha", () => {
  test("freezes with a drawn signature: accepted, then frozen when the callback comes", async () => {
    await choose(page, CARDS.signature);
    await actionButton(page, "freeze").click();
    await draw(page);
    const { kind, title } = await goOn(page);
    assert.deepEqual([kind, title], ["waiting", "Accepted: not done yet"]);
    assert.equal(await shownState(page), "Active");
    await settle(world);
    assert.match((await outcomeOf(page, "done")).title, /the card is frozen/);
    await waitForState(page, "Frozen");
    assert.equal(truth(world, CARDS.signature), "frozen");
    assert.equal(executions(world, CARDS.signature, "freeze"), 1);
  });

  test("unfreezes", async () => {
    world.demo.sandbox.admin.setCard({ issuer: "artha", cardId: CARDS.plain.id, state: "frozen" });
    await choose(page, CARDS.plain);
    assert.equal((await act(page, "unfreeze")).kind, "waiting");
    await settle(world);
    assert.match((await outcomeOf(page, "done")).title, /the card is active/);
    assert.equal(truth(world, CARDS.plain), "active");
  });

  test("cancels after a warning", async () => {
    await choose(page, CARDS.plain);
    await actionButton(page, "cancel").click();
    assert.match(await page.locator(".warning").innerText(), /cannot be undone/i);
    assert.equal((await goOn(page)).kind, "waiting");
    await settle(world);
    assert.match((await outcomeOf(page, "done")).title, /the card is closed/);
    assert.equal(truth(world, CARDS.plain), "closed");
    assert.equal(executions(world, CARDS.plain, "cancel"), 1);
  });

  test("leaves the card alone when the warning is not taken up", async () => {
    await choose(page, CARDS.plain);
    await actionButton(page, "cancel").click();
    await page.getByRole("button", { name: "Leave the card as it is" }).click();
    await page.locator("dialog").waitFor({ state: "hidden" });
    assert.equal(executions(world, CARDS.plain, "cancel"), 0);
    assert.equal(requests(world, "artha", "CancelCard"), 0);
  });

  test("sets the PIN", async () => {
    await choose(page, CARDS.plain);
    const { kind, title } = await act(page, "setPin");
    assert.deepEqual([kind, title], ["done", "Done: Set PIN"]);
    assert.equal(executions(world, CARDS.plain, "setPin"), 1);
  });

  test("says plainly that another merchant's card was not touched", async () => {
    await choose(page, CARDS.foreign);
    const { kind, title } = await act(page, "freeze");
    assert.deepEqual([kind, title], ["failed", "Failed: nothing changed"]);
    assert.equal(executions(world, CARDS.foreign, "freeze"), 0);
  });

  test("tells a callback that says the order failed", async () => {
    await choose(page, CARDS.plain);
    await act(page, "freeze");
    await settle(world, "Failed");
    assert.match((await outcomeOf(page, "failed")).text, /called back that it failed/);
    assert.equal(await shownState(page), "Active");
  });
});

describe("artha-v1", () => {
  test("freezes and unfreezes, each confirmed by the answer or a read", async () => {
    await choose(page, CARDS.v1);
    const frozen = await act(page, "freeze");
    assert.deepEqual([frozen.kind, frozen.title], ["done", "Done: the card is frozen"]);
    await waitForState(page, "Frozen");
    assert.equal(truth(world, CARDS.v1), "frozen");
    const active = await act(page, "unfreeze");
    assert.deepEqual([active.kind, active.title], ["done", "Done: the card is active"]);
    assert.equal(truth(world, CARDS.v1), "active");
  });

  test("activates", async () => {
    await choose(page, CARDS.v1Dormant);
    assert.equal((await act(page, "activate")).title, "Done: the card is active");
    assert.equal(truth(world, CARDS.v1Dormant), "active");
  });

  test("cancels after a warning", async () => {
    await choose(page, CARDS.v1);
    await actionButton(page, "cancel").click();
    assert.match(await page.locator(".warning").innerText(), /cannot be undone/i);
    const { kind, title } = await goOn(page);
    assert.deepEqual([kind, title], ["done", "Done: the card is closed"]);
    assert.equal(executions(world, CARDS.v1, "cancel"), 1);
  });

  test("sets a PIN that nobody gets to see again", async () => {
    await choose(page, CARDS.v1);
    await actionButton(page, "setPin").click();
    await page.locator("#ask-pin").fill("12");
    await page.locator("dialog[open] button[type=submit]").click();
    await page.locator("#ask-pin-problem", { hasText: "four to six digits" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "ask-pin");
    assert.equal(await page.locator("#ask-pin").getAttribute("type"), "password");
    await page.locator("#ask-pin").fill("271828");
    const { kind, title } = await goOn(page);
    assert.deepEqual([kind, title], ["waiting", "Accepted: not confirmed"]);
    assert.equal(await shownState(page), "Active");
    assert.equal(executions(world, CARDS.v1, "setPin"), 1);
    await page.locator(".request-route", { hasText: "/pin/set" }).waitFor();
    const log = await (await fetch(`${world.demo.url}/demo/log?after=0`)).text();
    assert.equal(`${await page.content()} ${log}`.includes("271828"), false);
  });
});

describe("yativo", () => {
  test("freezes and unfreezes, each confirmed by reading the card", async () => {
    await choose(page, CARDS.yativo);
    const frozen = await act(page, "freeze");
    assert.deepEqual([frozen.kind, frozen.title], ["done", "Done: the card is frozen"]);
    await waitForState(page, "Frozen");
    assert.equal(truth(world, CARDS.yativo), "frozen");
    const active = await act(page, "unfreeze");
    assert.deepEqual([active.kind, active.title], ["done", "Done: the card is active"]);
    assert.equal(truth(world, CARDS.yativo), "active");
  });

  test("cancels as programs of others do, and does not guess what the card's word means", async () => {
    await choose(page, CARDS.yativo);
    await actionButton(page, "cancel").click();
    assert.match(await page.locator(".warning").innerText(), /from programs of others/);
    assert.equal((await goOn(page)).title, "Accepted: not confirmed");
    assert.equal(truth(world, CARDS.yativo), "closed");
  });

  test("does not call a card frozen whose state cannot be read", async () => {
    await choose(page, CARDS.silent);
    assert.equal((await act(page, "freeze")).title, "Accepted: not confirmed");
    await waitForState(page, "Unknown");
  });
});

describe("open-api", () => {
  test("freezes a physical card: accepted, and the state is what the issuer sends on its own", async () => {
    await choose(page, CARDS.physical);
    const { kind, title } = await act(page, "freeze");
    assert.deepEqual([kind, title], ["waiting", "Accepted: not confirmed"]);
    await waitForState(page, "Frozen");
    assert.match(await page.locator("#card-facts").textContent(), /The issuer's callback/);
    assert.equal(truth(world, CARDS.physical), "frozen");
  });

  test("believes the issuer's callback that came before the answer", async () => {
    await choose(page, CARDS.physical);
    await page.route("**/api/cards/*/freeze*", async (route) => {
      const answer = await route.fetch();
      await page.locator(".request.is-event").first().waitFor();
      // The page's clock goes on, so its own word is the later one.
      await page.waitForFunction((sent) => Date.now() > sent, Date.now());
      await route.fulfill({ response: answer });
    });
    assert.equal((await act(page, "freeze")).title, "Accepted: not confirmed");
    await waitForState(page, "Frozen");
    assert.match(await page.locator("#card-facts").textContent(), /The issuer's callback/);
  });

  test("refuses a virtual card before sending", async () => {
    await choose(page, CARDS.virtual);
    const { kind, title, text } = await act(page, "freeze");
    assert.deepEqual([kind, title], ["failed", "Refused: no order was sent"]);
    assert.match(text, /physical/);
    assert.equal(requests(world, "open-api", "freeze"), 0);
  });

  test("unfreezes, activates and cancels by the paths of the contract", async () => {
    await choose(page, CARDS.physical);
    await act(page, "freeze");
    assert.equal((await act(page, "unfreeze")).kind, "waiting");
    assert.equal(truth(world, CARDS.physical), "active");
    await choose(page, CARDS.dormant);
    assert.equal((await act(page, "activate")).kind, "waiting");
    assert.equal(truth(world, CARDS.dormant), "active");
    await actionButton(page, "cancel").click();
    assert.equal((await goOn(page)).kind, "waiting");
    assert.equal(truth(world, CARDS.dormant), "closed");
  });
});

describe("ibanera", () => {
  test("activates, and says already the second time", async () => {
    await choose(page, CARDS.off);
    const first = await act(page, "activate");
    assert.deepEqual([first.kind, first.title], ["done", "Done: the card is active"]);
    const second = await act(page, "activate");
    assert.deepEqual([second.kind, second.title], ["same", "Already active"]);
    assert.equal(executions(world, CARDS.off, "activate"), 1);
  });

  test("changes a PIN only against the old one", async () => {
    await choose(page, CARDS.off);
    await actionButton(page, "setPin").click();
    await page.locator("#ask-oldPin").fill("0000");
    await page.locator("#ask-newPin").fill("4711");
    const { kind, title } = await goOn(page);
    assert.deepEqual([kind, title], ["failed", "Failed: nothing changed"]);
    assert.equal(executions(world, CARDS.off, "changecardpin"), 0);
  });

  test("deactivates after the warning about pending transactions", async () => {
    await choose(page, CARDS.pending);
    await actionButton(page, "deactivate").click();
    assert.match(await page.locator(".warning").innerText(), /pending transactions are voided/i);
    const { kind, title } = await goOn(page);
    assert.deepEqual([kind, title], ["done", "Done: the card is inactive"]);
    assert.equal(truth(world, CARDS.pending), "inactive");
  });
});

describe("what is not offered", () => {
  const REFUSED = [
    [CARDS.plain, ["activate", "deactivate"]],
    [CARDS.v1, ["deactivate"]],
    [CARDS.yativo, ["activate", "deactivate", "setPin"]],
    [CARDS.physical, ["deactivate", "setPin", "topUp"]],
    [CARDS.off, ["freeze", "unfreeze", "cancel"]],
  ];

  for (const [card, actions] of REFUSED) {
    test(`${card.issuer}: ${actions.join(", ")} have no button, but a reason`, async () => {
      await choose(page, card);
      for (const action of actions) {
        assert.equal(await actionButton(page, action).count(), 0);
        const reason = await page.locator(`[data-refused=${action}] .refused-reason`).innerText();
        assert.ok(reason.length > 15, reason);
      }
    });
  }

  test("the proxy refuses such an action too, and sends nothing", async () => {
    const { deactivate, freeze } = {
      deactivate: await ask(world, pathOf(CARDS.v1, "deactivate"), { method: "POST" }),
      freeze: await ask(world, pathOf(CARDS.off, "freeze"), { method: "POST" }),
    };
    for (const { status, headers, json } of [deactivate, freeze]) {
      assert.equal(headers.get("content-type"), "application/problem+json");
      assert.deepEqual([status, json().code, json().effect], [422, "unsupported_action", "none"]);
    }
    assert.equal(executions(world, CARDS.off, "freeze"), 0);
    assert.equal(requests(world, "ibanera", "freeze"), 0);
  });
});
