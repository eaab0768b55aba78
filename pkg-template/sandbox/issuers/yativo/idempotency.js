import { OWN_CHOICE } from "../../replies.js";
import { envelope } from "./envelopes.js";

// The page gives 24 hours as an example, nothing more exact.
const LIFE_MS = 24 * 60 * 60 * 1000;

const REPLAYED =
  "The Idempotency-Key was seen before: the stored answer was sent and nothing was executed.";

/**
 * Answers by Idempotency-Key. Old keys stay known, so that a late second use is told apart from
 * a first one.
 *
 * @param {{ now: () => number, isRequired: boolean }} settings
 */
export function createOnceOnly({ now, isRequired }) {
  /** @type {Map<string, { at: number, request: string, reply: import("../../replies.js").Reply }>} */
  const stored = new Map();

  function withoutKey(work) {
    if (!isRequired) return work();
    return envelope("E3", {
      text: "Idempotency-Key is required for this request.",
      why: "The Idempotency-Key is missing.",
    });
  }

  function replay(entry, request, print) {
    if (now() - entry.at > LIFE_MS) {
      return envelope("E3", {
        text: "Idempotency-Key expired. Please use a new key.",
        why: "The Idempotency-Key is older than 24 hours.",
      });
    }
    if (entry.request !== print) {
      request.note(`The key belongs to a different request. ${OWN_CHOICE}`);
    }
    return { ...entry.reply, verdict: REPLAYED };
  }

  return {
    /**
     * @param {import("../../world.js").Arrived} request
     * @param {() => import("../../replies.js").Reply} work
     * @returns {import("../../replies.js").Reply}
     */
    run(request, work) {
      const key = /** @type {string | undefined} */ (request.headers["idempotency-key"]);
      if (key === undefined) return withoutKey(work);
      if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
        return envelope("E3", {
          why: `The Idempotency-Key is not 1 to 255 visible characters. ${OWN_CHOICE}`,
        });
      }
      const print = `${request.path} ${request.bytes.toString("utf8")}`;
      const entry = stored.get(key);
      if (entry !== undefined) return replay(entry, request, print);
      const reply = work();
      if (!request.dry) stored.set(key, { at: now(), request: print, reply });
      return reply;
    },

    clear: () => stored.clear(),
  };
}
