import { isText, optional, problemsOf } from "../../checks.js";
import { OWN_CHOICE, jsonReply } from "../../replies.js";
import { toUnits } from "../../money.js";
import { feeOf, readAmount } from "./amounts.js";
import { CARDS, reference } from "./bank.js";
import { readCardField } from "./card-field.js";
import { printedId } from "./card-shapes.js";
import { NOT_ACTIVE, envelope, success } from "./envelopes.js";

function refusal(bank, card, customerId, cents) {
  if (card === undefined)
    return envelope("E1", { text: NOT_ACTIVE, why: `There is no such card. ${OWN_CHOICE}` });
  if (customerId !== undefined && customerId !== card.customerId) {
    return envelope("E1", {
      text: NOT_ACTIVE,
      why: `The card is another customer's. ${OWN_CHOICE}`,
    });
  }
  if (card.state !== "active") {
    return envelope("E1", { text: NOT_ACTIVE, why: `The card is ${card.state}.` });
  }
  return bank.wallet(card).balanceCents < cents + feeOf(bank, "topup")
    ? envelope("E1", { why: "The wallet holds too little." })
    : null;
}

// Accepted now, on the card later: the wallet pays at once and gets it back if it fails.
function accept(bank, request, card, cents) {
  const facts = { kind: "topup", reference: reference() };
  const feeCents = feeOf(bank, "topup");
  const verdict = bank.execute(request, "topup", card.id, () => {
    bank.ledger.move(bank.wallet(card), -cents - feeCents, facts);
    bank.settlements.add({
      taskId: facts.reference,
      card,
      action: "topup",
      done(result) {
        if (result === "Failed")
          return void bank.ledger.move(bank.wallet(card), cents + feeCents, facts);
        const { id } = bank.ledger.move(card, cents, { ...facts, feeCents });
        bank.hook.hint("virtualcard.topup", {
          id,
          amount: cents,
          cardId: printedId(card),
          reference: facts.reference,
        });
      },
    });
  });
  return { verdict, reference: facts.reference };
}

function topup(bank, request, body) {
  const isObserved = bank.options.observedForms !== false;
  const cents = readAmount(bank, "topup", request, body.amount);
  const { id, problems: ofCard } = readCardField(bank, request, body);
  const problems = problemsOf(body, {
    customer_id: isObserved ? optional(isText) : isText,
    amount: () => cents !== null,
  });
  if (cents === null || problems.length + ofCard.length > 0) {
    return bank.refuseProblems([...ofCard, ...problems]);
  }
  if (body.customer_id === undefined) {
    request.note("No customer_id came, as clients do it; the pages require it.");
  }
  const card = bank.cards.find("yativo", String(id));
  const refused = refusal(bank, card, body.customer_id, cents);
  if (refused !== null || card === undefined) return refused;
  const { verdict, reference } = accept(bank, request, card, cents);
  return bank.options.topupAnswer === "bare"
    ? jsonReply(
        200,
        { message: "card topup in progress", reference, amount: toUnits(cents) },
        verdict,
      )
    : success({ message: "card topup in progress" }, verdict);
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const topupRoute = (bank) => ({
  name: "topup",
  kind: "action",
  methods: ["POST"],
  pattern: new RegExp(`^${CARDS}/topup$`),
  handle: bank.write((request, body) => topup(bank, request, body)),
});
