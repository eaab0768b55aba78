import { emptyReply, jsonReply } from "../../replies.js";

/** One of the two texts that the page of top-ups documents. The other is the usual text of E1. */
export const NOT_ACTIVE =
  "Error please confirm card is active, or contact support if error persist";

const said = (code, status) => `Envelope ${code} was answered with HTTP ${status}.`;

const failed = (error) => ({
  status: "failed",
  status_code: 400,
  message: "Request failed",
  data: { error },
});

/** The six error bodies that the pages show, and the 403 whose body they do not show. */
const ENVELOPES = {
  E1: { status: 400, body: (text) => failed(text ?? "Wallet is empty") },
  E2: {
    status: 200,
    body: (text) => ({
      status: "success",
      status_code: 200,
      message: "Request successful",
      data: { error: text ?? "Error encountered, please check your request" },
    }),
  },
  E3: { status: 400, body: (text) => ({ error: text ?? "Invalid request" }) },
  E4: {
    status: 422,
    body: (text) => ({
      status: "error",
      status_code: 422,
      message: "Validation failed",
      errors: { action: [text ?? "The selected action is invalid."] },
    }),
  },
  E5: {
    status: 400,
    body: (text) => ({
      status: "failed",
      status_code: 400,
      message: "Request failed",
      data: { status: false, message: text ?? "The card could not be updated" },
    }),
  },
  E6: { status: 401, body: () => ({ message: "Unauthenticated." }) },
  E7: { status: 403, body: null },
};

export const ENVELOPE_CODES = Object.keys(ENVELOPES);

/**
 * @param {string} code E1 to E7
 * @param {{ text?: string, status?: number, why?: string }} [more]
 */
export function envelope(code, { text, status, why = "" } = {}) {
  const form = ENVELOPES[code];
  const http = status ?? form.status;
  const verdict = `${why} ${said(code, http)}`.trim();
  return form.body === null ? emptyReply(http, verdict) : jsonReply(http, form.body(text), verdict);
}

/**
 * `data` is left out where it is undefined. The number in the body may differ from the HTTP status:
 * some pages show it so.
 *
 * @param {unknown} data
 * @param {string} verdict
 * @param {{ message?: string, status?: number, statusCode?: number }} [more]
 */
export function success(data, verdict, { message, status = 200, statusCode = status } = {}) {
  const body = {
    status: "success",
    status_code: statusCode,
    message: message ?? "Request successful",
    data,
  };
  return jsonReply(status, body, verdict);
}
