// A service with a proxy, as a program would make it. Runs in Node and in a worker: what it imports is given.

/** Whatever may be allowed. */
export const ALL = (
  "cards issue card balance transactions limits topUpFee reveal revealPin " +
  "freeze unfreeze activate deactivate cancel setPin replace topUp setLimits"
).split(" ");

export const PATH_SECRET = "path-51c9e07ab2d4f6";
export const WEBHOOK_SECRET = "whsec_9_Qb7nWt4Kp2";

/** Cards that are somebody else's than Ann's. */
export const BENS = ["a0000000-0000-4000-8000-000000000006", "f0000000-0000-4000-8000-000000000003"];

const receivers = {
  artha: { issuer: "artha", pathSecret: PATH_SECRET },
  yativo: { issuer: "yativo", secrets: [WEBHOOK_SECRET] },
};

/**
 * Who asks stands in the header `x-user`. `change` is plain data: the names of the issuers, options of the proxy
 * and of its clients, hooks that throw, those that there are beside the required ones.
 */
export function shopOf({ createCardProxy, MemoryLedger, CardClient, CallbackReceiver }, issuers, change = {}) {
  const { names = Object.keys(issuers), options = {}, throwing = [], hooks = [], settings = {}, ledger = {}, ownsAll = false } = change;
  const seen = { events: [], audit: [], owns: [], questions: [], limits: [] };
  const breaks = (name) => {
    if (throwing.includes(name)) throw new Error(`${name} is away; the password is 4711`);
  };
  const all = {
    async confirm(principal, question, request) {
      breaks("confirm");
      seen.questions.push({ who: principal.id, ...question });
      return request.headers.get("x-confirmed") === "yes" || request.headers.get("x-confirmed");
    },
    rateLimit(principal, question, request) {
      breaks("rateLimit");
      seen.limits.push({ who: principal.id, ...question });
      if (request.headers.get("x-many")) return { allowed: false, limit: 5, remaining: 0, resetSeconds: 7 };
    },
    async onEvent({ kind, key, cardId }, { issuer, operations }) {
      seen.events.push({ kind, key, cardId, issuer, operations: operations.map(({ operation, state }) => ({ operation, state })) });
      const at = throwing.indexOf("onEvent");
      if (at >= 0) throwing.splice(at, 1);
      if (at >= 0) throw new Error("the database is away");
    },
    onAudit(line) {
      seen.audit.push(line);
      throw new Error("nobody listens");
    },
  };
  const own = new MemoryLedger();
  const kept = Object.fromEntries(
    ["reserve", "record", "find", "changed", "take", "keep", "audit", "expire"].map((name) => [
      name,
      async (...given) => {
        if (ledger.failing?.includes(name)) throw new Error("the ledger is away");
        return own[name](...given);
      },
    ]),
  );
  const handler = createCardProxy({
    issuers: Object.fromEntries(names.map((name) => [name, new CardClient({ issuer: { ...issuers[name], ...settings[name] } })])),
    callbacks: Object.fromEntries(
      names.filter((name) => receivers[name]).map((name) => [name, new CallbackReceiver(receivers[name])]),
    ),
    async authenticate(request) {
      breaks("authenticate");
      const id = request.headers.get("x-user");
      return id && { id };
    },
    owns(principal, cardId, action, issuer) {
      breaks("owns");
      seen.owns.push({ who: principal.id, cardId, action, issuer });
      return ownsAll || (principal.id === "ann" ? !BENS.includes(cardId) : principal.id === "ben" ? BENS.includes(cardId) : "perhaps");
    },
    allow: ALL,
    ledger: kept,
    ...Object.fromEntries(hooks.map((name) => [name, all[name]])),
    onEvent: all.onEvent,
    onAudit: all.onAudit,
    ...options,
  });
  return { handler, seen };
}
