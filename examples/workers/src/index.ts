import { CardClient } from "cardlatch/artha";
import { CallbackReceiver } from "cardlatch/callbacks";
import { createCardProxy } from "cardlatch/edge";
import { durableLedger } from "cardlatch/edge/durable";

import { sessions } from "./session.js";

export { CardLedger } from "cardlatch/edge/durable";

function open(env: Env) {
  return createCardProxy({
    basePath: "/api",
    issuers: {
      main: new CardClient({
        issuer: {
          id: "artha",
          baseUrl: env.ISSUER_URL,
          customerToken: env.ISSUER_TOKEN,
          privateKey: env.ISSUER_KEY,
        },
      }),
    },
    callbacks: { main: new CallbackReceiver({ issuer: "artha", pathSecret: env.CALLBACK_SECRET }) },
    ledger: durableLedger(env.LEDGER),
    authenticate: sessions(env.SESSION_SECRET).userOf,
    async owns(user, cardId) {
      const found = env.DB.prepare("SELECT 1 FROM cards WHERE id = ? AND owner = ?").bind(cardId, user);
      return cardId !== null && (await found.first()) !== null;
    },
    allow: ["card", "balance", "freeze", "unfreeze"],
  });
}

let proxy: ReturnType<typeof open> | undefined; // one for all requests: its client holds the issuer's session
export default {
  fetch(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
    proxy ??= open(env);
    return proxy(request, ctx);
  },
};
