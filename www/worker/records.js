// The company's own records: which card is whose, what was noted when it was issued, and what issuers
// have told of it since.
import { DurableObject } from "cloudflare:workers";

/** The card in the records, or undefined. */
export function recordOf(env, issuer, cardId) {
  if (!Object.hasOwn(env.CARDS, issuer)) return undefined;
  return env.CARDS[issuer].find(({ id }) => id === cardId);
}

/** Whose a card is. What the records do not know is nobody's. */
export function isOwner({ id }, env, issuer, cardId) {
  return recordOf(env, issuer, cardId)?.owner === id;
}

/** What the page draws before an issuer has told anything: the user's cards, and one that is not theirs. */
export async function describeRecords(user, env) {
  const told = await states(env).all();
  const issuers = Object.entries(env.CARDS).map(([issuer, cards]) => ({
    issuer,
    cards: cards
      .filter(({ owner }) => owner === user.id)
      .map((card) => described(card, told[`${issuer}/${card.id}`])),
    foreign: foreignCard(cards, user),
  }));
  return Response.json({ issuers });
}

function described({ id, form, note, asksSignature, recorded }, told) {
  return { id, form, note, asksSignature, recorded, told };
}

function foreignCard(cards, user) {
  const { id, owner } = cards.find((card) => card.owner !== user.id);
  return { id, owner };
}

/** What issuers told of cards on their own. */
export function states(env) {
  return env.STATES.getByName("all");
}

/** Keeps what callbacks told of cards, through every restart. */
export class CardStates extends DurableObject {
  constructor(context, env) {
    super(context, env);
    this.sql = context.storage.sql;
    this.sql.exec("CREATE TABLE IF NOT EXISTS told (card TEXT PRIMARY KEY, state TEXT NOT NULL)");
  }

  /** `state` is `{ state, issuerWord?, at }`. */
  learn(issuer, cardId, state) {
    const values = [`${issuer}/${cardId}`, JSON.stringify(state)];
    this.sql.exec("INSERT OR REPLACE INTO told (card, state) VALUES (?, ?)", ...values);
  }

  all() {
    const rows = this.sql.exec("SELECT card, state FROM told").toArray();
    return Object.fromEntries(rows.map(({ card, state }) => [card, JSON.parse(state)]));
  }

  forget() {
    this.sql.exec("DELETE FROM told");
  }
}
