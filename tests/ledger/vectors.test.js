// The table that the crate's own ledger is tested with, too.
import { describe, test } from "node:test";

import { MemoryLedger } from "../../pkg-template/src/ledger/memory.js";
import { vectors } from "./support/vectors.js";
import { folderFor, startLedger } from "./support/workerd.js";

describe("MemoryLedger answers as the table says", () => {
  for (const { name, run } of vectors) test(name, () => run(new MemoryLedger()));
});

test("the ledger in Durable Objects answers as the table says", async (context) => {
  const { ledger, close } = await startLedger(await folderFor(context));
  context.after(close);
  for (const { name, run } of vectors) await context.test(name, () => run(ledger));
});
