import { randomBytes } from "node:crypto";
import { fieldOfAnyCase, mediaType, parseObject } from "../../bodies.js";
import { problemsOf } from "../../checks.js";
import { createLedger } from "../../movements.js";
import { toUnits } from "../../money.js";
import { OWN_CHOICE, emptyReply, jsonReply } from "../../replies.js";
import { PLANTED } from "../../seeds.js";
import { createTokens } from "../../tokens.js";
import { createCallbackDesk } from "./callbacks.js";
import { createPrincipal } from "./principal.js";
import { CUSTOMERS, WIRES } from "./seeds.js";

export const CARDS = "/api/v1/customer/cards";
export const JSON_TYPE = "application/json";
/** Only a label: the body is a plain object. */
export const PATCH_TYPE = "application/json-patch+json";

// Seeded transactions that are pending hold this much each.
const PENDING_CENTS = 1250;
const FIRST_TRANSACTION = 30939;
const FIRST_CARD = 1359;

const CODES = { missing: "Required", wrong: "Invalid" };

/**
 * @typedef {import("../../world.js").Arrived} Arrived
 * @typedef {import("../../replies.js").Reply} Reply
 * @typedef {import("../../seeds.js").Seed} Card
 * @typedef {{ fieldName: string, messageCode: string }} FieldError
 */

/**
 * What the calls share: the envelope, the principal, balances, and what moves.
 *
 * @param {import("../../world.js").World} world
 * @param {import("../../index.js").IbaneraOptions} options
 */
