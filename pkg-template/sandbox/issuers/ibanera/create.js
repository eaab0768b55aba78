import { isInt32Id, isObject, isOneOf, isText, optional, problemsOf } from "../../checks.js";
import { OWN_CHOICE } from "../../replies.js";
import { CARDS, JSON_TYPE } from "./desk.js";
import { PROGRAMS } from "./seeds.js";

const RULES = {
  customersId: isInt32Id,
  currency: isOneOf("USD", "EUR", "GBP"),
  cardReferenceId: isText,
  shippingMethod: isOneOf("Standard", "Express", "Priority"),
  cardProgramID: (value) => PROGRAMS.includes(value),
  cardType: optional(isOneOf("Physical", "Virtual")),
  shippingAddress: optional(isObject),
  businessReviewDetails: optional(isObject),
  personalReviewDetails: optional(isObject),
};

const ADDRESS_RULES = {
  shippingAddressLine1: isText,
  shippingAddressCity: isText,
  shippingAddressState: isText,
  shippingAddressPostcode: isText,
  shippingAddressCountry: isText,
};

// The page is cut off behind these; what may follow is not checked.
const BUSINESS_RULES = {
  legalEntityName: isText,
  doingBusinessAs: isText,
  entityType: isOneOf("LLC", "Corporation", "Partnership", "Sole Proprietor"),
  registeredAddressStreet: isText,
  registeredAddressCity: isText,
  registeredAddressState: isText,
  registeredAddressPostcode: isText,
};

const errorsOf = (fields, rules) =>
  problemsOf(fields, rules).map(({ name, kind }) => ({
    fieldName: name,
    messageCode: kind === "missing" ? "Required" : "Invalid",
  }));

const required = (fieldName) => [{ fieldName, messageCode: "Required" }];

/** Whether a virtual card may leave the address out is not stated; here it may. */
function addressErrors({ cardType, shippingAddress }) {
  if (shippingAddress !== undefined) return errorsOf(shippingAddress, ADDRESS_RULES);
  return cardType === "Virtual" ? [] : required("shippingAddress");
}

function reviewErrors(customer, { businessReviewDetails, personalReviewDetails }) {
  if (!customer.needsReview) return [];
  if (customer.kind === "personal") {
    return personalReviewDetails === undefined ? required("personalReviewDetails") : [];
  }
  return businessReviewDetails === undefined
    ? required("businessReviewDetails")
    : errorsOf(businessReviewDetails, BUSINESS_RULES);
}

function noteOlderForms({ note }, { currency, shippingMethod, cardType }) {
  if (currency !== "USD") note(`The currency ${currency} is on older pages only.`);
  if (shippingMethod === "Priority") note("Priority shipping is on older pages only.");
  if (cardType === undefined) note("No cardType came, as on older pages; the card is physical.");
}

/** @returns {import("../../seeds.js").Seed} */
const newCard = (id, { customersId, currency, cardType }) => ({
  issuer: "ibanera",
  id,
  label: "Created by a call",
  state: "inactive",
  form: cardType === "Virtual" ? "virtual" : "physical",
  customerId: String(customersId),
  currency,
  balanceCents: 0,
  pendingTransactions: 0,
  voidedTransactions: 0,
});

/** The account that the card needs is made with it. */
function addAccount({ accounts }, { customersId, currency }) {
  const customerId = String(customersId);
  const isThere = accounts
    .views()
    .some(
      (one) =>
        one.issuer === "ibanera" && one.customerId === customerId && one.currency === currency,
    );
  if (isThere) return;
  const id = String(9000 + accounts.views().length);
  accounts.add({
    issuer: "ibanera",
    id,
    label: "Made with a card",
    currency,
    balanceCents: 0,
    customerId,
  });
}

function create(desk, request, body) {
  const { values, errors } = desk.readFields(request, body, RULES);
  const customer = desk.customer(values.customersId);
  if (errors.length === 0 && customer !== undefined) {
    errors.push(...addressErrors(values), ...reviewErrors(customer, values));
  }
  if (errors.length > 0) return desk.failed(errors, "A field is missing or does not fit.");
  if (customer === undefined) {
    return desk.failure("customersId", "Invalid", `There is no such customer. ${OWN_CHOICE}`);
  }
  noteOlderForms(request, values);
  const card = newCard(request.dry ? "0" : desk.nextCardId(), values);
  const verdict = desk.execute(request, "create", card.id, () => {
    desk.cards.add(card);
    addAccount(desk, values);
    desk.callbacks.tell("MANAGEE_CARD_APPROVAL_UPDATED", { TopUpCardsId: Number(card.id) });
  });
  const id = Number(card.id);
  const details = {
    customersId: values.customersId,
    customersReference: customer.reference,
    card: { id, currency: values.currency, ...desk.balances(card), status: "Deactivated" },
  };
  return desk.done(id, details, verdict);
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route} */
export const createRoute = (desk) => ({
  name: "create",
  kind: "action",
  methods: ["POST"],
  pattern: new RegExp(`^${CARDS}/create$`),
  handle: desk.write(JSON_TYPE, (request, body) => create(desk, request, body)),
});
