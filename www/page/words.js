// Every sentence that depends on an action, a state or an outcome.

export const ACTIONS = {
  freeze: {
    label: "Freeze",
    ask: "Freeze this card",
    doing: "Freezing",
    wanted: "frozen",
    noun: "freeze",
  },
  unfreeze: {
    label: "Unfreeze",
    ask: "Unfreeze this card",
    doing: "Unfreezing",
    wanted: "active",
    noun: "unfreeze",
  },
  activate: {
    label: "Activate",
    ask: "Activate this card",
    doing: "Activating",
    wanted: "active",
    noun: "activation",
  },
  deactivate: {
    label: "Deactivate",
    ask: "Deactivate this card",
    doing: "Deactivating",
    wanted: "inactive",
    noun: "deactivation",
  },
  cancel: {
    label: "Cancel card",
    ask: "Cancel this card",
    doing: "Cancelling",
    wanted: "closed",
    noun: "cancellation",
  },
  setPin: {
    label: "Set PIN",
    ask: "Set the PIN of this card",
    doing: "Setting the PIN",
    wanted: null,
    noun: "PIN order",
  },
  topUp: {
    label: "Top up",
    ask: "Top up this card",
    doing: "Topping up",
    wanted: null,
    noun: "top-up",
  },
};

export const STATES = {
  active: { label: "Active", icon: "check" },
  frozen: { label: "Frozen", icon: "freeze" },
  inactive: { label: "Inactive", icon: "deactivate" },
  closing: { label: "Closing", icon: "clock" },
  closed: { label: "Closed", icon: "cancel" },
  lost: { label: "Lost", icon: "warning" },
  unknown: { label: "Unknown", icon: "question" },
  reading: { label: "Reading", icon: "clock" },
  foreign: { label: "Not yours", icon: "warning" },
};

const KNOWN_FROM = {
  foreign: "Nobody: the proxy tells nothing of it",
  record: "The company's own records",
  order: "Nobody told yet how the last order ended",
  read: "A read at the issuer",
  list: "The issuer's list of cards",
  answer: "The issuer's answer",
  callback: "The issuer's callback",
};

/** One short line under an action's name. */
export function actionHint({ action, effects, requires, answer }, card, { callsBack }) {
  if (action === "topUp") return "Moves money onto the card";
  if (isIrreversible({ effects })) return "Cannot be undone";
  if (effects.includes("voids_pending_transactions")) return "Voids pending transactions";
  if (asksPicture({ requires }, card)) return "Needs a signature";
  return {
    final: "The answer is final",
    accepted_then_callback: callsBack
      ? "Accepted first, result later"
      : "Accepted, result not told",
    accepted_only: "Accepted, result not told",
    confirmed_by_read: "Confirmed by reading the card",
  }[answer];
}

/** Whether this action on this card needs a signature picture. */
export function asksPicture({ requires }, card) {
  return requires.includes("sign_image_if_program_asks") && card.asksSignature;
}

/** Whether an action ends a card for good. The proxy wants it confirmed. */
export function isIrreversible({ effects }) {
  return effects.includes("irreversible");
}

/** What the dialog says before the action, or null when there is nothing to warn of. */
export function warning({ effects, requires }) {
  if (isIrreversible({ effects })) {
    const known = requires.includes("observed_only")
      ? " No document has this call either: it is known from programs of others."
      : "";
    return {
      title: "This cannot be undone",
      text: `The card is closed for good: no way to open it again is documented.${known} Go on only if nobody will use it any more.`,
    };
  }
  if (effects.includes("voids_pending_transactions")) {
    return {
      title: "Pending transactions are voided",
      text: "The card stops at once, and the issuer voids every transaction that is still pending on it. Nothing says that activating the card later brings them back.",
    };
  }
  return null;
}

export function stateSource({ source, at }) {
  return at ? `${KNOWN_FROM[source]}, ${clock(at)}` : KNOWN_FROM[source];
}

