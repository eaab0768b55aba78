// The builds for one issuer: the same client, that issuer only.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { fromPackage } from "./support/consumer.js";
import { GOOD, ISSUERS, answering } from "./support/fetches.js";
import { operations } from "./support/package.js";

const FIRST = { artha: "freeze", "artha-v1": "freeze", yativo: "freeze", "open-api": "freeze", ibanera: "activate" };

for (const [id, action] of Object.entries(FIRST)) {
  describe(`cardlatch/${id}`, () => {
    test("does what the whole package does", async () => {
      const { CardClient } = await fromPackage(`cardlatch/${id}`);
      const whole = await fromPackage("cardlatch");
      const outcomes = [];
      for (const Client of [CardClient, whole.CardClient]) {
        const fetch = answering(...GOOD[id]);
        const client = new Client({ issuer: ISSUERS[id], fetch });
        outcomes.push(await client[action]("1001"));
        assert.ok(fetch.calls.length > 0);
      }
      assert.deepEqual(outcomes[0], outcomes[1]);
    });

    test("offers what the whole package offers, under the same names", async () => {
      const { CardClient } = await fromPackage(`cardlatch/${id}`);
      const whole = await fromPackage("cardlatch");
      const settings = { yativo: { observedOnly: true }, "open-api": { paths: { cancel: "/v1/close" } } }[id];
      const [one, other] = [CardClient, whole.CardClient].map((Client) => new Client({ issuer: { ...ISSUERS[id], ...settings } }));
      for (const { operation } of operations) assert.equal(one.can(operation), other.can(operation), operation);
      const name = id.replace(/-./, (letters) => letters[1].toUpperCase());
      assert.deepEqual(Object.keys(one[name]), Object.keys(other[name]));
      assert.ok(Object.keys(one[name]).length > 2);
      for (const only of ["artha", "arthaV1", "yativo", "openApi", "ibanera"].filter((only) => only !== name)) {
        assert.equal(one[only], undefined, only);
      }
    });

    test("knows no other issuer", async () => {
      const { CardClient, CardError } = await fromPackage(`cardlatch/${id}`);
      for (const other of Object.keys(FIRST).filter((other) => other !== id)) {
        const make = () => new CardClient({ issuer: ISSUERS[other] });
        assert.throws(make, (error) => error instanceof CardError && error.path === "issuer.id" && error.message.includes(id));
      }
    });
  });
}
