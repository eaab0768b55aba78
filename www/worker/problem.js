// Errors as the page gets them: problem JSON with the package's own codes.

// What each code means as an HTTP status of *this* worker. An issuer that refuses our credentials
// is our trouble, not the visitor's, so it is a 502 and never a 401.
const STATUS = {
  invalid_input: 400,
  sign_image_required: 422,
  image_format: 422,
  image_too_large: 413,
  image_truncated: 422,
  unsupported_action: 409,
  unauthorized: 502,
  forbidden: 502,
  card_not_found: 404,
  rate_limited: 429,
  issuer_rejected: 409,
  issuer_unavailable: 503,
  unexpected_answer: 502,
  not_confirmed: 502,
  network: 502,
  timeout: 504,
  aborted: 503,
  insecure_url: 500,
  configuration: 500,
};

/** A refusal of the worker itself. Nothing was sent to an issuer, so the effect is always "none". */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Turns anything thrown into a problem response. */
export function problem(error, canReconcile) {
  if (error instanceof Refusal) return refusal(error);
  if (error?.name === "CardError") return cardProblem(error, canReconcile);
  // A fault of our own: the text may hold anything, so it stays in the worker's console.
  console.error(error);
  const message = "The worker failed.";
  return answer({
    status: 500,
    code: "internal",
    effect: "unknown",
    message,
    reconcile: canReconcile,
  });
}

function refusal({ status, code, message }) {
  return answer({ status, code, effect: "none", message });
}

// A closed list of fields. `issuerMessage` and `body()` are left out on purpose: they may hold card data.
function cardProblem(error, canReconcile) {
  return answer({
    status: STATUS[error.code] ?? 502,
    code: error.code,
    effect: error.effect,
    message: error.message,
    retryable: error.retryable,
    retryAfterMs: error.retryAfterMs,
    issuerStatus: error.status,
    issuerCode: error.issuerCode,
    path: error.path,
    reconcile: error.effect === "unknown" && canReconcile,
  });
}

function answer(fields) {
  const body = { type: `urn:cardlatch:${fields.code}`, ...fields };
  return Response.json(body, {
    status: fields.status,
    headers: { "content-type": "application/problem+json" },
  });
}
