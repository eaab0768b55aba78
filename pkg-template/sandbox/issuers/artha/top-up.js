import { randomUUID } from "node:crypto";
import { fieldOfAnyCase } from "../../bodies.js";
import { asNumber, readDecimal, writeDecimal } from "../../decimals.js";
import { effectVerdict } from "../../replies.js";
import { TOP_UP_LIMIT } from "../artha-answers.js";

const RULE = { action: "topUp", from: ["active"] };

// The only documented example takes 10 of 100. No rule for the fee is documented.
const feeOf = (amount) => amount / 10n;

/** @returns {{ card?: any, amount: bigint, refusal?: import("../../replies.js").Reply }} */
function readRequest(desk, request, body) {
  const { card, refusal } = desk.cardOf(request, body);
  if (refusal) return { refusal, amount: 0n };
  const text = fieldOfAnyCase(body, "amount", request.note);
  const amount = typeof text === "string" ? readDecimal(text) : null;
  if (amount === null || amount === 0n) {
    return {
      refusal: desk.refuseByChoice(400, "The amount is not a decimal above 0, as text."),
      amount: 0n,
    };
  }
  return { card, amount };
}

const isTooMuch = (amount) => amount > /** @type {bigint} */ (readDecimal(String(TOP_UP_LIMIT)));

function estimate(desk, request) {
  return desk.post(request, (body) => {
    const { card, amount, refusal } = readRequest(desk, request, body);
    if (refusal) return refusal;
    const fee = feeOf(amount);
    // The table says decimal, the example has text.
    return desk.answer(
      {
        cardId: card.id,
        amount: writeDecimal(amount),
        fee: writeDecimal(fee),
        receiveAmount: writeDecimal(amount - fee),
      },
      "The fee of a top-up was estimated.",
    );
  });
}

function start(desk, request, card, amount) {
  const taskId = randomUUID();
  if (!request.dry) {
    const fee = feeOf(amount);
    const topUp = { taskId, cardId: card.id, amount, fee, at: desk.world.now(), status: "Pending" };
    desk.topUps.set(taskId, topUp);
    desk.executed("topUp", card.id);
    desk.world.settlements.add({
      taskId,
      card,
      action: "topUp",
      done(result) {
        topUp.status = result;
        if (result === "Failed") return;
        desk.ledger.book({
          cardId: card.id,
          type: "recharge",
          amount: amount - fee,
          fee,
          currency: "USD",
          status: result,
          remarks: "Sandbox topUp",
        });
      },
      tell: (status) =>
        desk.say({ kind: "recharge", taskId, cardId: card.id, status, remarks: "Sandbox topUp" }),
    });
    request.note(`It takes effect later, as task ${taskId}.`);
  }
  return desk.taken({ taskId }, "CardInProgress", effectVerdict(request, "topUp", card));
}

function topUp(desk, request) {
  return desk.post(request, (body) => {
    const { card, amount, refusal } = readRequest(desk, request, body);
    if (refusal) return refusal;
    const wrongState = desk.stateProblem(card, RULE);
    if (wrongState !== null) return desk.failed(wrongState);
    if (isTooMuch(amount)) return desk.failed("The amount is above the singleRechargeLimit.");
    return start(desk, request, card, amount);
  });
}

/** `settlemetAmount` is the page's own spelling. Words of type and status are in no stored page. */
const statusAnswer = ({ taskId, cardId, amount, fee, at, status }) => ({
  taskId,
  cardId,
  currency: "USD",
  amount: asNumber(amount),
  settlemetAmount: asNumber(amount - fee),
  fee: asNumber(fee),
  type: "recharge",
  date: new Date(at).toISOString(),
  status,
});

function status(desk, request, taskId) {
  return desk.get(request, { taskId }, () => {
    const found = desk.topUps.get(taskId);
    return found === undefined
      ? desk.refuse(404, "There is no such top-up.")
      : desk.answer(statusAnswer(found), "The top-up's status was read.");
  });
}

const read = /** @type {const} */ ("read");

/** @param {import("./desk.js").Desk} desk */
export const topUps = (desk) => [
  {
    name: "EstimateCardTopUpFee",
    kind: read,
    methods: ["POST"],
    pattern: /^\/(?:EstimateCardTopUpFee|estimatecardtopupfee)$/,
    handle: (request) => estimate(desk, request),
  },
  {
    name: "CardTopUp",
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: /^\/(?:CardTopUp|cardtopup)$/,
    handle: (request) => topUp(desk, request),
  },
  {
    name: "TopUpStatus",
    kind: read,
    methods: ["GET"],
    pattern: /^\/(?:TopUpStatus|topupstatus)\/([^/]+)$/,
    handle: (request, taskId) => status(desk, request, taskId),
  },
];
