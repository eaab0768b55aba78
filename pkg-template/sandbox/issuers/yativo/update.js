import { OWN_CHOICE, effectVerdict } from "../../replies.js";
import { CARDS } from "./bank.js";
import { NOT_ACTIVE, envelope, success } from "./envelopes.js";

const ACTIONS = {
  freeze: { to: "frozen", said: "freeze card successfully" },
  unfreeze: { to: "active", said: "unfreeze card successful" },
};

function perform({ options, journal }, request, card, action) {
  const { to, said } = ACTIONS[action];
  const dry = request.dry || options.successWithoutEffect === true;
  if (card.state === to) request.note(`The card was ${to} before. ${OWN_CHOICE}`);
  if (!dry) {
    card.state = to;
    journal.executed({ issuer: "yativo", action, cardId: card.id });
  }
  return success({ action: said }, effectVerdict({ dry }, action, card));
}

function update(bank, request, { action }, id) {
  request.note(
    request.method === "POST"
      ? "The update came by POST, as its page says; other pages have PUT."
      : "The update came by PUT, as some pages say; its own page has POST.",
  );
  if (typeof action !== "string" || !Object.hasOwn(ACTIONS, action)) {
    return envelope("E4", { why: `The action is neither freeze nor unfreeze. ${OWN_CHOICE}` });
  }
  const card = bank.cards.find("yativo", id);
  if (card === undefined) {
    const status = bank.options.unknownCardStatus ?? 200;
    return envelope("E2", { status, why: "There is no such card." });
  }
  if (card.state !== "active" && card.state !== "frozen") {
    return envelope("E1", { text: NOT_ACTIVE, why: `The card is ${card.state}. ${OWN_CHOICE}` });
  }
  return perform(bank, request, card, action);
}

/** Freeze and unfreeze. @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const updateRoute = (bank) => ({
  name: "update",
  kind: "action",
  methods: ["POST", "PUT"],
  pattern: new RegExp(`^${CARDS}/update/([^/]+)$`),
  handle: bank.write((request, body, id) => update(bank, request, body, id)),
});
