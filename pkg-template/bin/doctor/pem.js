// What a text that should be a private key looks like. It decodes nothing and never throws.

const LABELS = [
  [/^ENCRYPTED PRIVATE KEY$/, "encrypted"],
  [/^PRIVATE KEY$/, "pkcs8"],
  [/^RSA PRIVATE KEY$/, "pkcs1"],
  [/^(EC|DSA) PRIVATE KEY$/, "not_rsa"],
  [/^OPENSSH PRIVATE KEY$/, "openssh"],
  [/PUBLIC KEY$/, "public"],
  [/^(X509 |TRUSTED )?CERTIFICATE( REQUEST)?$/, "certificate"],
];

const BEGIN = /-----BEGIN ([A-Z0-9 ]{1,40})-----/;

const isPath = (text) => /^(~|\.{0,2})\/[^\n]*$|^[a-z]:\\|^[^\n]{1,200}\.(pem|key|der|p8|pk8)$/i.test(text);

/** Base64 that holds the text of a PEM file. */
const isDoubled = (text) => /^\s*LS0tLS1CRUdJTi/.test(text);

/** Shorter than this is no RSA key. */
const SHORTEST = 200;

const isBase64 = (text) => text.length >= SHORTEST && /^[A-Za-z0-9+/\s]+={0,2}$/.test(text);

function ofPem(text, label) {
  if (/^Proc-Type:.*ENCRYPTED/m.test(text)) return "encrypted";
  if (!text.includes(`-----END ${label}-----`)) return "cut_off";
  if (!text.startsWith("-----BEGIN") || !text.endsWith(`-----END ${label}-----`)) return "surrounded";
  return LABELS.find(([pattern]) => pattern.test(label))?.[1] ?? "other";
}

/**
 * The form of a key's text.
 *
 * @param {string} text
 * @returns {"pkcs8" | "pkcs1" | "encrypted" | "public" | "certificate" | "not_rsa" | "openssh" | "cut_off" | "surrounded"
 *   | "other" | "base64" | "base64_of_pem" | "jwk" | "path" | "dashes" | "empty" | "no_key"}
 */
export function keyForm(text) {
  const bare = text.trim();
  if (bare === "") return "empty";
  const [, label] = BEGIN.exec(bare) ?? [];
  if (label !== undefined) return ofPem(bare, label);
  if (/^(ssh-|ecdsa-|---- BEGIN SSH2)/.test(bare)) return "public";
  if (/[\u2010-\u2015]+ ?BEGIN|BEGIN (RSA |ENCRYPTED )?(PRIVATE|PUBLIC) KEY/.test(bare)) return "dashes";
  if (bare.startsWith("{")) return "jwk";
  if (isDoubled(bare)) return "base64_of_pem";
  if (isPath(bare)) return "path";
  return isBase64(bare) ? "base64" : "no_key";
}

/** The text as it was meant: without quotes around it, with line breaks where `\n` is written. */
export const mended = (text) =>
  text
    .trim()
    .replace(/^(["'`])([^]*)\1$/, "$2")
    .replace(/\\r\\n|\\n|\\r/g, "\n")
    .trim();
