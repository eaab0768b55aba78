// The table of what each issuer offers, held against what the client does.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";

import { CARDS, PIN } from "./scenarios/world.js";
import { ISSUERS, answering, never } from "./support/fetches.js";
import { CardClient, capabilities, fails, operations } from "./support/package.js";
import { useSandbox } from "./support/suite.js";

const ACTIONS = ["freeze", "unfreeze", "activate", "deactivate", "cancel", "setPin"];
const WORDS = {
  support: ["supported", "undocumented", "not_offered"],
  answer: ["final", "accepted_then_callback", "accepted_only", "confirmed_by_read"],
  requires: ["sign_image_if_program_asks", "one_time_code", "physical_card", "path_from_contract", "observed_only"],
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
    const settings = { "open-api": { paths }, yativo: { observedOnly: true } }[issuer];
    assert.equal(client(issuer, settings).can(action), support !== "not_offered");
    const onRequest = requires.filter((word) => ["path_from_contract", "observed_only"].includes(word));
    assert.equal(onRequest.length, support === "undocumented" ? 1 : 0);
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

test("can() knows every operation of every issuer, and none of another", () => {
  const names = [...new Set(operations.map(({ operation }) => operation))];
  assert.ok(names.length > 50, "there is little to look for");
  for (const issuer of Object.keys(ISSUERS)) {
    const paths = Object.fromEntries(operations.filter(({ path }) => path).map(({ path }) => [path.replace("paths.", ""), "/v1/a"]));
    const asked = client(issuer, { "open-api": { paths }, yativo: { observedOnly: true } }[issuer]);
    for (const name of names) {
      const known = operations.find((one) => one.issuer === issuer && one.operation === name);
      const offered = known !== undefined && known.kind !== "login";
      assert.equal(asked.can(name), offered, `${issuer} ${name}`);
      assert.equal(client(issuer).can(name), offered && !known.observed && !known.path, `${issuer} ${name} as it is`);
    }
  }
});

test("what no document has is refused unless it is asked for", async () => {
  const CALLS = {
    cancel: (one) => one.cancel("card-1"),
    withdraw: (one) => one.yativo.withdraw("card-1", { amount: "1" }),
    setAirlinePayments: (one) => one.yativo.setAirlinePayments("card-1", { airlinePayments: true }),
  };
  const observed = operations.filter((row) => row.observed).map(({ issuer, operation }) => `${issuer} ${operation}`);
  assert.deepEqual(observed.sort(), Object.keys(CALLS).map((name) => `yativo ${name}`).sort());
  for (const [action, call] of Object.entries(CALLS)) {
    const fetch = answering(never);
    const expected = { code: "unsupported_action", effect: "none", issuer: "yativo", action };
    await fails(call(client("yativo", { units: { withdraw: "major" } }, fetch)), expected);
    assert.equal(fetch.calls.length, 0);
  }
});

test("a path for one action gives that one only", () => {
  const one = client("open-api", { paths: { cancel: "/v1/close" } });
  assert.deepEqual(ACTIONS.map((action) => one.can(action)), [true, false, false, false, true, false]);
});

describe("what the rows promise happens", () => {
  const world = useSandbox();
  /** issuer, action, card, options, settings */
  const CALLS = [
    ["artha", "freeze", CARDS.artha.active],
    ["artha", "unfreeze", CARDS.artha.frozen],
    ["artha", "cancel", CARDS.artha.photoFrozen],
    ["artha", "setPin", CARDS.artha.active],
    ["yativo", "freeze", CARDS.yativo.active],
    ["artha-v1", "freeze", CARDS["artha-v1"].active],
    ["artha-v1", "unfreeze", CARDS["artha-v1"].frozen],
    ["artha-v1", "activate", CARDS["artha-v1"].inactive],
    ["artha-v1", "cancel", CARDS["artha-v1"].active],
    ["artha-v1", "setPin", CARDS["artha-v1"].active, { pin: "4321" }],
    ["yativo", "unfreeze", CARDS.yativo.frozen],
    ["yativo", "cancel", CARDS.yativo.active, {}, { observedOnly: true }],
    ["open-api", "freeze", CARDS["open-api"].active],
    ["open-api", "unfreeze", CARDS["open-api"].frozen],
    ["open-api", "activate", CARDS["open-api"].inactive],
    ["open-api", "cancel", CARDS["open-api"].active],
    ["ibanera", "activate", CARDS.ibanera.inactive],
    ["ibanera", "deactivate", CARDS.ibanera.pending],
    ["ibanera", "setPin", CARDS.ibanera.active, { oldPin: PIN, newPin: "4321" }],
  ];
  before(() => world.sandbox.admin.reset());

  test("every row that can be called is called here", () => {
    const named = (issuer, action) => `${issuer} ${action}`;
    const callable = capabilities.filter(({ support }) => support !== "not_offered");
    assert.deepEqual(
      CALLS.map(([issuer, action]) => named(issuer, action)).sort(),
      callable.map(({ issuer, action }) => named(issuer, action)).sort(),
    );
  });

  for (const [issuer, action, cardId, options, settings] of CALLS) {
    test(`${action} of ${issuer}: ${row(issuer, action).answer}`, async () => {
      const { admin, issuers } = world.sandbox;
      admin.reset();
      const client = new CardClient({ issuer: { ...issuers[issuer], ...settings } });
      const { result, confirmed } = await client[action](cardId, options);
      const { answer, requires, effects } = row(issuer, action);
      // No document has the word of a closed card, so what is read back proves nothing.
      const isAccepted = answer.startsWith("accepted") || `${issuer} ${action}` === "yativo cancel";
      assert.deepEqual([result, confirmed], isAccepted ? ["accepted", false] : ["completed", true]);

      const sent = admin.requests();
      assert.equal(sent.at(-1).method, answer === "confirmed_by_read" ? "GET" : "POST");
      if (answer === "confirmed_by_read") assert.ok(sent.at(-1).path.endsWith(`/${cardId}`));
      assert.equal(sent.at(-1).headerNames.includes("otp"), requires.includes("one_time_code"));
      const voided = admin.state().find(({ id }) => id === CARDS.ibanera.pending).voidedTransactions;
      assert.equal(voided > 0, effects.includes("voids_pending_transactions"));
    });
  }
});
