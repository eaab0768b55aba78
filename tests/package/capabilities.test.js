// The table of what each issuer offers, held against what the client does.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { CARDS } from "./scenarios/world.js";
import { ISSUERS, answering, never } from "./support/fetches.js";
import { CardClient, capabilities, fails } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const ACTIONS = ["freeze", "unfreeze", "activate", "deactivate", "cancel", "setPin"];
const WORDS = {
  support: ["supported", "undocumented", "not_offered"],
  answer: ["final", "accepted_then_callback", "accepted_only", "confirmed_by_read"],
  requires: ["sign_image_if_program_asks", "one_time_code", "physical_card", "path_from_contract"],
  effects: ["voids_pending_transactions", "irreversible"],
};
const client = (issuer, settings, fetch = answering(never)) =>
  new CardClient({ issuer: { ...ISSUERS[issuer], ...settings }, fetch });
const row = (issuer, action) => capabilities.find((one) => one.issuer === issuer && one.action === action);

test("there is one row for each action of each issuer", () => {
  const names = capabilities.map(({ issuer, action }) => `${issuer} ${action}`);
  const expected = Object.keys(ISSUERS).flatMap((issuer) => ACTIONS.map((action) => `${issuer} ${action}`));
  assert.deepEqual(names, expected);
});

test("rows hold known words and one sentence or two", () => {
  for (const { issuer, action, reason, ...words } of capabilities) {
    assert.deepEqual(Object.keys(words).sort(), Object.keys(WORDS).sort());
    for (const [name, value] of Object.entries(words)) {
      for (const word of [value].flat()) assert.ok(WORDS[name].includes(word), `${issuer} ${action}: ${word}`);
    }
    assert.match(reason, /^[A-Z].*\.$/);
  }
});

for (const { issuer, action, support, requires, reason } of capabilities) {
  const paths = { unfreeze: "/v1/a", activate: "/v1/b", cancel: "/v1/c" };

  test(`can("${action}") of ${issuer} agrees with its row: ${support}`, () => {
    assert.equal(client(issuer).can(action), support === "supported");
    const settings = issuer === "open-api" ? { paths } : {};
    assert.equal(client(issuer, settings).can(action), support !== "not_offered");
    assert.equal(support === "undocumented", requires.includes("path_from_contract"));
  });

  if (support !== "supported") {
    test(`${action} of ${issuer} is refused with the reason of its row`, async () => {
      const fetch = answering(never);
      const expected = { code: "unsupported_action", effect: "none", retryable: false, issuer, action, message: reason };
      await fails(client(issuer, {}, fetch)[action]("1001"), expected);
      await fails(client(issuer, {}, fetch).prepare(action, "1001", { accessToken: "t" }), expected);
      await fails(client(issuer, {}, fetch).interpret(action, "1001", { status: 200 }), expected);
      assert.equal(fetch.calls.length, 0);
    });
  }
}

test("can() says no to what is no operation", () => {
  for (const issuer of Object.keys(ISSUERS)) {
    for (const action of ["login", "", "Freeze", "constructor", "toString", "__proto__", undefined, null]) {
      assert.equal(client(issuer).can(action), false, `${issuer} ${action}`);
    }
  }
});

test("can() knows the reads", () => {
  assert.deepEqual(Object.keys(ISSUERS).map((issuer) => client(issuer).can("card")), [false, true, false, true]);
});

test("a path for one action gives that one only", () => {
  const one = client("open-api", { paths: { cancel: "/v1/close" } });
  assert.deepEqual(ACTIONS.map((action) => one.can(action)), [true, false, false, false, true, false]);
});

describe("what the rows promise happens", () => {
  const world = useSandbox();
  const CALLS = [
    ["artha", "freeze", CARDS.artha.active],
    ["artha", "unfreeze", CARDS.artha.frozen],
    ["artha", "cancel", CARDS.artha.photoFrozen],
    ["artha", "setPin", CARDS.artha.active],
    ["yativo", "freeze", CARDS.yativo.active],
    ["yativo", "unfreeze", CARDS.yativo.frozen],
    ["open-api", "freeze", CARDS["open-api"].active],
    ["open-api", "unfreeze", CARDS["open-api"].frozen],
    ["open-api", "activate", CARDS["open-api"].inactive],
    ["open-api", "cancel", CARDS["open-api"].active],
    ["ibanera", "activate", CARDS.ibanera.inactive],
    ["ibanera", "deactivate", CARDS.ibanera.pending],
  ];
  before(() => world.sandbox.admin.reset());

  test("every row that can be called is called here", () => {
    const callable = capabilities.filter(({ support }) => support !== "not_offered");
    assert.equal(CALLS.length, callable.length);
  });

  for (const [issuer, action, cardId] of CALLS) {
    test(`${action} of ${issuer}: ${row(issuer, action).answer}`, async () => {
      const { admin, issuers } = world.sandbox;
      admin.reset();
      const { result, confirmed } = await new CardClient({ issuer: issuers[issuer] })[action](cardId);
      const { answer, requires, effects } = row(issuer, action);
      const isAccepted = answer.startsWith("accepted");
      assert.deepEqual([result, confirmed], isAccepted ? ["accepted", false] : ["completed", true]);

      const sent = admin.requests();
      assert.equal(sent.at(-1).path.includes("/get/"), answer === "confirmed_by_read");
      assert.equal(sent.at(-1).headerNames.includes("otp"), requires.includes("one_time_code"));
      const voided = admin.state().find(({ id }) => id === CARDS.ibanera.pending).voidedTransactions;
      assert.equal(voided > 0, effects.includes("voids_pending_transactions"));
    });
  }
});
