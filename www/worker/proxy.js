// The proxy: everything that the page does to cards goes through here.
import { createCardProxy } from "cardlatch/edge";

import { STATE_AFTER } from "../shared/states.js";
import { completed } from "./complete.js";
import { clientsOf } from "./issuers.js";
import { ledgerOf, settleLost } from "./ledger.js";
import { hasConfirmed, signedIn } from "./people.js";
import { RecordedReceiver } from "./recorder.js";
import { isOwner, recordOf, states } from "./records.js";

/** All that the page asks for. What is not named is refused, whoever asks. */
const ALLOWED = [
  "cards",
  "card",
  "balance",
  "transactions",
  "topUpFee",
  "freeze",
  "unfreeze",
  "activate",
  "deactivate",
  "cancel",
  "setPin",
  "topUp",
];

// Shorter than the package's own: see the clients' limit of one attempt.
const DEADLINE_MS = 12_000;

/** The proxy of this worker. Made once: its clients keep the sessions of the issuers. */
export function proxyOf(env) {
  const issuers = clientsOf(env);
  return createCardProxy({
    basePath: "/api",
    origins: env.ORIGINS,
    issuers,
    deadlineMs: DEADLINE_MS,
    callbacks: receivers(env),
    ledger: ledgerOf(env),
    allow: ALLOWED,
    // Nothing is on its way here: the sandbox is done with an order before it cuts the line.
    settleMs: 0,
    authenticate: (request) => signedIn(request, env),
    owns: (user, cardId, action, issuer) => isOwner(user, env, issuer, cardId),
    complete: (user, about) => completed(about, issuers, env),
    confirm: (user, about, request) => hasConfirmed(request, env, user, about),
    onEvent: (event, { issuer, operations }) => learn(event, issuer, operations, env),
  });
}

// Neither sender here signs, so the only proof of origin is the secret part of the address, which the
// issuer alone was given.
function receivers({ CALLBACK_SECRET: pathSecret }) {
  return {
    artha: new RecordedReceiver({ issuer: "artha", pathSecret }),
    "open-api": new RecordedReceiver({
      issuer: "open-api",
      pathSecret,
      word: { body: "eventTag" }, // where it stands is for a contract to say
    }),
  };
}

// The secret in the path shows who sent it, so its word counts. It is kept before the issuer is thanked.
async function learn(event, issuer, operations, env) {
  const { cardId, cardState, word: issuerWord } = event;
  if (!recordOf(env, issuer, cardId)) return;
  const at = Date.now();
  const lost = tellsEnd(event, operations) && (await settleLost(env, issuer, event));
  for (const { action, state } of lost ? [lost] : operations) {
    const reached = state === "done" && STATE_AFTER[action];
    if (reached) await states(env).learn(issuer, cardId, { state: reached, at });
  }
  if (cardState) await states(env).learn(issuer, cardId, { state: cardState, issuerWord, at });
}

// Without the issuer's word the kind is a guess, which ends nothing.
function tellsEnd({ kind, word, taskId, progress }, operations) {
  const ends = ["action.completed", "action.failed", "topup"].includes(kind) && word && taskId;
  return ends && operations.length === 0 && ["done", "failed"].includes(progress);
}
