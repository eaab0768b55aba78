import { randomInt, randomUUID } from "node:crypto";
import { effectVerdict } from "../../replies.js";
import { statusOf, typeOf } from "./card-objects.js";
import { addressProblem, fieldProblem, fitting, text } from "./rules.js";

/**
 * @typedef {object} Rule
 * @property {string} path
 * @property {string} [word] the issuer's, where it is not the name
 * @property {import("../../index.js").CardState[]} from
 * @property {import("../../index.js").CardState} [to]
 * @property {string} said
 * @property {number} [status]
 * @property {boolean} [bodiless]
 * @property {Record<string, any>} [rules]
 * @property {string[]} [required]
 */

// `word` is the issuer's, `action` the one of the executions. Only a few pages are stored, and the
// sentences of `said` follow the one that is printed, that of a replacement. The path of unfreeze
// has no page: it follows the pattern of freeze.
/** @type {Record<string, Rule>} */
const ACTIONS = {
  activate: {
    path: "activate",
    from: ["inactive"],
    to: "active",
    said: "activated",
    rules: { activationCode: text(100) },
  },
  freeze: { path: "freeze", from: ["active"], to: "frozen", said: "frozen", bodiless: true },
  unfreeze: { path: "unfreeze", from: ["frozen"], to: "active", said: "unfrozen", bodiless: true },
  cancel: {
    path: "cancel",
    from: ["inactive", "active", "frozen"],
    to: "closed",
    said: "cancelled",
    // Words are listed for the reason and the example is free text. Whether one is needed is open.
    rules: { reason: text(500) },
  },
  setPin: {
    path: "pin/set",
    word: "set_pin",
    from: ["active"],
    said: "PIN set",
    rules: { pin: fitting(/^\d{4,6}$/, "4 to 6 digits as text") },
    required: ["pin"],
  },
  replace: {
    path: "replace",
    from: ["active", "frozen"],
    said: "replaced",
    status: 202,
    rules: { reason: text(500) },
  },
};

// The first revision tells the card's state after the action, the newer ones whether it went well.
function result(desk, card, { word, said }, taskId) {
  const head = {
    cardId: card.id,
    customerId: card.customerId,
    productId: card.productId,
    cardType: typeOf(desk, card),
    action: word,
  };
  return desk.answersIn("R1")
    ? { ...head, status: statusOf(card), message: null, taskId, performedAt: desk.time() }
    : { ...head, status: "success", message: `Card ${said} successfully`, taskId };
}

const newNumber = () => `400000${String(randomInt(10 ** 10)).padStart(10, "0")}`;

/** What a replacement changes is not documented: the card keeps its id and gets another number. */
function startReplacing(desk, request, card) {
  const taskId = `task_${randomUUID().replaceAll("-", "")}`;
  if (!request.dry) {
    desk.world.settlements.add({
      taskId,
      card,
      action: "replace",
      to: card.state,
      done(outcome) {
        if (outcome === "Success") card.number = newNumber();
      },
    });
  }
  return taskId;
}

function perform(desk, request, card, rule) {
  const { action, to, status = 200 } = rule;
  const taskId = action === "replace" ? startReplacing(desk, request, card) : null;
  if (!request.dry) {
    card.state = to ?? card.state;
    card.updatedAt = desk.time();
    desk.executed(action, card.id);
  }
  const verdict = effectVerdict(request, action, card);
  if (action === "replace" && desk.options.replaceBody === false) {
    return { status, headers: {}, body: "", verdict };
  }
  // 200 is documented for activate and 202 for replace; the others have no status on a page.
  return desk.answer(status, result(desk, card, rule, taskId), verdict);
}

function act(desk, request, card, rule, fields) {
  const { action, from, rules = {}, required = [] } = rule;
  const problem =
    fieldProblem(fields, rules, required) ??
    (fields.shippingAddress == null ? null : addressProblem(fields.shippingAddress));
  if (problem !== null) return desk.unfit(problem);
  const running = desk.world.settlements.inFlight(card);
  if (running) return desk.unfit(`The card has a ${running} under way.`);
  if (!from.includes(card.state)) {
    return desk.unfit(`A card that is ${card.state} cannot take ${action}.`);
  }
  return perform(desk, request, card, rule);
}

/** @param {import("./desk.js").Desk} desk */
export const cardActions = (desk) =>
  Object.entries(ACTIONS).map(([action, known]) => {
    const rule = { word: action, ...known, action };
    return desk.route(action, "action", "POST", `cards/:id/${known.path}`, (request, cardId) =>
      desk.withCard(cardId, (card) => {
        if (rule.bodiless) {
          if (request.bytes.length > 0) request.note("A body came, though none is documented.");
          return act(desk, request, card, rule, {});
        }
        return desk.withBody(request, { mayBeEmpty: rule.required === undefined }, (fields) =>
          act(desk, request, card, rule, fields),
        );
      }),
    );
  });
