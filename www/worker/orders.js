// What a visitor says with an action, checked, and what the company's records add to it.
import { readJson, readPicture } from "./body.js";
import { asked } from "./issuers.js";
import { Refusal } from "./problem.js";

const RULES = {
  amount: requireAmount,
  pin: requirePin,
  oldPin: requirePin,
  newPin: requirePin,
};

/** The options of an action for the package. */
export async function readOrder(request, { issuerId, card, client }, action) {
  if (isForm(request)) {
    return { signImage: await readPicture(request), form: card.form };
  }
  const said = await readJson(request);
  const asks = asked(issuerId, action);
  const strange = Object.keys(said).find((given) => !asks.some(({ name }) => name === given));
  if (strange !== undefined) throw refusal("The request says something nobody asked for.");
  const fields = Object.fromEntries(
    asks.map(({ name, ...rule }) => [name, RULES[name](said[name], rule)]),
  );
  if (action !== "topUp") return { ...fields, form: card.form };
  return { ...fields, ...(await fundingOf(issuerId, card, client)) };
}

function isForm(request) {
  return (request.headers.get("content-type") ?? "").startsWith("multipart/form-data");
}

const PAID_FROM_RECORDS = ["yativo", "ibanera"];

// Where the money comes from, where an issuer wants to be told. Artha v1 asks for the card's currency.
async function fundingOf(issuerId, card, client) {
  if (PAID_FROM_RECORDS.includes(issuerId)) {
    if (card.funding) return card.funding;
    throw refusal("The company's records do not say who pays for this card.");
  }
  if (issuerId !== "artha-v1") return {};
  return { currency: card.currency ?? (await client.card(card.id)).currency };
}

/** An amount above nothing, in whole units. It stays text: no number of JavaScript holds every amount. */
export function requireAmount(text, { whole = false } = {}) {
  const fits = typeof text === "string" && /^\d{1,9}(\.\d{1,2})?$/.test(text);
  if (!fits || /^[0.]+$/.test(text)) throw refusal("An amount looks like 12.50 and is above 0.");
  if (whole && !/^\d+(\.0+)?$/.test(text)) throw refusal("This issuer takes whole units only.");
  return text.replace(/^0+(?=\d)/, "");
}

function requirePin(text) {
  if (typeof text === "string" && /^\d{4,6}$/.test(text)) return text;
  throw refusal("A PIN has four to six digits.");
}

function refusal(message) {
  return new Refusal(400, "invalid_input", message);
}
