// What the demo's own routes answer when they refuse. The proxy has its own words for its own routes.

/** Nothing was sent to an issuer, so the effect is always "none". */
export class Refusal extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Turns anything thrown into a problem response. */
export function problem(error) {
  if (error instanceof Refusal) return answer(error.status, error.code, error.message);
  // A fault of our own: the text may hold anything, so it stays in the worker's console.
  console.error(error);
  return answer(500, "failed", "The worker failed.");
}

export function nothingHere() {
  return new Refusal(404, "not_found", "There is nothing here.");
}

function answer(status, code, title) {
  const body = { type: `urn:cardlatch:demo:${code}`, title, status, code, effect: "none" };
  const headers = { "content-type": "application/problem+json" };
  return Response.json(body, { status, headers });
}
