// The app by itself: it runs wherever Hono does.
import { CardClient } from "cardlatch/artha";
import { CallbackReceiver } from "cardlatch/callbacks";
import { createCardProxy } from "cardlatch/edge";
import { Hono } from "hono";

import { sessions } from "./session.js";

/**
 * @param {Record<string, string | undefined>} env
 * @param {(cardId: string) => Promise<string | undefined>} ownerOf
 * @param {import("cardlatch/edge").Ledger} ledger one for all places where the app runs
 */
export function createApp(env, ownerOf, ledger) {
  const proxy = createCardProxy({
    basePath: "/api",
    origins: [env.ORIGIN], // where your page is, for example https://app.example
    issuers: {
      main: new CardClient({
        issuer: { id: "artha", baseUrl: env.ISSUER_URL, customerToken: env.ISSUER_TOKEN, privateKey: env.ISSUER_KEY },
      }),
    },
    callbacks: { main: new CallbackReceiver({ issuer: "artha", pathSecret: env.CALLBACK_SECRET }) },
    authenticate: sessions(env.SESSION_SECRET).userOf,
    owns: async (user, cardId) => cardId !== null && (await ownerOf(cardId)) === user,
    allow: ["card", "balance", "freeze", "unfreeze"],
    ledger,
  });

  const app = new Hono();
  app.get("/", (c) => c.text("Cards are below /api."));
  app.all("/api/*", (c) => proxy(c.req.raw));
  return app;
}
