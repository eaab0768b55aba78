import { fieldOfAnyCase } from "../../bodies.js";
import { effectVerdict } from "../../replies.js";
import { kycProblem } from "./kyc.js";
import { pictureProblem } from "./picture.js";
import { programWith } from "./programs.js";

const RULE = { action: "bind", from: ["inactive"] };

/** The newest pages have the card's id; the manuals, and the last one's own example, a task's. */
function cardToBind(desk, request, body) {
  const cardId = fieldOfAnyCase(body, "cardId", request.note);
  const taskId = fieldOfAnyCase(body, "taskId", request.note);
  if (cardId !== undefined || typeof taskId !== "string" || taskId === "") {
    return desk.cardOf(request, body);
  }
  request.note("The card was named by the taskId of its application, as the manuals have it.");
  return desk.cardWithId(desk.applications.get(taskId) ?? taskId);
}

/** @returns {string | null} */
function envelopeProblem(request, body, { needsEnvelope }) {
  const envelopeNo = fieldOfAnyCase(body, "envelopeNo", request.note);
  if (envelopeNo === undefined || envelopeNo === null || envelopeNo === "") {
    if (needsEnvelope) return "The card's program needs an envelopeNo and none came.";
    request.note("No envelopeNo came: the site requires it always, the manual if the program does.");
    return null;
  }
  return typeof envelopeNo === "string" && Buffer.byteLength(envelopeNo) <= 15
    ? null
    : "The envelopeNo is not text of 1 to 15 bytes.";
}

/** @returns {string | null} */
function requestProblem(request, body, cardNumber, program) {
  if (typeof cardNumber !== "string" || !/^\d{1,19}$/.test(cardNumber)) {
    return "The cardNumber is not text of 1 to 19 digits.";
  }
  const kyc = fieldOfAnyCase(body, "kyc", request.note);
  return (
    envelopeProblem(request, body, program) ??
    pictureProblem(request, body, {
      name: "handholdidphoto",
      isNeeded: program.needPhotoForActiveCard,
      words: "a photo of the hand-held id",
    }) ??
    (program.kycRequirements !== null && !program.kycRequiredWhileApplyCard
      ? kycProblem(kyc, program.kycRequirements, request.note)
      : null)
  );
}

/** @returns {string | null} */
function cardProblem(desk, card, program) {
  if (card.form !== "physical") return "Only a physical card can be bound.";
  const wrongState = desk.stateProblem(card, RULE);
  if (wrongState !== null) return wrongState;
  const isKnown = !program.kycRequiredWhileApplyCard || card.kyc === "approved";
  return isKnown ? null : "The card's KYC has not succeeded.";
}

function bind(desk, request, card, cardNumber) {
  if (!request.dry) {
    card.number = cardNumber;
    desk.executed("bind", card.id);
    desk.world.settlements.add({
      taskId: card.id,
      card,
      action: "bind",
      to: "active",
      tell: (status) =>
        desk.say({
          kind: "createCard",
          taskId: card.id,
          cardId: card.id,
          status,
          remarks: "Sandbox bind",
        }),
    });
  }
  const ids = desk.answersIn("V2") ? { taskId: card.id } : { cardId: card.id };
  return desk.taken(
    { ...ids, cardno: cardNumber },
    "CardInProgress",
    effectVerdict(request, "bind", card),
  );
}

/** @param {import("./desk.js").Desk} desk */
export const binding = (desk) => ({
  name: "Binding",
  kind: /** @type {const} */ ("action"),
  methods: ["POST"],
  pattern: /^\/(?:Binding|binding)$/,
  handle: (request) =>
    desk.post(request, (body) => {
      const { card, refusal } = cardToBind(desk, request, body);
      if (refusal) return refusal;
      const program = programWith(card.programId);
      const cardNumber = fieldOfAnyCase(body, "cardNumber", request.note);
      const wrongRequest = requestProblem(request, body, cardNumber, program);
      if (wrongRequest !== null) return desk.refuseByChoice(400, wrongRequest);
      const wrongCard = cardProblem(desk, card, program);
      return wrongCard === null
        ? bind(desk, request, card, cardNumber)
        : desk.failed(wrongCard);
    }),
});
