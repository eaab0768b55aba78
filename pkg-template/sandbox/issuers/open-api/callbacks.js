import { cardObject } from "./card-object.js";

const TAGS = ["active", "freeze", "unfreeze", "closing", "closed", "lost", "replace"].map(
  (word) => `card.status.${word}`,
);

/** What an action tells, in order. */
const TOLD = {
  activate: ["active"],
  freeze: ["freeze"],
  unfreeze: ["unfreeze"],
  cancel: ["closing", "closed"],
};

/** Where the tag is carried is not visible on the page. */
const PLACES = {
  body: (eventTag, fields) => ({ headers: {}, body: { eventTag, ...fields } }),
  header: (eventTag, fields) => ({ headers: { eventTag }, body: fields }),
  wrapper: (eventTag, fields) => ({ headers: {}, body: { eventTag, data: fields } }),
};

/**
 * Events of cards. No proof of origin is documented, so they carry none.
 *
 * @param {import("../../world.js").World} world
 * @param {import("../../index.js").OpenApiOptions} options
 */
export function createCardEvents({ cards, now, webhooks }, options) {
  const events = {
    /**
     * @param {import("../../index.js").WebhookOrder} wanted
     * @returns {import("../../webhooks.js").Letter}
     */
    letter({ event, cardId, data, form = options.eventTag ?? "body" }) {
      if (options.callbackUrl === undefined) {
        throw new TypeError("No callbackUrl is set for the OPEN-API.");
      }
      if (!TAGS.includes(event)) throw new TypeError(`The event is one of: ${TAGS.join(", ")}.`);
      if (!Object.hasOwn(PLACES, form)) {
        throw new TypeError(`The form is one of: ${Object.keys(PLACES).join(", ")}.`);
      }
      const card = cards.find("open-api", String(cardId));
      if (card === undefined) throw new RangeError("There is no such card.");
      const { headers, body } = PLACES[form](event, { ...cardObject(card, now()), ...data });
      return {
        issuer: "open-api",
        event,
        url: options.callbackUrl,
        headers,
        body: JSON.stringify(body),
        // Neither the expected answer nor repeats are documented: any 2xx, and one attempt.
        scheduleMs: [0],
        takes: (status) => status >= 200 && status < 300,
      };
    },

    /** @param {string} action @param {string} cardId */
    tell(action, cardId) {
      if (options.callbackUrl === undefined) return;
      for (const word of TOLD[action]) {
        webhooks.send(events.letter({ issuer: "open-api", event: `card.status.${word}`, cardId }));
      }
    },
  };
  return events;
}
