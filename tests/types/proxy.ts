// A service with a proxy as one writes it, and what may not be written.
import { CardClient } from "cardlatch";
import { CardClient as ArthaClient } from "cardlatch/artha";
import { CallbackReceiver } from "cardlatch/callbacks";
import { MemoryLedger, createCardProxy } from "cardlatch/edge";
import type { CardProxy, Ledger, LedgerEntry, ProxyOperation, ProxyOptions, ProxyWrite } from "cardlatch/edge";
import { CardLedger, durableLedger } from "cardlatch/edge/durable";
import type { LedgerNamespace } from "cardlatch/edge/durable";
import { nodeListener } from "cardlatch/edge/node";
import type { Equal, Expect, OptionalKeys } from "./expect.js";

declare const issuers: {
  artha: { id: "artha"; baseUrl: string; customerToken: string; privateKey: string };
  yativo: { id: "yativo"; baseUrl: string; accountId: string; appSecret: string };
};
declare const namespace: LedgerNamespace;
declare function sessionOf(request: Request): Promise<{ id: string; tenant: number } | null>;
declare function isConfirmed(session: { id: string; tenant: number }, request: Request): boolean;

export { CardLedger };

const artha = new CardClient({ issuer: issuers.artha });

export const proxy = createCardProxy({
  issuers: { artha, yativo: new CardClient({ issuer: issuers.yativo }), alone: new ArthaClient({ issuer: issuers.artha }) },
  callbacks: { artha: new CallbackReceiver({ issuer: "artha", pathSecret: "0123456789abcdef" }) },
  authenticate: sessionOf,
  // The principal is what authenticate gives, no wider.
  owns: (session, cardId, action, issuer) => session.tenant > 0 && cardId !== null && action !== "cancel" && issuer === "artha",
  allow: ["cards", "card", "freeze", "cancel"],
  confirm: (session, { action, cardId, options }, request) =>
    isConfirmed(session, request) && action === "cancel" && cardId !== "" && Object.keys(options).length === 0,
  confirmActions: ["freeze"],
  ledger: durableLedger(namespace),
  rateLimit: ({ tenant }, { action, cardId }) => (cardId === undefined && action === "cards" ? { allowed: tenant > 0, resetSeconds: 5 } : undefined),
  onEvent: async (event, { issuer, operations }) => {
    if (event.kind === "action.failed") await Promise.resolve([issuer, operations.map(({ principal }) => principal)]);
  },
  onAudit: ({ who, what, outcome, effect }) => void [who, what, outcome, effect],
  address: (request) => request.headers.get("cf-connecting-ip") ?? undefined,
  basePath: "/api",
  origins: ["https://app.example"],
});

export const worker = {
  fetch: (request: Request, env: object, context: { waitUntil(work: Promise<unknown>): void }): Promise<Response> =>
    proxy(request, env, context),
};
export const direct = { fetch: proxy };
export const listener = nodeListener(proxy, { origin: "https://cards.example" });

/** The least that is needed. */
export const least = createCardProxy({
  issuers: { artha },
  authenticate: (request) => request.headers.get("x-user"),
  owns: async (user, cardId) => user.length > 0 && cardId !== null,
  allow: ["card"],
});

export const ledger: Ledger = new MemoryLedger();

export type Written = [
  Expect<Equal<typeof proxy, CardProxy>>,
  Expect<Equal<Exclude<keyof ProxyOptions, OptionalKeys<ProxyOptions>>, "issuers" | "authenticate" | "owns" | "allow">>,
  Expect<ProxyWrite extends ProxyOperation ? true : false>,
  Expect<Equal<Parameters<ProxyOptions<{ id: string; tenant: number }>["owns"]>[0], { id: string; tenant: number }>>,
  Expect<Equal<Parameters<ProxyOptions<string>["owns"]>, [principal: string, cardId: string | null, action: ProxyOperation, issuer: string]>>,
  Expect<Equal<LedgerEntry["state"], "running" | "accepted" | "done" | "failed" | "unknown">>,
];

const good = { issuers: { artha }, authenticate: () => "ann", owns: () => true, allow: ["card"] } satisfies ProxyOptions<string>;

export const bad = [
  // @ts-expect-error nobody would be asked who it is
  createCardProxy({ issuers: { artha }, owns: () => true, allow: ["card"] }),
  // @ts-expect-error everybody would own every card
  createCardProxy({ issuers: { artha }, authenticate: () => "ann", allow: ["card"] }),
  // @ts-expect-error nothing would be allowed
  createCardProxy({ issuers: { artha }, authenticate: () => "ann", owns: () => true }),
  // @ts-expect-error there is no such operation
  createCardProxy({ ...good, allow: ["melt"] }),
  // @ts-expect-error names are the client's, not those of paths
  createCardProxy({ ...good, allow: ["set-pin"] }),
  // @ts-expect-error only what changes something is confirmed
  createCardProxy({ ...good, confirmActions: ["card"] }),
  // @ts-expect-error a principal has a text as its id
  createCardProxy({ ...good, authenticate: () => ({ id: 5 }) }),
  // @ts-expect-error only true is yes
  createCardProxy({ ...good, owns: () => "yes" }),
  // @ts-expect-error settings of an issuer are no client
  createCardProxy({ ...good, issuers: { artha: issuers.artha } }),
  // @ts-expect-error a client receives nothing
  createCardProxy({ ...good, callbacks: { artha } }),
  // @ts-expect-error a misspelt option
  createCardProxy({ ...good, basepath: "/api" }),
  // @ts-expect-error a misspelt option of the listener
  nodeListener(proxy, { trustProxy: true }),
];
