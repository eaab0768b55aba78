import { fieldOfAnyCase } from "../../bodies.js";
import { newestDetails, olderDetails, sensitiveDetails } from "./answers.js";
import { CARDS } from "./desk.js";

function readCard(desk, request, answer) {
  const query = Object.fromEntries(request.query);
  const id = fieldOfAnyCase(query, "CardId", request.note);
  if (!id) return desk.failure("CardId", "Required", "The CardId is missing.");
  const card = /^\d{1,10}$/.test(String(id)) ? desk.card(Number(id)) : undefined;
  if (card === undefined) return desk.failure("CardId", "Invalid", "There is no such card.", 404);
  const { details, form } = answer(card);
  return desk.done(0, details, `Card ${card.id} was read in the ${form} form.`);
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route[]} */
export function detailRoutes(desk) {
  const older = desk.options.cardDetails === "older";
  const answers = {
    carddetails: (card) => ({
      details: older ? olderDetails(desk, card) : newestDetails(desk, card),
      form: older ? "older" : "newest",
    }),
    "sensitive-details": () => ({ details: sensitiveDetails(), form: "sensitive" }),
  };
  return Object.entries(answers).map(([name, answer]) => ({
    name,
    kind: /** @type {const} */ ("read"),
    methods: ["GET"],
    pattern: new RegExp(`^${CARDS}/${name}$`),
    handle: desk.signedIn((request) => readCard(desk, request, answer)),
  }));
}
