// A client for each issuer, which adds what the company's records know of a card to what the page said.
import { CardClient, CardError } from "cardlatch";

import { recordOf } from "./records.js";
import { recordedFetch } from "./recorder.js";

// Shorter than the package's own limits, so that a visitor who asked for a slow answer sees the
// end of it soon.
const TIMES = { timeoutMs: 4_000, deadlineMs: 12_000 };

/** What the page may say with an action. All else that an issuer wants to be told is in the records. */
const SAYS = { setPin: ["pin", "oldPin", "newPin"], topUp: ["amount"] };
const OF_CARDS = ["freeze", "unfreeze", "activate", "deactivate", "cancel", "setPin", "topUp"];

/** One client for each issuer, by name. */
export function clientsOf(env) {
  const entries = Object.entries(env.ISSUERS).map(([id, issuer]) => [
    id,
    new CompanyClient({ issuer, fetch: recordedFetch(id), ...TIMES }, env),
  ]);
  return Object.fromEntries(entries);
}

class CompanyClient extends CardClient {
  #options;
  #env;
  #programmes = new Map(); // Artha's clients must know the programme of the card: one for each

  constructor(options, env) {
    super(options);
    this.#options = options;
    this.#env = env;
  }

  static {
    for (const action of OF_CARDS) {
      this.prototype[action] = async function (cardId, said) {
        const record = recordOf(this.#env, this.#options.issuer.id, cardId);
        const options = { ...this.#allowed(action, said), ...(await this.#added(action, record)) };
        const client = this.#ofProgramme(record);
        if (client) return client[action](cardId, options);
        return CardClient.prototype[action].call(this, cardId, options);
      };
    }
  }

  // A page that names a payer of its own is refused, not corrected.
  #allowed(action, { signImage, ...said }) {
    const strange = Object.keys(said).find((name) => !(SAYS[action] ?? []).includes(name));
    if (strange !== undefined) throw refused(`${strange} is not for the page to say.`, strange);
    if (action === "topUp") checkAmount(said.amount);
    return { ...said, signImage };
  }

  async #added(action, { id, form, funding }) {
    if (action !== "topUp") return { form };
    switch (this.#options.issuer.id) {
      case "artha-v1":
        return { currency: (await this.card(id)).currency };
      case "yativo":
      case "ibanera":
        if (funding) return funding;
        throw refused("The company's records do not say who pays for this card.");
      default:
        return {};
    }
  }

  #ofProgramme({ programId }) {
    if (!programId) return undefined;
    if (!this.#programmes.has(programId)) {
      const issuer = { ...this.#options.issuer, programId };
      this.#programmes.set(programId, new CardClient({ ...this.#options, issuer }));
    }
    return this.#programmes.get(programId);
  }
}

function checkAmount(text) {
  const fits = typeof text === "string" && /^\d{1,9}(\.\d{1,2})?$/.test(text);
  if (!fits || /^[0.]+$/.test(text)) {
    throw refused("An amount looks like 12.50 and is above 0.", "amount");
  }
}

function refused(message, path) {
  return new CardError({ code: "invalid_input", effect: "none", retryable: false, message, path });
}
