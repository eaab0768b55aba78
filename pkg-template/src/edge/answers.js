/** What stands on each answer that the core did not make. */
const headers = {
  "content-type": "application/problem+json",
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  vary: "Origin",
};

/** The answer that the core made. */
export const answerOf = ({ status, headers, body }, stream) => new Response(stream ?? (body || null), { status, headers });

/** The answer when there is no core to make one: nothing is known of what had begun. */
export function trapped(isBegun) {
  const [status, effect] = isBegun ? [500, "unknown"] : [503, "none"];
  const title = isBegun ? "The server failed. What became of the operation is not known." : "The server failed before anything was done.";
  const problem = { type: "urn:cardlatch:error:failed", title, status, code: "failed", effect, retryable: !isBegun };
  return new Response(JSON.stringify(problem), { status, headers });
}
