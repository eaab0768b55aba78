// Who may talk to this worker, and the headers every answer carries.
import { Refusal } from "./problem.js";

const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:", // blob: the preview of a picture the visitor chose
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const EVERYWHERE = {
  "content-security-policy": PAGE_POLICY,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** A copy of the response with the security headers. */
export function secured(response) {
  const copy = new Response(response.body, response);
  for (const [name, value] of Object.entries(EVERYWHERE)) copy.headers.set(name, value);
  return copy;
}

/**
 * Refuses what another site's page could have caused. The host is checked too: a foreign name that
 * resolves to this machine would otherwise be its own "same origin".
 */
export function requireSameOrigin(request, origins) {
  const own = new URL(request.url).origin;
  if (!origins.includes(own)) throw notOurs();
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && !(site === "none" && request.method === "GET")) {
    throw notOurs();
  }
  if (request.method !== "GET" && request.headers.get("origin") !== own) throw notOurs();
}

function notOurs() {
  return new Refusal(403, "not_same_origin", "Only the page of this demo may call its worker.");
}
