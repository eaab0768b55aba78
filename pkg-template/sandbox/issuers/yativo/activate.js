import { randomUUID } from "node:crypto";
import {
  isCountry3,
  isDay,
  isDayFirst,
  isEmail,
  isObject,
  isText,
  isUrl,
  problemsOf,
} from "../../checks.js";
import { OWN_CHOICE, jsonReply } from "../../replies.js";
import { CARDS } from "./bank.js";
import { success } from "./envelopes.js";

const ID_TYPES = {
  NGA: ["VNIN", "PASSPORT", "DRIVERS_LICENSE", "PVC"],
  GHA: ["PASSPORT", "DRIVERS_LICENSE", "VOTERS_ID"],
  KEN: ["PASSPORT", "NATIONAL_ID"],
  SEN: ["NATIONAL_ID", "ECOWAS_ID"],
};
// The country of the page's example, which has a passport, is not known: elsewhere both are taken.
const OTHER_ID_TYPES = ["NATIONAL_ID", "PASSPORT"];

/** The four documented bodies, the newest first, each known by a field that only it has. */
const FORMS = [
  {
    page: "the newest page",
    isMeant: (body) =>
      "customer_address" in body || "customer_idNumber" in body || "user_photo" in body,
    customer: "customer_id",
    rules: {
      customer_id: isText,
      // Which parts of the address are required is not stated.
      customer_address: (address) =>
        isObject(address) && Object.values(address).every((part) => typeof part === "string"),
      customer_idFront: isUrl,
      customer_idNumber: isText,
      date_of_birth: isDayFirst,
      user_photo: isUrl,
    },
  },
  {
    page: "the older page",
    isMeant: (body) => "customerId" in body,
    customer: "customerId",
    rules: {
      customerId: isText,
      customerEmail: isEmail,
      idNumber: isText,
      idType: isText,
      firstName: isText,
      lastName: isText,
      dateOfBirth: isDay,
      phoneNumber: isText,
      city: isText,
      state: isText,
      country: isCountry3,
      zipCode: isText,
      line1: isText,
      houseNumber: isText,
      idImage: isUrl,
    },
  },
  {
    page: "the exported collection",
    isMeant: (body) =>
      ["firstName", "lastName", "userPhoto", "dateOfBirth"].some((name) => name in body),
    customer: "customer_id",
    rules: {
      customer_id: isText,
      firstName: isText,
      lastName: isText,
      userPhoto: isUrl,
      dateOfBirth: isDay,
    },
  },
  {
    page: "a client's observation: the customer alone",
    isMeant: () => true,
    customer: "customer_id",
    rules: { customer_id: isText },
    needsEndorsement: true,
  },
];

// The example of the page has `passport`, its table `PASSPORT`: both are taken.
function idTypeProblem({ idType, country }) {
  if (idType === undefined || !isText(idType) || !isCountry3(country)) return [];
  const allowed = ID_TYPES[country] ?? OTHER_ID_TYPES;
  const fits = allowed.includes(idType.toUpperCase());
  return fits ? [] : [{ name: "idType", kind: /** @type {const} */ ("wrong") }];
}

const ANSWERS = {
  documented: (bank, verdict) =>
    jsonReply(
      200,
      {
        status: "success",
        message: "Virtual card service activated successfully.",
        activationDate: new Date(bank.now()).toISOString().replace(/\.\d+Z$/, "Z"),
      },
      verdict,
    ),
  // Not the id that was sent: a client must not overwrite its own.
  bare: (_, verdict) => jsonReply(200, { customer_id: randomUUID() }, verdict),
  envelope: (_, verdict) => success(undefined, verdict),
};

function activate(bank, request, body) {
  const form = FORMS.find(({ isMeant }) => isMeant(body)) ?? FORMS[3];
  request.note(`The body has the form of ${form.page}.`);
  const problems = [...problemsOf(body, form.rules), ...idTypeProblem(body)];
  if (problems.length > 0) return bank.refuseProblems(problems);
  const customer = bank.customers.find(body[form.customer]);
  if (customer === undefined) return bank.invalid("There is no such customer.");
  if (form.needsEndorsement && !customer.isEndorsed) {
    return bank.invalid("The customer is not endorsed for cards and no particulars came.");
  }
  if (customer.isActivated) request.note(`The customer was activated before. ${OWN_CHOICE}`);
  const verdict = bank.execute(request, "activateCustomer", customer.id, () => {
    customer.isActivated = true;
    bank.hook.hint("virtualcard.user.kyc.success", { customerId: customer.id });
  });
  return ANSWERS[bank.options.activateAnswer ?? "documented"](bank, verdict);
}

/** Lets a customer have cards. @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route} */
export const activateRoute = (bank) => ({
  name: "activate",
  kind: "action",
  methods: ["POST"],
  pattern: new RegExp(`^${CARDS}/activate$`),
  handle: bank.write((request, body) => activate(bank, request, body)),
});
