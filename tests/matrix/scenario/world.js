// The issuers that one run of the scenario meets, and the last word on what it did: theirs.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { PARTS } from "./scenario.js";

const HOST = "127.0.0.1";
const PATH_SECRET = "path-made-up-for-the-matrix";

/** What must have been executed, once each, and by which part. */
const ORDERS = {
  write: "artha freeze a0000000-0000-4000-8000-000000000003 1",
  abort: "artha freeze a0000000-0000-4000-8000-000000000001 1",
};

/** How many must arrive: these two, and one that is refused. */
const FREEZES = 3;

const listening = (server) => new Promise((resolve) => server.listen(0, HOST, () => resolve(server.address().port)));

/** Takes what issuers send by themselves, and shows it to whoever asks: a page cannot be called. */
async function openMailbox() {
  const letters = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("content-type", "application/json");
    if (request.method === "GET") return response.end(JSON.stringify(letters));
    const { method, url, headers } = request;
    letters.push({ method, path: url, headers, body: Buffer.concat(chunks).toString("base64") });
    response.end('{"code":0,"message":"success"}');
  });
  const port = await listening(server);
  return { url: `http://${HOST}:${port}`, close: () => closed(server) };
}

function closed(server) {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
}

const words = ({ issuer, action, cardId, count }) => `${issuer} ${action} ${cardId} ${count}`;

/** What the issuers know against a part that says that it went well. */
function objection(name, admin) {
  const done = admin.executions().map(words);
  if (ORDERS[name] && !done.includes(ORDERS[name])) return `The sandbox did not execute: ${ORDERS[name]}.`;
  const strange = done.filter((order) => !Object.values(ORDERS).includes(order));
  if (name === "write" && strange.length > 0) return `The sandbox also executed: ${strange.join(", ")}.`;
  const answered = admin.requests().some(({ issuer, status }) => issuer === "ibanera" && status === 200);
  if (name === "read" && !answered) return "Nobody read a card at the second issuer.";
  const freezes = admin.requests().filter(({ path }) => path.endsWith("/CardFreeze")).length;
  if (name === "instanceof" && freezes !== FREEZES) return `${freezes} freezes arrived, not ${FREEZES}: the third is refused, none is repeated.`;
  const acknowledged = admin.callbacks().some(({ acknowledged }) => acknowledged);
  if (name === "callback" && !acknowledged) return "No callback was delivered.";
  return undefined;
}

/**
 * A sandbox for one run. `setup` is plain JSON for the scenario; `verdict` takes the result of its `run`
 * and gives the five parts, each with what speaks against it.
 *
 * @param {string} consumer the folder that the package is installed in
 */
export async function openWorld(consumer) {
  const file = createRequire(join(consumer, "package.json")).resolve("cardlatch/sandbox");
  const { startSandbox } = await import(pathToFileURL(file));
  const mailbox = await openMailbox();
  const sandbox = await startSandbox({
    log: false,
    cors: true,
    settleMs: Infinity,
    callbackUrl: `${mailbox.url}/artha`,
    ibanera: { callbackUrl: `${mailbox.url}/ibanera` },
  });
  return {
    sandbox,
    setup: { url: sandbox.url, mailbox: mailbox.url, pathSecret: PATH_SECRET },
    verdict(result) {
      const told = new Map((result?.parts ?? []).map((part) => [part.name, part]));
      return PARTS.map((name) => {
        const part = told.get(name) ?? { ok: false, why: "The scenario did not report it." };
        const why = part.ok === true ? objection(name, sandbox.admin) : String(part.why);
        return why === undefined ? { name, ok: true } : { name, ok: false, why };
      });
    },
    close: () => Promise.all([sandbox.close(), mailbox.close()]),
  };
}
