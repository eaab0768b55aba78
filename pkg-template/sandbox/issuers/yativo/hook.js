import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { letterBody } from "./events.js";

const iso = (ms) => new Date(ms).toISOString();

/**
 * @typedef {{ id: string, url: string, secret: string, createdAt: number, updatedAt: number }} Setting
 */

/**
 * The single endpoint of the account, its secret, and what is sent there.
 *
 * @param {{ now: () => number, options: import("../../index.js").YativoOptions,
 *   webhooks: ReturnType<typeof import("../../webhooks.js").createWebhooks> }} settings
 */
export function createHook({ now, options, webhooks }) {
  const header = options.signature?.header ?? "X-Yativo-Signature";
  const prefix = options.signature?.prefix ?? "";
  /** @type {Setting | null} */
  let setting = null;
  const newSecret = () => `whsec_${randomBytes(24).toString("base64url")}`;

  const sign = (body, how) => {
    if (how === "none") return {};
    const key = how === "wrong" ? newSecret() : (setting?.secret ?? "");
    return { [header]: prefix + createHmac("sha256", key).update(body).digest("hex") };
  };

  const hook = {
    current: () => setting,

    /** @param {string} url @returns {Setting} */
    draft(url) {
      const at = now();
      return { id: randomUUID(), url, secret: newSecret(), createdAt: at, updatedAt: at };
    },

    // Registering again replaces the endpoint, its secret included.
    /** @param {Setting} record */
    register(record) {
      setting = record;
    },

    /** @param {string} url */
    move(url) {
      if (setting !== null) setting = { ...setting, url, updatedAt: now() };
      return setting;
    },

    rotate() {
      if (setting !== null) setting = { ...setting, secret: newSecret(), updatedAt: now() };
      return setting;
    },

    /** The record as the older page shows it, and as the list shows it with its secret. */
    view: ({ id, url, secret, createdAt, updatedAt }) => ({
      id,
      url,
      secret,
      events: "general",
      created_at: iso(createdAt),
      updated_at: iso(updatedAt),
    }),

    /**
     * @param {import("../../index.js").WebhookOrder} wanted
     * @returns {import("../../webhooks.js").Letter}
     */
    letter({ event, cardId, data, form, signature = "right" }) {
      if (setting === null) throw new TypeError("No webhook endpoint is registered at Yativo.");
      const body = JSON.stringify(letterBody({ event, cardId, data, form }));
      return {
        issuer: "yativo",
        event,
        url: setting.url,
        headers: sign(body, signature),
        body,
        // No repeat is promised by any page, so there is none.
        scheduleMs: [0],
        takes: (status) => status >= 200 && status < 300,
      };
    },

    /** @param {string} event @param {Record<string, unknown>} data */
    tell(event, data) {
      if (setting !== null) webhooks.send(hook.letter({ issuer: "yativo", event, data }));
    },

    // No page documents an event of cards, so they are sent by themselves only when asked for.
    /** @param {string} event @param {Record<string, unknown>} data */
    hint(event, data) {
      if (options.cardEvents === true) hook.tell(event, data);
    },

    reset() {
      setting = null;
    },
  };
  return hook;
}
