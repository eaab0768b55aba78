import { randomUUID } from "node:crypto";
import { readDecimal } from "../../decimals.js";
import { CALLBACK_FORMS, CALLBACK_KINDS, tellsMoney } from "./callback-forms.js";

const FIELDS = [
  "issuer",
  "notifyType",
  "cardId",
  "taskId",
  "status",
  "remarks",
  "amount",
  "currency",
  "code",
  "form",
  "book",
];

// The manual's example of a 3-D Secure code begins with a space.
const USUAL_CODE = " 971615";
// Text with 2 or 4 decimals, as the examples have it.
const USUAL_AMOUNT = "207.5700";

const refuse = (why) => {
  throw new TypeError(why);
};

const oneOf = (list, value, name) =>
  list.includes(value) ? value : refuse(`The ${name} is one of: ${list.join(", ")}.`);

const textOf = (value, usual, name) =>
  value === undefined ? usual : typeof value === "string" ? value : refuse(`The ${name} is text.`);

/** Spending and fees leave the card, a refund comes back; a failed one moves nothing. */
function book(desk, { kind, cardId, status, currency, remarks }, amount) {
  if (status !== "Success") return;
  const signed = kind === "refund" ? amount : -amount;
  desk.ledger.book({ cardId, type: kind, amount: signed, fee: 0n, currency, status, remarks });
}

/**
 * Sends one callback that a tester asks for. Those of money also happen on the card, unless
 * `book` is false.
 *
 * @param {import("./desk.js").Desk} desk
 */
export const createNotify = (desk) => (wanted) => {
  const strange = Object.keys(wanted).find((name) => !FIELDS.includes(name));
  if (strange !== undefined) refuse(`A callback has no field ${strange}.`);
  const kind = oneOf(CALLBACK_KINDS, wanted.notifyType, "notifyType");
  const form = wanted.form === undefined ? undefined : oneOf(CALLBACK_FORMS, wanted.form, "form");
  const card = desk.world.cards.find("artha", String(wanted.cardId));
  if (card === undefined) throw new RangeError("There is no such card.");
  const word = {
    kind,
    taskId: textOf(wanted.taskId, randomUUID(), "taskId"),
    cardId: card.id,
    status: oneOf(["Success", "Failed"], wanted.status ?? "Success", "status"),
    remarks: textOf(wanted.remarks, `Sandbox ${kind}`, "remarks"),
  };
  if (kind === "optCode") Object.assign(word, { code: textOf(wanted.code, USUAL_CODE, "code") });
  if (tellsMoney(kind)) {
    const text = textOf(wanted.amount, USUAL_AMOUNT, "amount");
    const amount = readDecimal(text) ?? refuse("The amount is a decimal as text.");
    const currency = textOf(wanted.currency, "USD", "currency");
    Object.assign(word, { amount: text, currency });
    if (wanted.book !== false) book(desk, { ...word, currency }, amount);
  }
  return desk.say(word, form) ?? refuse("No callback URL is set, so nobody can be told.");
};
