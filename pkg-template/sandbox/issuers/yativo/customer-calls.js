import { randomUUID } from "node:crypto";
import {
  isCountry3,
  isEmail,
  isFlag,
  isOneOf,
  isText,
  optional,
  problemsOf,
} from "../../checks.js";
import { jsonReply } from "../../replies.js";
import { success } from "./envelopes.js";

const RULES = {
  customer_name: isText,
  customer_email: isEmail,
  customer_phone: (value) => isText(value) && /^\+[1-9]\d{6,14}$/.test(value),
  customer_country: isCountry3,
  customer_type: optional(isOneOf("individual", "business")),
  send_kyc_mail: optional(isFlag),
};

const view = (customer) => ({
  customer_id: customer.id,
  customer_name: customer.name,
  customer_email: customer.email,
  customer_phone: customer.phone,
  customer_country: customer.country,
  customer_type: customer.type,
  customer_status: "active",
  customer_kyc_status: customer.isEndorsed ? "approved" : "not_started",
  endorsement: [
    {
      service: "Virtual Card",
      status: customer.isEndorsed ? "approved" : "not_started",
      hosted_kyc_url: null,
      updated: new Date(customer.createdAt).toISOString(),
    },
  ],
});

function addCustomer(bank, request, body) {
  const problems = problemsOf(body, RULES);
  if (problems.length > 0) return bank.refuseProblems(problems);
  if (bank.customers.byEmail(body.customer_email).length > 0) {
    const errors = { customer_email: ["Customer email already exists"] };
    return bank.refuseFields(errors, "The e-mail is another customer's.");
  }
  const customer = {
    id: randomUUID(),
    label: "Created by a call",
    name: body.customer_name,
    email: body.customer_email,
    phone: body.customer_phone,
    country: body.customer_country,
    type: body.customer_type ?? "individual",
    isEndorsed: false,
    isActivated: false,
    createdAt: bank.now(),
  };
  const verdict = bank.execute(request, "createCustomer", customer.id, () => {
    bank.customers.add(customer);
    const label = "Wallet of the customer";
    bank.accounts.add({
      issuer: "yativo",
      id: customer.id,
      label,
      currency: "USD",
      balanceCents: 0,
    });
    bank.hook.tell("customer.created", view(customer));
  });
  // The page shows 201 and a body that says 200.
  return success(view(customer), verdict, { status: 201, statusCode: 200 });
}

const wholeFrom1 = (text, usual) => (/^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : usual);

// The name of the query field for the page is not documented; Laravel's `page` is the sandbox's choice.
function listCustomers({ customers }, { query }) {
  const all = customers.byEmail(query.get("email"));
  const perPage = wholeFrom1(query.get("per_page"), 20);
  const page = wholeFrom1(query.get("page"), 1);
  const lastPage = Math.max(1, Math.ceil(all.length / perPage));
  const link = (number) => (number < 1 || number > lastPage ? null : `/customer?page=${number}`);
  const body = {
    status: "success",
    status_code: 200,
    message: "Records retrieved successfully",
    data: all.slice((page - 1) * perPage, page * perPage).map(view),
    pagination: {
      total: all.length,
      per_page: perPage,
      current_page: page,
      last_page: lastPage,
      next_page_url: link(page + 1),
      prev_page_url: link(page - 1),
    },
  };
  return jsonReply(200, body, "Customers were listed.");
}

function readCustomer(bank, id) {
  const customer = bank.customers.find(id);
  if (customer === undefined) return bank.invalid("There is no such customer.");
  // The page shows HTTP 200 and a body that says 201.
  return success(view(customer), `Customer ${id} was read.`, { statusCode: 201 });
}

/** @param {import("./bank.js").Bank} bank @returns {import("../../world.js").Route[]} */
export const customerRoutes = (bank) => [
  {
    name: "create-customer",
    kind: "action",
    methods: ["POST"],
    pattern: /^\/customer$/,
    handle: bank.write((request, body) => addCustomer(bank, request, body)),
  },
  {
    name: "customers",
    kind: "read",
    methods: ["GET"],
    pattern: /^\/customer$/,
    handle: bank.signedIn((request) => listCustomers(bank, request)),
  },
  {
    name: "customer",
    kind: "read",
    methods: ["GET"],
    // One page doubles the first word.
    pattern: /^\/customer(?:\/customer)?\/([^/]+)$/,
    handle: bank.signedIn((_, id) => readCustomer(bank, id)),
  },
];