export function createDesk(world, options) {
  const { cards, journal, now, settlements } = world;
  const tokens = createTokens({ now, lifeSeconds: options.expiresIn ?? 3600 });
  const totpEncoding = options.totpEncoding ?? "base32";
  const principal = createPrincipal({
    now,
    totpEncoding,
    rejectReusedCodes: options.rejectReusedCodes ?? false,
  });
  const ledger = createLedger({ now, nextId: (n) => FIRST_TRANSACTION - 1 + n });
  const errorStatus = options.errorStatus ?? 200;
  let wires = structuredClone(WIRES);
  let createdCards = 0;

  const desk = {
    ...world,
    options,
    tokens,
    totpEncoding,
    principal,
    ledger,
    errorStatus,
    customers: CUSTOMERS,
    callbacks: createCallbackDesk({ options, webhooks: world.webhooks }),
    wires: () => wires,

    /**
     * `details` is left out where it is undefined; `paging` stands beside it for lists.
     *
     * @param {number} id
     * @param {unknown} details
     * @param {string} verdict
     * @param {object} [paging]
     */
    done: (id, details, verdict, paging = {}) =>
      jsonReply(200, { id, details, status: "1", errors: [], ...paging }, verdict),

    // `errorType` is left out: the general page does not have it and its values are unpublished.
    /** @param {FieldError[]} errors @param {string} why @param {number} [status] */
    failed(errors, why, status = errorStatus) {
      const codes = errors.map(({ messageCode }) => messageCode).join(", ");
      return jsonReply(
        status,
        { id: 0, details: null, status: "0", errors },
        `${why} The answer was ${codes}.`,
      );
    },

    /** @param {string} fieldName @param {string} messageCode @param {string} why @param {number} [status] */
    failure: (fieldName, messageCode, why, status) =>
      desk.failed([{ fieldName, messageCode }], why, status),

    /** @param {Arrived} request @returns {Reply | null} */
    strangerReply({ headers }) {
      const token = tokens.check(headers.authorization);
      if (token !== "valid") {
        return emptyReply(401, `The bearer token is ${token}. The answer was 401.`);
      }
      if (headers.otp === undefined) {
        return desk.failure("otp", "Required", `The otp header is missing. ${OWN_CHOICE}`);
      }
      if (!principal.takesCode(headers.otp)) {
        return desk.failure("otp", "Invalid", `The one-time code is wrong. ${OWN_CHOICE}`);
      }
      return null;
    },

    /** @param {(request: Arrived) => Reply} work */
    signedIn: (work) => (request) => desk.strangerReply(request) ?? work(request),

    /**
     * @param {string} type the documented media type
     * @param {(request: Arrived, body: Record<string, any>) => Reply} work
     */
    write: (type, work) =>
      desk.signedIn((request) => {
        if (mediaType(request.headers) !== type) {
          return emptyReply(
            415,
            `The Content-Type is not ${type}. The answer was 415. ${OWN_CHOICE}`,
          );
        }
        const body = parseObject(request.bytes);
        return body === null
          ? desk.failure("body", "Invalid", `The body is not a plain JSON object. ${OWN_CHOICE}`)
          : work(request, body);
      }),

    /**
     * Fields by their documented names, in whatever case they came, and what is wrong with them.
     *
     * @param {Arrived} request
     * @param {Record<string, any>} fields
     * @param {Record<string, import("../../checks.js").Fits>} rules
     * @returns {{ values: Record<string, any>, errors: FieldError[] }}
     */
    readFields(request, fields, rules) {
      const values = Object.fromEntries(
        Object.keys(rules).map((name) => [name, fieldOfAnyCase(fields, name, request.note)]),
      );
      const errors = problemsOf(values, rules).map(({ name, kind }) => ({
        fieldName: name,
        messageCode: CODES[kind],
      }));
      return { values, errors };
    },

    /**
     * @param {Arrived} request
     * @param {import("../../index.js").SandboxWrite} action
     * @param {string} subject
     * @param {() => void} effect
     * @returns {string} the verdict
     */
    execute(request, action, subject, effect) {
      if (request.dry)
        return `Success was claimed for ${action} of ${subject}, but nothing was done.`;
      effect();
      journal.executed({ issuer: "ibanera", action, cardId: subject });
      return `The ${action} of ${subject} was executed.`;
    },

    /** @param {unknown} id @returns {Card | undefined} */
    card: (id) => (Number.isInteger(id) ? cards.find("ibanera", String(id)) : undefined),

    /** @param {unknown} id */
    account: (id) =>
      Number.isInteger(id) ? world.accounts.find("ibanera", String(id)) : undefined,

    /** @param {unknown} id */
    customer: (id) => CUSTOMERS.find((customer) => customer.id === String(id)),

    /** Transfers that are accepted and not settled. @param {{ id: string }} holder */
    incoming: ({ id }) => settlements.waiting((task) => task.transfer?.to === id),

    /** @param {Card} card the pending transactions it was seeded with */
    pendingCents: (card) => (card.pendingTransactions ?? 0) * PENDING_CENTS,

    /** Available is the total less what is pending. @param {any} holder a card or an account */
    balances(holder) {
      const waiting = desk.incoming(holder).reduce((sum, { transfer }) => sum + transfer.cents, 0);
      const pending = desk.pendingCents(holder) + waiting;
      const available = holder.balanceCents ?? 0;
      return {
        totalBalance: toUnits(available + pending),
        availableBalance: toUnits(available),
        pendingBalance: toUnits(pending),
      };
    },

    /** @param {Card} card */
    pinOf: (card) => card.pin ?? PLANTED.pin,

    nextCardId() {
      createdCards += 1;
      return String(FIRST_CARD - 1 + createdCards);
    },

    // Each seeded card shows one settled transaction: what it holds.
    seedLedger() {
      for (const card of cards.of("ibanera")) {
        const cents = card.balanceCents ?? 0;
        card.balanceCents = 0;
        ledger.move(card, cents, { id: Number(card.id) * 100, description: "Sandbox top-up" });
      }
      ledger.restartIds();
    },

    reset() {
      tokens.clear();
      principal.reset();
      ledger.clear();
      wires = structuredClone(WIRES);
      createdCards = 0;
      desk.seedLedger();
    },
  };
  desk.seedLedger();
  return desk;
}

/** @param {string} [head] */
export const randomName = (head = "") => head + randomBytes(8).toString("hex");

/** @typedef {ReturnType<typeof createDesk>} Desk */
