import { effectVerdict } from "../../replies.js";
import { amount, fieldProblem } from "./rules.js";

// Those that can be set. The lifetime limit can only be read.
const NAMES = [
  "dailyLimit",
  "monthlyLimit",
  "perTransactionLimit",
  "atmWithdrawalLimit",
  "yearlyLimit",
];
const RULES = Object.fromEntries(NAMES.map((name) => [name, amount(0)]));

const PRODUCT_DEFAULTS = {
  dailyLimit: 1000,
  monthlyLimit: 10000,
  perTransactionLimit: 500,
  atmWithdrawalLimit: 300,
  yearlyLimit: null,
};

const limitsOf = (desk, card) => desk.limits.get(card.id) ?? PRODUCT_DEFAULTS;

const shown = (desk, card, limits) => ({
  cardId: card.id,
  dailyLimit: limits.dailyLimit,
  monthlyLimit: limits.monthlyLimit,
  perTransactionLimit: limits.perTransactionLimit,
  atmWithdrawalLimit: limits.atmWithdrawalLimit,
  yearlyLimit: limits.yearlyLimit,
  lifetimeLimit: null,
  currency: desk.productWith(card.productId).currency,
});

function update(desk, request, card, fields) {
  const problem = fieldProblem(fields, RULES, []);
  if (problem !== null) return desk.unfit(problem);
  const strange = Object.keys(fields).filter((name) => !NAMES.includes(name));
  if (strange.length > 0) request.note("Fields that are no limits to be set were left unread.");
  // What is left out keeps its value; null may bring the product's default back, and does here.
  const wanted = Object.fromEntries(
    NAMES.filter((name) => Object.hasOwn(fields, name)).map((name) => [
      name,
      fields[name] ?? PRODUCT_DEFAULTS[name],
    ]),
  );
  const limits = { ...limitsOf(desk, card), ...wanted };
  if (!request.dry) {
    desk.limits.set(card.id, limits);
    desk.executed("setLimits", card.id);
  }
  return desk.answer(200, shown(desk, card, limits), effectVerdict(request, "setLimits", card));
}

/** @param {import("./desk.js").Desk} desk */
export const limitRoutes = (desk) => [
  desk.route("limits", "read", "GET", "cards/:id/limits", (_, cardId) =>
    desk.withCard(cardId, (card) =>
      desk.answer(200, shown(desk, card, limitsOf(desk, card)), "The limits were read."),
    ),
  ),
  // The only page that has the longer prefix in its path.
  desk.route("setLimits", "action", "POST", "cards/:id/limits", (request, cardId) =>
    desk.withCard(cardId, (card) =>
      desk.withBody(request, {}, (fields) => update(desk, request, card, fields)),
    ),
  ),
];
