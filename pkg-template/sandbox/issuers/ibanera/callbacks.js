import { createHash, randomBytes, randomUUID } from "node:crypto";
import { eventBody } from "./events.js";

// Repeats are spread over two hours by backing off; steps and count are the sandbox's choice.
const BACKING_OFF = [0, ...Array.from({ length: 12 }, (_, n) => 1000 * 2 ** n)];

/**
 * Callbacks of the principal: where they go and how they are signed.
 *
 * @param {{ options: import("../../index.js").IbaneraOptions,
 *   webhooks: ReturnType<typeof import("../../webhooks.js").createWebhooks> }} settings
 */
export function createCallbackDesk({ options, webhooks }) {
  const secret = randomBytes(24).toString("hex");

  // The hash of body and secret one after the other, not an HMAC. The text form of the digest is
  // not stated; a sibling product has Base64.
  function sign(body, how) {
    if (how === "none") return {};
    const key = how === "wrong" ? randomBytes(24).toString("hex") : secret;
    const digest = createHash("sha256")
      .update(body + key)
      .digest(options.digest ?? "base64");
    return { "webhook-signature": digest };
  }

  const desk = {
    secret,

    /**
     * @param {import("../../index.js").WebhookOrder} wanted
     * @returns {import("../../webhooks.js").Letter}
     */
    letter({ event, cardId, data, form, signature = "right" }) {
      if (options.callbackUrl === undefined) {
        throw new TypeError("No callbackUrl is set for Ibanera.");
      }
      const { Type, Data } = eventBody({ event, cardId, data, form });
      const body = JSON.stringify({ Id: randomUUID(), Type, Data });
      return {
        issuer: "ibanera",
        event,
        url: options.callbackUrl,
        headers: sign(body, signature),
        body,
        scheduleMs: options.callbackScheduleMs ?? BACKING_OFF,
        // 201, 202 and 204 count as failures.
        takes: (status) => status === 200,
      };
    },

    /** @param {string} event @param {Record<string, unknown>} data */
    tell(event, data) {
      if (options.callbackUrl === undefined) return;
      webhooks.send(desk.letter({ issuer: "ibanera", event, data }));
    },
  };
  return desk;
}
