// Two users: who is signed in, whose cards are shown, and what becomes of an attempt on the other's.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  act,
  actionButton,
  ask,
  BENS,
  CARDS,
  choose,
  cookieOf,
  executions,
  goOn,
  openPage,
  pathOf,
  requests,
  truth,
  useDemo,
  usePage,
} from "./demo.js";

const world = useDemo();

/** What each issuer offers first, so that the page has a button for it. */
const FIRST = {
  artha: "freeze",
  "artha-v1": "freeze",
  yativo: "freeze",
  "open-api": "freeze",
  ibanera: "activate",
};

function shownIds(page) {
  return page.locator("input[name=card]").evaluateAll((inputs) => inputs.map(({ value }) => value));
}

async function switchTo(page, user) {
  await page.locator(`#users input[value=${user}]`).check({ force: true });
  await page.locator("#announcer", { hasText: new RegExp(`Signed in as ${user}`, "i") }).waitFor({ state: "attached" });
  await page.locator("#cards[aria-busy=false]").waitFor();
}

/** A line of the audit, by who did what and how it ended. */
function audited(page, who, what, outcome) {
  return page.locator(`#audit [data-who="${who}"][data-what="${what}"][data-outcome="${outcome}"]`);
}

describe("signing in and out", () => {
  test("shows no card before, the user's own after, and none again after signing out", async () => {
    const page = await openPage(world, { user: null });
    assert.equal(await page.locator(".layout").isVisible(), false);
    await page.getByRole("button", { name: "Sign in as Ben" }).click();
    await actionButton(page, "freeze").waitFor();
    assert.equal(await page.locator("#users :checked").getAttribute("value"), "ben");
    assert.equal(await page.evaluate(() => document.activeElement.value), "ben");
    assert.ok((await shownIds(page)).includes(BENS.artha.id));
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("button", { name: "Sign in as Ada" }).waitFor();
    assert.equal(await page.locator(".layout").isVisible(), false);
    await page.reload();
    await page.getByRole("button", { name: "Sign in as Ada" }).waitFor();
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  test("stays for the next time the page is loaded", async () => {
    const page = await openPage(world, { user: "ben" });
    await page.reload();
    await actionButton(page, "freeze").waitFor();
    assert.equal(await page.locator("#users :checked").getAttribute("value"), "ben");
    await page.context().close();
  });

  test("the other user sees other cards, and not what was done with the first one's", async () => {
    const page = await openPage(world);
    await choose(page, CARDS.yativo);
    await act(page, "freeze");
    const before = await shownIds(page);
    await switchTo(page, "ben");
    assert.equal(await page.locator(".verdict").count(), 0);
    const after = await shownIds(page);
    assert.deepEqual(after, [BENS.yativo.id, CARDS.yativo.id]);
    assert.ok(before.includes(CARDS.yativo.id) && before.includes(BENS.yativo.id));
    await switchTo(page, "ada");
    assert.deepEqual((await shownIds(page)).sort(), before.sort());
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
});

describe("another user's card", () => {
  let page;
  usePage(world, (opened) => {
    page = opened;
  });

  for (const [issuer, action] of Object.entries(FIRST)) {
    test(`${issuer}: can be tried, is refused, and stands in the log and in the audit`, async () => {
      await choose(page, BENS[issuer]);
      assert.match(await page.locator(".option.foreign").innerText(), /Try Ben's card/);
      assert.equal(await page.locator("#card-facts .badge").innerText(), "Not yours");
      const { kind, title, text } = await act(page, action);
      assert.deepEqual([kind, title], ["failed", "Refused: not your card"]);
      assert.match(text, /sent nothing to the issuer/);
      await page.locator(".request.of-page", { hasText: "403" }).first().waitFor();
      await audited(page, "ada", action, "not_allowed").waitFor();
      assert.equal(executions(world, BENS[issuer], action), 0);
    });
  }

  test("its owner may: the same request is carried out for Ben", async () => {
    const card = BENS.yativo;
    assert.equal(truth(world, card), "frozen");
    const { status } = await ask(world, pathOf(card, "unfreeze"), { user: "ben", method: "POST" });
    assert.ok([200, 202].includes(status));
    assert.equal(truth(world, card), "active");
    const own = await ask(world, pathOf(CARDS.yativo, "freeze"), { user: "ben", method: "POST" });
    assert.deepEqual([own.status, own.json().code], [403, "not_allowed"]);
    assert.equal(truth(world, CARDS.yativo), "active");
  });

  test("an operation is told to nobody but whose it is", async () => {
    const { json } = await ask(world, pathOf(CARDS.plain, "freeze"), { method: "POST" });
    const path = `/operations/${encodeURIComponent(json().operation)}`;
    assert.equal((await ask(world, path)).json().state, "accepted");
    assert.equal((await ask(world, path, { user: "ben" })).status, 404);
    assert.equal((await ask(world, path, { user: null })).status, 401);
  });
});

describe("whatever is asked of another user's card", () => {
  for (const [issuer, action] of Object.entries(FIRST)) {
    test(`${issuer}: the proxy sends nothing to the issuer`, async () => {
      const before = world.demo.sandbox.admin.requests().length;
      for (const [method, what] of [
        ["GET", ""],
        ["GET", "/balance"],
        ["GET", "/transactions"],
        ["POST", `/${action}`],
        ["POST", "/cancel"],
        ["POST", "/top-up"],
      ]) {
        const path = `/cards/${BENS[issuer].id}${what}?issuer=${issuer}`;
        const body = method === "POST" ? "{}" : undefined;
        const { status, json } = await ask(world, path, { method, body });
        assert.ok([403, 422].includes(status), `${path}: ${status}`);
        assert.equal(json().effect, "none");
      }
      assert.equal(world.demo.sandbox.admin.requests().length, before);
    });
  }
});

describe("what cannot be undone", () => {
  let page;
  usePage(world, (opened) => {
    page = opened;
  });

  test("is done only with the password, which the worker checks", async () => {
    await choose(page, CARDS.v1);
    await actionButton(page, "cancel").click();
    await page.locator("dialog[open] button[type=submit]").click();
    await page.locator("#ask-password-problem", { hasText: "asked once more" }).waitFor();
    await page.locator("#ask-password").fill("windmill"); // which is Ben's
    await page.locator("dialog[open] button[type=submit]").click();
    await page.locator("#ask-password-problem", { hasText: "not the password" }).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), "ask-password");
    assert.equal(requests(world, "artha-v1", "/cancel"), 0);
    assert.equal((await goOn(page)).title, "Done: the card is closed");
    assert.equal(executions(world, CARDS.v1, "cancel"), 1);
  });

  test("is refused by the proxy without it, or with one for another card or action", async () => {
    const cookie = await cookieOf(world);
    const confirmed = async (about) => {
      const body = JSON.stringify({ password: "lighthouse", ...about });
      const headers = { origin: world.demo.url, cookie };
      const answer = await fetch(`${world.demo.url}/demo/step-up`, { method: "POST", headers, body });
      return answer.headers.get("set-cookie").split(";")[0];
    };
    const { issuer, id: cardId } = CARDS.v1;
    const cancel = (more) =>
      ask(world, pathOf(CARDS.v1, "cancel"), {
        user: null,
        method: "POST",
        headers: { cookie: [cookie, ...more].join("; ") },
      });
    const session = cookie.replace("session=", "confirmed=");
    for (const more of [
      [],
      ["confirmed=yes"],
      [session],
      [await confirmed({ issuer, cardId, action: "freeze" })],
      [await confirmed({ issuer, cardId: CARDS.v1Dormant.id, action: "cancel" })],
    ]) {
      const { status, json } = await cancel(more);
      assert.deepEqual([status, json().code, json().effect], [403, "confirmation_required", "none"]);
    }
    assert.equal(requests(world, "artha-v1", "/cancel"), 0);
    assert.equal((await cancel([await confirmed({ issuer, cardId, action: "cancel" })])).status, 200);
  });
});

describe("the audit", () => {
  let page;
  usePage(world, (opened) => {
    page = opened;
  });

  test("says who did what with which card and how it ended, callbacks too", async () => {
    await choose(page, CARDS.plain);
    await act(page, "freeze");
    await audited(page, "ada", "freeze", "accepted").waitFor();
    await world.demo.sandbox.admin.settle();
    await audited(page, "artha", "callback", "done").waitFor();
    await ask(world, pathOf(BENS.artha, "unfreeze"), { user: "ben", method: "POST" });
    await audited(page, "ben", "unfreeze", "accepted").waitFor();
    const line = await audited(page, "ada", "freeze", "accepted").innerText();
    assert.match(line, /Ada freeze\s+accepted\s+a0000000…000001 · \d\d:\d\d:\d\d/);
  });

  test("holds no secret: not the PIN, not the key, not the amount's payer", async () => {
    const key = "a-key-that-nobody-may-read-again";
    const body = JSON.stringify({ pin: "271828" });
    await ask(world, pathOf(CARDS.v1, "set-pin"), { method: "POST", key, body });
    const audit = await (await fetch(`${world.demo.url}/demo/audit?issuer=artha-v1`)).text();
    const log = await (await fetch(`${world.demo.url}/demo/log?after=0`)).text();
    assert.match(audit, /"what":"setPin"/);
    for (const secret of [key, "271828"]) {
      assert.equal(`${audit}${log}`.includes(secret), false, secret);
    }
  });
});
