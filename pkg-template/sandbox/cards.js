/**
 * @typedef {import("./index.js").CardState} CardState
 * @typedef {import("./index.js").IssuerId} IssuerId
 * @typedef {import("./seeds.js").Seed} Card
 */

/** @type {readonly CardState[]} */
export const CARD_STATES = ["inactive", "active", "frozen", "closing", "closed", "lost"];

const PUBLIC_FIELDS = /** @type {const} */ ([
  "issuer",
  "id",
  "label",
  "state",
  "form",
  "programId",
  "customerId",
  "productId",
  "issuerWord",
  "pendingTransactions",
  "voidedTransactions",
  "balanceCents",
]);

/**
 * @param {Card} card
 * @returns {import("./index.js").CardView}
 */
function view(card) {
  const known = PUBLIC_FIELDS.filter((name) => card[name] !== undefined);
  const shown = Object.fromEntries(known.map((name) => [name, card[name]]));
  return /** @type {import("./index.js").CardView} */ (/** @type {unknown} */ (shown));
}

const CHANGE_RULES = {
  state: {
    fits: (value) => CARD_STATES.includes(value),
    why: `A state is one of: ${CARD_STATES.join(", ")}.`,
  },
  pendingTransactions: {
    fits: (value) => Number.isInteger(value) && value >= 0,
    why: "pendingTransactions is a whole number from 0.",
  },
  issuerWord: {
    fits: (value) => value === null || typeof value === "string",
    why: "issuerWord is text, or null for the usual word.",
  },
  balanceCents: {
    fits: (value) => Number.isInteger(value) && value >= 0,
    why: "balanceCents is a whole number from 0.",
  },
};

function checkChange(change) {
  for (const [name, { fits, why }] of Object.entries(CHANGE_RULES)) {
    if (change[name] !== undefined && !fits(change[name])) throw new TypeError(why);
  }
}

/** @param {readonly Card[]} seeds */
export function createCards(seeds) {
  /** @type {Map<string, Card>} */
  const cards = new Map();
  const key = (issuer, id) => `${issuer} ${id}`;

  const store = {
    reset() {
      cards.clear();
      for (const seed of seeds) cards.set(key(seed.issuer, seed.id), { ...seed });
    },

    /**
     * @param {IssuerId} issuer
     * @param {string} id
     * @returns {Card | undefined}
     */
    find: (issuer, id) => cards.get(key(issuer, id)),

    /**
     * @param {IssuerId} issuer
     * @returns {Card[]}
     */
    of: (issuer) => [...cards.values()].filter((card) => card.issuer === issuer),

    /** @param {Card} card one that was issued while the sandbox runs */
    add(card) {
      cards.set(key(card.issuer, card.id), card);
      return card;
    },

    /** @returns {import("./index.js").CardView[]} */
    views: () => [...cards.values()].map(view),

    /**
     * @param {import("./index.js").CardChange} change
     * @returns {import("./index.js").CardView}
     */
    change(change) {
      const card = store.find(change.issuer, String(change.cardId));
      if (card === undefined) throw new RangeError("There is no such card.");
      checkChange(change);
      if (change.balanceCents !== undefined && card.balanceCents === undefined) {
        throw new TypeError("A card of this issuer has no balanceCents.");
      }
      const { state, pendingTransactions, issuerWord, balanceCents } = change;
      card.state = state ?? card.state;
      card.pendingTransactions = pendingTransactions ?? card.pendingTransactions;
      card.balanceCents = balanceCents ?? card.balanceCents;
      if (issuerWord !== undefined) card.issuerWord = issuerWord ?? undefined;
      return view(card);
    },
  };
  store.reset();
  return store;
}
