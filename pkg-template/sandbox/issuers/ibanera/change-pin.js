import { isInt32Id, isText } from "../../checks.js";
import { OWN_CHOICE } from "../../replies.js";
import { CARDS, JSON_TYPE } from "./desk.js";

// The samples have four digits; no rule is written down.
const isPin = (value) => isText(value) && /^\d{4}$/.test(value);

const RULES = { TopUpCardsId: isInt32Id, OldPin: isPin, NewPin: isPin };

function changePin(desk, request, body) {
  const { values, errors } = desk.readFields(request, body, RULES);
  if (errors.length > 0) return desk.failed(errors, "A field is missing or does not fit.");
  const card = desk.card(values.TopUpCardsId);
  if (card === undefined) return desk.failure("TopUpCardsId", "Invalid", "There is no such card.");
  if (values.OldPin !== desk.pinOf(card)) {
    return desk.failure("OldPin", "Invalid", `The old PIN is wrong. ${OWN_CHOICE}`);
  }
  const verdict = desk.execute(request, "changecardpin", card.id, () => {
    card.pin = values.NewPin;
  });
  const older = desk.options.changePinAnswer === "older";
  return desk.done(0, older ? undefined : { TopUpCardsId: values.TopUpCardsId }, verdict);
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route} */
export const changePinRoute = (desk) => ({
  name: "changecardpin",
  kind: "action",
  methods: ["POST"],
  pattern: new RegExp(`^${CARDS}/changecardpin$`),
  handle: desk.write(JSON_TYPE, (request, body) => changePin(desk, request, body)),
});
