// Balances, transactions, top-ups, and what issuers send on their own.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  actionButton,
  ask,
  CARDS,
  choose,
  executions,
  outcomeOf,
  pathOf,
  requests,
  settle,
  topUp,
  useDemo,
  usePage,
} from "./demo.js";

const world = useDemo();
let page;

usePage(world, (opened) => {
  page = opened;
});

const NBSP = "\u00a0";
const plain = (text) => text.replaceAll(NBSP, " ");

async function waitForBalance(text) {
  await page.locator(".balance-main dd", { hasText: text.replace(" ", NBSP) }).waitFor();
}

async function lines() {
  const all = await page.locator(".transactions li").allInnerTexts();
  return all.map((line) => plain(line).split("\n"));
}

/** A line of the log about something that an issuer sent. */
function event(text) {
  return page.locator(".request-event", { hasText: text.replace(/(?<=\d) (?=USD)/, NBSP) });
}

/** Money is spent with a card, and Artha tells of it. */
async function spend(amount, more = {}) {
  await world.demo.sandbox.admin.notify({
    issuer: "artha",
    notifyType: "consume",
    cardId: CARDS.plain.id,
    amount,
    ...more,
  });
}

describe("the balance and the transactions", () => {
  for (const [card, balance, line] of [
    [CARDS.plain, "250.50 USD", ["Sandbox purchase", "−12.29 USD"]],
    [CARDS.v1, "325.50 USDT", ["Sandbox Shop", "25.00 USDT"]],
    [CARDS.yativo, "3.00 USD", ["Top-up card", "3.00 USD"]],
    [CARDS.pending, "100.50 USD", ["Sandbox pending transaction", "12.50 USD"]],
  ]) {
    test(`${card.issuer}: are told as text with the currency`, async () => {
      await choose(page, card);
      await waitForBalance(balance);
      await page.locator(".transactions li").first().waitFor();
      assert.deepEqual((await lines())[0].slice(0, 2), line);
    });
  }

  test("open-api: the page says that it tells neither", async () => {
    await choose(page, CARDS.physical);
    await page.locator("#money .empty", { hasText: "neither balance nor transactions" }).waitFor();
    assert.equal(await page.locator("#read-money").isVisible(), false);
  });

  test("what is held is told beside what is available", async () => {
    await choose(page, CARDS.v1);
    await waitForBalance("325.50 USDT");
    const words = plain(await page.locator(".balance").innerText());
    assert.match(words, /In total\s+350\.50 USDT\s+Held\s+25\.00 USDT/);
  });

  test("the newest stand first, from two pages at most", async () => {
    for (let count = 1; count <= 25; count += 1) await spend(`${count}.00`);
    await event("25.00 USD spent").waitFor(); // else it would be read for this news once more
    const before = requests(world, "artha", "/Card/Transactions");
    await choose(page, CARDS.plain);
    await page.locator(".transactions-part .note", { hasText: "The newest 20" }).waitFor();
    const amounts = (await lines()).map(([, amount]) => amount);
    assert.equal(amounts.length, 20);
    assert.equal(amounts[0], "−25.00 USD");
    assert.equal(amounts[19], "−6.00 USD");
    assert.match(await page.locator(".transactions-part .note").innerText(), /the issuer has more/);
    assert.equal(requests(world, "artha", "/Card/Transactions") - before, 2);
    // The rows scroll, so the keyboard must get to them.
    assert.equal(await page.locator(".transactions").getAttribute("tabindex"), "0");
  });

  test("that cannot be read do not stand in each other's way", async () => {
    const fault = { issuer: "artha", route: "CardBalance", fault: "html_200", times: 9 };
    world.demo.sandbox.admin.addFault(fault);
    await choose(page, CARDS.plain);
    await page.locator("#money .is-problem", { hasText: "The balance could not be read" }).waitFor();
    await page.locator(".transactions li").first().waitFor();
    world.demo.sandbox.admin.clearFaults();
    await page.locator("#read-money").click();
    await waitForBalance("250.50 USD");
  });
});

