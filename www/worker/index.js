// The edge worker of the demo: holds the credentials, uses the package, serves the page and its API.
import page from "./assets/index.html";
import script from "./assets/page.js";
import style from "./assets/page.css";
import icon from "./assets/icon.svg";

import { readCard, reconcileAction, runAction } from "./actions.js";
import { receive, SENDERS } from "./callbacks.js";
import { requireSameOrigin, secured } from "./guard.js";
import { describeIssuers } from "./issuers.js";
import { logAfter } from "./memory.js";
import { problem, Refusal } from "./problem.js";
import { readBalance, readCards, readFee, readTransactions } from "./reads.js";
import { askForFault, executions, listFaults, startOver, truth } from "./sandbox.js";

const FILES = {
  "/": [page, "text/html; charset=utf-8"],
  "/page.js": [script, "text/javascript; charset=utf-8"],
  "/page.css": [style, "text/css; charset=utf-8"],
  "/icon.svg": [icon, "image/svg+xml"],
};

export default {
  async fetch(request, env, context) {
    const work = answer(request, env).catch((error) => problem(error, false));
    // An order that is on its way is followed to its end, even when the visitor leaves the page.
    context.waitUntil(work);
    return secured(await work);
  },
};

async function answer(request, env) {
  const { pathname, searchParams } = new URL(request.url);
  const parts = pathname.split("/").slice(1).map(decodePart);
  const [first, ...rest] = parts;

  if (first === "callbacks") return callback(request, env, rest);
  if (first !== "api") return file(request, pathname);

  requireSameOrigin(request, env.ORIGINS);
  switch (`${request.method} ${rest[0]}/${rest.length}`) {
    case "GET issuers/1":
      return Response.json({ issuers: describeIssuers(env) });
    case "GET cards/2":
      return readCards(env, rest[1]);
    case "GET cards/4":
      return readOf(env, rest, searchParams);
    case "GET cards/3":
      return readCard(env, rest[1], rest[2]);
    case "POST cards/4":
      return runAction(request, env, rest[1], rest[2], rest[3]);
    case "POST cards/5":
      if (rest[4] !== "reconcile") throw nothingHere();
      return reconcileAction(env, rest[1], rest[2], rest[3]);
    case "GET log/1":
      return Response.json(logAfter(Number(searchParams.get("after") ?? 0)));
    case "GET faults/1":
      return Response.json({ faults: listFaults() });
    case "POST faults/1":
      return askForFault(request, env);
    case "GET executions/4":
      return executions(env, rest[1], rest[2], rest[3]);
    case "GET truth/1":
      return truth(env);
    case "POST reset/1":
      return startOver(env);
    default:
      throw nothingHere();
  }
}

function readOf(env, [, issuer, card, what], searchParams) {
  switch (what) {
    case "balance":
      return readBalance(env, issuer, card);
    case "transactions":
      return readTransactions(env, issuer, card);
    case "fee":
      return readFee(env, issuer, card, searchParams.get("amount"));
    default:
      throw nothingHere();
  }
}

// The issuer's server calls this one, not the page: no origin to check, a secret in the path instead.
function callback(request, env, [issuer, secret, ...more]) {
  if (request.method !== "POST" || !SENDERS.includes(issuer) || !secret || more.length > 0) {
    throw nothingHere();
  }
  return receive(request, env, issuer, secret);
}

function file(request, pathname) {
  if (!Object.hasOwn(FILES, pathname)) throw nothingHere();
  if (request.method !== "GET" && request.method !== "HEAD") {
    throw new Refusal(405, "not_allowed", "This address can only be read.");
  }
  const [body, type] = FILES[pathname];
  return new Response(body, { headers: { "content-type": type } });
}

function decodePart(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    throw nothingHere();
  }
}

function nothingHere() {
  return new Refusal(404, "not_found", "There is nothing here.");
}
