import { randomInt, randomUUID } from "node:crypto";
import { isText, problemsOf } from "../../checks.js";
import { toUnits } from "../../money.js";
import { feeOf, readAmount } from "./amounts.js";
import { CARDS, reference } from "./bank.js";
import { printedId, shapeD } from "./card-shapes.js";
import { success } from "./envelopes.js";

// Both were seen by a client; no page states them.
const LEAST_CENTS = 300;
const MOST_CARDS = 3;

/** @returns {import("../../seeds.js").Seed} */
const newCard = ({ options, now }, customerId) => ({
  issuer: "yativo",
  id: options.numericCardIds === true ? String(randomInt(2_000_000, 9_000_000)) : randomUUID(),
  label: "Created by a call",
  state: "active",
  form: "virtual",
  shape: options.shape ?? "D",
  ...(options.numericCardIds === true ? { numericId: true } : {}),
  customerId,
  balanceCents: 0,
  createdMs: now(),
});

function refusal(bank, customer, cents) {
  if (customer === undefined) return "There is no such customer.";
  if (!customer.isActivated) return "The customer is not activated.";
  if (cents < LEAST_CENTS) return "The amount is below 3 dollars.";
  const isOpen = ({ customerId, state }) => customerId === customer.id && state !== "closed";
  if (bank.cards.of("yativo").filter(isOpen).length >= MOST_CARDS) {
    return "The customer has three cards, and more are not allowed.";
  }
  const { balanceCents } = bank.walletOf(customer.id);
  return balanceCents < cents + feeOf(bank, "create")
    ? "The wallet holds too little; nothing was charged."
    : null;
}

const ANSWERS = {
  summary: (card, customer) => ({
    data: {
      card_id: printedId(card),
      customer_email: customer.email,
      customer_id: customer.id,
      card_brand: "visa",
      card_type: "virtual",
    },
  }),
  // The sample of the older page shows the balance in dollars, its read in cents.
  D: (card, _, cents) => ({
    data: { ...shapeD(card), balance: toUnits(cents) },
    message: "Virtual card created successfully",
  }),
};

function create(bank, request, body) {
  const cents = readAmount(bank, "create", request, body.amount);
  const rules = { customer_id: isText, amount: () => cents !== null };
  const problems = problemsOf(body, rules);
  if (cents === null || problems.length > 0) return bank.refuseProblems(problems);
  const customer = bank.customers.find(body.customer_id);
  const why = refusal(bank, customer, cents);
  if (why !== null || customer === undefined) return bank.invalid(why ?? "");
  const card = newCard(bank, customer.id);
  const verdict = bank.execute(request, "create", card.id, () => {
    const facts = { kind: "create", reference: reference("CREATE_CARD_") };
    const feeCents = feeOf(bank, "create");
    bank.ledger.move(bank.wallet(card), -cents - feeCents, facts);
    bank.cards.add(card);
    bank.ledger.move(card, cents, { ...facts, feeCents });
    bank.hook.hint("virtualcard.created.success", { cardId: printedId(card) });
  });
  const { data, message } = ANSWERS[bank.options.createAnswer ?? "summary"](card, customer, cents);
  return success(data, verdict, { message });
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const createRoute = (bank) => ({
  name: "create",
  kind: "action",
  methods: ["POST"],
  pattern: new RegExp(`^${CARDS}/create$`),
  handle: bank.write((request, body) => create(bank, request, body)),
});
