import { randomUUID } from "node:crypto";
import { fieldOfAnyCase } from "../../bodies.js";
import { kycProblem } from "./kyc.js";
import { programWith } from "./programs.js";

const byteLength = (text) => Buffer.byteLength(text, "utf8");

// The manual asks for kyc when the program lists requirements and wants them at this point. The
// site words it otherwise for a program that wants them and lists none; then there is nothing to
// ask for either way.
const needsKyc = ({ kycRequirements, kycRequiredWhileApplyCard }) =>
  kycRequirements !== null && kycRequiredWhileApplyCard;

/** A virtual card is made by itself; a physical one waits to be bound, after its KYC if any. */
function startMaking(desk, card, program, taskId) {
  const tell = (kind) => (status) =>
    desk.say({ kind, taskId, cardId: card.id, status, remarks: `Sandbox ${kind}` });
  const add = (task) => desk.world.settlements.add({ taskId, card, action: "apply", ...task });
  if (program.form === "virtual") {
    add({ to: "active", tell: tell("createCard") });
  } else if (needsKyc(program)) {
    card.kyc = "pending";
    add({
      // The state stays, and yet no other action may run before the KYC is through.
      to: "inactive",
      done: (result) => {
        card.kyc = result === "Success" ? "approved" : "rejected";
      },
      tell: tell("kycStatus"),
    });
  }
}

function apply(desk, request, program) {
  const card = {
    issuer: /** @type {const} */ ("artha"),
    id: randomUUID(),
    label: `Applied for in ${program.name}`,
    state: /** @type {const} */ ("inactive"),
    form: program.form,
    programId: program.programId,
  };
  // No task id is answered in the newer forms, and the manual's example of the callback has the
  // card's id in its place.
  const taskId = desk.answersIn("V2") ? randomUUID() : card.id;
  if (!request.dry) {
    desk.world.cards.add(card);
    desk.applications.set(taskId, card.id);
    desk.executed("apply", card.id);
    startMaking(desk, card, program, taskId);
  }
  const ids = desk.answersIn("V2") ? { taskId, referenceId: card.id } : { cardId: card.id };
  return desk.taken(
    ids,
    "CardInProgress",
    request.dry
      ? "Success was claimed for an application, but nothing was done."
      : `Card ${card.id} was applied for in program ${program.name}.`,
  );
}

/** @param {import("./desk.js").Desk} desk */
export const applyCard = (desk) => ({
  name: "ApplyCard",
  kind: /** @type {const} */ ("action"),
  methods: ["POST"],
  pattern: /^\/(?:ApplyCard|applycard)$/,
  handle: (request) =>
    desk.post(request, (body) => {
      const programId = fieldOfAnyCase(body, "programId", request.note);
      if (typeof programId !== "string" || programId === "" || byteLength(programId) > 36) {
        return desk.refuseByChoice(400, "The programId is not text of 1 to 36 bytes.");
      }
      const program = programWith(programId.toLowerCase());
      if (program === undefined) return desk.refuse(404, "There is no such program.");
      const kyc = fieldOfAnyCase(body, "kyc", request.note);
      if (needsKyc(program)) {
        const problem = kycProblem(kyc, program.kycRequirements ?? [], request.note);
        if (problem !== null) return desk.refuseByChoice(400, problem);
      } else if (kyc !== undefined && kyc !== null) {
        request.note("The program asks for no kyc here, so the one that came was left unread.");
      }
      return apply(desk, request, program);
    }),
});
