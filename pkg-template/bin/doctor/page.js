// What may run in a page: the page's client, and the client with its module.
import { ask } from "./ask.js";
import { deciding, ofHeader, ofPage } from "./csp.js";
import { allows, has } from "./csp-sources.js";
import { troubleOf } from "./trouble.js";
import { shown } from "./urls.js";

/** Where a policy is given as text alone, the page's own address is not known. Any will do. */
const SOME_PAGE = "https://page.example/";

const asList = (header) => (header === undefined ? [] : [header].flat());

/** Each policy that the page obeys must allow it: those that do not. */
function blocking(policies, what, allowed) {
  return policies
    .map((policy) => ({ policy, decides: deciding(policy, what) }))
    .filter(({ decides }) => decides !== undefined && !allowed(decides.sources));
}

/** The directives that block, each with its policy where there are several. */
function told(blocked, policies, wanted) {
  const places = blocked.map(({ policy, decides: { name } }) => {
    const instead = name === wanted ? "" : ` (in place of ${wanted})`;
    const which = policies.length > 1 ? ` of policy ${policies.indexOf(policy) + 1} of ${policies.length}` : "";
    return `${name}${instead}${which}${policy.from === "meta" ? " in the page's head" : ""}`;
  });
  return places.join(" and ");
}

/** What a sandboxed page lacks: scripts run only with the first, and only with the second it has an origin. */
const lacking = (policies) =>
  ["allow-scripts", "allow-same-origin"].filter((word) => policies.some(({ directives }) => directives.has("sandbox") && !has(directives.get("sandbox"), word)));

const noScript = (sources) => sources.length === 0 || (sources.length === 1 && has(sources, "'none'"));

function checkScripts(policies, tell) {
  const lacks = lacking(policies);
  if (lacks.length > 0) {
    tell.wrong("csp.sandbox", `The page is sandboxed without ${lacks.join(" and ")}.`, { why: "Without allow-scripts no script runs in it. Without allow-same-origin it has no origin, and the proxy refuses its requests.", cure: `Add ${lacks.join(" and ")} to sandbox.` });
    return false;
  }
  const blocked = blocking(policies, "script-src-elem", (sources) => !noScript(sources));
  if (blocked.length === 0) return true;
  tell.wrong("csp.script", `No script may run in the page: blocked by ${told(blocked, policies, "script-src")}.`, { cure: "Name where your script comes from in script-src, such as 'self'." });
  return false;
}

/** The page's client needs its script and a connection to the proxy, nothing else. */
function checkPageClient(policies, page, proxy, tell) {
  const blocked = blocking(policies, "connect-src", (sources) => allows(sources, proxy, page));
  const data = { directives: blocked.map(({ decides }) => decides.name) };
  if (blocked.length === 0) return tell.ok("csp.page", `cardlatch/browser can run here and ask ${shown(proxy.href)}.`, { data });
  const source = proxy.origin === page.origin ? "'self'" : proxy.origin;
  tell.wrong("csp.page", `cardlatch/browser cannot ask ${shown(proxy.href)}: blocked by ${told(blocked, policies, "connect-src")}.`, {
    why: "Each call ends with the code network before anything is sent.",
    cure: `Add ${source} to connect-src${blocked.length > 1 ? " of each of these policies: all must allow it" : ""}.`,
    data,
  });
}

function checkModule(policies, page, tell) {
  const evals = blocking(policies, "script-src", (sources) => has(sources, "'wasm-unsafe-eval'", "'unsafe-eval'"));
  const loads = blocking(policies, "connect-src", (sources) => allows(sources, new URL("/cardlatch_bg.wasm", page), page));
  const data = { directives: [...evals, ...loads].map(({ decides }) => decides.name) };
  if (evals.length + loads.length === 0) return tell.ok("csp.wasm", "The client with its WebAssembly module could run here.", { data });
  const reasons = [
    ...(evals.length > 0 ? [`'wasm-unsafe-eval' is missing in ${told(evals, policies, "script-src")}`] : []),
    ...(loads.length > 0 ? [`the .wasm file at the page's own origin is blocked by ${told(loads, policies, "connect-src")}`] : []),
  ];
  const cures = [...(evals.length > 0 ? ["'wasm-unsafe-eval' to script-src"] : []), ...(loads.length > 0 ? ["'self' to connect-src"] : [])];
  tell.warn("csp.wasm", `The client with its WebAssembly module cannot run here: ${reasons.join("; ")}.`, {
    why: "That matters only where the module runs in the page. cardlatch/browser needs none.",
    cure: `If you need it, add ${cures.join(" and ")}.`,
    data,
  });
}

function checkWorker(policies, page, tell) {
  // A script that is trusted may start what it likes.
  const allowed = (sources) => has(sources, "'strict-dynamic'") || allows(sources, new URL("/worker.js", page), page);
  const blocked = blocking(policies, "worker-src", allowed);
  const data = { directives: blocked.map(({ decides }) => decides.name) };
  if (blocked.length === 0) return tell.ok("csp.worker", "A worker from the page's own origin may be started. Its own answer's policy counts in it.", { data });
  tell.warn("csp.worker", `No worker from the page's own origin may be started: blocked by ${told(blocked, policies, "worker-src")}.`, {
    why: "That matters only where a client runs in a worker.",
    cure: "If you need one, add 'self' to worker-src.",
    data,
  });
}

function checkPolicies(all, page, proxy, tell) {
  const policies = all.filter(({ reportOnly }) => !reportOnly);
  const only = all.length - policies.length;
  if (only > 0) tell.ok("csp.report_only", `${only} ${only === 1 ? "policy only reports" : "policies only report"}, and so blocks nothing.`);
  if (policies.length === 0) tell.ok("csp", "The page has no Content Security Policy that blocks.");
  if (!checkScripts(policies, tell)) return;
  checkPageClient(policies, page, proxy, tell);
  checkModule(policies, page, tell);
  checkWorker(policies, page, tell);
}

function policiesOf({ headers, body }) {
  return [
    ...asList(headers["content-security-policy"]).flatMap((text) => ofHeader(text)),
    ...asList(headers["content-security-policy-report-only"]).flatMap((text) => ofHeader(text, true)),
    ...ofPage(body),
  ];
}

async function fetched(address, tell) {
  try {
    const answer = await ask(address, { headers: { accept: "text/html" } });
    const { status, headers } = answer;
    if (status >= 200 && status < 300) return answer;
    const to = URL.canParse(headers.location ?? "", address) ? ` to ${shown(new URL(headers.location, address).href)}` : "";
    tell.wrong("page", `${shown(address)} answers with ${status}${to}.`, { cure: "Name the address at which the page itself is shown without signing in, or give its policy by --csp.", data: { status } });
  } catch (error) {
    const { says, cure, code } = troubleOf(error);
    tell.wrong("page", `${says}: ${shown(address)} (${code}).`, { cure, data: { code } });
  }
  return undefined;
}

/** Checks the policy that is given as text, or that of the page that is named. */
export async function checkPage({ page, csp, proxy }, offline, tell) {
  if (page === undefined && csp === undefined) return;
  const address = new URL(page ?? SOME_PAGE);
  const target = new URL(proxy ?? "/api", address);
  if (csp !== undefined) return checkPolicies(ofHeader(csp), address, target, tell);
  if (offline) return void tell.notChecked("page", "The page was not asked for, as --offline says.");
  const answer = await fetched(address.href, tell);
  if (answer) checkPolicies(policiesOf(answer), address, target, tell);
}
