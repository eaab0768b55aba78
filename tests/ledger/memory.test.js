import { describe, test } from "node:test";

import { ledgerConformance } from "../../pkg-template/src/ledger/conformance.js";
import { MemoryLedger } from "../../pkg-template/src/ledger/memory.js";

describe("MemoryLedger keeps what a ledger promises", () => {
  const make = async () => {
    const ledger = new MemoryLedger();
    return { ledger, trail: (shard) => ledger.trail(shard) };
  };
  for (const { name, run } of ledgerConformance(make)) test(name, run);
});
