import { Database } from "bun:sqlite";

import { CardClient } from "cardlatch/artha";
import { CallbackReceiver } from "cardlatch/callbacks";
import { createCardProxy } from "cardlatch/edge";

import { sessions } from "./session.js";

/** A variable that must be there. */
function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`The variable ${name} is missing.`);
  return value;
}

const database = new Database("cards.db");
database.run("CREATE TABLE IF NOT EXISTS cards (id TEXT PRIMARY KEY, owner TEXT NOT NULL)");
const owned = database.query("SELECT 1 FROM cards WHERE id = ? AND owner = ?");
const { userOf } = sessions(variable("SESSION_SECRET"));

const proxy = createCardProxy({
  basePath: "/api",
  origins: [variable("ORIGIN")], // where your page is, for example https://app.example
  issuers: {
    main: new CardClient({
      issuer: {
        id: "artha",
        baseUrl: variable("ISSUER_URL"),
        customerToken: variable("ISSUER_TOKEN"),
        privateKey: variable("ISSUER_KEY"),
      },
    }),
  },
  callbacks: { main: new CallbackReceiver({ issuer: "artha", pathSecret: variable("CALLBACK_SECRET") }) },
  authenticate: userOf,
  owns: (user, cardId) => cardId !== null && owned.get(cardId, user) !== null,
  allow: ["card", "balance", "freeze", "unfreeze"],
});

const server = Bun.serve({
  hostname: process.env["HOST"] ?? "127.0.0.1",
  port: Number(process.env["PORT"] ?? 8788),
  idleTimeout: 120, // seconds: an order may wait longer than the 10 that Bun gives it
  fetch: (request) => proxy(request),
});
console.log(`${server.url}api`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, async () => {
    await server.stop(); // what is under way may end
    database.close();
    process.exit(0);
  });
}
