import { createAccounts } from "./accounts.js";
import { createCallbacks } from "./callbacks.js";
import { createCards } from "./cards.js";
import { createJournal } from "./executions.js";
import { createFaults } from "./faults.js";
import { createArtha } from "./issuers/artha.js";
import { createArthaV1 } from "./issuers/artha-v1.js";
import { createIbanera } from "./issuers/ibanera.js";
import { IBANERA_ACCOUNTS } from "./issuers/ibanera/seeds.js";
import { createOpenApi } from "./issuers/open-api.js";
import { createYativo } from "./issuers/yativo.js";
import { YATIVO_WALLETS } from "./issuers/yativo/seeds.js";
import { SEEDS } from "./seeds.js";
import { createSettlements } from "./settlements.js";
import { createWebhooks } from "./webhooks.js";

/**
 * What an issuer may touch.
 *
 * @typedef {object} World
 * @property {ReturnType<typeof createCards>} cards
 * @property {ReturnType<typeof createJournal>} journal
 * @property {ReturnType<typeof createSettlements>} settlements
 * @property {ReturnType<typeof createAccounts>} accounts
 * @property {ReturnType<typeof createWebhooks>} webhooks
 * @property {ReturnType<typeof createCallbacks>} callbacks
 * @property {() => number} now
 *
 * A request as an issuer sees it. `dry` asks for the answer without the effect.
 * @typedef {object} Arrived
 * @property {string} method
 * @property {string} path below the issuer's base
 * @property {string} target path and query exactly as they came
 * @property {URLSearchParams} query
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {Buffer} bytes
 * @property {boolean} dry
 * @property {(sentence: string) => void} note
 *
 * @typedef {object} Route
 * @property {string} name
 * @property {"action" | "read" | "login"} kind
 * @property {readonly string[]} methods
 * @property {RegExp} pattern whose groups are handed on as `parts`
 * @property {(request: Arrived, ...parts: string[]) => import("./replies.js").Reply} handle
 *
 * @typedef {object} Issuer
 * @property {import("./index.js").IssuerId} id
 * @property {string} title
 * @property {string} base
 * @property {string} [otherBase] of routes that one source has elsewhere; `path` then holds it too
 * @property {Route[]} routes
 * @property {(url: string) => import("./index.js").IssuerConfig} config
 * @property {(status: number, why: string) => import("./replies.js").Reply} refuse
 * @property {readonly string[]} [errorCodes]
 * @property {(wanted: { code: string | number | undefined, status: number | undefined }) => import("./replies.js").Reply} issuerError
 * @property {() => import("./replies.js").Reply} successWithError
 * @property {(wanted: import("./index.js").WebhookOrder) => import("./webhooks.js").Letter} [webhook]
 * @property {() => import("./index.js").IssuerSeeds} [seeds]
 * @property {(wanted: Record<string, unknown>) => import("./index.js").Delivery | undefined} [notify] sends
 *   a callback that a tester asks for
 * @property {(form: string) => void} [answerIn] chooses a documented form of answers
 * @property {() => void} reset
 */

/** @param {import("./options.js").Settings} settings */
export async function createWorld(settings) {
  const { now, log, settleMs } = settings;
  const cards = createCards(SEEDS);
  const journal = createJournal({ now });
  const callbacks = createCallbacks({
    url: settings.callbackUrl,
    scheduleMs: settings.callbackScheduleMs,
    log,
  });
  const settlements = createSettlements({
    settleMs,
    whenSettled({ card, issuer = card?.issuer, about = `card ${card?.id}`, action, tell }, result) {
      const { title } = issuers.find(({ id }) => id === issuer) ?? {};
      const state = card === undefined ? "" : ` The card is ${card.state}.`;
      log(`${title} settled the ${action} of ${about} as ${result}.${state}`);
      tell?.(result);
    },
  });
  const accounts = createAccounts([...YATIVO_WALLETS, ...IBANERA_ACCOUNTS]);
  const webhooks = createWebhooks({ log });
  const world = { cards, journal, settlements, accounts, callbacks, webhooks, now };
  /** @type {Issuer[]} */
  const issuers = [
    await createArtha(world, { callbackForm: settings.callbackForm, ...settings.artha }),
    createYativo(world, settings.yativo),
    createOpenApi(world, settings.openApi),
    createIbanera(world, settings.ibanera),
    createArthaV1(world, settings.arthaV1),
  ];
  const faults = createFaults(() => issuers);
  const parts = [cards, journal, settlements, accounts, callbacks, webhooks, faults, ...issuers];

  return {
    ...world,
    issuers,
    faults,
    reset() {
      for (const part of parts) "reset" in part ? part.reset() : part.clear();
    },
    stop() {
      settlements.clear();
      callbacks.clear();
      webhooks.clear();
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof createWorld>>} WholeWorld */
