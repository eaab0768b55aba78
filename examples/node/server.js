import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

import { CardClient } from "cardlatch/artha";
import { CallbackReceiver } from "cardlatch/callbacks";
import { createCardProxy } from "cardlatch/edge";
import { nodeListener } from "cardlatch/edge/node";

import { sessions } from "./session.js";

const { ISSUER_URL, ISSUER_TOKEN, ISSUER_KEY, CALLBACK_SECRET, SESSION_SECRET, ORIGIN, HOST, PORT } = process.env;

/** Who a card belongs to. Put your database here. */
async function ownerOf(cardId) {
  const owners = JSON.parse(await readFile("owners.json", "utf8"));
  return Object.hasOwn(owners, cardId) ? owners[cardId] : undefined;
}

const proxy = createCardProxy({
  basePath: "/api",
  issuers: {
    main: new CardClient({
      issuer: { id: "artha", baseUrl: ISSUER_URL, customerToken: ISSUER_TOKEN, privateKey: ISSUER_KEY },
    }),
  },
  callbacks: { main: new CallbackReceiver({ issuer: "artha", pathSecret: CALLBACK_SECRET }) },
  authenticate: sessions(SESSION_SECRET).userOf,
  owns: async (user, cardId) => cardId !== null && (await ownerOf(cardId)) === user,
  allow: ["card", "balance", "freeze", "unfreeze"],
});

// ORIGIN is where the world sees this server, for example https://app.example: what stands before it ends TLS.
const server = createServer(nodeListener(proxy, { origin: ORIGIN }));
server.listen(Number(PORT ?? 8788), HOST ?? "127.0.0.1", () => {
  const { address, port } = server.address();
  console.log(`http://${address}:${port}/api`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close(); // what is under way may end
    setTimeout(() => server.closeAllConnections(), 10_000).unref();
  });
}
