// A site with two users behind the proxy, the same in Node and in workerd. What its hooks were told can be
// asked for at /told, so that a test sees it from outside.

/** Who may do what: each user has one card at each issuer. */
export const OWNERS = {
  alice: { pay: "b0000000-0000-4000-8000-000000000002", plastic: "a0000000-0000-4000-8000-000000000001", club: "1001" },
  bob: { pay: "b0000000-0000-4000-8000-000000000001", plastic: "a0000000-0000-4000-8000-000000000002", club: "1003" },
};

export const PAGE = "https://app.example";
const ALLOWED = ["cards", "card", "balance", "transactions", "freeze", "unfreeze", "cancel", "setPin", "topUp"];
const LIMITS = { maxBodyBytes: 4096, maxImageBytes: 16_384 };

export function site({ createCardProxy, MemoryLedger, CardClient, CallbackReceiver }, { issuers, receivers }) {
  const told = { events: [], audit: [], asked: 0 };
  const made = (Made, given, name) =>
    Object.fromEntries(
      Object.entries(given).map(([key, options]) => [key, new Made(name ? { [name]: options } : options)]),
    );
  const proxy = createCardProxy({
    issuers: made(CardClient, issuers, "issuer"),
    callbacks: made(CallbackReceiver, receivers),
    authenticate: (request) => /^Bearer (alice|bob)$/.exec(request.headers.get("authorization"))?.[1],
    owns(user, card, action, issuer) {
      told.asked += 1;
      return OWNERS[user][issuer] === card;
    },
    allow: ALLOWED,
    // One worker alone: no other could execute a key again.
    ledger: new MemoryLedger(),
    confirm: (user, question, request) => request.headers.get("x-confirmed") === "yes",
    onEvent: ({ kind, cardId }) => void told.events.push({ kind, cardId }),
    onAudit: (line) => void told.audit.push(line),
    basePath: "/api",
    origins: [PAGE],
    ...LIMITS,
  });
  return (request, context) =>
    new URL(request.url).pathname === "/told" ? Response.json(told) : proxy(request, context);
}