describe("a top-up", () => {
  test("at Artha tells the fee before, and the balance moves with the callback", async () => {
    await choose(page, CARDS.plain);
    await waitForBalance("250.50 USD");
    await actionButton(page, "topUp").click();
    assert.equal(await page.locator("label[for=ask-amount]").innerText(), "Amount in USD");
    await page.locator("#ask-amount").fill("40.1");
    const fee = page.locator("#fee", { hasText: "would reach the card" });
    assert.match(plain(await fee.innerText()), /fee of 4\.01 USD: 36\.09 USD would/);
    assert.equal(executions(world, CARDS.plain, "topUp"), 0);
    await page.locator("dialog[open] button[type=submit]").click();
    assert.equal((await outcomeOf(page, "waiting")).title, "Accepted: not done yet");
    await settle(world);
    assert.equal((await outcomeOf(page, "done")).title, "Done: Top up");
    await waitForBalance("286.59 USD");
    assert.equal((await lines())[0][1], "36.09 USD");
    assert.equal(executions(world, CARDS.plain, "topUp"), 1);
    await page.locator(".more summary").click();
    assert.match(plain(await page.locator(".more").innerText()), /Amount\s+40\.10 USD/);
  });

  test("that the issuer calls back as failed is told as failed", async () => {
    await choose(page, CARDS.plain);
    await topUp(page, "40");
    await settle(world, "Failed");
    assert.equal((await outcomeOf(page, "failed")).title, "Failed: nothing changed");
    await waitForBalance("250.50 USD");
  });

  for (const [card, amount, name, balance] of [
    [CARDS.v1, "12.50", "topUp", "338.00 USDT"],
    [CARDS.yativo, "12", "topup", "15.00 USD"],
    [CARDS.pending, "12.50", "transferfunds", "113.00 USD"],
  ]) {
    test(`at ${card.issuer} is accepted, and the balance tells when it has arrived`, async () => {
      await choose(page, card);
      const { kind, title, text } = await topUp(page, amount);
      assert.deepEqual([kind, title], ["waiting", "Accepted: not confirmed"]);
      assert.match(text, /balance shows when the money has arrived/);
      assert.equal(await page.locator("#card-facts .badge").innerText(), "Active");
      await settle(world);
      await page.locator("#read-money").click();
      await waitForBalance(balance);
      assert.equal(executions(world, card, name), 1);
    });
  }

  test("of nothing, or of no amount, is refused on the page and by the worker", async () => {
    await choose(page, CARDS.plain);
    await actionButton(page, "topUp").click();
    for (const amount of ["", "0.00", "-5", "1e3", "12,50"]) {
      await page.locator("#ask-amount").fill(amount);
      await page.locator("dialog[open] button[type=submit]").click();
      await page.locator("#ask-amount-problem", { hasText: "looks like 12.50" }).waitFor();
      assert.equal(await page.locator("#ask-amount").getAttribute("aria-invalid"), "true");
    }
    await page.keyboard.press("Escape");
    for (const said of [{}, { amount: "0" }, { amount: 5 }, { amount: "5", cardId: "1" }]) {
      const body = JSON.stringify(said);
      const { status, json } = await ask(world, pathOf(CARDS.plain, "top-up"), { method: "POST", body });
      const { code, effect } = json();
      assert.deepEqual([status, code, effect], [400, "invalid_input", "none"], body);
    }
    assert.equal(executions(world, CARDS.plain, "topUp"), 0);
  });

  test("of a part of a unit is refused where the issuer takes none", async () => {
    await choose(page, CARDS.yativo);
    await actionButton(page, "topUp").click();
    await page.locator("#ask-amount").fill("12.50");
    await page.locator("dialog[open] button[type=submit]").click();
    await page.locator("#ask-amount-problem", { hasText: "looks like 12 here" }).waitFor();
    assert.equal(requests(world, "yativo", "/topup"), 0);
  });

  test("of a card whose payer the records do not name is refused before sending", async () => {
    await choose(page, CARDS.unpaid);
    const { kind, text } = await topUp(page, "5");
    assert.equal(kind, "failed");
    assert.match(text, /do not say who pays/);
    assert.equal(requests(world, "yativo", "/topup"), 0);
  });

  test("with a fee that cannot be told can still be asked for", async () => {
    const fault = { issuer: "artha", route: "EstimateCardTopUpFee", fault: "html_200", times: 9 };
    world.demo.sandbox.admin.addFault(fault);
    await choose(page, CARDS.plain);
    await actionButton(page, "topUp").click();
    await page.locator("#ask-amount").fill("5");
    await page.locator("#fee", { hasText: "No fee was told" }).waitFor();
    await page.locator("dialog[open] button[type=submit]").click();
    assert.equal((await outcomeOf(page, "waiting")).kind, "waiting");
  });
});

