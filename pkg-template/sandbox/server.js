import { createServer } from "node:http";
import { readBody } from "./bodies.js";
import { answer } from "./endings.js";
import { endWithFault } from "./fault-endings.js";
import { createRequestId } from "./request-ids.js";
import { OWN_CHOICE, emptyReply, jsonReply } from "./replies.js";

/**
 * @typedef {object} Visit
 * @property {string} method
 * @property {URL} url
 * @property {import("node:http").IncomingMessage} message
 * @property {Buffer} bytes
 * @property {boolean} tooLarge
 * @property {string[]} notes
 * @property {string} requestId
 */

function headerNames(message) {
  return message.rawHeaders.filter((_, index) => index % 2 === 0);
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** One path may have several methods, each with a route of its own. */
function findRoute(issuer, path, method) {
  const found = issuer.routes.flatMap((route) => {
    const match = route.pattern.exec(path);
    return match ? [{ route, parts: match.slice(1).map((part) => decode(part ?? "")) }] : [];
  });
  return found.find(({ route }) => route.methods.includes(method)) ?? found[0];
}

/** The same request under another name of this machine: an origin that must get no credentials. */
function sameElsewhere(message) {
  const { localPort } = message.socket;
  return `http://localhost:${localPort}${message.url}`;
}

/**
 * @param {import("./world.js").WholeWorld} world
 * @param {import("./world.js").Issuer} issuer
 * @param {Visit} visit
 * @returns {{ ending: import("./endings.js").Ending, fault?: import("./index.js").FaultName }}
 */
function decide(world, issuer, visit) {
  const { method, message, bytes, url, notes } = visit;
  const path = isBelow(issuer.base, url.pathname)
    ? url.pathname.slice(issuer.base.length)
    : url.pathname;
  const found = findRoute(issuer, path, method);
  if (found === undefined) {
    return { ending: answer(issuer.refuse(404, "There is no such route.")) };
  }
  const { route, parts } = found;
  if (!route.methods.includes(method)) {
    return { ending: answer(issuer.refuse(405, "The route has another method.")) };
  }
  if (visit.tooLarge) {
    return { ending: answer(issuer.refuse(413, "The body is larger than 8 MiB.")) };
  }
  const request = {
    method,
    path,
    target: message.url ?? "",
    bytes,
    query: url.searchParams,
    headers: message.headers,
    dry: false,
    note: (sentence) => notes.push(sentence),
  };
  const act = (dry) => route.handle({ ...request, dry }, ...parts);
  const fault = world.faults.take(issuer.id, route);
  if (fault === undefined) return { ending: answer(act(false)) };
  return {
    ending: endWithFault({ fault, act, issuer, elsewhere: sameElsewhere(message), now: world.now }),
    fault: fault.fault,
  };
}

const isBelow = (base, path) => base !== undefined && path.startsWith(`${base}/`);

function corsHeaders(message) {
  return {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": message.headers["access-control-request-headers"] ?? "*",
    "access-control-expose-headers": "retry-after, location, x-request-id",
  };
}

/** A client that has gone gets no answer, and no timer is started for it. */
function finish(ending, line) {
  if (!line.response.req.socket.destroyed) ending.send(line);
}

/**
 * @param {import("./world.js").WholeWorld} world
 * @param {ReturnType<typeof import("./admin.js").createAdminHandler>} answerAdmin
 * @param {{ log: (line: string) => void, cors: boolean, keepAlive: boolean }} settings
 */
export function createSandboxServer(world, answerAdmin, { log, cors, keepAlive }) {
  function visitIssuer(issuer, visit) {
    const { ending, fault } = decide(world, issuer, visit);
    const words = [ending.verdict, ...visit.notes].join(" ");
    log(`${issuer.title}, ${visit.method} ${visit.url.pathname}: ${words}`);
    world.journal.arrived({
      issuer: issuer.id,
      method: visit.method,
      path: visit.url.pathname,
      queryNames: [...visit.url.searchParams.keys()],
      headerNames: headerNames(visit.message),
      status: ending.status,
      verdict: words,
      requestId: visit.requestId,
      ...(fault ? { fault } : {}),
    });
    return ending;
  }

  async function visitAdmin({ method, url, bytes, tooLarge }) {
    const reply = tooLarge
      ? jsonReply(413, { error: "The body is larger than 8 MiB." }, "The body is too large.")
      : await answerAdmin(method, url.pathname, bytes);
    if (method !== "GET") log(`Admin, ${method} ${url.pathname}: ${reply.verdict}`);
    return answer(reply);
  }

  function visitNowhere({ method, url }) {
    log(`Nobody lives at ${method} ${url.pathname}.`);
    const bases = world.issuers.map(({ base }) => base);
    return answer(
      jsonReply(404, { error: `Nothing is here. ${OWN_CHOICE}`, bases, admin: "/admin" }, ""),
    );
  }

  async function endingOf(message, requestId) {
    const url = new URL(`http://sandbox${message.url}`);
    const { bytes, tooLarge } = await readBody(message);
    const method = message.method ?? "";
    const visit = { method, url, message, bytes, tooLarge, notes: [], requestId };
    if (cors && method === "OPTIONS") {
      return answer(emptyReply(200, "A preflight was allowed."));
    }
    if (url.pathname.startsWith("/admin/")) return visitAdmin(visit);
    const issuer = world.issuers.find(
      ({ base, otherBase }) => isBelow(base, url.pathname) || isBelow(otherBase, url.pathname),
    );
    return issuer === undefined ? visitNowhere(visit) : visitIssuer(issuer, visit);
  }

  const commonHeaders = (message, requestId) => ({
    ...(cors ? corsHeaders(message) : {}),
    ...(keepAlive ? {} : { connection: "close" }),
    "x-request-id": requestId,
  });

  return createServer(async (message, response) => {
    const requestId = createRequestId();
    const line = { response, headers: commonHeaders(message, requestId) };
    try {
      finish(await endingOf(message, requestId), line);
    } catch (error) {
      if (message.destroyed && !message.complete) return;
      // Only the kind: the text of an error may quote what came in.
      log(`The sandbox itself failed with ${error instanceof Error ? error.name : "an error"}.`);
      if (!response.headersSent) finish(answer(emptyReply(500, "")), line);
    }
  });
}
