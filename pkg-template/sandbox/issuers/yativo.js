import { randomBytes } from "node:crypto";
import { mediaType, parseObject } from "../bodies.js";
import { OWN_CHOICE, effectVerdict, jsonReply } from "../replies.js";
import { createTokens } from "../tokens.js";
import { cardAnswer } from "./yativo-cards.js";
import { ENVELOPE_CODES, envelope, success } from "./yativo-envelopes.js";
import { createOnceOnly } from "./yativo-idempotency.js";

const BASE = "/yativo/api/v1";

const ACTIONS = {
  freeze: { to: "frozen", said: "freeze card successfully" },
  unfreeze: { to: "active", said: "unfreeze card successful" },
};

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").YativoOptions} options
 * @returns {import("../world.js").Issuer}
 */
export function createYativo(world, options) {
  const { cards, journal, now } = world;
  const accountId = `acct_${randomBytes(8).toString("hex")}`;
  const appSecret = randomBytes(24).toString("hex");
  const tokens = createTokens({ now, lifeSeconds: options.expiresIn ?? 600 });
  const onceOnly = createOnceOnly({ now, isRequired: options.requireIdempotencyKey ?? false });

  const tokenAnswer = () => ({
    access_token: tokens.issue(),
    token_type: "bearer",
    expires_in: tokens.lifeSeconds,
  });

  const readBody = (request) =>
    mediaType(request.headers) === "application/json" ? parseObject(request.bytes) : null;

  const invalid = (why) => envelope("E3", { why: `${why} ${OWN_CHOICE}` });

  function missing(fields) {
    const errors = Object.fromEntries(
      fields.map((name) => [name, [`The ${name} field is required.`]]),
    );
    return jsonReply(
      422,
      { status: "error", status_code: 422, message: "Validation failed", errors },
      "A field of the login is missing or is not text. Envelope E4 was answered with HTTP 422.",
    );
  }

  function login(request) {
    const body = readBody(request);
    if (body === null) return invalid("The login is not a JSON object sent as application/json.");
    const lacking = ["account_id", "app_secret"].filter(
      (name) => typeof body[name] !== "string" || body[name] === "",
    );
    if (lacking.length > 0) return missing(lacking);
    if (body.account_id !== accountId || body.app_secret !== appSecret) {
      return envelope("E6", { why: `The credentials are wrong. ${OWN_CHOICE}` });
    }
    return success(tokenAnswer(), "The login was right and a token was given.");
  }

  function strangerReply({ headers }) {
    const token = tokens.check(headers.authorization);
    return token === "valid" ? null : envelope("E6", { why: `The bearer token is ${token}.` });
  }

  function refresh(request) {
    return (
      strangerReply(request) ??
      success(tokenAnswer(), "A fresh token was given for one that is still good.")
    );
  }

  function unknownCard(text, status) {
    return envelope("E2", { text, status, why: "There is no such card." });
  }

  function perform(request, card, action) {
    const { to, said } = ACTIONS[action];
    const dry = request.dry || options.successWithoutEffect === true;
    if (card.state === to) request.note(`The card was ${to} before. ${OWN_CHOICE}`);
    if (!dry) {
      card.state = to;
      journal.executed({ issuer: "yativo", action, cardId: card.id });
    }
    return success({ action: said }, effectVerdict({ dry }, action, card));
  }

  function updateOnce(request, id) {
    const body = readBody(request);
    if (body === null) return invalid("The body is not a JSON object sent as application/json.");
    const { action } = body;
    if (typeof action !== "string" || !Object.hasOwn(ACTIONS, action)) {
      return envelope("E4", { why: `The action is neither freeze nor unfreeze. ${OWN_CHOICE}` });
    }
    const card = cards.find("yativo", id);
    if (card === undefined) return unknownCard(undefined, options.unknownCardStatus ?? 200);
    if (card.state !== "active" && card.state !== "frozen") {
      return envelope("E1", {
        text: "Error please confirm card is active, or contact support if error persist",
        why: `The card is ${card.state}. ${OWN_CHOICE}`,
      });
    }
    return perform(request, card, action);
  }

  function update(request, id) {
    const stranger = strangerReply(request);
    if (stranger !== null) return stranger;
    request.note(
      request.method === "POST"
        ? "The update came by POST, as its page says; other pages have PUT."
        : "The update came by PUT, as some pages say; its own page has POST.",
    );
    return onceOnly.run(request, () => updateOnce(request, id));
  }

  function get(request, id) {
    const stranger = strangerReply(request);
    if (stranger !== null) return stranger;
    if (request.method === "POST") {
      request.note("The read came by POST, as one page says in prose; most pages have GET.");
    }
    const card = cards.find("yativo", id);
    if (card === undefined) return unknownCard("Invalid request", options.unknownCardStatus ?? 400);
    return success(cardAnswer(card), `Card ${card.id} was read in shape ${card.shape}.`);
  }

  return {
    id: "yativo",
    title: "Yativo",
    base: BASE,
    routes: [
      {
        name: "login",
        kind: "login",
        methods: ["POST"],
        pattern: /^\/auth\/login$/,
        handle: login,
      },
      {
        name: "refresh-token",
        kind: "login",
        methods: ["GET"],
        pattern: /^\/auth\/refresh-token$/,
        handle: refresh,
      },
      {
        name: "update",
        kind: "action",
        methods: ["POST", "PUT"],
        pattern: /^\/customer\/virtual\/cards\/update\/([^/]+)$/,
        handle: update,
      },
      {
        name: "get",
        kind: "read",
        methods: ["GET", "POST"],
        pattern: /^\/customer\/virtual\/cards\/get\/([^/]+)$/,
        handle: get,
      },
    ],
    config: (url) => ({ id: "yativo", baseUrl: url + BASE, accountId, appSecret }),
    refuse(status, why) {
      if (status === 401) return envelope("E6", { why });
      return envelope("E1", {
        status,
        text: "Request could not be processed",
        why: `${why} ${OWN_CHOICE}`,
      });
    },
    errorCodes: ENVELOPE_CODES,
    issuerError: ({ code, status }) =>
      envelope(String(code), { status, why: "An error chosen by the tester was answered." }),
    successWithError: () => envelope("E2"),
    reset() {
      tokens.clear();
      onceOnly.clear();
    },
  };
}