/** Whether the issuer will tell how an accepted order ended. */
export function awaitsCallback(outcome, { callsBack }) {
  return callsBack && outcome.result === "accepted" && outcome.taskId !== undefined;
}

/** The outcome of an action as words: `{ kind, icon, title, text }`. */
export function outcomeWords({ action, outcome, issuer, settled }) {
  const { wanted, noun, label } = ACTIONS[action];
  if (outcome.result === "already") {
    return {
      kind: "same",
      icon: "same",
      title: `Already ${wanted}`,
      text: `The card was ${wanted} before. Nothing changed.`,
    };
  }
  if (outcome.result === "completed") {
    return {
      kind: "done",
      icon: "check",
      title: wanted ? `Done: the card is ${wanted}` : `Done: ${label}`,
      text: completedText(outcome, issuer),
    };
  }
  if (settled?.succeeded) {
    return {
      kind: "done",
      icon: "check",
      title: wanted ? `Done: the card is ${wanted}` : `Done: ${label}`,
      text: `The issuer accepted the ${noun} and called back ${seconds(settled.tookMs)} later.`,
    };
  }
  if (settled) {
    return {
      kind: "failed",
      icon: "cancel",
      title: "Failed: nothing changed",
      text: `The issuer accepted the ${noun} first, then called back that it failed.`,
    };
  }
  if (awaitsCallback(outcome, issuer)) {
    return {
      kind: "waiting",
      icon: "clock",
      title: "Accepted: not done yet",
      text: `The issuer took the ${noun} and will tell later how it ended.`,
    };
  }
  return {
    kind: "waiting",
    icon: "clock",
    title: "Accepted: not confirmed",
    text: `The issuer took the ${noun}. ${whyUnconfirmed(issuer, action)}`,
  };
}

function completedText({ action, confirmed }, { actions }) {
  if (!confirmed) return "The issuer says it is done.";
  const { answer } = actions.find((capability) => capability.action === action);
  return answer === "confirmed_by_read"
    ? "The card was read back and agrees."
    : "The issuer's answer is final.";
}

function whyUnconfirmed({ callsBack, readable }, action) {
  if (action === "topUp" && !callsBack) {
    return "The card's balance shows when the money has arrived.";
  }
  if (action === "setPin") {
    return "Whether that is final is not documented, and no read tells of a PIN.";
  }
  if (callsBack) return "It gave no task id, so its callback could not be told apart.";
  return readable
    ? "When the card was read back, the answer left its state out."
    : "Whether that is final is not documented, and its cards cannot be read.";
}

/** A failure as words. The effect decides: was nothing changed, or do we not know? */
export function problemWords({ action, problem, settled }) {
  const { noun } = ACTIONS[action];
  if (settled) return lateWords(noun, settled);
  if (problem.effect === "unknown") {
    return {
      kind: "unknown",
      icon: "question",
      title: `Unknown: the ${noun} may have happened`,
      text: `${sentence(problem.message)} The request was not sent again, so it happened once or not at all.`,
    };
  }
  if (problem.code === "not_allowed") {
    return {
      kind: "failed",
      icon: "cancel",
      title: "Refused: not your card",
      text: "The proxy found that you may not do this with this card. It sent nothing to the issuer.",
    };
  }
  // An issuer's refusal carries its HTTP status; without one, the package refused before sending.
  const refused = BEFORE_SENDING.has(problem.code) && problem.status === undefined;
  return {
    kind: "failed",
    icon: "cancel",
    title: refused ? "Refused: no order was sent" : "Failed: nothing changed",
    text: `${sentence(problem.message)} The card is as it was.`,
  };
}

const BEFORE_SENDING = new Set([
  "card_busy",
  "configuration",
  "confirmation_required",
  "image_format",
  "image_too_large",
  "image_truncated",
  "invalid_input",
  "not_signed_in",
  "sign_image_required",
  "unsupported_action",
]);

