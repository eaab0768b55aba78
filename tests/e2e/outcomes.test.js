// What the page says when answers get lost, lie, or come in a strange form.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  act,
  actionButton,
  armTrouble,
  CARDS,
  choose,
  executions,
  goOn,
  markOld,
  outcome,
  outcomeOf,
  requests,
  settle,
  topUp,
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

async function reconcile() {
  await page.getByRole("button", { name: "Read the card and decide" }).click();
  await page.locator("#reconcile").waitFor({ state: "detached" });
}

describe("a lost answer", () => {
  test("is unknown, and reading the card says that it was done, once", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "cut_after_execute");
    const { kind, title } = await act(page, "freeze");
    assert.deepEqual([kind, title], ["unknown", "Unknown: the freeze may have happened"]);
    await waitForState(page, "Unknown");
    await reconcile();
    assert.equal((await outcomeOf(page, "done")).title, "It was done");
    await waitForState(page, "Frozen");
    assert.equal(executions(world, CARDS.yativo, "freeze"), 1);
    assert.equal(requests(world, "yativo", "/update/"), 1);
    assert.equal(await page.locator(".request-note", { hasText: "attempt" }).count(), 0);
    await page.locator(".more summary").click();
    assert.match(await page.locator(".more").innerText(), /Really executed\s+once/);
  });

  test("moves the focus to the words, because the button is gone", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "cut_after_execute");
    await act(page, "freeze");
    await reconcile();
    assert.equal(await page.evaluate(() => document.activeElement.id), "outcome-title");
  });

  test("is unknown, and reading the card says that nothing was done", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "cut_before_execute");
    assert.equal((await act(page, "freeze")).kind, "unknown");
    await reconcile();
    assert.equal((await outcomeOf(page, "failed")).title, "It was not done");
    assert.equal(executions(world, CARDS.yativo, "freeze"), 0);
  });

  test("of an activation at Ibanera is found done too", async () => {
    await choose(page, CARDS.off);
    await armTrouble(page, "activate", "cut_after_execute");
    assert.equal((await act(page, "activate")).kind, "unknown");
    await reconcile();
    assert.equal((await outcomeOf(page, "done")).title, "It was done");
    assert.equal(executions(world, CARDS.off, "activate"), 1);
  });

  test("at Artha, where no card can be read, is told by the callback", async () => {
    await choose(page, CARDS.plain);
    await armTrouble(page, "freeze", "cut_after_execute");
    const { kind, text } = await act(page, "freeze");
    assert.equal(kind, "unknown");
    assert.match(text, /cannot be read, but it may still call back/);
    assert.equal(await page.locator("#reconcile").count(), 0);
    await settle(world);
    assert.equal((await outcomeOf(page, "done")).title, "It was done");
    await waitForState(page, "Frozen");
    assert.equal(executions(world, CARDS.plain, "freeze"), 1);
  });

  test("at OPEN-API says whom to ask", async () => {
    await choose(page, CARDS.physical);
    await armTrouble(page, "freeze", "cut_after_execute");
    const { kind, text } = await act(page, "freeze");
    assert.equal(kind, "unknown");
    assert.match(text, /Ask the issuer before you try again/);
    assert.equal(executions(world, CARDS.physical, "freeze"), 1);
  });
});

describe("a cancellation whose answer is lost", () => {
  async function cancel(card, fault) {
    await choose(page, card);
    await armTrouble(page, "cancel", fault);
    await actionButton(page, "cancel").click();
    const { kind, title } = await goOn(page);
    assert.deepEqual([kind, title], ["unknown", "Unknown: the cancellation may have happened"]);
    await waitForState(page, "Unknown");
    await reconcile();
  }

  test("at Artha v1 is found done", async () => {
    await cancel(CARDS.v1, "cut_after_execute");
    const { title, text } = await outcomeOf(page, "done");
    assert.equal(title, "It was done");
    assert.match(text, /reads closed/);
    await waitForState(page, "Closed");
    assert.equal(executions(world, CARDS.v1, "cancel"), 1);
    assert.equal(requests(world, "artha-v1", "/cancel"), 1);
  });

  test("at Artha v1 is found not done", async () => {
    await cancel(CARDS.v1, "cut_before_execute");
    assert.equal((await outcomeOf(page, "failed")).title, "It was not done");
    await waitForState(page, "Active");
    assert.equal(executions(world, CARDS.v1, "cancel"), 0);
  });

  test("at Yativo is told with the issuer's own word, which proves nothing", async () => {
    await cancel(CARDS.yativo, "cut_after_execute");
    const { title, text } = await outcomeOf(page, "unknown");
    assert.equal(title, "Still unknown");
    assert.match(text, /reads “terminated”, a word that no page of the issuer explains/);
    await page.locator(".more summary").click();
    assert.match(await page.locator(".more").innerText(), /Really executed\s+once/);
    assert.equal(requests(world, "yativo", "/terminate"), 1);
  });

  test("at Yativo is found not done", async () => {
    await cancel(CARDS.yativo, "cut_before_execute");
    assert.equal((await outcomeOf(page, "failed")).title, "It was not done");
    await waitForState(page, "Active");
    assert.equal(truth(world, CARDS.yativo), "active");
  });
});

