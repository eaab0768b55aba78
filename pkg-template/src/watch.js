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
  const hooks = { attempt: onAttempt, answer: onAnswer, retry: onRetry };
  const tell = (level, what, event) => {
    quietly(() => hooks[what]?.({ ...event }));
    if (levels.indexOf(level) < levels.indexOf(logLevel)) return;
    quietly(() => logger?.[level](`cardlatch: ${what} of ${issuer} ${event.call}`, { ...event }));
  };
  return (call) => {
    let sent, began, id;
    return ({ head, code, reason, waitMs, failed, operation, attempt }, [, , status, , requestId]) => {
      if (sent) {
        id = requestId;
        const durationMs = Math.round(performance.now() - began);
        tell(code ? "warn" : "debug", "answer", { ...sent, status, durationMs, requestId, code, reason });
        if (waitMs >= 0) tell("info", "retry", { ...sent, waitMs, reason });
      }
      // Only what is sent has a head.
      sent = head && { issuer, call, operation, method: head.split(" ")[0], attempt };
      if (sent) {
        began = performance.now();
        tell("debug", "attempt", sent);
      }
      if (id && failed) failed.requestId = id;
      if (failed?.effect === "unknown") tell("error", "unknown effect", { issuer, call, code: failed.code });
    };
  };
}
