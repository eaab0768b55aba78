import { fieldOfAnyCase } from "../../bodies.js";
import { effectVerdict } from "../../replies.js";
import { switchDetails } from "./answers.js";
import { CARDS, PATCH_TYPE } from "./desk.js";

const SWITCHES = {
  activate: { to: "active", already: "Card_Active" },
  deactivate: { to: "inactive", already: "Card_Inactive" },
};

/** Seeded transactions that are pending vanish, transfers on their way go back. */
function voidPending({ settlements }, card, note) {
  const transfers = settlements.withdraw(
    ({ transfer }) => transfer?.to === card.id || transfer?.from === card.id,
  );
  for (const { done } of transfers) done?.("Failed");
  const count = (card.pendingTransactions ?? 0) + transfers.length;
  note(`${count} pending transactions were voided.`);
  card.voidedTransactions = (card.voidedTransactions ?? 0) + count;
  card.pendingTransactions = 0;
}

function perform(desk, request, card, action) {
  const { to } = SWITCHES[action];
  if (!request.dry) {
    card.state = to;
    desk.journal.executed({ issuer: "ibanera", action, cardId: card.id });
    if (action === "deactivate") voidPending(desk, card, request.note);
  }
  return desk.done(
    Number(card.id),
    switchDetails(desk, { ...card, state: to }),
    effectVerdict(request, action, card),
  );
}

function flip(desk, action, request, body) {
  const id = fieldOfAnyCase(body, "cardsId", request.note);
  if (id === undefined || id === null) {
    return desk.failure("CardsId", "Required", "The cardsId is missing.");
  }
  const card = desk.card(id);
  if (card === undefined) {
    return desk.failure("CardsId", "Invalid", "The cardsId is not the number of a card.");
  }
  const { to, already } = SWITCHES[action];
  return card.state === to
    ? desk.failure("CardsId", already, `Card ${card.id} is in that state already.`)
    : perform(desk, request, card, action);
}

/** Activate and deactivate. @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route[]} */
export const switchRoutes = (desk) =>
  Object.keys(SWITCHES).map((action) => ({
    name: action,
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: new RegExp(`^${CARDS}/${action}$`),
    handle: desk.write(PATCH_TYPE, (request, body) => flip(desk, action, request, body)),
  }));
