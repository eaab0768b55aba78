/** An ask of a test, for the key `name`. */
export function askFor(name, more) {
  const card = "card-1";
  const what = { operation: `${name}~main~${card}`, shard: `card:main:${card}`, principal: "anna", issuer: "main", cardId: card };
  const times = { nowMs: Date.now(), leaseMs: 60_000, waitMs: 0, keepMs: 86_400_000 };
  return { ...what, action: "freeze", fingerprint: "f1", ...times, ...more };
}

/** How the execution of an ask ended. */
export const endOf = ({ operation, shard, issuer, nowMs, keepMs }, state, more) => ({ operation, shard, issuer, nowMs, keepMs, state, ...more });

/** A callback about the card of the asks. */
export const deliveryOf = (more) => ({
  ...{ issuer: "main", key: { text: "event-1", strength: "id" }, cardId: "card-1", action: "freeze" },
  ...{ progress: "done", trust: "signed", nowMs: Date.now(), leaseMs: 60_000, ...more },
});

export const lineOf = (more) => ({ atMs: Date.now(), who: "anna", what: "freeze", issuer: "main", cardId: "card-1", outcome: "done", ...more });
