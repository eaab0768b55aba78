import { randomUUID } from "node:crypto";
import { readDecimal } from "../../decimals.js";
import { inSnakeCase } from "./forms.js";

// Only the words of the events are documented.
const MONEY = ["consume", "refund", "reversal", "maintain_fee", "settlement"];
const HOLDER = ["cardholder.reviewing", "cardholder.approved", "cardholder.rejected"];
const CARD = [
  "card.freeze",
  "card.unfreeze",
  "card.cancel",
  "card.activate",
  "card.set_pin",
  "card.approved",
  "card.rejected",
  "card.under_review",
];
export const EVENTS = [...MONEY, ...HOLDER, ...CARD];

const FIELDS = ["issuer", "event", "cardId", "customerId", "amount", "amountAs", "book"];

// What an event of money does to the card. A settlement follows on what was taken before.
const BOOKINGS = {
  consume: { type: "purchase", status: "authorized", sign: -1n },
  refund: { type: "refund", status: "settled", sign: 1n },
  reversal: { type: "refund", status: "reversed", sign: 1n },
  maintain_fee: { type: "fee", status: "settled", sign: -1n },
};

const refuse = (why) => {
  throw new TypeError(why);
};

function readAmount({ amount = "10.00" }) {
  const money = typeof amount === "string" ? readDecimal(amount) : null;
  return money === null ? refuse("The amount is a decimal as text.") : { text: amount, money };
}

/** As the page has it: ISO 8601 to the second. */
const timestamp = (desk) => desk.time().replace(/\.\d+/, "");

function moneyEvent(desk, event, card, wanted) {
  const { text, money } = readAmount(wanted);
  const { currency } = desk.productWith(card.productId);
  const booking = BOOKINGS[event];
  let transactionId = null;
  if (booking !== undefined && wanted.book !== false) {
    const { type, status, sign } = booking;
    const amount = sign * money;
    const told = { cardId: card.id, type, amount, fee: 0n, currency, status };
    transactionId = desk.ledger.book({ ...told, remarks: `Sandbox ${event}` }).id;
  }
  // Text or number: the page says either.
  const amount = wanted.amountAs === "number" ? Number(text) : text;
  return { cardId: card.id, customerId: card.customerId, transactionId, amount, currency };
}

/**
 * Sends one webhook that a tester asks for. Its fields, the name of the one that holds the event,
 * a signature, and what the receiver should answer are in no stored page. So it has the plainest
 * fields, no signature, and is tried once. As documented, what is not known is there as null.
 *
 * @param {import("./desk.js").Desk} desk
 */
export const createNotify = (desk) => (wanted) => {
  const strange = Object.keys(wanted).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) refuse(`A webhook has no field ${strange}.`);
  const { event } = wanted;
  if (!EVENTS.includes(event)) refuse(`The event is one of: ${EVENTS.join(", ")}.`);
  if (desk.options.webhookUrl === undefined) {
    refuse("No webhookUrl is set, so nobody can be told.");
  }
  const isAboutHolder = HOLDER.includes(event);
  const subject = isAboutHolder
    ? desk.customers.get(wanted.customerId)
    : desk.world.cards.find("artha-v1", String(wanted.cardId));
  if (subject === undefined) throw new RangeError("There is no such card or customer.");
  const about = isAboutHolder
    ? { cardId: null, customerId: subject.id }
    : { cardId: subject.id, customerId: subject.customerId };
  const fields = MONEY.includes(event) ? moneyEvent(desk, event, subject, wanted) : about;
  const body = { event, ...fields, remarks: null, timestamp: timestamp(desk) };
  return desk.world.callbacks.announce({
    notifyType: event,
    taskId: randomUUID(),
    cardId: subject.id,
    body: desk.answersIn("R1") ? inSnakeCase(body) : body,
    url: desk.options.webhookUrl,
    once: true,
  });
};
