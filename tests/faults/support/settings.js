// How long the fault lasts, what the call is given for it, and who aborts when.

const LASTING = 99;

/** A busy machine may be so late: the bound says that a call ends, not that it is fast. */
export const SLACK_MS = 2_000;

const RELAXED = { timeoutMs: 6_000, deadlineMs: 6_000 };

/** Where a fault hangs, the limit of an attempt ends it; a sent request must have arrived by then. */
const PATIENT = { timeoutMs: 700, deadlineMs: 6_000 };

/** The deadline alone ends what hangs, and a longer wait is not begun. */
const SHORT = { timeoutMs: 6_000, deadlineMs: 1_200 };

export const SETTINGS = {
  once: { times: 1, limits: (hangs) => (hangs ? PATIENT : RELAXED) },
  lasting: { times: LASTING, limits: (hangs) => (hangs ? PATIENT : RELAXED) },
  deadline: { times: LASTING, limits: () => SHORT },
  "aborted before": { times: LASTING, abort: "before", limits: () => RELAXED },
  "aborted while sending": { times: LASTING, abort: "sending", limits: () => RELAXED },
  "aborted while waiting": { times: LASTING, abort: "waiting", limits: () => RELAXED },
};
