import { createPublicKey, verify } from "node:crypto";

/**
 * @typedef {Required<import("../index.js").SigningReading>} Reading
 * @typedef {{ headers: import("node:http").IncomingHttpHeaders, path: Record<string, string>,
 *   body: Record<string, unknown> }} Signed
 */

/**
 * The page leaves open which headers count, how names are spelled and whether values are
 * encoded. This is the plainest reading; the others are options.
 *
 * @type {Reading}
 */
export const DEFAULT_READING = {
  headers: ["timestamp", "nonce", "customerToken"],
  names: "as_sent",
  values: "raw",
  pathParameters: false,
};

const isEmpty = (value) => value === undefined || value === null || value === "";

const asText = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

/**
 * @param {Signed} signed
 * @param {Reading} reading
 * @returns {string}
 */
export function canonicalString({ headers, path, body }, reading) {
  const nameOf = (name) => (reading.names === "lowercase" ? name.toLowerCase() : name);
  const valueOf = (value) =>
    reading.values === "url_encoded" ? encodeURIComponent(asText(value)) : asText(value);
  /** @type {[string, unknown][]} */
  const all = [
    ...reading.headers.map(
      (name) => /** @type {[string, unknown]} */ ([name, headers[name.toLowerCase()]]),
    ),
    ...(reading.pathParameters ? Object.entries(path) : []),
    // Last, so that the body wins where a header has the same name.
    ...Object.entries(body),
  ];
  const kept = all.filter(([name, value]) => name.toLowerCase() !== "signature" && !isEmpty(value));
  const fields = new Map(kept.map(([name, value]) => [nameOf(name), valueOf(value)]));
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, value]) => `${name}=${value}`).join("&");
}

/**
 * @param {string} publicKeyPem
 * @returns {(text: string, signature: string) => boolean}
 */
export function createVerifier(publicKeyPem) {
  const key = createPublicKey(publicKeyPem);
  return (text, signature) => {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false;
    return verify("sha256", Buffer.from(text, "utf8"), key, Buffer.from(signature, "base64"));
  };
}
