import { isKey } from "./options.js";

const quietly = (work) => {
  try {
    return work();
  } catch {}
};

/** Reads what was kept; what somebody else put there is left alone. */
function entryOf(key, text) {
  const { action, cardId, issuer, atMs } = Object(JSON.parse(text));
  if (typeof action !== "string" || typeof atMs !== "number") return undefined;
  return { key, action, cardId: cardId ?? null, issuer, atMs };
}

/** How long what was kept is worth asking about. No proxy keeps a key as long. */
const LONGEST_MS = 7 * 86_400_000;

/**
 * The writes whose end is not known yet, each under a name of its own, so that no tab writes over what
 * another keeps. Nothing of a write's options is kept. A storage that is full or forbidden changes nothing.
 */
export function shelfOf(store, place) {
  // A page that forbids its storage throws where it is named.
  store = store === undefined ? quietly(() => globalThis.document && localStorage) : store;
  const nameOf = (key) => `cardlatch ${place} ${key}`;
  // What this page itself has kept, also where there is no storage.
  const held = new Map();
  const forget = (key) => {
    held.delete(key);
    quietly(() => store?.removeItem(nameOf(key)));
  };
  return {
    nameOf,
    forget,
    keep({ key, ...entry }) {
      held.set(key, { key, ...entry });
      quietly(() => store?.setItem(nameOf(key), JSON.stringify(entry)));
    },
    find: (key) => quietly(() => entryOf(key, store.getItem(nameOf(key)))) ?? held.get(key),
    list() {
      const length = quietly(() => store?.length) ?? 0;
      const names = Array.from({ length }, (_, place) => quietly(() => store.key(place)) ?? "");
      const keys = names.filter((name) => name.startsWith(nameOf(""))).map((name) => name.slice(nameOf("").length));
      const entries = keys.filter(isKey).map(this.find).filter(Boolean);
      for (const { key, atMs } of entries) if (atMs < Date.now() - LONGEST_MS) forget(key);
      return entries.filter(({ atMs }) => atMs >= Date.now() - LONGEST_MS).sort((one, other) => one.atMs - other.atMs);
    },
  };
}

/**
 * Does some work while no other tab works on the same key. Where a page has no locks, or may not use
 * them, the work is done without.
 */
export async function alone(name, options, work) {
  let begun;
  const once = () => (begun ??= work());
  try {
    await globalThis.navigator?.locks?.request(name, options, once);
  } catch {}
  return once();
}
