import { DEFAULT_READING, canonicalString, createVerifier } from "./artha-signature.js";

/**
 * Decides whether a request comes from the merchant.
 *
 * @param {{ now: () => number, options: import("../index.js").ArthaOptions, customerToken: string,
 *   publicKey: string }} settings
 */
export function createGuard({ now, options, customerToken, publicKey }) {
  const reading = { ...DEFAULT_READING, ...options.signing };
  const toleranceMs = (options.timestampToleranceSeconds ?? 300) * 1000;
  // The older manuals print the name with a capital.
  const tokenNames = ["customerToken", ...reading.headers].filter((name) => /^customertoken$/i.test(name));
  const isSignedBy = createVerifier(publicKey);
  const seenNonces = new Set();

  function tokenProblem(request) {
    const sent = request.headers.customertoken;
    if (sent === undefined) return "The customerToken header is missing.";
    if (sent === customerToken) return null;
    if (!tokenNames.some((name) => sent === `${name}=${customerToken}`)) return "The customerToken is not known.";
    request.note("The token came as name=value; one document says so, the header table does not.");
    return null;
  }

  function timestampProblem({ headers }) {
    if (!/^\d{1,15}$/.test(headers.timestamp ?? "")) {
      return "The timestamp header is not a number of Unix seconds.";
    }
    const gap = Math.abs(Number(headers.timestamp) * 1000 - now());
    return gap <= toleranceMs ? null : "The timestamp is too far from now.";
  }

  function nonceProblem({ headers }) {
    if ((headers.nonce ?? "").length !== 10) return "The nonce does not have 10 characters.";
    return seenNonces.has(headers.nonce) ? "The nonce was used before." : null;
  }

  function signatureProblem({ headers }, path, body) {
    if (!headers.signature) return "The signature header is missing.";
    const text = canonicalString({ headers, path, body }, reading);
    return isSignedBy(text, headers.signature) ? null : "The signature does not fit the request.";
  }

  return {
    /**
     * @param {import("../world.js").Arrived} request
     * @param {Record<string, string>} path
     * @param {Record<string, unknown>} body
     * @returns {string | null}
     */
    problem(request, path, body) {
      const problem =
        tokenProblem(request) ??
        timestampProblem(request) ??
        nonceProblem(request) ??
        signatureProblem(request, path, body);
      // Only now: a stranger without the key must not be able to use up nonces.
      if (problem === null) seenNonces.add(request.headers.nonce);
      return problem;
    },

    reset: () => seenNonces.clear(),
  };
}
