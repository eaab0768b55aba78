// A proxy that follows the contract of the edge half as far as a page sees it, with faults on demand. It
// carries out each key once and counts that.
import { createHash } from "node:crypto";
import { createServer } from "node:http";

export const CSP = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src blob:";
const ISSUER = "main";
const camel = (name) => name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());

const READS = {
  card: () => ({ id: "card-1", state: "active", last4: "4242", somethingNew: { kept: true } }),
  balance: () => ({ available: { value: "12345678901234567.89", currency: "USD" } }),
  limits: () => ({ daily: { value: "100.00", currency: "USD" } }),
  topUpFee: (query) => ({ amount: { value: query.get("amount") }, fee: { value: "0.50" } }),
  reveal: () => ({ pan: "4111111111111111", cvv: "737", expiry: "12/29" }),
  revealPin: () => ({ pin: "4912" }),
};

/** The parts of a multipart body: what a name, a file name and a type are, and the bytes. */
export async function partsOf({ headers, body }) {
  const form = await new Response(body, { headers: { "content-type": headers["content-type"] } }).formData();
  const parts = {};
  for (const [name, value] of form) {
    parts[name] = typeof value === "string" ? value : { type: value.type, name: value.name, bytes: Buffer.from(await value.arrayBuffer()) };
  }
  return parts;
}

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};

