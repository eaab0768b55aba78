import { DatabaseSync } from "node:sqlite";

import { CardClient } from "cardlatch/artha";
import { CallbackReceiver } from "cardlatch/callbacks";
import { createCardProxy } from "cardlatch/edge";

import { sessions } from "./session.js";

/** A variable that must be there. */
function variable(name: string): string {
  const value = Deno.env.get(name);
  if (!value) throw new Error(`The variable ${name} is missing.`);
  return value;
}

const database = new DatabaseSync("cards.db");
database.exec("CREATE TABLE IF NOT EXISTS cards (id TEXT PRIMARY KEY, owner TEXT NOT NULL)");
const owned = database.prepare("SELECT 1 FROM cards WHERE id = ? AND owner = ?");
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
  owns: (user: string, cardId) => cardId !== null && owned.get(cardId, user) !== undefined,
  allow: ["card", "balance", "freeze", "unfreeze"],
});

const server = Deno.serve(
  {
    hostname: Deno.env.get("HOST") ?? "127.0.0.1",
    port: Number(Deno.env.get("PORT") ?? 8788),
    onListen: ({ hostname, port }) => console.log(`http://${hostname}:${port}/api`),
  },
  (request) => proxy(request),
);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  Deno.addSignalListener(signal, async () => {
    await server.shutdown(); // what is under way may end
    database.close();
    Deno.exit(0);
  });
}
