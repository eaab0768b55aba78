// The builds for one issuer: the same client, that issuer only.
import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { fromPackage } from "./support/consumer.js";
import { GOOD, ISSUERS, answering } from "./support/fetches.js";

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

    test("knows no other issuer", async () => {
      const { CardClient, CardError } = await fromPackage(`cardlatch/${id}`);
      for (const other of Object.keys(FIRST).filter((other) => other !== id)) {
        const make = () => new CardClient({ issuer: ISSUERS[other] });
        assert.throws(make, (error) => error instanceof CardError && error.path === "issuer.id" && error.message.includes(id));
      }
    });
  });
}
