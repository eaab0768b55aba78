// A proxy made with cardlatch/edge, as a stranger meets it. Only what reads is asked.
import { ask } from "./ask.js";
import { readJson } from "./json.js";
import { troubleOf } from "./trouble.js";
import { isLoopback, shown } from "./urls.js";

/** An origin that no page has, so no proxy may know it. */
const STRANGER = "https://doctor.invalid";

const OPEN = {
  why: "Whoever finds this address can read cards, and perhaps act on them.",
  cure: "authenticate must give null for a request without a session. Look at what it gives for this one.",
};

const json = ({ body }) => readJson(body).value;

const isProblem = (answer, code) => json(answer)?.code === code;

/** Without a session there is nothing but 401. */
function tellClosed(id, path, answer, tell) {
  const data = { status: answer.status };
  if (answer.status === 401 && isProblem(answer, "not_signed_in")) return tell.ok(id, `GET ${path} asks for a session first (401).`, { data });
  if (answer.status === 401) return tell.ok(id, `GET ${path} asks for a session first (401), though not in the proxy's words: something before it answers.`, { data });
  if (answer.status >= 200 && answer.status < 300) return tell.wrong(id, `GET ${path} gives an answer without a session (${answer.status}).`, { ...OPEN, data });
  if (answer.status === 404) return tell.wrong(id, `GET ${path} is not there (404).`, { cure: "Check the address: it ends with what basePath says.", data });
  if (answer.status >= 300 && answer.status < 400) return tell.wrong(id, `GET ${path} answers with a redirect (${answer.status}).`, { why: "cardlatch/browser follows none.", cure: "Let the proxy answer 401 itself, without a sign-in page before it.", data });
  tell.wrong(id, `GET ${path} answers with ${answer.status} where a stranger should get 401.`, { cure: "Look at the proxy's log.", data });
}

function tellStore({ headers }, tell) {
  const control = headers["cache-control"] ?? "";
  if (/(^|,)\s*no-store\s*(,|$)/i.test(control)) return tell.ok("proxy.store", "Answers say cache-control: no-store.");
  tell.wrong("proxy.store", "Answers do not say cache-control: no-store.", { why: "What one person reads could be kept and shown to another.", cure: "The proxy says it; something between it and here takes it away." });
}

function tellDocument(answer, tell) {
  const { status } = answer;
  if (status === 404) return tell.ok("proxy.openapi", "There is no OpenAPI document (404), as with openapi: false.", { data: { status } });
  const document = json(answer);
  const version = typeof document?.openapi === "string" ? document.openapi : "";
  if (status === 200 && /^3\.1\./.test(version)) {
    const paths = Object.keys(document.paths ?? {}).length;
    return tell.ok("proxy.openapi", `The OpenAPI document describes ${paths} paths, to anybody.`, { data: { status, paths } });
  }
  tell.wrong("proxy.openapi", `GET /openapi.json is not the proxy's document (${status}).`, { cure: "Check the address: it ends with what basePath says.", data: { status } });
}

const preflight = { "access-control-request-method": "POST", "access-control-request-headers": "content-type,idempotency-key" };

function tellOrigin(origin, answer, before, tell) {
  const allowed = answer.headers["access-control-allow-origin"];
  const isAsked = before.status < 300 && before.headers["access-control-allow-origin"] === origin && /\bidempotency-key\b/i.test(before.headers["access-control-allow-headers"] ?? "");
  if (allowed === origin && isAsked) return tell.ok("proxy.cors", `Pages of ${origin} may ask.`);
  if (allowed === "*") return tell.wrong("proxy.cors", "Pages of any origin may ask (*).", { why: "The proxy never says that; something in between does.", cure: "Leave CORS to the proxy." });
  const half = allowed === origin ? "the preflight of a write is refused" : "they are not named";
  tell.wrong("proxy.cors", `Pages of ${origin} may not ask: ${half}.`, { why: "The browser drops the answer.", cure: `Add ${JSON.stringify(origin)} to origins, and let OPTIONS through to the proxy.` });
}

function tellStranger(answer, tell) {
  const allowed = answer.headers["access-control-allow-origin"];
  // One origin that is named to everybody lets in that one alone: browsers compare it.
  if (![STRANGER, "*", "null"].includes(allowed)) return tell.ok("proxy.cors_strangers", "Pages of other origins may not ask.");
  tell.wrong("proxy.cors_strangers", `Pages of other origins may ask: access-control-allow-origin is ${allowed === "*" ? "*" : "whatever asks"}.`, {
    why: "A page of anybody could use the session of whoever looks at it.",
    cure: "Name your origins exactly in origins, and leave CORS to the proxy.",
  });
}

async function checkOrigins(base, origin, tell) {
  tellStranger(await ask(`${base}/capabilities`, { headers: { origin: STRANGER } }), tell);
  if (origin === undefined) return tell.notChecked("proxy.cors", "Whether your pages may ask: name their origin by --origin.");
  if (origin === new URL(base).origin) return tell.ok("proxy.cors", "The pages are of the proxy's own origin and need no CORS.");
  const answer = await ask(`${base}/capabilities`, { headers: { origin } });
  const before = await ask(`${base}/cards/doctor/freeze`, { method: "OPTIONS", headers: { origin, ...preflight } });
  tellOrigin(origin, answer, before, tell);
}

async function checkAnswers(base, origin, tell) {
  const capabilities = await ask(`${base}/capabilities`);
  tellClosed("proxy.session", "/capabilities", capabilities, tell);
  tellStore(capabilities, tell);
  tellClosed("proxy.cards", "/cards", await ask(`${base}/cards`), tell);
  tellDocument(await ask(`${base}/openapi.json`), tell);
  await checkOrigins(base, origin, tell);
}

/** Looks at a proxy from outside. */
export async function checkProxy({ proxy, origin }, offline, tell) {
  if (proxy === undefined) return;
  if (offline) return void tell.notChecked("proxy", "The proxy was not asked, as --offline says.");
  const url = new URL(proxy);
  const base = url.origin + url.pathname.replace(/\/+$/, "");
  if (url.protocol !== "https:" && !isLoopback(url.hostname)) {
    tell.wrong("proxy.https", `${shown(proxy)} is not encrypted.`, { why: "Sessions and card data would go over the network in the clear.", cure: "Serve it by https." });
  }
  try {
    await checkAnswers(base, origin, tell);
  } catch (error) {
    const { says, cure, code } = troubleOf(error);
    tell.wrong("proxy", `${says}: ${shown(proxy)} (${code}).`, { cure, data: { code } });
  }
}
