// Who may call the demo's own routes, and the headers of the page. The proxy guards its routes itself.
import { Refusal } from "./refusal.js";

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
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

/** A copy of the response with the security headers; its own policy stays, if it may have one. */
export function secured(response, policy = PAGE_POLICY) {
  const copy = new Response(response.body, response);
  for (const [name, value] of Object.entries(EVERYWHERE)) copy.headers.set(name, value);
  copy.headers.set("content-security-policy", policy);
  return copy;
}

/**
 * The host is checked on every route: a foreign name that resolves to this machine would otherwise be
 * its own "same origin".
 */
export function requireHost(request, origins) {
  if (!origins.includes(new URL(request.url).origin)) throw notOurs();
}

/** Refuses what another site's page could have caused. */
export function requireSameOrigin(request) {
  const site = request.headers.get("sec-fetch-site");
  if (site !== null && site !== "same-origin" && !(site === "none" && request.method === "GET")) {
    throw notOurs();
  }
  const own = new URL(request.url).origin;
  if (request.method !== "GET" && request.headers.get("origin") !== own) throw notOurs();
}

function notOurs() {
  return new Refusal(403, "wrong_origin", "Only the page of this demo may call its worker.");
}
