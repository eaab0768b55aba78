import { randomUUID } from "node:crypto";
import { jsonReply } from "../../replies.js";
import { inSnakeCase } from "./forms.js";
import { anObject, fieldProblem, text } from "./rules.js";

const APPLICANT_PATH = "customers/:id/products/:id/applicant";
const STATUS_PATH = `${APPLICANT_PATH}status`;

const KYC_STATES = { Approved: "approved", Rejected: "rejected", Pending: "pending" };

/** The request of an upload is in no stored page: any body that is not empty is taken. */
function upload(desk, request) {
  if (request.bytes.length === 0) return desk.refuseByChoice(400, "No file came.");
  const named = /filename="([\w. -]{1,100})"/.exec(request.bytes.toString("latin1"));
  const fileName = named?.[1] ?? "file";
  const id = randomUUID();
  if (!request.dry) desk.executed("uploadFile", id);
  const fileUrl = `https://files.example.invalid/${id}/${encodeURIComponent(fileName)}`;
  // This form alone is documented, whatever the other answers look like.
  return jsonReply(200, { data: inSnakeCase([{ fileName, fileUrl }]) }, "A file was taken.");
}

/**
 * One page has the person in `kycDetails` or the business in `kybDetails`, another has the fields
 * bare and partly under other names. Which of them are required is on neither, but for one.
 *
 * @returns {string | null}
 */
function detailsProblem(request, fields, customer) {
  const wrapper = customer.type === "business" ? "kybDetails" : "kycDetails";
  if (fields[wrapper] === undefined) {
    request.note(`The fields came bare, as one page has them; another has them in ${wrapper}.`);
    return Object.keys(fields).length === 0 ? `The ${wrapper} is missing.` : null;
  }
  if (!anObject.fits(fields[wrapper])) return `The ${wrapper} is not an object.`;
  if (wrapper === "kybDetails") return null;
  const problem = fieldProblem(fields.kycDetails, { customerId: text(100) }, ["customerId"]);
  if (problem !== null) return problem;
  return fields.kycDetails.customerId === customer.id
    ? null
    : "The customerId in the body is another than in the path.";
}

const shown = ({ customerId, productId, applicantStatus, remarks = null }) => ({
  customerId,
  productId,
  applicantStatus,
  remarks,
});

function submit(desk, request, customer, productId) {
  const applicant = { customerId: customer.id, productId, applicantStatus: "Pending" };
  const decide = (status) => {
    applicant.applicantStatus = status;
    customer.kycState = KYC_STATES[status];
  };
  if (!request.dry) {
    desk.applicants.set(desk.applicantKey(customer.id, productId), applicant);
    decide("Pending");
    desk.executed("submitApplicant", customer.id);
    desk.world.settlements.add({
      taskId: randomUUID(),
      issuer: "artha-v1",
      about: `customer ${customer.id}`,
      action: "submitApplicant",
      done: (result) => decide(result === "Success" ? "Approved" : "Rejected"),
    });
  }
  // The answer is in no stored page; this is the one that the status has.
  return desk.answer(
    200,
    shown(applicant),
    request.dry ? "Success was claimed, but nothing was done." : "The applicant was submitted.",
  );
}

/** A customer and a product that exist, then `work`. */
const withBoth = (desk, customerId, productId, work) =>
  desk.withCustomer(customerId, (customer) =>
    desk.productWith(productId) === undefined
      ? desk.refuse(404, "There is no such product.")
      : work(customer, desk.applicants.get(desk.applicantKey(customerId, productId))),
  );

/** @param {import("./desk.js").Desk} desk */
export const applicantRoutes = (desk) => [
  desk.route("uploadFile", "action", "POST", "uploadfile", (request) => upload(desk, request)),
  desk.route("applicant", "action", "POST", APPLICANT_PATH, (request, customerId, productId) =>
    withBoth(desk, customerId, productId, (customer, before) =>
      desk.withBody(request, {}, (fields) => {
        const problem = detailsProblem(request, fields, customer);
        if (problem !== null) return desk.unfit(problem);
        // Once for each product, and again after a rejection.
        if (before !== undefined && before.applicantStatus !== "Rejected") {
          return desk.refuseByChoice(409, "The customer was submitted for this product before.");
        }
        return submit(desk, request, customer, productId);
      }),
    ),
  ),
  desk.route("applicantStatus", "read", "GET", STATUS_PATH, (_, customerId, productId) =>
    withBoth(desk, customerId, productId, (_customer, found) =>
      desk.answer(
        200,
        // No record reads the same as one that is being looked at: the page says so.
        shown(found ?? { customerId, productId, applicantStatus: "UnderReview" }),
        "The applicant's status was read.",
      ),
    ),
  ),
];