describe("a top-up whose answer is lost", () => {
  test("is unknown, is not sent again, and no read of the card is offered", async () => {
    await choose(page, CARDS.v1);
    await armTrouble(page, "topUp", "cut_after_execute");
    const { kind, title, text } = await topUp(page, "5");
    assert.deepEqual([kind, title], ["unknown", "Unknown: the top-up may have happened"]);
    assert.match(text, /Compare the balance and the transactions/);
    assert.equal(await page.locator("#reconcile").count(), 0);
    assert.equal(executions(world, CARDS.v1, "topUp"), 1);
    assert.equal(await page.locator("#card-facts .badge").innerText(), "Active");
  });

  test("at Artha is told by the callback of its own kind", async () => {
    await choose(page, CARDS.plain);
    await armTrouble(page, "topUp", "cut_after_execute");
    assert.equal((await topUp(page, "5")).kind, "unknown");
    await settle(world);
    assert.equal((await outcomeOf(page, "done")).title, "It was done");
  });
});

describe("an answer that never comes", () => {
  test("ends as unknown after the time limit", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "stall");
    assert.equal((await act(page, "freeze")).kind, "unknown");
    assert.equal(requests(world, "yativo", "/update/"), 1);
    assert.equal(executions(world, CARDS.yativo, "freeze"), 1);
  });
});

describe("an answer that is not what it seems", () => {
  test("success without effect is not called done", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "success_without_effect");
    const { kind, text } = await act(page, "freeze");
    assert.equal(kind, "unknown");
    assert.match(text, /reads otherwise/);
    assert.equal(truth(world, CARDS.yativo), "active");
  });

  test("a success envelope with an error inside is not called done", async () => {
    await choose(page, CARDS.yativo);
    await armTrouble(page, "freeze", "success_with_error");
    assert.notEqual((await act(page, "freeze")).kind, "done");
    assert.equal(executions(world, CARDS.yativo, "freeze"), 0);
  });

  for (const fault of ["html_200", "truncated_json", "status_500"]) {
    test(`${fault} is unknown and is not sent again`, async () => {
      await choose(page, CARDS.off);
      await armTrouble(page, "activate", fault);
      assert.equal((await act(page, "activate")).kind, "unknown");
      assert.equal(requests(world, "ibanera", "/activate"), 1);
    });
  }
});

describe("an answer that proves that nothing happened", () => {
  test("429 is waited for and sent again, and executed once", async () => {
    await choose(page, CARDS.off);
    await armTrouble(page, "activate", "rate_limited");
    assert.equal((await act(page, "activate")).kind, "done");
    assert.equal(requests(world, "ibanera", "/activate"), 2);
    assert.equal(executions(world, CARDS.off, "activate"), 1);
    await page.locator(".request-note", { hasText: "attempt 2" }).first().waitFor();
  });
});

describe("the line to the proxy", () => {
  test("when it breaks, the same is sent again under the same key, and is executed once", async () => {
    await choose(page, CARDS.off);
    const keys = [];
    await page.route("**/activate?*", async (route) => {
      keys.push(route.request().headers()["idempotency-key"]);
      if (keys.length === 1) {
        await route.fetch();
        return route.abort();
      }
      return route.continue();
    });
    assert.equal((await act(page, "activate")).kind, "done");
    assert.equal(keys.length, 2);
    assert.equal(keys[0], keys[1]);
    assert.equal(executions(world, CARDS.off, "activate"), 1);
    assert.equal(requests(world, "ibanera", "/activate"), 1);
    page.complaints.length = 0; // the browser reports the request that this test broke
  });

  test("when it stays broken, the page says that the effect is unknown, and asks later", async () => {
    await choose(page, CARDS.off);
    await page.clock.install();
    await page.route("**/activate?*", (route) => route.abort());
    await markOld(page);
    await actionButton(page, "activate").click();
    for (let tries = 0; tries < 40 && (await page.locator(".running").count()); tries += 1) {
      await page.clock.runFor(1_000);
    }
    const { kind, text } = await outcome(page);
    assert.equal(kind, "unknown");
    assert.match(text, /could not be reached|time given for the call ran out/);
    await page.unroute("**/activate?*");
    await page.clock.resume();
    assert.equal(executions(world, CARDS.off, "activate"), 0);
    page.complaints.length = 0; // the browser reports the requests that this test broke
  });
});
