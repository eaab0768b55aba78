import { createHash, createHmac, timingSafeEqual } from "node:crypto";

// The page says so: not reusable within five minutes.
const NONCE_MS = 5 * 60 * 1000;

const base64Hash = (bytes) => createHash("sha256").update(bytes).digest("base64");

/**
 * The text to sign: method, path with query, timestamp, nonce and body hash, a line each.
 *
 * @param {{ method: string, target: string, timestamp: string, nonce: string, bodyHash: string }} parts
 */
export const stringToSign = ({ method, target, timestamp, nonce, bodyHash }) =>
  [method, target, timestamp, nonce, bodyHash].join("\n");

/**
 * @param {string} secret
 * @param {string} text
 * @param {"text" | "base64"} encoding whether the secret's text is the key or what it decodes to
 */
export const signatureOf = (secret, text, encoding = "text") =>
  createHmac("sha256", Buffer.from(secret, encoding === "base64" ? "base64" : "utf8"))
    .update(text, "utf8")
    .digest("base64");

function isSame(one, other) {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/**
 * Decides whether a request comes from the holder of the key.
 *
 * @param {{ now: () => number, options: import("../../index.js").ArthaV1Options, base: string,
 *   apiKey: string, secret: string }} settings
 */
export function createGuard({ now, options, base, apiKey, secret }) {
  // No tolerance is documented.
  const toleranceMs = (options.timestampToleranceSeconds ?? 300) * 1000;
  /** @type {Map<string, number>} */
  const seenAt = new Map();

  // Whether a gateway's outer path or the issuer's inner one is signed is open.
  const signedTarget = (target) =>
    options.signedPath === "inner" ? target.slice(base.length) : target;

  function timestampProblem(timestamp) {
    if (!/^\d{1,12}$/.test(timestamp)) return "The X-Timestamp is not a number of Unix seconds.";
    const gap = Math.abs(Number(timestamp) * 1000 - now());
    return gap <= toleranceMs ? null : "The X-Timestamp is too far from now.";
  }

  function nonceProblem(nonce) {
    if (!/^[\x21-\x7e]{1,128}$/.test(nonce)) return "The X-Nonce is not 1 to 128 characters.";
    for (const [old, at] of seenAt) if (now() - at >= NONCE_MS) seenAt.delete(old);
    return seenAt.has(nonce) ? "The X-Nonce was used in the last five minutes." : null;
  }

  function signatureProblem({ method, target, bytes }, { timestamp, nonce, bodyHash, signature }) {
    if (bodyHash !== base64Hash(bytes)) return "The X-Body-Hash is not that of the body.";
    const text = stringToSign({ method, target: signedTarget(target), timestamp, nonce, bodyHash });
    return isSame(signature, signatureOf(secret, text, options.secretEncoding))
      ? null
      : "The X-Signature does not fit the request.";
  }

  return {
    /**
     * @param {import("../../world.js").Arrived} request
     * @returns {string | null}
     */
    problem(request) {
      const header = (name) => /** @type {string} */ (request.headers[name] ?? "");
      const names = ["x-api-key", "x-timestamp", "x-nonce", "x-body-hash", "x-signature"];
      const missing = names.find((name) => header(name) === "");
      if (missing !== undefined) return `The header ${missing} is missing.`;
      if (!isSame(header("x-api-key"), apiKey)) return "The X-API-Key is not known.";
      const [timestamp, nonce, bodyHash, signature] = names.slice(1).map(header);
      const problem =
        timestampProblem(timestamp) ??
        nonceProblem(nonce) ??
        signatureProblem(request, { timestamp, nonce, bodyHash, signature });
      // Only now: a stranger without the secret must not be able to use up nonces.
      if (problem === null) seenAt.set(nonce, now());
      return problem;
    },

    reset: () => seenAt.clear(),
  };
}
