// The two calls before `transferfunds`. They may still be live, so both are here.
import { isInt32Id, isOneOf, isText } from "../../checks.js";
import { toCents, toUnits } from "../../money.js";
import { OWN_CHOICE } from "../../replies.js";
import { CARDS, JSON_TYPE, PATCH_TYPE } from "./desk.js";
import { canPay, startTransfer } from "./transfers.js";

const isAmount = (value) => typeof value === "number" && (toCents(value) ?? 0) > 0;

const TOPUP_RULES = {
  CustomerAssetAccountsId: isInt32Id,
  CardsId: isInt32Id,
  Amount: isAmount,
  Reference: isText,
  Type: isOneOf("Deposit", "Withdraw"),
};

const MOVE_RULES = { fromCardsId: isInt32Id, toCardsId: isInt32Id, amount: isAmount };

/** `2024-02-15T17:05:09.97+00:00`, as the sample prints it. */
const withOffset = (ms) => new Date(ms).toISOString().replace("Z", "+00:00");

function topup(desk, request, body) {
  const { values, errors } = desk.readFields(request, body, TOPUP_RULES);
  if (errors.length > 0) return desk.failed(errors, "A field is missing or does not fit.");
  const account = desk.account(values.CustomerAssetAccountsId);
  const card = desk.card(values.CardsId);
  if (account === undefined) {
    return desk.failure("CustomerAssetAccountsId", "Invalid", "There is no such account.");
  }
  if (card === undefined || card.state !== "active") {
    const why = card ? `The card is not active. ${OWN_CHOICE}` : "There is no such card.";
    return desk.failure("CardsId", "Invalid", why);
  }
  const cents = toCents(values.Amount) ?? 0;
  const [from, to] = values.Type === "Deposit" ? [account, card] : [card, account];
  if (!canPay(desk, from, cents)) {
    const why = `The source holds too little. ${OWN_CHOICE}`;
    return desk.failure("Amount", "Insufficient_Funds", why);
  }
  let id = 0;
  const verdict = desk.execute(request, "topup", card.id, () => {
    const what = { from, to, cents, description: values.Reference, action: "topup" };
    id = Number(startTransfer(desk, what).fromId);
  });
  // Seen from the account: a deposit on the card is below zero.
  const amount = toUnits(values.Type === "Deposit" ? -cents : cents);
  return desk.done(id, { amount, dateTime: withOffset(desk.now()) }, verdict);
}

function moveProblem(desk, from, to, cents) {
  const { failure, options } = desk;
  if (from === undefined) return failure("fromCardsId", "Invalid", "There is no such card.", 400);
  if (to === undefined) return failure("toCardsId", "Invalid", "There is no such card.", 400);
  if (cents < (options.feeCents ?? 0)) {
    // The code is misspelt like this.
    return failure("amount", "Amout_Less_Than_Fee", "The amount is below the fee.", 400);
  }
  if (from === to || from.state !== "active" || to.state !== "active") {
    const why = `The cards are the same or not active. ${OWN_CHOICE}`;
    return failure("movefunds", "ShareFunds_Failed", why, 400);
  }
  return canPay(desk, from, cents)
    ? null
    : failure("amount", "Insufficient_Funds", "The card holds too little.", 400);
}

function move(desk, request, body) {
  const { values, errors } = desk.readFields(request, body, MOVE_RULES);
  if (errors.length > 0) return desk.failed(errors, "A field is missing or does not fit.", 400);
  const [from, to] = [desk.card(values.fromCardsId), desk.card(values.toCardsId)];
  const cents = toCents(values.amount) ?? 0;
  const problem = moveProblem(desk, from, to, cents);
  if (problem !== null) return problem;
  let id = 0;
  const verdict = desk.execute(request, "movefunds", to.id, () => {
    const what = { from, to, cents, description: "Move funds", action: "movefunds" };
    id = Number(startTransfer(desk, what).fromId);
  });
  // What it answers beside the envelope is not documented, so there are no details.
  return desk.done(id, undefined, verdict);
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route[]} */
export const olderTransferRoutes = (desk) => [
  {
    name: "topup",
    kind: "action",
    methods: ["POST"],
    pattern: new RegExp(`^${CARDS}/topup$`),
    handle: desk.write(JSON_TYPE, (request, body) => topup(desk, request, body)),
  },
  {
    name: "movefunds",
    kind: "action",
    methods: ["POST"],
    pattern: new RegExp(`^${CARDS}/movefunds$`),
    handle: desk.write(PATCH_TYPE, (request, body) => move(desk, request, body)),
  },
];
