// Which cards the page lists, and who told of them.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import {
  act,
  ask,
  BENS,
  CARDS,
  choose,
  executions,
  pathOf,
  useDemo,
  usePage,
  waitForState,
} from "./demo.js";

const world = useDemo();
let page;

usePage(world, (opened) => {
  page = opened;
});

async function chooseIssuer(id, said) {
  await page.locator(`input[name=issuer][value="${id}"]`).check({ force: true });
  await page.locator(".picker-source", { hasText: said }).waitFor();
}

function shownIds() {
  return page.locator("input[name=card]").evaluateAll((inputs) => inputs.map(({ value }) => value));
}

/** Whose cards the company's records call Ada's, at each issuer that has a list. */
const ADAS = {
  "artha-v1": ["1", "2", "3", "4"].map((last) => `f0000000-0000-4000-8000-00000000000${last}`),
  yativo: ["1048576", ...["1", "2", "3"].map((last) => `b0000000-0000-4000-8000-00000000000${last}`)],
  ibanera: ["1001", "1002"],
};

describe("an issuer with a list", () => {
  for (const [issuer, said] of [
    ["artha-v1", "As Artha v1 lists them"],
    ["yativo", "As Yativo lists them"],
    ["ibanera", "As Ibanera lists them"],
  ]) {
    test(`${issuer}: the user's own cards stand there as it tells them, and one to try`, async () => {
      await chooseIssuer(issuer, said);
      assert.deepEqual((await shownIds()).sort(), [...ADAS[issuer], BENS[issuer].id].sort());
      const all = world.demo.sandbox.admin.state().filter((card) => card.issuer === issuer);
      assert.ok(all.length > ADAS[issuer].length, "the issuer has told of others too");
      for (const { id, state } of world.demo.sandbox.admin.state()) {
        const badge = page.locator(`#cards .badge[data-card="${id}"]`);
        if ((await badge.count()) === 0 || state === "closed") continue;
        assert.equal(await badge.getAttribute("data-state"), state, id);
      }
    });
  }

  test("a card that the records do not know is nobody's", async () => {
    const card = { issuer: "ibanera", id: "2147483647" };
    await chooseIssuer("ibanera", "As Ibanera lists them");
    assert.equal((await shownIds()).includes(card.id), false);
    for (const user of ["ada", "ben"]) {
      const { status, json } = await ask(world, pathOf(card, "activate"), { user, method: "POST" });
      assert.deepEqual([status, json().code, json().effect], [403, "not_allowed", "none"]);
    }
    assert.equal(executions(world, card, "activate"), 0);
  });

  test("its list tells a state that changed behind the page's back", async () => {
    const { issuer, id } = CARDS.v1;
    world.demo.sandbox.admin.setCard({ issuer, cardId: id, state: "frozen" });
    await chooseIssuer(issuer, "As Artha v1 lists them");
    await waitForState(page, "Frozen");
    assert.match(await page.locator("#card-facts").innerText(), /The issuer's list of cards/);
  });

  test("the chosen card stays chosen, and the focus where it was, when the list comes", async () => {
    world.demo.sandbox.admin.addFault({ issuer: "yativo", route: "list", fault: "delay", ms: 900 });
    await page.locator("input[name=issuer][value=yativo]").check({ force: true });
    await page.locator(".picker-source", { hasText: "Asking Yativo" }).waitFor();
    await page.locator(`input[name=card][value="${CARDS.silent.id}"]`).focus();
    await page.keyboard.press("Space");
    await page.locator(".picker-source", { hasText: "As Yativo lists them" }).waitFor();
    const chosen = page.locator("input[name=card]:checked");
    assert.equal(await chosen.getAttribute("value"), CARDS.silent.id);
    assert.equal(await page.evaluate(() => document.activeElement.value), CARDS.silent.id);
  });

  test("when the list cannot be read, the records stand in its place and the page says so", async () => {
    const fault = { issuer: "artha-v1", route: "cards", fault: "html_200", times: 9 };
    world.demo.sandbox.admin.addFault(fault);
    await chooseIssuer("artha-v1", "the list of Artha v1 could not be read");
    assert.ok((await shownIds()).includes(CARDS.v1.id));
    world.demo.sandbox.admin.clearFaults();
    assert.equal((await act(page, "freeze")).kind, "done");
  });
});

describe("an issuer without a list", () => {
  for (const [issuer, name] of [
    ["artha", "Artha"],
    ["open-api", "OPEN-API"],
  ]) {
    test(`${issuer}: the company's own records are named as the source`, async () => {
      await chooseIssuer(issuer, `From the company's own records: ${name} has no list`);
      assert.equal((await shownIds()).length, 3 + 1);
      const { status, json } = await ask(world, `/cards?issuer=${issuer}`);
      assert.deepEqual([status, json().code], [422, "unsupported_action"]);
    });
  }
});
