// What issuers send on their own. Neither sender here signs, so the only proof of origin is the
// secret part of the address, which the issuer alone was given.
import { CallbackReceiver } from "cardlatch/callbacks";

import { readLetter } from "./body.js";
import { isOwnCard } from "./issuers.js";
import { learnState, record, settle } from "./memory.js";
import { Refusal } from "./problem.js";
import { redactBody, redactHeaders } from "./redact.js";

const OPTIONS = {
  artha: {},
  "open-api": { word: { body: "eventTag" } }, // where it stands is for a contract to say
};

// The kinds of events that end an order. Others are taken and left alone, so they are not sent again.
const ENDS_ORDER = ["action.completed", "action.failed", "topup"];

/** The issuers that have an address here. */
export const SENDERS = Object.keys(OPTIONS);

const receivers = new Map();

function receiverOf(issuer, pathSecret) {
  if (!receivers.has(issuer)) {
    receivers.set(issuer, new CallbackReceiver({ issuer, pathSecret, ...OPTIONS[issuer] }));
  }
  return receivers.get(issuer);
}

export async function receive(request, env, issuer, pathSecret) {
  const { method, headers } = request;
  const letter = { method, headers, body: await readLetter(request), pathSecret };
  const taken = receiverOf(issuer, env.CALLBACK_SECRET).receive(letter);
  const { event, reply } = await taken.catch(refused);
  if (!event) return responseOf(reply);
  note(letter, event, reply);
  const { taskId, kind, progress } = event;
  // Without the issuer's word the kind is a guess, which ends nothing.
  if (ENDS_ORDER.includes(kind) && event.word && taskId && progress !== "pending") {
    settle(taskId, {
      issuer,
      cardId: event.cardId,
      succeeded: progress === "done",
      movesMoney: kind === "topup",
    });
  }
  // The secret in the path shows who sent it, so its word counts.
  if (event.cardState && isOwnCard(env, issuer, event.cardId)) {
    learnState(issuer, event.cardId, { state: event.cardState, issuerWord: event.word }, "callback");
  }
  return responseOf(reply);
}

// Whoever does not know the secret learns nothing of this address.
function refused(error) {
  if (error.code === "unauthorized") throw new Refusal(404, "not_found", "There is nothing here.");
  if (!error.reply) throw error;
  return error;
}

function responseOf(reply) {
  return new Response(reply.body || null, reply);
}

function note({ method, headers, body }, event, reply) {
  const { issuer, kind, word, cardId, progress, cardState, amount } = event;
  record({
    direction: "in",
    issuer,
    method,
    route: `/callbacks/${issuer}/••••`,
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
