/**
 * The page writes `cardId`; clients were seen to send `card_id`, some of them a number.
 *
 * @param {import("./bank.js").Bank} bank
 * @param {import("../../world.js").Arrived} request
 * @param {Record<string, any>} body
 * @returns {{ id: unknown, problems: import("../../checks.js").Problem[] }}
 */
export function readCardField({ options }, request, body) {
  const observed = options.observedForms !== false && body.cardId === undefined;
  const id = observed ? body.card_id : body.cardId;
  if (observed && id !== undefined) {
    request.note("The card came as card_id, as clients send it; the page has cardId.");
  }
  if (id === undefined || id === null || id === "") {
    return { id, problems: [{ name: "cardId", kind: "missing" }] };
  }
  const fits = typeof id === "string" || (observed && Number.isInteger(id));
  return { id: String(id), problems: fits ? [] : [{ name: "cardId", kind: "wrong" }] };
}
