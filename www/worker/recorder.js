// Writes the redacted log: what is sent to issuers, what they send on their own, and what the page asks.
import { CallbackReceiver } from "cardlatch/callbacks";

import { record } from "./log.js";
import { redactBody, redactHeaders } from "./redact.js";

const SENT_AGAIN_WITHIN_MS = 12_000; // no call of this worker lives longer
const MOST_REMEMBERED = 100;

/** A fetch for the clients of one issuer: sends as the host does. */
export function recordedFetch(issuer) {
  const attempts = attemptCounter();

  // Everything up to `fetch` runs without a pause: the body is a view into wasm memory and is only
  // valid until this function waits for the first time.
  return async (url, init = {}) => {
    const line = describe(issuer, url, init);
    const attempt = attempts.begin(line);
    line.attempt = attempt.number;
    const started = Date.now();
    try {
      const response = await fetch(url, init);
      attempts.end(attempt, response.status);
      return noted({ ...line, at: started, status: response.status }, response);
    } catch (error) {
      attempts.end(attempt, null);
      record({ ...line, at: started, durationMs: Date.now() - started, ended: ending(error) });
      throw error;
    }
  };
}

function describe(issuer, url, init) {
  const { pathname, search } = new URL(url);
  const body = bytesOf(init.body);
  return {
    direction: "out",
    issuer,
    method: init.method ?? "GET",
    route: pathname + search,
    request: { headers: redactHeaders(init.headers), body: redactBody(body) },
    sentBytes: body.byteLength,
  };
}

function bytesOf(body) {
  if (body === undefined || body === null) return new Uint8Array();
  return typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body);
}

// The answer is read twice: once by the package, once here for the log. A cut answer is worth a line too.
function noted(line, response) {
  const mediaType = response.headers.get("content-type") ?? "";
  const write = (end) => record({ ...line, mediaType, durationMs: Date.now() - line.at, ...end });
  response
    .clone()
    .arrayBuffer()
    .then(
      (body) => write({ ended: "answered", answer: redactBody(new Uint8Array(body)) }),
      (error) => write({ ended: ending(error) }),
    );
  return response;
}

function ending(error) {
  return error?.name === "AbortError" || error?.name === "TimeoutError" ? "stopped" : "cut";
}

// The package sends a request again after answers that prove it was not carried out, and reads also
// after failures. The same request soon after such an ending is its next attempt.
function attemptCounter() {
  const last = new Map();

  function begin({ method, route, request }) {
    const key = `${method} ${route} ${request.body}`;
    const previous = last.get(key);
    const again = previous?.repeatable && Date.now() - previous.at < SENT_AGAIN_WITHIN_MS;
    const attempt = {
      method,
      at: Date.now(),
      number: again ? previous.number + 1 : 1,
      repeatable: false,
    };
    if (last.size >= MOST_REMEMBERED) last.clear();
    last.set(key, attempt);
    return attempt;
  }

  function end(attempt, status) {
    const refused = status === 401 || status === 429;
    const failed = status === null || status >= 500;
    attempt.repeatable = refused || (failed && attempt.method === "GET");
  }

  return { begin, end };
}

/** A receiver that writes down what it took. */
export class RecordedReceiver extends CallbackReceiver {
  async receive(delivery) {
    const taken = await super.receive(delivery);
    if (taken.event) noteCallback(delivery, taken);
    return taken;
  }
}

function noteCallback({ method, headers, body }, { event, reply }) {
  const { issuer, kind, word, cardId, progress, cardState, amount } = event;
  record({
    direction: "in",
    issuer,
    method,
    route: `/api/callbacks/${issuer}/••••`,
    // A closed list: a code for the cardholder, for one, is a secret.
    event: { kind, word, cardId, progress, cardState, amount },
    request: { headers: redactHeaders(headers), body: redactBody(body) },
    sentBytes: body.byteLength,
    at: Date.now(),
    attempt: 1,
    status: reply.status,
    ended: "answered",
    mediaType: "application/json",
    answer: reply.body,
  });
}

/** Writes down what the page asked of the proxy, where it would change something or was refused. */
export async function noteAsked(request, response, at) {
  const { pathname, searchParams } = new URL(request.url);
  if (request.method === "GET" && response.ok) return;
  const answer = new Uint8Array(await response.clone().arrayBuffer());
  record({
    direction: "page",
    issuer: searchParams.get("issuer"),
    method: request.method,
    route: pathname,
    request: { headers: redactHeaders(request.headers), body: "" },
    sentBytes: 0,
    at,
    durationMs: Date.now() - at,
    attempt: 1,
    status: response.status,
    ended: "answered",
    mediaType: response.headers.get("content-type"),
    answer: redactBody(answer),
  });
}
