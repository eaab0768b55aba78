// Talks to the edge worker. Every call ends as `{ ok: true, … }` or `{ ok: false, problem }`.

// The worker ends a call after twelve seconds; past this, the worker itself is gone.
const PATIENCE_MS = 20_000;

export const api = {
  issuers: () => get("/api/issuers"),
  readCards: (issuer) => get(`/api/cards/${encodeURIComponent(issuer)}`),
  readCard: (card) => get(`/api/cards/${path(card)}`),
  readBalance: (card) => get(`/api/cards/${path(card)}/balance`),
  readTransactions: (card) => get(`/api/cards/${path(card)}/transactions`),
  readFee: (card, amount) =>
    get(`/api/cards/${path(card)}/fee?amount=${encodeURIComponent(amount)}`),
  log: (after) => get(`/api/log?after=${after}`),
  truth: () => get("/api/truth"),
  faults: () => get("/api/faults"),
  executions: (card, action) => get(`/api/executions/${path(card)}/${action}`),
  run: (card, action, said) => write(`/api/cards/${path(card)}/${action}`, bodyOf(said)),
  reconcile: (card, action) => write(`/api/cards/${path(card)}/${action}/reconcile`),
  askForFault: (fault) => post("/api/faults", JSON.stringify(fault)),
  startOver: () => post("/api/reset"),
};

function path({ issuer, id }) {
  return `${encodeURIComponent(issuer)}/${encodeURIComponent(id)}`;
}

// A picture goes as a form, all else as JSON.
function bodyOf({ picture, fields }) {
  if (!picture) return fields && JSON.stringify(fields);
  const form = new FormData();
  form.append("signImage", picture, "signature");
  return form;
}

function get(address) {
  return call(address, { method: "GET" }, "none");
}

function post(address, body) {
  return call(address, { method: "POST", body }, "none");
}

// When the line to the worker breaks under an action, this page does not know what happened either.
function write(address, body) {
  return call(address, { method: "POST", body }, "unknown");
}

async function call(address, init, effectWhenLost) {
  try {
    const response = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = await response.json();
    return response.ok ? { ok: true, ...body } : { ok: false, problem: body };
  } catch {
    return { ok: false, problem: lost(effectWhenLost) };
  }
}

function lost(effect) {
  return {
    code: "network",
    effect,
    message: "The demo's worker did not answer.",
    workerLost: true,
    reconcile: effect === "unknown",
  };
}
