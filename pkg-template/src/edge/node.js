import { CardError } from "../error.js";
import { bodyOf, drained } from "./node-body.js";

function wrong(path, due) {
  const message = `${path} must be ${due}.`;
  throw new CardError({ code: "configuration", effect: "none", retryable: false, path, message });
}

function checkOrigin(origin) {
  try {
    if (new URL(origin).origin === origin && /^https?:/.test(origin)) return;
  } catch {}
  wrong("origin", "an origin like https://cards.example");
}

/** The URL that was asked for: what a request says of its host counts only where no origin was given. */
function urlOf(incoming, origin) {
  // A proxy's form of a request names a host too, which is not ours to believe.
  const path = incoming.url.replace(/^https?:\/\/[^/?#]*/i, "");
  const host = incoming.headers[":authority"] ?? incoming.headers.host;
  const own = origin ?? new URL(`${incoming.socket.encrypted ? "https" : "http"}://${host}`).origin;
  if (path && !path.startsWith("/")) throw new Error("The target is no path.");
  // A parser of URLs makes these another path than a filter in front has seen.
  if (/^[^?]*(\\|\/(\.|%2e){1,2}([/?]|$))/i.test(path)) throw new Error("The path has a step up or to itself.");
  return `${own}${path || "/"}`;
}

function headersOf({ rawHeaders }) {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) {
    // HTTP/2 has its own names for method, path and host.
    if (!rawHeaders[at].startsWith(":")) headers.append(rawHeaders[at], rawHeaders[at + 1]);
  }
  return headers;
}

function requestOf(incoming, origin, signal) {
  const { method } = incoming;
  const body = method === "GET" || method === "HEAD" ? null : bodyOf(incoming);
  const init = { method, headers: headersOf(incoming), body, signal, ...(body && { duplex: "half" }) };
  return new Request(urlOf(incoming, origin), init);
}

/** Resolves when more may be written, or nothing more can be. */
const writable = (outgoing) =>
  new Promise((resolve) => {
    const go = () => {
      outgoing.off("drain", go).off("close", go);
      resolve();
    };
    outgoing.once("drain", go).once("close", go);
  });

async function send(response, incoming, outgoing) {
  outgoing.statusCode = response.status;
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length) outgoing.setHeader("set-cookie", cookies);
  outgoing.flushHeaders?.();
  const reader = response.body?.getReader();
  const cancel = () => void reader?.cancel().catch(() => {});
  if (incoming.method === "HEAD") cancel();
  else if (reader) {
    outgoing.once("close", cancel);
    for (;;) {
      const { done, value } = await reader.read();
      if (done || outgoing.destroyed) break;
      if (!outgoing.write(value)) await writable(outgoing);
    }
  }
  if (!incoming.complete) await drained(incoming);
  // Who sends on after that is not listened to.
  if (!incoming.complete) outgoing.once("finish", () => incoming.destroy());
  outgoing.end();
}

async function serve(handler, origin, incoming, outgoing) {
  const controller = new AbortController();
  outgoing.once("close", () => {
    if (!outgoing.writableFinished) controller.abort();
  });
  let request;
  try {
    request = requestOf(incoming, origin, controller.signal);
  } catch {
    return send(new Response(null, { status: 400 }), incoming, outgoing);
  }
  // Work that outlives its request needs no help here: the process goes on.
  const context = { waitUntil: (work) => void work.catch(() => {}), address: incoming.socket.remoteAddress };
  let response;
  try {
    response = await handler(request, context);
  } catch {
    response = new Response(null, { status: 500 });
  }
  return send(response, incoming, outgoing);
}

/** A listener of Node's `http`, `https` and `http2` servers for a handler of `fetch` style. */
export function nodeListener(handler, { origin } = {}) {
  if (typeof handler !== "function") wrong("handler", "a function");
  if (origin !== undefined) checkOrigin(origin);
  return (incoming, outgoing) => {
    serve(handler, origin, incoming, outgoing).catch(() => outgoing.destroy());
  };
}
