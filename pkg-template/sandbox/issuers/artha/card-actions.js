import { randomUUID } from "node:crypto";
import { effectVerdict } from "../../replies.js";
import { pictureProblem } from "./picture.js";
import { programWith } from "./programs.js";

// `image` is the spelling of the page that describes the call. Set PIN is only known from an
// older manual, which writes the field in lowercase.
const ACTIONS = {
  CardFreeze: { action: "freeze", from: ["active"], to: "frozen", image: "signImage" },
  CardUnFreeze: { action: "unfreeze", from: ["frozen"], to: "active", image: "signImage" },
  CancelCard: {
    action: "cancel",
    from: ["inactive", "active", "frozen"],
    to: "closed",
    image: null,
  },
  CardSetPin: { action: "setPin", from: ["active"], to: null, image: "signimage" },
};

function perform(desk, request, card, { action, to }) {
  const taskId = randomUUID();
  const remarks = to === null ? "CardSetPin SuccesFully!" : "CardInProgress";
  if (!request.dry) {
    desk.executed(action, card.id);
    if (to !== null) {
      desk.world.settlements.add({
        taskId,
        card,
        action,
        to,
        tell: (status) =>
          desk.say({
            kind: "operation",
            taskId,
            cardId: card.id,
            status,
            remarks: `Sandbox ${action}`,
          }),
      });
      request.note(`It takes effect later, as task ${taskId}.`);
    }
  }
  const ids = desk.answersIn("V2") ? { taskId, referenceId: taskId } : { taskId };
  return desk.taken(ids, remarks, effectVerdict(request, action, card));
}

function actOnCard(desk, request, body, rule) {
  const { card, refusal } = desk.cardOf(request, body);
  if (refusal) return refusal;
  const problem =
    rule.image === null
      ? null
      : pictureProblem(request, body, {
          name: rule.image,
          isNeeded: programWith(card.programId)?.needPhotoForOperateCard === true,
          words: "a signature picture",
        });
  if (problem !== null) return desk.refuseByChoice(400, problem);
  const wrongState = desk.stateProblem(card, rule);
  return wrongState === null ? perform(desk, request, card, rule) : desk.failed(wrongState);
}

/** @param {import("./desk.js").Desk} desk */
export const cardActions = (desk) =>
  Object.entries(ACTIONS).map(([name, rule]) => ({
    name,
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: new RegExp(`^/(?:${name}|${name.toLowerCase()})$`),
    handle: (request) => desk.post(request, (body) => actOnCard(desk, request, body, rule)),
  }));
