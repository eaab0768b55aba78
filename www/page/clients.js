// The clients of the proxy, one for each issuer. They hold no issuer's secret: who may do what is decided
// by the proxy, from the cookie of who is signed in.
import { CardClient } from "cardlatch/browser";

// An action whose answer is lost is asked for again with the same key until then.
const LIMITS = { timeoutMs: 16_000, deadlineMs: 20_000 };

let user = "";
const clients = new Map();

/** From here on for this user. What one user left open is not shown to another. */
export function actAs(id) {
  user = id;
  clients.clear();
}

export function clientOf({ issuer }) {
  if (!clients.has(issuer)) clients.set(issuer, made({ issuer }));
  return clients.get(issuer);
}

function made(more) {
  return new CardClient({ proxy: "/api", storeName: user, ...LIMITS, ...more });
}

/** What may be asked, as `(issuer, operation) => boolean`. */
export async function readOffers() {
  const { issuers } = await made({}).capabilities();
  const offers = new Map(issuers.map(({ name, operations }) => [name, operations]));
  return (issuer, operation) => offers.get(issuer)?.includes(operation) === true;
}

/** The actions of this user whose end this browser has not been told, the oldest first. */
export function pendingActions() {
  return made({}).pending();
}
