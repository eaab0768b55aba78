import { randomBytes } from "node:crypto";
import { fieldOfAnyCase, mediaType, parseObject } from "../bodies.js";
import { OWN_CHOICE, effectVerdict, emptyReply, jsonReply } from "../replies.js";
import { createTokens } from "../tokens.js";
import { newestDetails, olderDetails, switchDetails } from "./ibanera/answers.js";
import { createPrincipal } from "./ibanera/principal.js";

const BASE = "/ibanera";

const SWITCHES = {
  activate: { to: "active", already: "Card_Active" },
  deactivate: { to: "inactive", already: "Card_Inactive" },
};

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").IbaneraOptions} options
 * @returns {import("../world.js").Issuer}
 */
export function createIbanera(world, options) {
  const { cards, journal, now } = world;
  const tokens = createTokens({ now, lifeSeconds: options.expiresIn ?? 3600 });
  const totpEncoding = options.totpEncoding ?? "base32";
  const principal = createPrincipal({
    now,
    totpEncoding,
    rejectReusedCodes: options.rejectReusedCodes ?? false,
  });
  const errorStatus = options.errorStatus ?? 200;

  const done = (id, details, verdict) =>
    jsonReply(200, { id, details, status: "1", errors: [] }, verdict);

  // `errorType` is left out: the general page does not have it and its values are unpublished.
  function failed(errors, why, status = errorStatus) {
    const codes = errors.map(({ messageCode }) => messageCode).join(", ");
    return jsonReply(
      status,
      { id: 0, details: null, status: "0", errors },
      `${why} The answer was ${codes}.`,
    );
  }

  const failure = (fieldName, messageCode, why, status) =>
    failed([{ fieldName, messageCode }], why, status);

  function lacking(body) {
    const names = ["username", "password", "otp"].filter(
      (name) => typeof body[name] !== "string" || body[name] === "",
    );
    return names.map((name) => ({ fieldName: name, messageCode: "Required" }));
  }

  const wrongLogin = (fieldName, messageCode, why) => {
    principal.failed();
    return failure(fieldName, messageCode, why);
  };

  function login(request) {
    const isJson = mediaType(request.headers) === "application/json";
    const body = isJson ? parseObject(request.bytes) : null;
    if (body === null) {
      return failure(
        "body",
        "Invalid",
        `The login is not a JSON object sent as application/json. ${OWN_CHOICE}`,
      );
    }
    const missing = lacking(body);
    if (missing.length > 0) return failed(missing, "A field of the login is missing.");
    if (principal.isLocked()) {
      return failure("username", "Account_Locked", "The account is locked for ten minutes.");
    }
    if (!principal.isRight(body.username, body.password)) {
      return wrongLogin(
        "username",
        "Username_Or_Password_Incorrect",
        "The username or password is wrong.",
      );
    }
    if (!principal.takesCode(body.otp)) {
      return wrongLogin("otp", "Invalid", `The one-time code of the login is wrong. ${OWN_CHOICE}`);
    }
    principal.succeeded();
    const details = {
      accessToken: tokens.issue(),
      expiresIn: tokens.lifeSeconds,
      refreshToken: randomBytes(32).toString("base64url"),
      refreshTokenExpiresIn: 86400,
    };
    return done(0, details, "The login was right and a token was given.");
  }

  function strangerReply({ headers }) {
    const token = tokens.check(headers.authorization);
    if (token !== "valid") {
      return emptyReply(401, `The bearer token is ${token}. The answer was 401.`);
    }
    if (headers.otp === undefined) {
      return failure("otp", "Required", `The otp header is missing. ${OWN_CHOICE}`);
    }
    if (!principal.takesCode(headers.otp)) {
      return failure("otp", "Invalid", `The one-time code is wrong. ${OWN_CHOICE}`);
    }
    return null;
  }

  function voidPending(card, note) {
    note(`${card.pendingTransactions} pending transactions were voided.`);
    card.voidedTransactions += card.pendingTransactions;
    card.pendingTransactions = 0;
  }

  function perform(request, card, action) {
    const { to } = SWITCHES[action];
    if (!request.dry) {
      card.state = to;
      journal.executed({ issuer: "ibanera", action, cardId: card.id });
      if (action === "deactivate") voidPending(card, request.note);
    }
    return done(
      Number(card.id),
      switchDetails({ ...card, state: to }),
      effectVerdict(request, action, card),
    );
  }

  function flip(action, request) {
    const stranger = strangerReply(request);
    if (stranger !== null) return stranger;
    if (mediaType(request.headers) !== "application/json-patch+json") {
      return emptyReply(
        415,
        `The Content-Type is not application/json-patch+json. The answer was 415. ${OWN_CHOICE}`,
      );
    }
    const body = parseObject(request.bytes);
    if (body === null) {
      return failure("body", "Invalid", `The body is not a plain JSON object. ${OWN_CHOICE}`);
    }
    const id = fieldOfAnyCase(body, "cardsId", request.note);
    if (id === undefined || id === null) {
      return failure("CardsId", "Required", "The cardsId is missing.");
    }
    const card = Number.isInteger(id) ? cards.find("ibanera", String(id)) : undefined;
    if (card === undefined) {
      return failure("CardsId", "Invalid", "The cardsId is not the number of a card.");
    }
    if (card.state === SWITCHES[action].to) {
      return failure(
        "CardsId",
        SWITCHES[action].already,
        `Card ${card.id} is in that state already.`,
      );
    }
    return perform(request, card, action);
  }

  function cardDetails(request) {
    const stranger = strangerReply(request);
    if (stranger !== null) return stranger;
    const query = Object.fromEntries(request.query);
    const id = fieldOfAnyCase(query, "CardId", request.note);
    if (!id) return failure("CardId", "Required", "The CardId is missing.");
    const card = /^\d{1,10}$/.test(String(id)) ? cards.find("ibanera", String(id)) : undefined;
    if (card === undefined) return failure("CardId", "Invalid", "There is no such card.", 404);
    const older = options.cardDetails === "older";
    return done(
      0,
      older ? olderDetails(card) : newestDetails(card),
      `Card ${card.id} was read in the ${older ? "older" : "newest"} form.`,
    );
  }

  const onSwitch = (action) => ({
    name: action,
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: new RegExp(`^/api/v1/customer/cards/${action}$`),
    handle: (request) => flip(action, request),
  });

  return {
    id: "ibanera",
    title: "Ibanera",
    base: BASE,
    routes: [
      {
        name: "login",
        kind: "login",
        methods: ["POST"],
        pattern: /^\/api\/v1\/public\/auth\/login$/,
        handle: login,
      },
      onSwitch("activate"),
      onSwitch("deactivate"),
      {
        name: "carddetails",
        kind: "read",
        methods: ["GET"],
        pattern: /^\/api\/v1\/customer\/cards\/carddetails$/,
        handle: cardDetails,
      },
    ],
    config: (url) => ({
      id: "ibanera",
      baseUrl: url + BASE,
      username: principal.username,
      password: principal.password,
      totpSecret: principal.totpSecret,
      ...(totpEncoding === "text" ? { totpEncoding } : {}),
    }),
    refuse(status, why) {
      if (status === 401 || status === 404) {
        return emptyReply(status, `${why} The answer was ${status}.`);
      }
      return failure("request", "Invalid", `${why} ${OWN_CHOICE}`, status);
    },
    issuerError: ({ code, status }) =>
      failure(
        "CardsId",
        code,
        "An error chosen by the tester was answered.",
        status ?? (code === "Card_Provider_Error" ? 500 : errorStatus),
      ),
    successWithError: () =>
      jsonReply(
        200,
        {
          id: 0,
          details: null,
          status: "1",
          errors: [{ fieldName: "CardsId", messageCode: "Invalid" }],
        },
        "A success that carries an error was answered.",
      ),
    reset() {
      tokens.clear();
      principal.reset();
    },
  };
}
