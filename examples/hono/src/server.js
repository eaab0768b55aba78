import { readFile } from "node:fs/promises";

import { serve } from "@hono/node-server";
import { MemoryLedger } from "cardlatch/edge";

import { createApp } from "./app.js";

const { HOST, PORT } = process.env;

/** Who a card belongs to. Put your database here. */
async function ownerOf(cardId) {
  const owners = JSON.parse(await readFile("owners.json", "utf8"));
  return Object.hasOwn(owners, cardId) ? owners[cardId] : undefined;
}

// For one process. Where several run, they need a ledger that they share.
const { fetch } = createApp(process.env, ownerOf, new MemoryLedger());
const server = serve({ fetch, hostname: HOST ?? "127.0.0.1", port: Number(PORT ?? 8788) }, ({ address, port }) => {
  console.log(`http://${address}:${port}/api`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close(); // what is under way may end
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}
