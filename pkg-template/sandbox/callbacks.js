const ANSWER_WITHIN_MS = 5000;

/**
 * @typedef {object} Word what is sent
 * @property {string} notifyType
 * @property {string} taskId
 * @property {string} cardId
 * @property {Record<string, unknown>} body
 * @property {string} [url] default: the callback URL of the sandbox
 * @property {boolean} [once] tried once, whatever the receiver says
 *
 * @typedef {import("./index.js").Delivery & { url: string, once: boolean, body: string,
 *   timer: NodeJS.Timeout | null, running: Promise<void> | null }} Notice
 */

/** Only the integer 0 in `code` ends the repeats; no page ties them to an HTTP status. */
async function isAcknowledged({ url, body, once }) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (once) return answer.ok;
    const reply = /** @type {{ code?: unknown } | null} */ (await answer.json());
    return reply?.code === 0;
  } catch {
    return false;
  }
}

/** @param {Notice} notice @returns {import("./index.js").Delivery} */
const view = ({ notifyType, taskId, cardId, attempts, acknowledged, gaveUp }) => ({
  notifyType,
  taskId,
  cardId,
  attempts,
  acknowledged,
  gaveUp,
});

/**
 * @param {{ url: string | undefined, scheduleMs: readonly number[], log: (line: string) => void }} settings
 */
export function createCallbacks({ url: usualUrl, scheduleMs, log }) {
  /** @type {Notice[]} */
  let notices = [];
  const isOpen = (notice) => !notice.acknowledged && !notice.gaveUp;

  async function tryOnce(notice) {
    clearTimeout(notice.timer ?? undefined);
    notice.attempts += 1;
    notice.acknowledged = await isAcknowledged(notice);
    // A reset during the attempt has dropped the notice: it must not start a new timer.
    if (!notices.includes(notice)) return;
    const name = `The ${notice.notifyType} callback of task ${notice.taskId}`;
    const manner = notice.once ? "a good status" : "code 0";
    if (notice.acknowledged) {
      log(`${name} was acknowledged with ${manner} at attempt ${notice.attempts}.`);
    } else if (!notice.once && notice.attempts < scheduleMs.length) {
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
    /**
     * @param {Word} word
     * @returns {import("./index.js").Delivery | undefined} undefined when there is nobody to tell
     */
    announce({ notifyType, taskId, cardId, body, url = usualUrl, once = false }) {
      if (url === undefined) {
        log(`Task ${taskId} is settled. No callback URL is set, so nobody is told.`);
        return undefined;
      }
      /** @type {Notice} */
      const notice = {
        notifyType,
        taskId,
        cardId,
        attempts: 0,
        acknowledged: false,
        gaveUp: false,
        url,
        once,
        body: JSON.stringify(body),
        timer: null,
        running: null,
      };
      notices.push(notice);
      notice.timer = setTimeout(() => attempt(notice), scheduleMs[0]).unref();
      return view(notice);
    },

    /** Tries every open notice once, now. */
    flush: () => Promise.all(notices.filter(isOpen).map(attempt)).then((all) => all.length),

    /** @returns {import("./index.js").Delivery[]} */
    list: () => notices.map(view),

    clear() {
      for (const { timer } of notices) clearTimeout(timer ?? undefined);
      notices = [];
    },
  };
}
