const ANSWER_WITHIN_MS = 5000;

/**
 * What is to be delivered, as the issuer made it. `takes` says which HTTP status the issuer counts
 * as an acknowledgement.
 *
 * @typedef {object} Letter
 * @property {import("./index.js").IssuerId} issuer
 * @property {string} event
 * @property {string} url
 * @property {Record<string, string>} headers
 * @property {string} body
 * @property {readonly number[]} scheduleMs the wait before each attempt
 * @property {(status: number) => boolean} takes
 *
 * @typedef {{ n: number, letter: Letter, attempts: number, lastStatus: number | null,
 *   acknowledged: boolean, gaveUp: boolean, timer: NodeJS.Timeout | null,
 *   running: Promise<void> | null }} Delivery
 */

/** @param {Letter} letter @returns {Promise<number | null>} null when there was no answer */
async function post({ url, headers, body }) {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    return null;
  }
}

/**
 * Deliveries that end with an HTTP status. The order of attempts is the letter's own.
 *
 * @param {{ log: (line: string) => void }} settings
 */
export function createWebhooks({ log }) {
  /** @type {Delivery[]} */
  let deliveries = [];
  let count = 0;
  const isOpen = ({ acknowledged, gaveUp }) => !acknowledged && !gaveUp;

  /** @param {Delivery} delivery */
  async function tryOnce(delivery) {
    const { letter } = delivery;
    clearTimeout(delivery.timer ?? undefined);
    delivery.attempts += 1;
    delivery.lastStatus = await post(letter);
    // A reset during the attempt has dropped the delivery: it must not start a new timer.
    if (!deliveries.includes(delivery)) return;
    delivery.acknowledged = delivery.lastStatus !== null && letter.takes(delivery.lastStatus);
    delivery.gaveUp = !delivery.acknowledged && delivery.attempts >= letter.scheduleMs.length;
    if (isOpen(delivery)) wait(delivery);
    log(sentence(delivery));
  }

  function sentence({ letter, attempts, lastStatus, acknowledged, gaveUp }) {
    const end = acknowledged
      ? "acknowledged"
      : gaveUp
        ? "not acknowledged and is given up"
        : `not acknowledged and is repeated in ${letter.scheduleMs[attempts]} ms`;
    return `The webhook ${letter.event.trim()} of ${letter.issuer} was answered with ${lastStatus ?? "nothing"} at attempt ${attempts}: ${end}.`;
  }

  function wait(delivery) {
    const ms = delivery.letter.scheduleMs[delivery.attempts];
    delivery.timer = setTimeout(() => attempt(delivery), ms).unref();
  }

  // A timer and a flush may want the same delivery at once: both then wait for one attempt.
  function attempt(delivery) {
    delivery.running ??= tryOnce(delivery).finally(() => {
      delivery.running = null;
    });
    return delivery.running;
  }

  /** @returns {import("./index.js").WebhookDelivery} */
  const view = ({ n, letter, attempts, lastStatus, acknowledged, gaveUp }) => ({
    n,
    issuer: letter.issuer,
    event: letter.event,
    attempts,
    lastStatus,
    acknowledged,
    gaveUp,
  });

  function add(letter) {
    count += 1;
    /** @type {Delivery} */
    const delivery = {
      n: count,
      letter,
      attempts: 0,
      lastStatus: null,
      acknowledged: false,
      gaveUp: false,
      timer: null,
      running: null,
    };
    deliveries.push(delivery);
    return delivery;
  }

  return {
    /** Sends soon, after the answer to the call that was the reason. @param {Letter} letter */
    send: (letter) => wait(add(letter)),

    /** Sends now and waits for the first answer. @param {Letter} letter */
    async sendNow(letter) {
      const delivery = add(letter);
      await attempt(delivery);
      return view(delivery);
    },

    /** Tries every open delivery once, now. */
    flush: () => Promise.all(deliveries.filter(isOpen).map(attempt)).then((all) => all.length),

    list: () => deliveries.map(view),

    clear() {
      for (const { timer } of deliveries) clearTimeout(timer ?? undefined);
      deliveries = [];
      count = 0;
    },
  };
}