// The answer was lost, but the issuer's callback came after all.
function lateWords(noun, { succeeded, tookMs }) {
  const why = `The issuer called back ${seconds(tookMs)} after the request. A callback names no action, but no other order was open on this card.`;
  return succeeded
    ? { kind: "done", icon: "check", title: "It was done", text: `${why} So the ${noun} happened.` }
    : {
        kind: "failed",
        icon: "cancel",
        title: "It was not done",
        text: `${why} So the ${noun} failed.`,
      };
}

/** What reading the card told after an unknown effect. */
export function verdictWords({ action, reconciliation: { verdict, card } }) {
  const { noun } = ACTIONS[action];
  const reads = (STATES[card.state] ?? STATES.unknown).label.toLowerCase();
  // A word that no document explains is told as it is: what it suggests is for people to judge.
  const told =
    card.state === "unknown" && card.issuerWord
      ? `The card reads “${card.issuerWord}”, a word that no page of the issuer explains.`
      : "The card was read, and the answer does not say in which state it is.";
  return {
    done: {
      kind: "done",
      icon: "check",
      title: "It was done",
      text: `The card reads ${reads}. The ${noun} happened, only its answer was lost.`,
    },
    not_done: {
      kind: "failed",
      icon: "cancel",
      title: "It was not done",
      text: `The card reads ${reads}. The ${noun} did not happen. It is safe to try again.`,
    },
    unknown: {
      kind: "unknown",
      icon: "question",
      title: "Still unknown",
      text: `${told} So the read does not prove whether the ${noun} happened. Ask the issuer before you try again.`,
    },
  }[verdict];
}

/** With a capital and a full stop, as messages stand beside other sentences. */
export function sentence(text) {
  const whole = /[.!?]$/.test(text) ? text : `${text}.`;
  return whole.charAt(0).toUpperCase() + whole.slice(1);
}

/** An amount with its currency, digit by digit as the issuer told it. Shown with two decimals at least. */
export function amountWords({ value, currency }) {
  const [, sign, whole, decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (whole === undefined) return [value, currency].filter(Boolean).join(" ");
  const digits = `${whole}.${decimals.padEnd(2, "0")}`;
  return [`${sign && "\u2212"}${digits}`, currency].filter(Boolean).join("\u00a0");
}

/** A moment of the issuer's: a day where it told only a day. */
export function moment(time) {
  const at = new Date(time);
  if (time === undefined || Number.isNaN(at.getTime())) return time ?? "No time told";
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric" });
  return /^\d{4}-\d{2}-\d{2}$/.test(time) ? day : `${day}, ${clock(at)}`;
}

/** What an issuer sent on its own, as one sentence; `card` is how the card is called here. */
export function eventWords({ kind, cardState, progress, amount }, card) {
  const sum = amount ? amountWords(amount) : "An amount";
  const ended = { done: "went well", failed: "failed" }[progress] ?? "is under way";
  const failed = progress === "failed";
  const says = {
    "action.completed": `The order on ${card} ${ended}`,
    "action.failed": `The order on ${card} ${ended}`,
    topup: `The top-up of ${card} ${ended}`,
    transaction: failed ? `A payment with ${card} failed` : `${sum} spent with ${card}`,
    refund: failed ? `A refund to ${card} failed` : `${sum} refunded to ${card}`,
    fee: failed ? `A fee on ${card} failed` : `${sum} taken from ${card} as a fee`,
    kyc: `The check of a cardholder ${ended}`,
    "threeds.code": `A code for the holder of ${card}, which stays in the worker`,
    "card.state": cardState ? `${card} is now ${cardState}` : `The issue of ${card} ${ended}`,
  };
  const text = says[kind] ?? `News of ${card} that this page does not know`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function clock(at) {
  return new Date(at).toLocaleTimeString("en-GB");
}

export function seconds(ms) {
  return ms < 950 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(2)} MB`;
}
