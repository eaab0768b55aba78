// One of several services that share a ledger of Durable Objects.
import { CardClient } from "cardlatch";
import { CallbackReceiver } from "cardlatch/callbacks";
import { createCardProxy } from "cardlatch/edge";
import { CardLedger, durableLedger } from "cardlatch/edge/durable";

import { drained, see } from "../../package/support/seen/record.js";
import { ALL, PATH_SECRET } from "./shop.js";

export { CardLedger };

const events = [];
let handler;

const handlerOf = ({ SETTINGS: { issuers, options }, LEDGER }) =>
  createCardProxy({
    issuers: Object.fromEntries(Object.entries(issuers).map(([name, issuer]) => [name, new CardClient({ issuer })])),
    callbacks: { artha: new CallbackReceiver({ issuer: "artha", pathSecret: PATH_SECRET }) },
    authenticate: (request) => request.headers.get("x-user"),
    owns: (principal) => principal === "ann",
    allow: ALL,
    ledger: durableLedger(LEDGER),
    onEvent: ({ kind }, { operations }) => void events.push({ kind, states: operations.map(({ state }) => state) }),
    onAudit: (line) => see("audit line", line),
    ...options,
  });

/** What a test wants of a service beside what pages want. */
const asides = {
  "/test/ledger": async (request, { LEDGER }) => {
    const { method, words } = await request.json();
    return durableLedger(LEDGER)[method](...words);
  },
  "/test/events": () => events,
  "/test/notes": drained,
};

export default {
  async fetch(request, env, context) {
    const aside = asides[new URL(request.url).pathname];
    if (aside) return Response.json((await aside(request, env)) ?? null);
    handler ??= handlerOf(env);
    return request.headers.has("x-unkept") ? handler(request) : handler(request, context);
  },
};
