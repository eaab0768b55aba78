// Requests for information. Of their answers only the quirks are known: a top-level id that is not
// 0, times without a zone, amounts with 18 decimals. The other names are the sandbox's choice.
import { mediaType } from "../../bodies.js";
import { optional } from "../../checks.js";
import { OWN_CHOICE, emptyReply } from "../../replies.js";
import { PAGING, pageOf } from "./paging.js";

const BASE = "/api/v1/customer/informationrequests";
const LIST_ID = 14152;
const AMOUNT = "-20.000000000000000000";
const REQUESTS = [
  { id: 1013, customersId: 11057, amount: AMOUNT, dateTime: "2025-06-15T15:06:40.15" },
];

// A double would not keep the decimals.
const withDecimals = (reply) => ({ ...reply, body: reply.body.replaceAll(`"${AMOUNT}"`, AMOUNT) });

const isNumber = (text) => /^\d{1,10}$/.test(text);

function read(desk, request, rules, work) {
  const query = Object.fromEntries(request.query);
  const { values, errors } = desk.readFields(request, query, rules);
  if (errors.length > 0) return desk.failed(errors, "A field of the query does not fit.");
  return withDecimals(work(values));
}

function list(desk, { CustomersId, ...page }) {
  const meant = REQUESTS.filter(
    ({ customersId }) => CustomersId === undefined || String(customersId) === CustomersId,
  );
  const { items, paging } = pageOf(meant, page);
  return desk.done(LIST_ID, items, `${items.length} requests for information were listed.`, paging);
}

function details(desk, { InformationRequestsId }) {
  const found = REQUESTS.find(({ id }) => String(id) === InformationRequestsId);
  return found === undefined
    ? desk.failure("InformationRequestsId", "Invalid", `There is no such request. ${OWN_CHOICE}`)
    : desk.done(0, found, "The request for information was read.");
}

function submit(desk, request) {
  if (mediaType(request.headers) !== "multipart/form-data") {
    return emptyReply(415, `The Content-Type is not multipart/form-data. ${OWN_CHOICE}`);
  }
  const verdict = desk.execute(request, "submitInformation", "1013", () =>
    desk.callbacks.tell("INFORMATION_REQUEST_UPDATED", {}),
  );
  return desk.done(0, undefined, verdict);
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route[]} */
export const informationRoutes = (desk) => [
  {
    name: "information-requests",
    kind: "read",
    methods: ["GET"],
    pattern: new RegExp(`^${BASE}/getinformationrequestlist$`),
    handle: desk.signedIn((request) => {
      const rules = { ...PAGING, CustomersId: optional(isNumber) };
      return read(desk, request, rules, (values) => list(desk, values));
    }),
  },
  {
    name: "information-request",
    kind: "read",
    methods: ["GET"],
    pattern: new RegExp(`^${BASE}/getinformationrequestdetails$`),
    handle: desk.signedIn((request) =>
      read(desk, request, { InformationRequestsId: isNumber }, (values) => details(desk, values)),
    ),
  },
  {
    name: "submit-information",
    kind: "action",
    methods: ["POST"],
    pattern: new RegExp(`^${BASE}/submitinformationrequest$`),
    handle: desk.signedIn((request) => submit(desk, request)),
  },
];
