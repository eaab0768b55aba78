// The demo's wishes to the sandbox: faults on demand, the count of what was truly executed, a fresh start.
import { readJson } from "./json.js";
import { forgetLedger } from "./ledger.js";
import { forgetLog } from "./log.js";
import { recordOf, states } from "./records.js";
import { Refusal } from "./refusal.js";

const EVERYWHERE = ["artha", "artha-v1", "yativo", "open-api", "ibanera"];

const FAULTS = [
  {
    id: "cut_after_execute",
    label: "Carry it out, then cut the line",
    hint: "The card changes and the answer is lost.",
  },
  {
    id: "cut_before_execute",
    label: "Cut the line before anything happens",
    hint: "The card stays as it is and the answer is lost.",
  },
  {
    id: "stall",
    label: "Carry it out and never answer",
    hint: "The card changes. The call ends after four seconds.",
    more: { execute: true },
  },
  { id: "status_500", label: "Answer with status 500", hint: "A server error without a reason." },
  {
    id: "html_200",
    label: "Answer with a web page",
    hint: "Status 200, but not what was asked for.",
  },
  {
    id: "truncated_json",
    label: "Break the answer off in the middle",
    hint: "The card changes and half of the answer arrives.",
  },
  {
    id: "success_with_error",
    label: "Say success and mean error",
    hint: "Status 200 and a success envelope, with an error inside.",
    issuers: ["yativo"], // the only one that documents such an answer
  },
  {
    id: "success_without_effect",
    label: "Say success and do nothing",
    hint: "The answer is perfect. Only the card stays as it was.",
    issuers: ["artha", "artha-v1", "yativo", "open-api"], // Ibanera's answer is documented as final
  },
  {
    id: "rate_limited",
    label: "Ask to slow down (429)",
    hint: "This proves that nothing happened, so it is safe to send again.",
  },
];

const ACTIONS = ["freeze", "unfreeze", "activate", "deactivate", "cancel", "setPin", "topUp"];

// The sandbox counts by route. Where one route serves two actions, the trouble hits the next of both.
const ROUTES = {
  artha: {
    freeze: "CardFreeze",
    unfreeze: "CardUnFreeze",
    cancel: "CancelCard",
    setPin: "CardSetPin",
    topUp: "CardTopUp",
  },
  yativo: { freeze: "update", unfreeze: "update", cancel: "terminate", topUp: "topup" },
  ibanera: { setPin: "changecardpin", topUp: "transferfunds" },
};

// What it counts is named by the action, with these exceptions.
const COUNTED_AS = {
  yativo: { cancel: "terminate", topUp: "topup" },
  ibanera: { setPin: "changecardpin", topUp: "transferfunds" },
};

export function listFaults() {
  return FAULTS.map(({ id, label, hint, issuers = EVERYWHERE }) => ({ id, label, hint, issuers }));
}

/** Asks for trouble with the next request of one action. */
export async function askForFault(request, env) {
  const { issuer, cardId, action, fault } = await readJson(request);
  requireKnown(env, issuer, cardId, action);
  const known = FAULTS.find(({ id }) => id === fault);
  if (!known) throw new Refusal(400, "bad_request", "There is no such trouble.");
  const route = routeOf(issuer, action);
  await admin(env, "DELETE faults"); // one trouble at a time, or nobody could tell which came from which
  await admin(env, "POST faults", { issuer, route, fault, ...known.more });
  return Response.json({ done: true });
}

// Before anything is built from the names.
function requireKnown(env, issuer, cardId, action) {
  if (recordOf(env, issuer, cardId) && ACTIONS.includes(action)) return;
  throw new Refusal(404, "not_found", "There is no such card or action.");
}

function routeOf(issuer, action) {
  return ROUTES[issuer]?.[action] ?? action;
}

/** How often the sandbox really executed an action on a card. */
export async function executions(env, { issuer, cardId, action }) {
  requireKnown(env, issuer, cardId, action);
  const all = await admin(env, "GET executions");
  const name = COUNTED_AS[issuer]?.[action] ?? action;
  const count = all.filter(
    (done) => done.issuer === issuer && done.cardId === cardId && done.action === name,
  ).length;
  return Response.json({ count });
}

/**
 * What the sandbox holds in truth, beside what a client can know, and the trouble that waits there.
 * Only the demo has such a look.
 */
export async function truth(env) {
  const [state, faults] = await Promise.all([admin(env, "GET state"), admin(env, "GET faults")]);
  const cards = state.map(({ issuer, id, state }) => ({ issuer, id, state }));
  const armed = faults.find(({ fault }) => FAULTS.some(({ id }) => id === fault));
  return Response.json({ cards, armed: armed ? describeFault(armed) : null });
}

function describeFault({ issuer, route, fault }) {
  const actions = ACTIONS.filter((action) => routeOf(issuer, action) === route);
  return { issuer, actions, fault };
}

export async function startOver(env) {
  await admin(env, "POST reset");
  await Promise.all([states(env).forget(), forgetLedger(env)]);
  forgetLog();
  return Response.json({ done: true });
}

async function admin(env, call, body) {
  const [method, route] = call.split(" ");
  const response = await fetch(`${env.SANDBOX_ADMIN}/${route}`, {
    method,
    body: body && JSON.stringify(body),
    headers: { "content-type": "application/json" },
  });
  if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${call}.`);
  return response.json();
}