export async function startStub(files = {}) {
  const stub = {};
  const reset = () =>
    Object.assign(stub, {
      requests: [],
      executed: [],
      operations: new Map(),
      faults: [],
      /** Whether a write is only accepted. */
      accepts: false,
      /** Whether operations are told as a stream. */
      streams: true,
      watchers: new Set(),
    });
  reset();
  stub.reset = reset;

  const send = (response, status, value, headers = {}, type = "application/json") =>
    response.writeHead(status, { "content-type": type, "cache-control": "no-store", ...headers }).end(JSON.stringify(value));

  stub.problem = (response, status, code, more = {}) =>
    send(
      response,
      status,
      { type: `urn:cardlatch:error:${code}`, title: `It is ${code}.`, status, code, effect: "none", retryable: false, ...more },
      more.retryAfterMs ? { "retry-after": Math.ceil(more.retryAfterMs / 1000) } : {},
      "application/problem+json",
    );

  /** Ends an operation that was accepted, and tells whoever watches. */
  stub.settle = (change = { state: "done" }) => {
    for (const entry of stub.operations.values()) {
      Object.assign(entry.operation, change, { updatedMs: Date.now() });
      if (change.state === "done") Object.assign(entry.operation.outcome, { result: "completed", confirmed: true });
    }
    for (const tell of stub.watchers) tell();
  };

  function execute(action, cardId, key, body) {
    const known = stub.operations.get(key);
    if (known) return known;
    const tag = createHash("sha256").update(`tag\0p\0${key}`).digest("hex").slice(0, 32);
    const id = `${tag}~${ISSUER}~${cardId ?? ""}`;
    stub.executed.push({ action, cardId, key, body });
    const outcome = {
      issuer: "artha",
      action,
      cardId: cardId ?? "new-card",
      result: stub.accepts ? "accepted" : "completed",
      confirmed: !stub.accepts,
      data: { unknownHere: 1 },
    };
    const state = stub.accepts ? "accepted" : "done";
    const now = Date.now();
    const entry = { operation: { id, issuer: ISSUER, cardId: cardId ?? undefined, action, state, outcome, createdMs: now, updatedMs: now } };
    stub.operations.set(key, entry);
    return entry;
  }

  function write(response, action, cardId, { headers, body }) {
    const key = headers["idempotency-key"];
    if (!key) return stub.problem(response, 428, "key_required");
    const isKnown = stub.operations.has(key);
    const { operation } = execute(action, cardId, key, body);
    const repeated = isKnown ? { "idempotency-replayed": "true" } : {};
    const { id, state, outcome, error } = operation;
    if (error) return stub.problem(response, error.status, error.code, { ...error, operation: id });
    return send(response, state === "accepted" ? 202 : 200, { ...outcome, operation: id }, { ...repeated, location: `/api/operations/${id}` });
  }

  function watch(response, operation) {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const tell = () => {
      response.write(`event: operation\nid: ${operation.updatedMs}\ndata: ${JSON.stringify(operation)}\n\n`);
      if (operation.state === "done" || operation.state === "failed") response.end();
    };
    stub.watchers.add(tell);
    response.on("close", () => stub.watchers.delete(tell));
    tell();
  }

  function answer(response, seen) {
    const { method, path, query, headers } = seen;
    const steps = path.split("/").slice(2).map(decodeURIComponent);
    if (steps[0] === "capabilities") return send(response, 200, { issuers: [{ name: ISSUER, id: "artha", operations: ["cards", "freeze"] }] });
    if (steps[0] === "operations") {
      const found = steps[1]
        ? [...stub.operations.values()].find(({ operation }) => operation.id === steps[1])
        : stub.operations.get(headers["idempotency-key"]);
      if (!found) return stub.problem(response, 404, "not_found");
      if (stub.streams && headers.accept === "text/event-stream") return watch(response, found.operation);
      return send(response, 200, found.operation);
    }
    if (method === "POST" && steps.length === 1) return write(response, "issue", null, seen);
    if (steps.length === 1) {
      const page = Number(query.get("page") ?? 1);
      return send(response, 200, { items: [{ id: `card-${page}` }], ...(page < 3 ? { next: page + 1 } : {}) });
    }
    const action = camel(steps[2] ?? "card");
    if (action === "transactions") {
      const page = Number(query.get("page") ?? 1);
      return send(response, 200, { items: [{ id: `t-${page}`, card: steps[1] }], ...(page < 2 ? { next: page + 1 } : {}) });
    }
    if (READS[action]) return send(response, 200, READS[action](query));
    return write(response, action, steps[1], seen);
  }

  const server = createServer(async (request, response) => {
    const { pathname: path, searchParams: query } = new URL(request.url, "http://stub");
    if (!path.startsWith("/api/")) {
      const [type, content] = files[path] ?? ["text/plain", "nothing"];
      return response.writeHead(files[path] ? 200 : 404, { "content-type": type, "cache-control": "no-store", "content-security-policy": CSP }).end(content);
    }
    const seen = { method: request.method, path, query, headers: request.headers, body: await bodyOf(request) };
    stub.requests.push(seen);
    const operation = camel(path.split("/")[4] ?? path.split("/")[2]);
    const at = stub.faults.findIndex(({ on }) => on === undefined || on === operation);
    const fault = at < 0 ? undefined : stub.faults[at];
    if (!fault) return answer(response, seen);
    fault.times = (fault.times ?? 1) - 1;
    if (fault.times < 1) stub.faults.splice(at, 1);
    if (fault.executes) execute(operation, decodeURIComponent(path.split("/")[3]), seen.headers["idempotency-key"], seen.body);
    return fault.answer(response, request);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  stub.port = server.address().port;
  stub.url = `http://127.0.0.1:${stub.port}`;
  stub.proxy = `${stub.url}/api`;
  stub.close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return stub;
}

/** What becomes of an answer on its way. */
export const answers = {
  cut: (response) => response.destroy(),
  hang: () => {},
  gateway: (status = 502) => (response) => response.writeHead(status, { "content-type": "text/html" }).end("<html>Bad gateway</html>"),
  busy: (seconds) => (response) => response.writeHead(429, { "content-type": "text/html", "retry-after": `${seconds}` }).end("<html>"),
  redirect: (response) => response.writeHead(302, { location: "/api/cards/card-2/cancel" }).end(),
  text: (text, type = "application/json") => (response) => response.writeHead(200, { "content-type": type }).end(text),
};
