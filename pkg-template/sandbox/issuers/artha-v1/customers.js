import { randomUUID } from "node:crypto";
import { answerPage } from "./pages.js";
import { anObject, day, fieldProblem, fitting, oneOf, text } from "./rules.js";

const RULES = {
  type: oneOf("individual", "business"),
  firstName: text(100),
  middleName: text(100),
  lastName: text(100),
  email: fitting(/^[^@\s]+@[^@\s]+$/, "an e-mail address"),
  phoneCode: fitting(/^\+\d{1,4}$/, "a calling code such as +44"),
  phoneNumber: fitting(/^\d{4,15}$/, "a number of digits, without its code"),
  country: fitting(/^[A-Za-z]{2}$/, "two letters"),
  businessName: text(200),
  dateOfBirth: day,
  gender: oneOf("male", "female", "other"),
  state: text(100),
  externalReference: text(200),
  address: anObject,
  business: anObject,
};

const ALWAYS = ["type", "email", "phoneCode", "phoneNumber", "country"];

// The revisions differ in what they require.
function requiredOf({ type }, isSnake) {
  const names = isSnake ? [...ALWAYS, "firstName", "lastName"] : ALWAYS;
  if (type !== "individual") return names;
  return [...names, "dateOfBirth", ...(isSnake ? ["gender"] : [])];
}

// Those that an update may carry.
const CHANGEABLE = [
  "firstName",
  "middleName",
  "lastName",
  "email",
  "phoneCode",
  "phoneNumber",
  "country",
  "state",
  "dateOfBirth",
  "gender",
  "address",
  "business",
];

// The first revision shows more fields than the later example.
function shown(desk, customer) {
  const { id, type, firstName, lastName, email, phoneCode, phoneNumber, country } = customer;
  const { status, kycState, createdAt } = customer;
  if (!desk.answersIn("R1")) {
    return {
      ...{ id, type, firstName, lastName, email, phoneCode, phoneNumber, country },
      ...{ status, kycState, createdAt },
    };
  }
  const { middleName, state, dateOfBirth, gender, externalReference } = customer;
  return {
    ...{ id, type, firstName, middleName, lastName, email, phoneCode, phoneNumber, country },
    ...{ state, status, kycState, dateOfBirth, gender, externalReference },
  };
}

const emailIsTaken = (desk, email, but) =>
  [...desk.customers.values()].some(
    (one) => one !== but && one.email.toLowerCase() === email.toLowerCase(),
  );

function create(desk, request, fields) {
  const given = (name) => fields[name] ?? null;
  const customer = {
    id: randomUUID(),
    type: fields.type,
    firstName: given("firstName"),
    middleName: null,
    lastName: given("lastName"),
    email: fields.email,
    phoneCode: fields.phoneCode,
    phoneNumber: fields.phoneNumber,
    country: fields.country,
    state: given("state"),
    status: "active",
    kycState: "not_submitted",
    dateOfBirth: given("dateOfBirth"),
    gender: given("gender"),
    businessName: given("businessName"),
    externalReference: given("externalReference"),
    createdAt: desk.time(),
  };
  if (!request.dry) {
    desk.customers.set(customer.id, customer);
    desk.executed("createCustomer", customer.id);
  }
  const verdict = request.dry
    ? "Success was claimed for a new customer, but nothing was done."
    : `Customer ${customer.id} was created.`;
  // The status is in no stored page; 201 is that of a new card.
  return desk.answer(201, shown(desk, customer), verdict);
}

function update(desk, request, customer, fields) {
  const problem = fieldProblem(fields, RULES, []);
  if (problem !== null) return desk.unfit(problem);
  const { email } = fields;
  if (email != null && email !== customer.email) {
    if (desk.options.emailIsFixed === true) return desk.unfit("The e-mail cannot be changed.");
    if (emailIsTaken(desk, email, customer)) return desk.refuse(409, "The e-mail is taken.");
    request.note("The page's text says that the e-mail cannot be changed, its table lists it.");
  }
  const changes = Object.fromEntries(
    CHANGEABLE.filter((name) => fields[name] != null).map((name) => [name, fields[name]]),
  );
  if (!request.dry) {
    Object.assign(customer, changes);
    desk.executed("updateCustomer", customer.id);
  }
  return desk.answer(
    200,
    shown(desk, { ...customer, ...changes }),
    request.dry ? "Success was claimed, but nothing was done." : "The customer was updated.",
  );
}

// Of the filters only this one's name is in a stored page.
function matches(customer, search) {
  const words = [
    `${customer.firstName ?? ""} ${customer.lastName ?? ""}`,
    customer.email,
    customer.phoneNumber,
  ];
  return words.some((word) => word.toLowerCase().includes(search.toLowerCase()));
}

/** @param {import("./desk.js").Desk} desk */
export const customerRoutes = (desk) => [
  desk.route("createCustomer", "action", "POST", "customers", (request) =>
    desk.withBody(request, {}, (fields, isSnake) => {
      const problem = fieldProblem(fields, RULES, requiredOf(fields, isSnake));
      if (problem !== null) return desk.unfit(problem);
      if (emailIsTaken(desk, fields.email)) return desk.refuse(409, "The e-mail is taken.");
      return create(desk, request, fields);
    }),
  ),
  desk.route("customers", "read", "GET", "customers", (request) => {
    const search = request.query.get("search") ?? "";
    const found = [...desk.customers.values()].filter((one) => matches(one, search));
    return answerPage(
      desk,
      request,
      found.map((one) => shown(desk, one)),
      "customers",
    );
  }),
  // The page of this read is not stored; the path is that of the update.
  desk.route("customer", "read", "GET", "customers/:id", (_, customerId) =>
    desk.withCustomer(customerId, (customer) =>
      desk.answer(200, shown(desk, customer), "The customer was read."),
    ),
  ),
  desk.route("updateCustomer", "action", "PATCH", "customers/:id", (request, customerId) =>
    desk.withCustomer(customerId, (customer) =>
      desk.withBody(request, {}, (fields) => update(desk, request, customer, fields)),
    ),
  ),
];