describe("what an issuer sends on its own", () => {
  test("of money spent stands in the log at once, and the balance follows", async () => {
    await choose(page, CARDS.plain);
    await waitForBalance("250.50 USD");
    await spend("12.5000");
    await event("12.5000 USD spent with card a0000000…000001").waitFor();
    await waitForBalance("238.00 USD");
    assert.equal((await lines())[0][1], "−12.50 USD");
    const said = plain(await page.locator("#announcer").textContent());
    assert.equal(said, "12.5000 USD spent with the chosen card.");
  });

  test("of a refund and of a fee too, in any of its forms", async () => {
    await choose(page, CARDS.plain);
    await spend("3.00", { notifyType: "refund", form: "PascalCase" });
    await event("3.00 USD refunded to card a0000000…000001").waitFor();
    await spend("1.00", { notifyType: "fee", form: "asPrinted" });
    await event("1.00 USD taken from card a0000000…000001 as a fee").waitFor();
  });

  test("of a code for the holder stands there without the code", async () => {
    const { id } = CARDS.plain;
    const code = "314159";
    const wanted = { issuer: "artha", notifyType: "optCode", cardId: id, code };
    await world.demo.sandbox.admin.notify(wanted);
    await event("A code for the holder of card a0000000…000001").waitFor();
    const log = await (await fetch(`${world.demo.url}/demo/log?after=0`)).text();
    assert.equal(`${await page.content()} ${log}`.includes(code), false);
  });

  test("by OPEN-API names the card's new state", async () => {
    await choose(page, CARDS.physical);
    await actionButton(page, "freeze").click();
    await event("Card cid_PhysActive000001 is now frozen").waitFor();
    await page.locator("#card-facts .badge.is-frozen").waitFor();
  });

  test("stays in the log when reads and logins are hidden", async () => {
    await spend("2.00");
    await event("2.00 USD spent").waitFor();
    await page.locator("#log-all").uncheck();
    assert.equal(await event("2.00 USD spent").isVisible(), true);
    assert.equal(await page.locator(".request-route:visible", { hasText: "CardBalance" }).count(), 0);
  });
});

describe("secrets of cards", () => {
  test("are not offered: no button, and a proxy that refuses to read them", async () => {
    for (const card of [CARDS.plain, CARDS.v1, CARDS.yativo, CARDS.pending]) {
      for (const what of ["reveal", "reveal-pin"]) {
        const { status, json } = await ask(world, pathOf(card, what), { method: "POST" });
        assert.deepEqual([status, json().code], [403, "not_allowed"]);
      }
      assert.equal(await page.locator("[data-action^=reveal]").count(), 0);
    }
    for (const route of ["sensitive", "PinDetails"]) {
      for (const issuer of ["artha", "artha-v1", "ibanera"]) {
        assert.equal(requests(world, issuer, route), 0);
      }
    }
  });

  test("a payer that the page names is refused: who pays is for the records to say", async () => {
    const body = JSON.stringify({ amount: "5", customerId: "bc000000-0000-4000-8000-000000000001" });
    const { status, json } = await ask(world, pathOf(CARDS.unpaid, "top-up"), { method: "POST", body });
    assert.deepEqual([status, json().code, json().effect], [400, "invalid_input", "none"]);
    assert.equal(requests(world, "yativo", "/topup"), 0);
  });
});
