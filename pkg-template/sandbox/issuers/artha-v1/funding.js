import { randomUUID } from "node:crypto";
import { asNumber, readDecimal } from "../../decimals.js";
import { effectVerdict } from "../../replies.js";
import { amount, fieldProblem, text } from "./rules.js";

// One revision asks for more than 0, another for at least this.
const LEAST = 0.01;
const RULES = { amount: amount(LEAST), currency: text(10) };

// The status page shows `Approved`; the first revision's answer to a top-up has three words of
// its own. The newer words for the other two are those of an applicant.
const STATUS_WORDS = {
  R1: { pending: "processing", done: "completed", failed: "failed" },
  newer: { pending: "Pending", done: "Approved", failed: "Rejected" },
};

function start(desk, request, card, money, currency) {
  const taskId = `task_${randomUUID().replaceAll("-", "")}`;
  if (!request.dry) {
    const at = desk.time();
    const topUp = { id: taskId, cardId: card.id, money, currency, at, state: "pending" };
    desk.topUps.set(taskId, topUp);
    desk.executed("topUp", card.id);
    desk.world.settlements.add({
      taskId,
      card,
      action: "topUp",
      done(result) {
        topUp.state = result === "Success" ? "done" : "failed";
        if (result === "Failed") return;
        desk.ledger.book({
          cardId: card.id,
          type: "top_up",
          amount: money,
          fee: 0n,
          currency,
          status: "settled",
          remarks: "Sandbox topUp",
        });
      },
    });
    request.note(`It takes effect later, as ${taskId}.`);
  }
  return desk.answer(
    202,
    {
      cardId: card.id,
      amount: asNumber(money),
      currency,
      status: "processing",
      transactionId: null,
      taskId,
      performedAt: desk.time(),
    },
    effectVerdict(request, "topUp", card),
  );
}

function topUp(desk, request, card, fields) {
  const problem = fieldProblem(fields, RULES, Object.keys(RULES));
  if (problem !== null) return desk.unfit(problem);
  const money = readDecimal(String(fields.amount));
  if (money === null) return desk.unfit("The amount has more than four decimals or is too large.");
  const { currency } = desk.productWith(card.productId);
  if (fields.currency !== currency) return desk.unfit("The currency is not the card's.");
  if (card.state !== "active") return desk.unfit(`A card that is ${card.state} cannot take topUp.`);
  return start(desk, request, card, money, currency);
}

function status(desk, topUpId) {
  // Which value of a top-up's answer this is, is not said. Here it is the task.
  if (!/^[\w-]{1,64}$/.test(topUpId)) return desk.refuseByChoice(400, "That is no id of a top-up.");
  const found = desk.topUps.get(topUpId);
  if (found === undefined) return desk.refuse(404, "There is no such top-up.");
  const words = STATUS_WORDS[desk.answersIn("R1") ? "R1" : "newer"];
  return desk.answer(
    200,
    {
      id: found.id,
      cardId: found.cardId,
      amount: asNumber(found.money),
      currency: found.currency,
      status: words[found.state],
      createdAt: found.at,
    },
    "The top-up's status was read.",
  );
}

function balance(desk, card) {
  const account = desk.ledger.accountOf(card.id);
  return desk.answer(
    200,
    {
      cardId: card.id,
      availableBalance: asNumber(account.balance - account.hold),
      holdAmount: asNumber(account.hold),
      totalBalance: asNumber(account.balance),
      currency: desk.productWith(card.productId).currency,
      retrievedAt: desk.time(),
    },
    "The balance was read.",
  );
}

/** @param {import("./desk.js").Desk} desk */
export const fundingRoutes = (desk) => [
  desk.route("topUp", "action", "POST", "cards/:id/topup", (request, cardId) =>
    desk.withCard(cardId, (card) =>
      desk.withBody(request, {}, (fields) => topUp(desk, request, card, fields)),
    ),
  ),
  desk.route("topUpStatus", "read", "GET", "cards/topupstatus/:id", (_, topUpId) =>
    status(desk, topUpId),
  ),
  desk.route("balance", "read", "GET", "cards/:id/balance", (_, cardId) =>
    desk.withCard(cardId, (card) => balance(desk, card)),
  ),
];
