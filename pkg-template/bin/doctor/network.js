// Whether the issuer can be reached from here. One HEAD to the base URL, without credentials.
import { lookup } from "node:dns/promises";

import { ask } from "./ask.js";
import { tellClock } from "./clock.js";
import { ISSUERS } from "./issuers.js";
import { troubleOf } from "./trouble.js";
import { isLoopback, shown } from "./urls.js";

const DAY_MS = 86_400_000;

/** Certificates are renewed weeks before their end, so one that has few days left was forgotten. */
const FEW_DAYS = 14;

const isAddress = (hostname) => /^[\d.]+$|^\[/.test(hostname);

/** The variables that name a proxy for the network, by their names alone: a value may hold a password. */
function tellNetworkProxy(env, tell) {
  const named = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"].filter((name) => env[name]);
  const isUsed = env.NODE_USE_ENV_PROXY === "1" && Number.parseInt(process.versions.node, 10) >= 24;
  if (named.length === 0 || isUsed) return;
  tell.warn("network.proxy", `${named.join(", ")} is set, and Node's fetch does not look at it.`, {
    why: "Where the network lets only its proxy out, the client reaches nobody.",
    cure: "From Node 24 on set NODE_USE_ENV_PROXY=1, or give the client a fetch that uses the proxy.",
  });
}

/** Node then takes every certificate, so what is said of the connection and the certificate would prove nothing. */
function tellUncheckedTls(env, tell) {
  if (env.NODE_TLS_REJECT_UNAUTHORIZED !== "0") return;
  tell.wrong("network.tls", "NODE_TLS_REJECT_UNAUTHORIZED is 0: Node checks no certificate.", {
    why: "Whoever sits between reads the credentials, and may answer in the issuer's name.",
    cure: "Take the variable away; name an authority of your own in NODE_EXTRA_CA_CERTS.",
  });
}

async function resolves(hostname, tell) {
  if (isAddress(hostname) || isLoopback(hostname)) return true;
  try {
    const found = await lookup(hostname, { all: true });
    const families = [...new Set(found.map(({ family }) => `IPv${family}`))].sort().join(" and ");
    tell.ok("dns", `${hostname} has ${found.length === 1 ? "an address" : `${found.length} addresses`} (${families}).`);
    return true;
  } catch (error) {
    const { says, cure, code } = troubleOf(error);
    tell.wrong("dns", `${says}: ${hostname} (${code}).`, { why: "Without an address nothing can be sent.", cure, data: { code } });
    return false;
  }
}

function tellCertificate({ certificateEndsMs, gotMs }, tell) {
  if (certificateEndsMs === undefined) return;
  const days = Math.floor((certificateEndsMs - gotMs) / DAY_MS);
  if (days > FEW_DAYS) return tell.ok("certificate", `The server's certificate is valid for ${days} more days.`, { data: { days } });
  tell.warn("certificate", `The server's certificate ends in ${days} days.`, { why: "After that every call fails.", cure: "It is renewed by whoever runs the server.", data: { days } });
}

/** An answer of any status shows that there is a server. A redirect or a page is no API. */
function tellAnswer(address, answer, tell) {
  const { status, headers } = answer;
  const data = { status };
  if (status >= 300 && status < 400) {
    const to = URL.canParse(headers.location ?? "", address) ? ` to ${shown(new URL(headers.location, address).href)}` : "";
    return tell.wrong("redirect", `${shown(address)} answers with a redirect${to}.`, { why: "The client follows none: credentials would go along.", cure: "Take the address that it leads to, if it is the API's.", data });
  }
  if (status === 407) return tell.wrong("connection", "A proxy in between asks for a password (407).", { cure: "Ask whoever runs the network.", data });
  if (/^text\/html\b/i.test(headers["content-type"] ?? "")) {
    return tell.warn("connection", `${shown(address)} answers with a page (${status}).`, { why: "An API answers with JSON.", cure: "Check that it is the API's address.", data });
  }
  tell.ok("connection", `${shown(address)} answers (${status} without credentials).`, { data });
}

/** Asks the issuer's server for nothing, to see whether it is there. */
export async function checkNetwork({ issuer }, env, offline, tell) {
  if (offline) return void tell.notChecked("network", "Nothing was asked, as --offline says.");
  const { baseUrl, id } = issuer;
  if (typeof baseUrl !== "string" || !URL.canParse(baseUrl)) return void tell.notChecked("network", "There is no address to ask.");
  const { hostname, protocol } = new URL(baseUrl);
  if (protocol !== "https:" && !(protocol === "http:" && isLoopback(hostname))) {
    return void tell.notChecked("network", "The client would not ask this address, so nor was it asked here.");
  }
  tellUncheckedTls(env, tell);
  tellNetworkProxy(env, tell);
  if (!(await resolves(hostname, tell))) return;
  try {
    const answer = await ask(baseUrl, { method: "HEAD" });
    tellAnswer(baseUrl, answer, tell);
    tellCertificate(answer, tell);
    tellClock(id, answer, tell);
  } catch (error) {
    const { at, says, cure, code } = troubleOf(error);
    const list = ISSUERS[id].allowList && at === "tcp" ? " Artha lets in only addresses that were told to it." : "";
    tell.wrong("connection", `${says}: ${shown(baseUrl)} (${code}).`, { why: "The client cannot reach the issuer from here.", cure: cure + list, data: { code, at } });
    tell.notChecked("clock", "Without an answer there is no clock to compare with.");
  }
}
