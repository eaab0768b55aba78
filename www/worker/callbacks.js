// Artha tells later how an accepted order ended. Its callbacks carry no signature, so the only proof
// of origin is the secret part of the address, which the issuer alone was given.
import { readJson } from "./body.js";
import { sameSecret } from "./guard.js";
import { record, settle } from "./memory.js";
import { Refusal } from "./problem.js";
import { redactBody, redactHeaders } from "./redact.js";

const RECEIVED = { code: 0, message: "success" }; // until it reads this, the issuer calls again

export async function receiveArtha(request, env, secret) {
  if (!(await sameSecret(secret, env.CALLBACK_SECRET))) {
    throw new Refusal(404, "not_found", "There is nothing here.");
  }
  const payload = await readJson(request);
  const callback = read(payload);
  note(request, payload);
  // Only `operation` ends an order. Other kinds are taken and left alone, so they are not sent again.
  if (callback.kind === "operation" && callback.taskId) settle(callback.taskId, callback);
  return Response.json(RECEIVED);
}

// The issuer's pages disagree on the case of the names and of the status word.
function read(payload) {
  const fields = new Map(
    Object.entries(payload).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return {
    issuer: "artha",
    cardId: fields.get("cardid"),
    kind: fields.get("notifytype")?.toLowerCase(),
    taskId: fields.get("taskid"),
    succeeded: fields.get("status")?.toLowerCase() === "success",
  };
}

function note(request, payload) {
  const body = new TextEncoder().encode(JSON.stringify(payload));
  record({
    direction: "in",
    issuer: "artha",
    method: request.method,
    route: "/callbacks/artha/••••",
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
