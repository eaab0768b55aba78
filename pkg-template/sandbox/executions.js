// Old entries fall off, so that a sandbox left running for days does not grow without end.
const KEEP = 10_000;

const push = (list, entry) => {
  list.push(entry);
  if (list.length > KEEP) list.shift();
};

/**
 * Two logs: what truly happened to cards, and what arrived. A test for a client that must not
 * repeat itself compares the two.
 *
 * @param {{ now: () => number }} settings
 */
export function createJournal({ now }) {
  /** @type {import("./index.js").Execution[]} */
  const executions = [];
  /** @type {import("./index.js").ArrivedRequest[]} */
  const requests = [];
  const counts = new Map();
  let executionNumber = 0;
  let requestNumber = 0;

  return {
    /** @param {Pick<import("./index.js").Execution, "issuer" | "action" | "cardId">} what */
    executed({ issuer, action, cardId }) {
      const key = JSON.stringify([issuer, action, cardId]);
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      executionNumber += 1;
      push(executions, { n: executionNumber, at: now(), issuer, action, cardId, count });
    },

    /** @param {Omit<import("./index.js").ArrivedRequest, "n" | "at">} what */
    arrived(what) {
      requestNumber += 1;
      push(requests, { n: requestNumber, at: now(), ...what });
    },

    executions: () => structuredClone(executions),
    requests: () => structuredClone(requests),

    clear() {
      executions.length = 0;
      requests.length = 0;
      counts.clear();
      executionNumber = 0;
      requestNumber = 0;
    },
  };
}
