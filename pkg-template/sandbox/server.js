import { createServer } from "node:http";
import { readBody } from "./bodies.js";
import { endPlainly, endWithFault } from "./fault-endings.js";
import { OWN_CHOICE, emptyReply, jsonReply } from "./replies.js";

const DRIP_PIECES = 10;

/**
 * @typedef {object} Visit
 * @property {string} method
 * @property {URL} url
 * @property {import("node:http").IncomingMessage} message
 * @property {Buffer} bytes
 * @property {boolean} tooLarge
 * @property {string[]} notes
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
 * @returns {{ ending: import("./fault-endings.js").Ending, fault?: import("./index.js").FaultName }}
 */
function decide(world, issuer, visit) {
  const { method, message, bytes, url, notes } = visit;
  const path = isBelow(issuer.base, url.pathname)
    ? url.pathname.slice(issuer.base.length)
    : url.pathname;
  const found = findRoute(issuer, path, method);
  if (found === undefined) {
    return { ending: endPlainly(issuer.refuse(404, "There is no such route.")) };
  }
  const { route, parts } = found;
  if (!route.methods.includes(method)) {
    return { ending: endPlainly(issuer.refuse(405, "The route has another method.")) };
  }
  if (visit.tooLarge) {
    return { ending: endPlainly(issuer.refuse(413, "The body is larger than 8 MiB.")) };
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
  if (fault === undefined) return { ending: endPlainly(act(false)) };
  return {
    ending: endWithFault({ fault, act, issuer, elsewhere: sameElsewhere(message) }),
    fault: fault.fault,
  };
}

const isBelow = (base, path) => base !== undefined && path.startsWith(`${base}/`);

function corsHeaders(message) {
  return {
    "access-control-allow-origin": "*",
    "access-control-allow-methods": "GET, POST, PUT, PATCH, DELETE",
    "access-control-allow-headers": message.headers["access-control-request-headers"] ?? "*",
    "access-control-expose-headers": "retry-after, location",
  };
}

function writeHead(response, reply, extra) {
  response.writeHead(reply.status, {
    ...extra,
    ...reply.headers,
    "content-length": Buffer.byteLength(reply.body),
  });
}

function drip(response, { reply, ms }, extra) {
  writeHead(response, reply, extra);
  response.flushHeaders();
  const bytes = Buffer.from(reply.body);
  const size = Math.max(1, Math.ceil(bytes.length / DRIP_PIECES));
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + size));
    at += size;
    if (at >= bytes.length) response.end();
  }, ms / DRIP_PIECES);
  response.on("close", () => clearInterval(timer));
}

function finish(response, ending, extra) {
  if (ending.how === "silence") return;
  if (ending.how === "cut") {
    response.socket?.destroy();
    return;
  }
  if (ending.how === "drip") {
    drip(response, ending, extra);
    return;
  }
  const send = () => {
    writeHead(response, ending.reply, extra);
    response.end(ending.reply.body);
  };
  if (ending.ms === 0) {
    send();
    return;
  }
  const timer = setTimeout(send, ending.ms);
  response.on("close", () => clearTimeout(timer));
}

/**
 * @param {import("./world.js").WholeWorld} world
 * @param {ReturnType<typeof import("./admin.js").createAdminHandler>} answerAdmin
 * @param {{ log: (line: string) => void, cors: boolean }} settings
 */
export function createSandboxServer(world, answerAdmin, { log, cors }) {
  function visitIssuer(issuer, visit) {
    const { ending, fault } = decide(world, issuer, visit);
    const reply = "reply" in ending ? ending.reply : undefined;
    const words = [
      reply?.verdict ?? /** @type {{ verdict: string }} */ (ending).verdict,
      ...visit.notes,
    ].join(" ");
    log(`${issuer.title}, ${visit.method} ${visit.url.pathname}: ${words}`);
    world.journal.arrived({
      issuer: issuer.id,
      method: visit.method,
      path: visit.url.pathname,
      queryNames: [...visit.url.searchParams.keys()],
      headerNames: headerNames(visit.message),
      status: reply?.status ?? null,
      verdict: words,
      ...(fault ? { fault } : {}),
    });
    return ending;
  }

  async function visitAdmin({ method, url, bytes, tooLarge }) {
    const reply = tooLarge
      ? jsonReply(413, { error: "The body is larger than 8 MiB." }, "The body is too large.")
      : await answerAdmin(method, url.pathname, bytes);
    if (method !== "GET") log(`Admin, ${method} ${url.pathname}: ${reply.verdict}`);
    return endPlainly(reply);
  }

  function visitNowhere({ method, url }) {
    log(`Nobody lives at ${method} ${url.pathname}.`);
    const bases = world.issuers.map(({ base }) => base);
    return endPlainly(
      jsonReply(404, { error: `Nothing is here. ${OWN_CHOICE}`, bases, admin: "/admin" }, ""),
    );
  }

  async function endingOf(message) {
    const url = new URL(`http://sandbox${message.url}`);
    const { bytes, tooLarge } = await readBody(message);
    const method = message.method ?? "";
    const visit = { method, url, message, bytes, tooLarge, notes: [] };
    if (cors && method === "OPTIONS") {
      return endPlainly(emptyReply(200, "A preflight was allowed."));
    }
    if (url.pathname.startsWith("/admin/")) return visitAdmin(visit);
    const issuer = world.issuers.find(
      ({ base, otherBase }) => isBelow(base, url.pathname) || isBelow(otherBase, url.pathname),
    );
    return issuer === undefined ? visitNowhere(visit) : visitIssuer(issuer, visit);
  }

  return createServer(async (message, response) => {
    const extra = cors ? corsHeaders(message) : {};
    try {
      finish(response, await endingOf(message), extra);
    } catch (error) {
      if (message.destroyed && !message.complete) return;
      // Only the kind: the text of an error may quote what came in.
      log(`The sandbox itself failed with ${error instanceof Error ? error.name : "an error"}.`);
      if (!response.headersSent) finish(response, endPlainly(emptyReply(500, "")), extra);
    }
  });
}
