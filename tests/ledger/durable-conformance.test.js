import { after, before, describe, test } from "node:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ledgerConformance } from "../../pkg-template/src/ledger/conformance.js";
import { startLedger } from "./support/workerd.js";

describe("the ledger in Durable Objects keeps what a ledger promises, in workerd", () => {
  let folder;
  let ledger;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "cardlatch-ledger-"));
    ledger = await startLedger(folder);
  });
  after(async () => {
    await ledger.close();
    await rm(folder, { recursive: true, force: true });
  });
  for (const [at, { name }] of ledgerConformance().entries()) {
    test(name, () => ledger.call("conformance", { at }, at % 2 ? "second" : "first"));
  }
});
