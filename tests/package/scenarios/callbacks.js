// Callbacks of every issuer, signed by the host's WebCrypto and not by the code under test.
import documented from "../../support/callbacks.json" with { type: "json" };
import { has, same, that } from "./check.js";

export { documented };

export const PATH_SECRET = "path-5f0c9e7ab2d4";
export const WEBHOOK_SECRET = "whsec_1_Qb7nWt4K";
const HASH_SECRET = "hash secret Zx6pLr2D";

/** Where the payloads of an issuer whose documents do not say it have their fields. */
const PLACES = {
  id: "id",
  cardId: "data/card_id",
  taskId: "data/task_id",
  status: "data/status",
  amount: "data/amount",
  currency: "data/currency",
  time: "timestamp",
  remarks: "data/message",
};

/** A receiver of each issuer, as the payloads are delivered to it. */
export const RECEIVERS = {
  artha: { issuer: "artha", readCardFirst: true },
  "artha-v1": { issuer: "artha-v1", readCardFirst: true, word: { body: "event" }, fields: PLACES },
  yativo: { issuer: "yativo", secrets: [WEBHOOK_SECRET] },
  "open-api": { issuer: "open-api", readCardFirst: true, word: { header: "X-Event-Tag" } },
  ibanera: { issuer: "ibanera", secrets: [HASH_SECRET] },
};

const bytesOf = (text) => new TextEncoder().encode(text);
const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
export const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

/** HMAC in hexadecimal digits. */
export async function mac(secret, body) {
  const key = await crypto.subtle.importKey("raw", bytesOf(secret), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", key, bytesOf(body)));
}

export const hash = (secret, body) => crypto.subtle.digest("SHA-256", bytesOf(body + secret));

/** The header that an issuer puts on a body. */
export async function headersOf(issuer, body, tag = "") {
  if (issuer === "yativo") return { "X-Yativo-Signature": await mac(WEBHOOK_SECRET, body) };
  if (issuer === "ibanera") return { "webhook-signature": base64(await hash(HASH_SECRET, body)) };
  return { "x-event-tag": tag };
}

/** All that an event holds, in the words of the table that Rust is held against. */
export function told({ kind, progress, word, cardId, taskId, action, cardState, status, amount, time, remarks, code, secrets, extra }) {
  const money = amount && `${amount.value} ${amount.unit}`;
  const parts = { word, card: cardId, task: taskId, action, state: cardState, status, amount: money };
  Object.assign(parts, { currency: amount?.currency, time, remarks, code: code?.expose() });
  for (const [name, secret] of Object.entries(secrets)) parts[`secret:${name}`] = secret.expose();
  if (Object.keys(extra).length) parts.extra = JSON.stringify(extra);
  const written = Object.entries(parts).filter(([, value]) => value !== undefined);
  return [kind, progress, ...written.map(([name, value]) => `${name}=${value}`)].join(" ");
}

/** The same, with fractions as the text that they are here: a double does not hold each of them. */
const withTexts = (told) => told.replace(/:(-?\d+\.\d+)(?=[,}])/g, ':"$1"');

const WRONG = { code: "unauthorized", effect: "none", path: "headers" };

export const callbacks = {
  async "every documented payload is told as it is in Rust"({ CallbackReceiver }) {
    let count = 0;
    for (const [issuer, cases] of Object.entries(documented)) {
      const receiver = new CallbackReceiver(RECEIVERS[issuer]);
      for (const { source, body, tag, told: expected } of cases) {
        const headers = await headersOf(issuer, body, tag);
        const { event, reply } = await receiver.receive({ method: "POST", headers, body: bytesOf(body) });
        same(told(event), withTexts(expected), `${issuer}, ${source}`);
        const isSigned = Boolean(RECEIVERS[issuer].secrets);
        has(event, { issuer, trust: isSigned ? "signed" : "read_card_first" }, source);
        // A word and how it went tell no event from another.
        const isTold = [event.cardId, event.taskId, event.time, event.amount].some(Boolean);
        if (event.kind === "threeds.code") same(event.key, undefined, `the key of ${source}`);
        else that(event.key || !isTold, `${source} has no key`);
        same(reply.status, 200, source);
        count += 1;
      }
    }
    that(count > 100, `only ${count} payloads were told`);
  },

  async "a request is answered as its issuer wants"({ CallbackReceiver }) {
    const body = '{"Id":"g","Type":"MANAGEE_KYC_UPDATED","Data":{"VerificationStatus":"Accepted"}}';
    const headers = await headersOf("ibanera", body);
    const receiver = new CallbackReceiver(RECEIVERS.ibanera);
    const request = () => new Request("https://a.test/ibanera", { method: "POST", headers, body });
    const seen = [];
    const response = await receiver.respond(request(), async (event) => void seen.push(event));
    same([response.status, await response.text()], [200, ""]);
    has(seen[0], { kind: "kyc", progress: "done", trust: "signed", key: { text: "ibanera:g", strength: "id" } });
    const later = await receiver.respond(request(), async () => {
      throw new Error("the database is away");
    });
    same([later.status, await later.text()], [503, ""]);
    const artha = new CallbackReceiver(RECEIVERS.artha);
    const taken = await artha.respond(request(), () => {});
    same(await taken.json(), { code: 0, message: "success" });
    same([taken.status, taken.headers.get("content-type")], [200, "application/json"]);
  },

  async "a wrong, a missing and a second secret"(world) {
    const body = '{"event.type":"deposit.created","payload":{}}';
    const receive = (secrets, headers) =>
      new world.CallbackReceiver({ issuer: "yativo", secrets }).receive({ method: "POST", headers, body });
    const headers = await headersOf("yativo", body);
    const wrong = await world.callbackFails(receive(["whsec_2_Hc3vMy8S"], headers), WRONG);
    same(wrong.reply, { status: 401, headers: {}, body: "" });
    await world.callbackFails(receive([WEBHOOK_SECRET], {}), WRONG);
    const { event } = await receive(["whsec_2_Hc3vMy8S", WEBHOOK_SECRET], headers);
    same(event.trust, "signed");
  },
};
