// The base URL of an issuer, held against what its documents say.
import { ISSUERS } from "./issuers.js";
import { isLoopback, shown } from "./urls.js";

const PAGE_NAMES = /^(www|docs?|portal|dashboard|app|admin|console|help|status)[.-]/i;
const EXAMPLES = /(^|\.)(example|invalid|test|your-[a-z-]+)(\.(com|org|net))?$/i;

function hostFlaw(host, { portals = [], others = [] }) {
  if (portals.includes(host)) return ["wrong", "is the issuer's documentation or portal, not its API", "Take the API's address from your contract or the portal."];
  if (others.includes(host)) return ["wrong", "is another API of the same vendor", "Take the address of the card API."];
  if (EXAMPLES.test(host)) return ["warn", "is an example", "Put the issuer's address there."];
  if (PAGE_NAMES.test(host)) return ["warn", "has the name of a page rather than of an API", "Check that it is the API's address, not the one where people sign in."];
  return undefined;
}

const plain = (pathname) => pathname.replace(/\/+$/, "");

function pathFlaw(pathname, issuer, { stands, without }) {
  const path = plain(pathname);
  const doubled = without?.(issuer);
  if (doubled && path.endsWith(plain(doubled))) {
    return ["wrong", `ends with ${plain(doubled)}, which the client puts there itself`, "Leave it off: every path would have it twice."];
  }
  if (stands && !path.endsWith(stands)) {
    return ["warn", `does not end with ${stands}, as the documented address does`, "Check the address: the client puts the name of each call right behind it."];
  }
  return undefined;
}

/** Whatever may be said of the address without asking it. */
export function checkBaseUrl(issuer, tell) {
  const { baseUrl, id } = issuer;
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl)) return;
  const { hostname, pathname, protocol } = new URL(baseUrl);
  const facts = ISSUERS[id];
  const flaws = [["url.host", hostFlaw(hostname, facts)], ["url.path", pathFlaw(pathname, issuer, facts)]].filter(([, flaw]) => flaw);
  for (const [check, [status, is, cure]] of flaws) tell[status](check, `issuer.baseUrl ${shown(baseUrl)} ${is}.`, { cure });
  if (flaws.length > 0) return;
  const slash = baseUrl.endsWith("/") ? " The slash at its end is left out." : "";
  const where = isLoopback(hostname) ? "on this machine" : protocol === "https:" ? "over https" : "without encryption";
  if (protocol === "https:" || isLoopback(hostname)) tell.ok("url", `issuer.baseUrl is ${shown(baseUrl)}, ${where}.${slash}`);
}
