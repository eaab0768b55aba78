// The site, its issuers, and what reached them: every request to an issuer passes a recorder.
import assert from "node:assert/strict";
import { createServer, request as forward } from "node:http";

import { startSandbox } from "../../package/support/package.js";
import { OWNERS, PAGE } from "./site.js";
import { head, speak } from "./wire.js";

export { OWNERS, PAGE };
export const WEBHOOK_SECRET = "whsec_0f8e7d6c5b4a39281706f5e4d3c2b1a0";
export const OTHER_SECRET = "hash_9a8b7c6d5e4f30211203f4e5d6c7b8a9";
export const PATH_SECRET = "path_5d4c3b2a190807f6e5d4c3b2a1908070";

/** Forwards to the sandbox, and keeps what came. `spoil` may change a successful answer's text. */
async function startRecorder(target) {
  const recorder = { seen: [], spoil: undefined };
  const server = createServer((incoming, outgoing) => {
    const parts = [];
    incoming.on("data", (part) => parts.push(part));
    incoming.on("end", () => {
      const body = Buffer.concat(parts);
      const { method, url, rawHeaders: headers } = incoming;
      recorder.seen.push({ method, url, headers, body: body.toString() });
      const onward = forward(new URL(url, target), { method, headers }, (answer) => {
        const pieces = [];
        answer.on("data", (piece) => pieces.push(piece));
        answer.on("end", () => {
          const text = Buffer.concat(pieces).toString();
          const told = recorder.spoil?.(text, url) ?? text;
          outgoing.writeHead(answer.statusCode, { "content-type": answer.headers["content-type"] ?? "text/plain" });
          outgoing.end(told);
        });
      });
      onward.on("error", () => outgoing.destroy());
      onward.end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  recorder.origin = `http://127.0.0.1:${server.address().port}`;
  recorder.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return recorder;
}

const behind = (config, origin) => ({ ...config, baseUrl: `${origin}${new URL(config.baseUrl).pathname}` });

export async function startWorld(start) {
  const sandbox = await startSandbox({ log: false, settleMs: Infinity });
  const recorder = await startRecorder(new URL(sandbox.issuers.yativo.baseUrl).origin);
  const issuers = {
    pay: behind(sandbox.issuers.yativo, recorder.origin),
    plastic: behind(sandbox.issuers.artha, recorder.origin),
    club: behind(sandbox.issuers.ibanera, recorder.origin),
  };
  const receivers = {
    pay: { issuer: "yativo", secrets: [WEBHOOK_SECRET] },
    plastic: { issuer: "artha", pathSecret: PATH_SECRET },
  };
  const server = await start({ issuers, receivers });
  const world = {
    sandbox,
    recorder,
    port: server.port,
    attacks: 0,
    through: 0,

    /** Sends a request; a body may come in pieces. Alice is signed in unless other headers say so. */
    async send({ body, raw, ends, stays, anonymous, ...request }) {
      if (raw) return speak(server.port, typeof raw === "string" ? [Buffer.from(raw, "latin1")] : raw, { ends, stays });
      const headers = [...(anonymous ? [] : [["Authorization", "Bearer alice"]]), ...(request.headers ?? [])];
      const isText = typeof body === "string" || body instanceof Uint8Array;
      if (isText && !headers.some(([name]) => /^(content-length|transfer-encoding)$/i.test(name))) {
        headers.push(["Content-Length", Buffer.byteLength(body)]);
      }
      async function* pieces() {
        yield head({ ...request, headers }, server.port);
        if (isText) yield body;
        else if (body) yield* body;
      }
      return speak(server.port, pieces(), { ends, stays, method: request.method });
    },

    /** What the hooks were told. */
    async told() {
      const { json } = await world.send({ method: "GET", path: "/told" });
      return json;
    },

    /** The attack is refused as one of `due` says, like `403 not_allowed`, and no issuer heard of it. */
    async refused(request, ...due) {
      const before = world.reached();
      const answer = await world.send(request);
      world.attacks += 1;
      const after = world.reached();
      if (after !== before || (answer.status >= 200 && answer.status < 300)) world.through += 1;
      assert.equal(after, before, `an issuer was asked: ${JSON.stringify(recorder.seen.at(-1))}`);
      const is = `${answer.status} ${answer.json?.code ?? ""}`.trim();
      assert.ok(due.includes(is), `${is}, due: ${due.join(", ")}\n${answer.text}`);
      if (answer.json?.code) checkProblem(answer);
      return answer;
    },

    /** A request that is no attack. */
    async taken(request, status = 200) {
      const answer = await world.send(request);
      assert.equal(answer.status, status, answer.text);
      return answer;
    },

    /** How often an issuer was asked, and how much was executed. */
    reached: () => recorder.seen.length + sandbox.admin.executions().length,

    async close() {
      await server.close();
      recorder.close();
      await sandbox.close();
    },
  };
  return world;
}

const HEADERS = {
  "cache-control": "no-store",
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "content-type": "application/problem+json",
};

/** A problem has its form and the headers that every answer has. */
function checkProblem({ status, headers, json }) {
  for (const [name, value] of Object.entries(HEADERS)) assert.equal(headers.get(name), value, name);
  assert.equal(json.type, `urn:cardlatch:error:${json.code}`);
  assert.equal(json.status, status);
  assert.equal(json.effect, "none");
}

/** What a server answers by itself to a request that is none: it closes the connection, or says so. */
export const BY_SERVER = ["0", "400", "500", "501"];

let keys = 0;

/** A key that no other request has. */
export const freshKey = () => `key-of-the-hostile-suite-${(keys += 1)}`;

/** A freeze of a card, Alice's own unless another is named; `key: null` sends none. */
export const freeze = ({
  card = OWNERS.alice.pay,
  issuer = "pay",
  action = "freeze",
  key = freshKey(),
  headers = [],
  ...more
} = {}) => ({
  path: `/api/cards/${card}/${action}?issuer=${issuer}`,
  headers: [...(key === null ? [] : [["Idempotency-Key", key]]), ["Content-Type", "application/json"], ...headers],
  body: "{}",
  ...more,
});
