// The routes that only this demo has. Every call ends as `{ ok: true, … }` or `{ ok: false, problem }`.

const PATIENCE_MS = 20_000; // past this, the worker itself is gone

export const demo = {
  session: () => get("/demo/session"),
  signIn: (user) => post("/demo/sign-in", { user }),
  signOut: () => post("/demo/sign-out"),
  stepUp: (about) => post("/demo/step-up", about),
  records: () => get("/demo/records"),
  log: (after) => get(`/demo/log?after=${after}`),
  audit: (issuer) => get(`/demo/audit?issuer=${issuer}`),
  truth: () => get("/demo/truth"),
  faults: () => get("/demo/faults"),
  executions: ({ issuer, id: cardId }, action) =>
    get(`/demo/executions?${new URLSearchParams({ issuer, cardId, action })}`),
  askForFault: (fault) => post("/demo/faults", fault),
  startOver: () => post("/demo/reset"),
};

function get(address) {
  return call(address, { method: "GET" });
}

function post(address, body) {
  return call(address, { method: "POST", body: body && JSON.stringify(body) });
}

async function call(address, init) {
  try {
    const response = await fetch(address, { ...init, signal: AbortSignal.timeout(PATIENCE_MS) });
    const body = await response.json();
    if (response.ok) return { ok: true, ...body };
    return { ok: false, problem: { ...body, message: body.title } };
  } catch {
    return { ok: false, problem: { code: "network", message: "The demo's worker did not answer." } };
  }
}
