import { randomBytes, randomUUID } from "node:crypto";
import { mediaType, parseObject } from "../../bodies.js";
import { createLedger } from "../../movements.js";
import { OWN_CHOICE, jsonReply } from "../../replies.js";
import { createTokens } from "../../tokens.js";
import { createCustomers } from "./customers.js";
import { envelope } from "./envelopes.js";
import { createHook } from "./hook.js";
import { createOnceOnly } from "./idempotency.js";

/** The path that the card calls share. */
export const CARDS = "/customer/virtual/cards";

/**
 * A handler once the bearer token is known to be good, and one once the body is read, too.
 *
 * @typedef {import("../../world.js").Arrived} Arrived
 * @typedef {import("../../replies.js").Reply} Reply
 * @typedef {import("../../seeds.js").Seed} Card
 * @typedef {import("../../index.js").SandboxWrite} Operation
 */

/**
 * What the operations share: who may call, what was done before, who owns what.
 *
 * @param {import("../../world.js").World} world
 * @param {import("../../index.js").YativoOptions} options
 */
export function createBank(world, options) {
  const { cards, journal, now } = world;
  const tokens = createTokens({ now, lifeSeconds: options.expiresIn ?? 600 });
  const onceOnly = createOnceOnly({ now, isRequired: options.requireIdempotencyKey ?? false });
  const ledger = createLedger({ now, nextId: () => randomUUID() });
  const customers = createCustomers();
  const hook = createHook({ now, options, webhooks: world.webhooks });

  const bank = {
    ...world,
    options,
    accountId: `acct_${randomBytes(8).toString("hex")}`,
    appSecret: randomBytes(24).toString("hex"),
    tokens,
    ledger,
    customers,
    hook,

    /** @param {string} why */
    invalid: (why) => envelope("E3", { why: `${why} ${OWN_CHOICE}` }),

    /** @param {Arrived} request @returns {Record<string, any> | null} */
    readBody: (request) =>
      mediaType(request.headers) === "application/json" ? parseObject(request.bytes) : null,

    /**
     * @param {Record<string, string[]>} errors
     * @param {string} why
     */
    refuseFields: (errors, why) =>
      jsonReply(
        422,
        { status: "error", status_code: 422, message: "Validation failed", errors },
        `${why} Envelope E4 was answered with HTTP 422.`,
      ),

    /** @param {import("../../checks.js").Problem[]} problems */
    refuseProblems(problems) {
      const sayings = { missing: "field is required.", wrong: "field is invalid." };
      const errors = problems.map(({ name, kind }) => [name, [`The ${name} ${sayings[kind]}`]]);
      const names = problems.map(({ name, kind }) => `${name} (${kind})`).join(", ");
      const why = `These fields do not fit: ${names}. ${OWN_CHOICE}`;
      return bank.refuseFields(Object.fromEntries(errors), why);
    },

    /** @param {Arrived} request @returns {Reply | null} */
    strangerReply({ headers }) {
      const token = tokens.check(headers.authorization);
      return token === "valid" ? null : envelope("E6", { why: `The bearer token is ${token}.` });
    },

    /** @param {(request: Arrived, part: string) => Reply} work */
    signedIn: (work) => (request, part) => bank.strangerReply(request) ?? work(request, part),

    /**
     * A write: the token first, then the Idempotency-Key, then the body.
     *
     * @param {(request: Arrived, body: Record<string, any>, part: string) => Reply} work
     */
    write: (work) =>
      bank.signedIn((request, part) =>
        onceOnly.run(request, () => {
          const body = bank.readBody(request);
          return body === null
            ? bank.invalid("The body is not a JSON object sent as application/json.")
            : work(request, body, part);
        }),
      ),

    /** A write without a body. @param {(request: Arrived, part: string) => Reply} work */
    bareWrite: (work) =>
      bank.signedIn((request, part) => onceOnly.run(request, () => work(request, part))),

    /**
     * @param {Arrived} request
     * @param {Operation} action
     * @param {string} subject the card's id, or of what else was changed
     * @param {() => void} effect
     * @returns {string} the verdict
     */
    execute(request, action, subject, effect) {
      if (request.dry)
        return `Success was claimed for ${action} of ${subject}, but nothing was done.`;
      effect();
      journal.executed({ issuer: "yativo", action, cardId: subject });
      return `The ${action} of ${subject} was executed.`;
    },

    /** @param {Card} card */
    shapeOf: (card) => options.shape ?? card.shape ?? "D",

    /** @param {Card} card */
    wallet: (card) => bank.walletOf(String(card.customerId)),

    /** @param {string} customerId */
    walletOf(customerId) {
      const wallet = world.accounts.find("yativo", customerId);
      if (wallet === undefined) throw new Error("A customer has no wallet.");
      return wallet;
    },

    // Each seeded card shows the load it was created with.
    seedLedger() {
      for (const card of cards.of("yativo")) {
        const cents = card.balanceCents ?? 0;
        card.balanceCents = 0;
        ledger.move(card, cents, { kind: "create", reference: reference("CREATE_CARD_") });
      }
    },

    reset() {
      tokens.clear();
      onceOnly.clear();
      ledger.clear();
      customers.reset();
      hook.reset();
      bank.seedLedger();
    },
  };
  bank.seedLedger();
  return bank;
}

/** @param {string} head */
export const reference = (head = "") => head + randomBytes(8).toString("hex");

/** @typedef {ReturnType<typeof createBank>} Bank */
