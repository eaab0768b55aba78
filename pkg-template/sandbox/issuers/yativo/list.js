import { CARDS } from "./bank.js";
import { listItem } from "./card-shapes.js";
import { success } from "./envelopes.js";

// Whether `customer_id` must be there is unclear; no page shows the answer, a client has.
function list(bank, request) {
  const customer = request.query.get("customer_id");
  if (!customer && bank.options.listNeedsCustomer === true) {
    return bank.refuseProblems([{ name: "customer_id", kind: "missing" }]);
  }
  const cards = bank.cards
    .of("yativo")
    .filter(({ customerId }) => !customer || customerId === customer);
  const whose = customer ? "one customer" : "all customers, no customer_id was given";
  return success(cards.map(listItem), `${cards.length} cards were listed of ${whose}.`);
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const listRoute = (bank) => ({
  name: "list",
  kind: "read",
  methods: ["GET"],
  pattern: new RegExp(`^${CARDS}/list$`),
  handle: bank.signedIn((request) => list(bank, request)),
});
