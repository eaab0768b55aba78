// What issuers send on their own. Neither sender here signs, so the only proof of origin is the
// secret part of the address, which the issuer alone was given.
import { readJson } from "./body.js";
import { sameSecret } from "./guard.js";
import { record, settle } from "./memory.js";
import { Refusal } from "./problem.js";
import { redactBody, redactHeaders } from "./redact.js";

const RECEIVED = { code: 0, message: "success" }; // until Artha reads this, it calls again

const READERS = { artha: readArtha, "open-api": readOpenApi };

/** The issuers that have an address here. */
export const SENDERS = Object.keys(READERS);

export async function receive(request, env, issuer, secret) {
  if (!(await sameSecret(secret, env.CALLBACK_SECRET))) {
    throw new Refusal(404, "not_found", "There is nothing here.");
  }
  const payload = await readJson(request);
  const callback = { issuer, ...READERS[issuer](payload) };
  note(request, payload, callback);
  // Only these end an order. Other kinds are taken and left alone, so they are not sent again.
  if (callback.endsOrder && callback.taskId) settle(callback.taskId, callback);
  return Response.json(RECEIVED);
}

// The issuer's pages disagree on the case of the names and of the status word, and one spells the
// task's name with a small L.
function readArtha(payload) {
  const fields = new Map(
    Object.entries(payload).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  const kind = fields.get("notifytype")?.toLowerCase().replace("_", "");
  return {
    kind,
    cardId: fields.get("cardid"),
    taskId: fields.get("taskid") ?? fields.get("taskld"),
    succeeded: fields.get("status")?.toLowerCase() === "success",
    endsOrder: kind === "operation" || kind === "recharge",
    movesMoney: kind === "recharge",
    amount: amountOf(fields.get("amount"), fields.get("currency")),
  };
}

// Where the tag stands is not visible on the issuer's page; the sandbox has it in the body.
function readOpenApi({ eventTag, card_id: id }) {
  const [, word] = /^card\.status\.([a-z]{1,16})$/.exec(String(eventTag)) ?? [];
  return { kind: "state", word, cardId: typeof id === "string" ? id : undefined };
}

function amountOf(value = "", currency = "") {
  return /^\d+(\.\d+)?$/.test(value) && /^[A-Za-z]{3,5}$/.test(currency)
    ? { value, currency: currency.toUpperCase() }
    : undefined;
}

function note(request, payload, { issuer, kind, word, cardId, succeeded, amount }) {
  const body = new TextEncoder().encode(JSON.stringify(payload));
  record({
    direction: "in",
    issuer,
    method: request.method,
    route: `/callbacks/${issuer}/••••`,
    // A closed list: a code for the cardholder, for one, is a secret.
    event: { kind, word, cardId, succeeded, amount },
    request: { headers: redactHeaders(request.headers), body: redactBody(body) },
    sentBytes: body.byteLength,
    at: Date.now(),
    attempt: 1,
    status: 200,
    ended: "answered",
    mediaType: "application/json",
    answer: JSON.stringify(RECEIVED, null, 2),
  });
}
