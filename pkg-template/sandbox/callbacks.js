const ANSWER_WITHIN_MS = 5000;

/** @typedef {import("./index.js").Delivery & { body: string, timer: NodeJS.Timeout | null, running: Promise<void> | null }} Notice */

// The site writes field names in camelCase, the last manual in PascalCase.
const FORMS = {
  camelCase: ({ taskId, cardId, status, remarks }) => ({
    taskId,
    cardId,
    notifyType: "operation",
    status,
    remarks,
  }),
  PascalCase: ({ taskId, cardId, status, remarks }) => ({
    CardId: cardId,
    TaskId: taskId,
    NotifyType: "operation",
    Status: status,
    Remarks: remarks,
  }),
};

/** Only the integer 0 in `code` ends the repeats; no page ties them to an HTTP status. */
async function isAcknowledged(url, body) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const reply = /** @type {{ code?: unknown } | null} */ (await answer.json());
    return reply?.code === 0;
  } catch {
    return false;
  }
}

/**
 * @param {{ url: string | undefined, form: "camelCase" | "PascalCase", scheduleMs: readonly number[],
 *   log: (line: string) => void }} settings
 */
export function createCallbacks({ url, form, scheduleMs, log }) {
  /** @type {Notice[]} */
  let notices = [];
  const isOpen = (notice) => !notice.acknowledged && !notice.gaveUp;

  async function tryOnce(notice) {
    clearTimeout(notice.timer ?? undefined);
    notice.attempts += 1;
    notice.acknowledged = await isAcknowledged(url, notice.body);
    // A reset during the attempt has dropped the notice: it must not start a new timer.
    if (!notices.includes(notice)) return;
    const name = `The operation callback of task ${notice.taskId}`;
    if (notice.acknowledged) {
      log(`${name} was acknowledged with code 0 at attempt ${notice.attempts}.`);
    } else if (notice.attempts < scheduleMs.length) {
      later(notice, name);
    } else {
      giveUp(notice, name);
    }
  }

  function later(notice, name) {
    const wait = scheduleMs[notice.attempts];
    log(`${name} was not acknowledged with code 0. It is repeated in ${wait} ms.`);
    notice.timer = setTimeout(() => attempt(notice), wait).unref();
  }

  function giveUp(notice, name) {
    notice.gaveUp = true;
    log(
      `${name} was not acknowledged in ${notice.attempts} attempts and is given up. The number of repeats is the sandbox's own choice.`,
    );
  }

  // A timer and a flush may want the same notice at once: both then wait for one attempt.
  function attempt(notice) {
    notice.running ??= tryOnce(notice).finally(() => {
      notice.running = null;
    });
    return notice.running;
  }

  return {
    /** @param {{ taskId: string, cardId: string, status: "Success" | "Failed", remarks: string }} result */
    announce(result) {
      if (url === undefined) {
        log(`Task ${result.taskId} is settled. No callback URL is set, so nobody is told.`);
        return;
      }
      /** @type {Notice} */
      const notice = {
        taskId: result.taskId,
        cardId: result.cardId,
        attempts: 0,
        acknowledged: false,
        gaveUp: false,
        body: JSON.stringify(FORMS[form](result)),
        timer: null,
        running: null,
      };
      notices.push(notice);
      notice.timer = setTimeout(() => attempt(notice), scheduleMs[0]).unref();
    },

    /** Tries every open notice once, now. */
    flush: () => Promise.all(notices.filter(isOpen).map(attempt)).then((all) => all.length),

    /** @returns {import("./index.js").Delivery[]} */
    list: () =>
      notices.map(({ taskId, cardId, attempts, acknowledged, gaveUp }) => ({
        taskId,
        cardId,
        attempts,
        acknowledged,
        gaveUp,
      })),

    clear() {
      for (const { timer } of notices) clearTimeout(timer ?? undefined);
      notices = [];
    },
  };
}
