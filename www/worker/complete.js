// What the company's records add to what a page said of an action, and what a page may not say.
import { CardError } from "cardlatch";

import { recordOf } from "./records.js";

const ACTIONS = ["freeze", "unfreeze", "activate", "deactivate", "cancel", "setPin"];

/** What a page may say. All else that an issuer wants to be told is in the records. */
const SAYS = { setPin: ["pin", "oldPin", "newPin"], topUp: ["amount"] };

/** The options of an action as the client takes them; those of a read stay as they are. */
export async function completed({ action, cardId, issuer, options }, clients, env) {
  if (action !== "topUp" && !ACTIONS.includes(action)) return options;
  checkSaid(action, options);
  const { form, funding } = recordOf(env, issuer, cardId);
  if (action !== "topUp") return { ...options, form };
  return { ...options, ...(await paid(issuer, cardId, funding, clients)) };
}

// A page that names a payer of its own is refused, not corrected.
function checkSaid(action, { signImage, ...said }) {
  const strange = Object.keys(said).find((name) => !(SAYS[action] ?? []).includes(name));
  if (strange !== undefined) throw refused(`${strange} is not for the page to say.`, strange);
  if (action === "topUp") checkAmount(said.amount);
}

async function paid(issuer, cardId, funding, clients) {
  switch (issuer) {
    case "artha-v1":
      return { currency: (await clients[issuer].card(cardId)).currency };
    case "yativo":
    case "ibanera":
      if (funding) return funding;
      throw refused("The company's records do not say who pays for this card.");
    default:
      return {};
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
