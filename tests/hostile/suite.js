// Every attack on the site, in one runtime, with the count of what came through.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";

import { access } from "./attacks/access.js";
import { bodies } from "./attacks/bodies.js";
import { callbacks } from "./attacks/callbacks.js";
import { headers } from "./attacks/headers.js";
import { keys } from "./attacks/keys.js";
import { paths } from "./attacks/paths.js";
import { words } from "./attacks/words.js";
import { freeze, OWNERS, OTHER_SECRET, PATH_SECRET, startWorld, WEBHOOK_SECRET } from "./support/world.js";

const ATTACKS = { access, paths, headers, bodies, keys, callbacks, words };

export function hostileSuite(runtime, start) {
  describe(`hostile clients, ${runtime}`, () => {
    let world;
    const rows = [];
    before(async () => {
      world = await startWorld(start);
    });
    after(async () => {
      const line = ([name, attacks, through]) =>
        `${name.padEnd(12)}${String(attacks).padStart(6)} attacks, ${through} through`;
      const sum = (at) => rows.reduce((total, row) => total + row[at], 0);
      console.log([...rows, [runtime, sum(1), sum(2)]].map(line).join("\n"));
      await world?.close();
    });

    test("what is no attack is taken", async () => {
      const { json } = await world.taken(freeze());
      assert.equal(json.result, "completed");
      assert.ok(world.reached() > 0);
      const { json: card } = await world.taken({ method: "GET", path: `/api/cards/${OWNERS.alice.pay}?issuer=pay` });
      assert.equal(card.state, "frozen");
    });

    for (const [name, attacks] of Object.entries(ATTACKS)) {
      describe(name, () => {
        let start;
        before(() => {
          start = [world.attacks, world.through];
        });
        after(() => rows.push([name, world.attacks - start[0], world.through - start[1]]));
        for (const [attack, run] of attacks) test(attack, () => run(world));
      });
    }

    test("the lines of the audit hold no key, no PIN and no secret", async () => {
      const { audit } = await world.told();
      assert.ok(audit.length > 20, `${audit.length}`);
      // Ids and times are digits by chance.
      const text = JSON.stringify(audit.map(({ operation, atMs, ...line }) => line));
      for (const secret of [
        "key-of-the-hostile-suite",
        "4071",
        "4072",
        WEBHOOK_SECRET,
        OTHER_SECRET,
        PATH_SECRET,
        "Bearer",
      ]) {
        assert.ok(!text.includes(secret), secret);
      }
      assert.ok(audit.some(({ who, outcome }) => who === "alice" && outcome === "not_allowed"));
    });

    test("after all attacks the site still answers", async () => {
      await world.taken(freeze({ action: "unfreeze" }));
    });
  });
}
