// Every action of every issuer through the page.
import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, test } from "node:test";

import {
  act,
  actionButton,
  CARDS,
  choose,
  draw,
  executions,
  goOn,
  openPage,
  outcomeOf,
  requests,
  settle,
  shownState,
  truth,
  useDemo,
  waitForState,
} from "./demo.js";

const world = useDemo();
let page;

beforeEach(async () => {
  page = await openPage(world);
});

afterEach(async () => {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
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

  test("does not call a card frozen whose state cannot be read", async () => {
    await choose(page, CARDS.silent);
    assert.equal((await act(page, "freeze")).title, "Accepted: not confirmed");
    await waitForState(page, "Unknown");
  });
});

describe("open-api", () => {
  test("freezes a physical card: accepted, and no more is claimed", async () => {
    await choose(page, CARDS.physical);
    const { kind, title } = await act(page, "freeze");
    assert.deepEqual([kind, title], ["waiting", "Accepted: not confirmed"]);
    await waitForState(page, "Unknown");
    assert.equal(truth(world, CARDS.physical), "frozen");
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
    [CARDS.yativo, ["activate", "deactivate", "cancel", "setPin"]],
    [CARDS.physical, ["deactivate", "setPin"]],
    [CARDS.off, ["freeze", "unfreeze", "cancel", "setPin"]],
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

  test("the worker refuses such an action too, and sends nothing", async () => {
    const { url } = world.demo;
    const { issuer, id } = CARDS.yativo;
    const response = await fetch(`${url}/api/cards/${issuer}/${id}/cancel`, {
      method: "POST",
      headers: { origin: url },
    });
    const problem = await response.json();
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.deepEqual([problem.code, problem.effect], ["unsupported_action", "none"]);
    assert.equal(executions(world, CARDS.yativo, "cancel"), 0);
  });
});
