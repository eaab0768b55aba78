import assert from "node:assert/strict";
import { test } from "node:test";
import { BODY_FAULTS } from "../../pkg-template/sandbox/body-faults.js";
import { SOCKET_FAULTS } from "../../pkg-template/sandbox/socket-faults.js";
import { cardOf, sandboxFor } from "./helpers.js";
import { freezeOnWire } from "./wire.js";

const TIMED = ["delay", "slow_body", "stall"];
const FAULTS = [...Object.keys({ ...SOCKET_FAULTS, ...BODY_FAULTS }), ...TIMED];

// In a file of its own: what other tests leave open would be counted too.
test("no timer and no socket outlives the sandbox", async (t) => {
  const count = () =>
    process.getActiveResourcesInfo().filter((name) => /Timeout|TCP/.test(name)).length;
  assert.equal(count(), 0);
  const sandbox = await sandboxFor(t);
  const cardId = cardOf(sandbox, "Physical, active, cid id");
  const wires = [];
  for (const fault of FAULTS) {
    sandbox.admin.addFault({ issuer: "open-api", fault });
    const logged = sandbox.nextLine(new RegExp(`Fault ${fault}`));
    wires.push(freezeOnWire(sandbox, cardId));
    await logged;
  }
  await sandbox.close();
  await Promise.all(wires.map(({ ended }) => ended));
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(count(), 0);
});
