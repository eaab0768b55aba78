const levels = "debug info warn error off";

/** An issuer's id of a request, unless it could be a card number. */
export function requestId(headers) {
  const id = `${headers?.get("x-request-id") ?? headers?.get("request-id") ?? ""}`;
  return /^[\w.:-]{1,128}$/.test(id) && !/(\d[_.:-]?){13}/.test(id) ? id : undefined;
}

/** The hooks of a client, and the methods of its logger: all functions. */
export function checkHooks({ logger, ...options }, wrong) {
  for (const name of ["onAttempt", "onAnswer", "onRetry"]) {
    if (typeof (options[name] ?? quietly) !== "function") wrong(name, "a function");
  }
  for (const level of levels.split(" ", 4)) {
    if (logger && typeof logger[level] !== "function") wrong(`logger.${level}`, "a function");
  }
}

/** Neither a hook nor a logger can change a call. */
const quietly = async (work) => {
  try {
    await work();
  } catch {}
};

/**
 * What is told of a client's calls, to its hooks and its logger: names, numbers and words of this library, and
 * nothing that was sent or answered. For a call, gives what is to be told of each step of it: what is next, and
 * what the core was told before.
 */
export function watching(issuer, { onAttempt, onAnswer, onRetry, logger, logLevel = "warn" }) {
  const tell = (level, words, event, hook) => {
    quietly(() => hook?.({ ...event }));
    if (levels.indexOf(level) < levels.indexOf(logLevel)) return;
    quietly(() => logger?.[level](`cardlatch: ${issuer} ${event.call}: ${words}`, { ...event }));
  };
  return (call) => {
    let sent, began, id;
    return (next, [, , status, , requestId]) => {
      const { code, reason, waitMs, failed, operation, attempt } = next;
      if (sent) {
        const durationMs = Math.round(performance.now() - began);
        const answer = { ...sent, status, durationMs, requestId, code, reason };
        tell(code ? "warn" : "debug", code ? "the attempt failed" : "has an answer", answer, onAnswer);
        if (waitMs >= 0) tell("info", "tries again", { ...sent, waitMs, reason }, onRetry);
        id = requestId;
      }
      sent = next.do === "send" && { issuer, call, operation, method: /\w+/.exec(next.head)[0], attempt };
      if (sent) {
        began = performance.now();
        tell("debug", "sends a request", sent, onAttempt);
      }
      if (failed && id) failed.requestId = id;
      if (failed?.effect === "unknown") tell("error", "what it did is not known", { issuer, call, code: failed.code });
    };
  };
}
