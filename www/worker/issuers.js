// A client for each issuer, by name.
import { CardClient } from "cardlatch";

import { recordOf } from "./records.js";
import { recordedFetch } from "./recorder.js";

// Shorter than the package's own limits, so that a visitor who asked for a slow answer sees the
// end of it soon.
const TIMEOUT_MS = 4_000;

export function clientsOf(env) {
  const entries = Object.entries(env.ISSUERS).map(([id, issuer]) => {
    const options = { issuer, fetch: recordedFetch(id), timeoutMs: TIMEOUT_MS };
    return [id, id === "artha" ? new ProgrammesClient(options, env) : new CardClient(options)];
  });
  return Object.fromEntries(entries);
}

const OF_PROGRAMMES = ["freeze", "unfreeze", "cancel", "setPin", "topUp"];

/** Artha's clients must know the programme of a card: there is one for each. */
class ProgrammesClient extends CardClient {
  #options;
  #env;
  #clients = new Map();

  constructor(options, env) {
    super(options);
    this.#options = options;
    this.#env = env;
  }

  static {
    for (const action of OF_PROGRAMMES) {
      this.prototype[action] = async function (cardId, options) {
        const client = this.#of(recordOf(this.#env, "artha", cardId));
        return CardClient.prototype[action].call(client, cardId, options);
      };
    }
  }

  #of({ programId }) {
    if (!programId) return this;
    if (!this.#clients.has(programId)) {
      const issuer = { ...this.#options.issuer, programId };
      this.#clients.set(programId, new CardClient({ ...this.#options, issuer }));
    }
    return this.#clients.get(programId);
  }
}
