import { randomUUID } from "node:crypto";
import { PLANTED } from "../../seeds.js";
import { cardObject, numberOf } from "./card-objects.js";
import { answerPage } from "./pages.js";
import { addressProblem, fieldProblem, text } from "./rules.js";

const RULES = { customerId: text(100), productId: text(100), currency: text(10) };

/** @returns {string | null} */
function issueProblem(desk, fields, product) {
  const { customerId, productId, currency, shippingAddress } = fields;
  if (currency !== product.currency) return "The currency is not the product's.";
  const applicant = desk.applicants.get(desk.applicantKey(customerId, productId));
  const needsKyc = product.kycRequirements.length > 0;
  if (needsKyc && applicant?.applicantStatus !== "Approved") {
    return "The customer's KYC for this product is not approved.";
  }
  if (product.form === "virtual" && shippingAddress == null) return null;
  return addressProblem(shippingAddress);
}

function issue(desk, request, { customerId, productId }, product) {
  const card = {
    issuer: /** @type {const} */ ("artha-v1"),
    id: randomUUID(),
    label: `Issued of ${product.name}`,
    // A virtual card is issued at once; a physical one is activated when it has arrived.
    state: /** @type {import("../../index.js").CardState} */ (
      product.form === "virtual" ? "active" : "inactive"
    ),
    form: product.form,
    customerId,
    productId,
    createdAt: desk.time(),
  };
  if (!request.dry) {
    desk.world.cards.add(card);
    desk.executed("issue", card.id);
  }
  const verdict = request.dry
    ? "Success was claimed for a new card, but nothing was done."
    : `Card ${card.id} was issued.`;
  return desk.answer(201, cardObject(desk, card), verdict);
}

function sensitive(desk, request, card) {
  request.note("The page asks for additional authentication, not saying which: none is asked.");
  return desk.answer(
    200,
    {
      id: card.id,
      cardNumber: numberOf(card),
      cvv: PLANTED.cvc,
      expiryDate: "10/30",
      cardholderName: PLANTED.holder,
      iframeUrl: null,
    },
    "The sensitive details were read.",
  );
}

/** @param {import("./desk.js").Desk} desk */
export const cardRoutes = (desk) => [
  desk.route("issue", "action", "POST", "cards", (request) =>
    desk.withBody(request, {}, (fields) => {
      const problem = fieldProblem(fields, RULES, Object.keys(RULES));
      if (problem !== null) return desk.unfit(problem);
      return desk.withCustomer(fields.customerId, () => {
        const product = desk.productWith(fields.productId);
        if (product === undefined) return desk.refuse(404, "There is no such product.");
        const unfit = issueProblem(desk, fields, product);
        return unfit === null ? issue(desk, request, fields, product) : desk.unfit(unfit);
      });
    }),
  ),
  // No page of the next two is stored: their paths follow the pattern of the others.
  desk.route("cards", "read", "GET", "cards", (request) =>
    answerPage(
      desk,
      request,
      desk.world.cards.of("artha-v1").map((card) => cardObject(desk, card)),
      "cards",
    ),
  ),
  desk.route("card", "read", "GET", "cards/:id", (_, cardId) =>
    desk.withCard(cardId, (card) =>
      desk.answer(200, cardObject(desk, card), `Card ${card.id} was read.`),
    ),
  ),
  desk.route("sensitive", "read", "GET", "cards/:id/sensitive", (request, cardId) =>
    desk.withCard(cardId, (card) => sensitive(desk, request, card)),
  ),
];
