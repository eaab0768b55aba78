// The pages of `cargo doc` have small scripts in them. A policy that names each by its digest allows those alone.
import { createHash } from "node:crypto";

const SCRIPTS = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs;

/** The policy of one of its pages. Its styles set widths by attribute, which cannot be named by digest. */
export function policyOf(html) {
  const digests = Array.from(html.matchAll(SCRIPTS), ([, script]) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`);
  const scripts = ["'self'", ...new Set(digests)].join(" ");
  return `default-src 'self'; script-src ${scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; object-src 'none'`;
}
