// Withdraw, terminate and the airline switch stand on no page: clients were seen to use them. What
// they answer is not known, so the answer is the general envelope with an empty object.
import { isFlag, problemsOf } from "../../checks.js";
import { OWN_CHOICE } from "../../replies.js";
import { feeOf, readAmount } from "./amounts.js";
import { CARDS, reference } from "./bank.js";
import { readCardField } from "./card-field.js";
import { printedId } from "./card-shapes.js";
import { NOT_ACTIVE, envelope, success } from "./envelopes.js";

const refused = (why) => envelope("E1", { text: NOT_ACTIVE, why: `${why} ${OWN_CHOICE}` });

const closedOrUnknown = (card) =>
  card === undefined
    ? refused("There is no such card.")
    : card.state === "closed"
      ? refused("The card is closed.")
      : null;

function withdraw(bank, request, body) {
  const cents = readAmount(bank, "withdraw", request, body.amount);
  const { id, problems: ofCard } = readCardField(bank, request, body);
  const problems = [...ofCard, ...problemsOf(body, { amount: () => cents !== null })];
  if (cents === null || problems.length > 0) return bank.refuseProblems(problems);
  const card = bank.cards.find("yativo", String(id));
  const problem = closedOrUnknown(card);
  if (problem !== null) return problem;
  if (card.state !== "active") return refused(`The card is ${card.state}.`);
  if (card.balanceCents < cents || cents < feeOf(bank, "withdraw")) {
    return envelope("E1", { why: `The card holds too little. ${OWN_CHOICE}` });
  }
  const verdict = bank.execute(request, "withdraw", card.id, () => {
    // The fee comes off before the wallet is credited.
    const feeCents = feeOf(bank, "withdraw");
    const facts = { kind: "withdraw", reference: reference(), feeCents };
    bank.ledger.move(card, -cents, facts);
    bank.ledger.move(bank.wallet(card), cents - feeCents, facts);
    bank.hook.hint("virtualcard.transaction.debit", { amount: cents, cardId: printedId(card) });
  });
  return success({}, verdict);
}

function terminate(bank, request, body) {
  const { id, problems } = readCardField(bank, request, body);
  if (problems.length > 0) return bank.refuseProblems(problems);
  const card = bank.cards.find("yativo", String(id));
  const problem = closedOrUnknown(card);
  if (problem !== null) return problem;
  const verdict = bank.execute(request, "terminate", card.id, () => {
    const cents = card.balanceCents ?? 0;
    const facts = { kind: "terminate", reference: reference() };
    card.state = "closed";
    if (cents > 0) {
      bank.ledger.move(card, -cents, facts);
      bank.ledger.move(bank.wallet(card), cents, facts);
    }
    bank.hook.hint("virtualcard.withdrawal.success", { amount: cents, cardId: printedId(card) });
  });
  return success({}, verdict);
}

function enableAirlines(bank, request, body, id) {
  const problems = problemsOf(body, { isAirlinePaymentEnabled: isFlag });
  if (problems.length > 0) return bank.refuseProblems(problems);
  const card = bank.cards.find("yativo", id);
  const problem = closedOrUnknown(card);
  if (problem !== null) return problem;
  const verdict = bank.execute(request, "airlines", card.id, () => {
    card.airlinePayments = body.isAirlinePaymentEnabled;
  });
  return success({}, verdict);
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route[]} */
export function observedRoutes(bank) {
  if (bank.options.observedForms === false) return [];
  const route = (name, method, path, work) => ({
    name,
    kind: /** @type {const} */ ("action"),
    methods: [method],
    pattern: new RegExp(`^${CARDS}/${path}$`),
    handle: bank.write((request, body, part) => {
      request.note("No page documents this call; clients were seen to use it.");
      return work(bank, request, body, part);
    }),
  });
  return [
    route("withdraw", "POST", "withdraw", withdraw),
    route("terminate", "POST", "terminate", terminate),
    route("enable-airlines", "PUT", "enable-airlines/([^/]+)", enableAirlines),
  ];
}
