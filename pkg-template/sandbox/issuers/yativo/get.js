import { OWN_CHOICE } from "../../replies.js";
import { CARDS } from "./bank.js";
import { cardAnswer } from "./card-shapes.js";
import { envelope, success } from "./envelopes.js";
import { readTransactions } from "./transactions.js";

/** A card that a call created may be unreadable for some seconds, as a client has seen. */
function isUnreadable({ options, now }, { createdMs = -Infinity }) {
  return now() - createdMs < (options.newCardUnreadableMs ?? 0);
}

function get(bank, request, id) {
  const { options, cards } = bank;
  if (request.method === "GET" && options.transactionsAtGet === true) {
    request.note("Transactions are answered here, as the prose of one page has it.");
    return readTransactions(bank, request, id);
  }
  if (request.method === "POST") {
    request.note("The read came by POST, as one page says in prose; most pages have GET.");
  }
  const card = cards.find("yativo", id);
  if (card === undefined || isUnreadable(bank, card)) {
    const why = card ? `The card is too new to be read. ${OWN_CHOICE}` : "There is no such card.";
    const status = options.unknownCardStatus ?? 400;
    return envelope("E2", { text: "Invalid request", status, why });
  }
  return success(
    cardAnswer(bank, card),
    `Card ${card.id} was read in shape ${bank.shapeOf(card)}.`,
  );
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const getRoute = (bank) => ({
  name: "get",
  kind: "read",
  methods: ["GET", "POST"],
  pattern: new RegExp(`^${CARDS}/get/([^/]+)$`),
  handle: bank.signedIn((request, id) => get(bank, request, id)),
});
