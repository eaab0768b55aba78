import { randomBytes } from "node:crypto";
import { mediaType, parseObject } from "../bodies.js";
import { OWN_CHOICE, effectVerdict, jsonReply } from "../replies.js";

const BASE = "/open-api";
const CUSTOMER_ID = 10000011;
const APP_ID = 100001;

// No failing code is published. These are the sandbox's own, far from anything a vendor uses.
const REFUSALS = {
  malformed: { code: 990400, message: "sandbox: malformed request" },
  credentials: { code: 990401, message: "sandbox: wrong customer_id, app_id or key" },
  unknownCard: { code: 990404, message: "sandbox: unknown card" },
  wrongState: { code: 990409, message: "sandbox: the card is in the wrong state" },
  virtualCard: { code: 990422, message: "sandbox: virtual cards are not supported" },
};

const ACTIONS = {
  freeze: { from: ["active"], to: "frozen" },
  unfreeze: { from: ["frozen"], to: "active" },
  activate: { from: ["inactive"], to: "active" },
  cancel: { from: ["inactive", "active", "frozen"], to: "closed" },
};

// Only freeze has a published path. The others stand in for what a contract would give, and are
// spelled so that no client can reach them by guessing.
const CONTRACT_PATHS = {
  unfreeze: "contract/card/resume",
  activate: "contract/card/start",
  cancel: "contract/card/close",
};

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").OpenApiOptions} options
 * @returns {import("../world.js").Issuer}
 */
export function createOpenApi(world, options) {
  const { cards, journal } = world;
  const version = options.version ?? "v1";
  const key = randomBytes(16).toString("hex");
  const prefix = `/${version}/openApi/`;

  const refuse = (name, why) =>
    jsonReply(
      200,
      REFUSALS[name],
      `${why} The answer was code ${REFUSALS[name].code}. ${OWN_CHOICE}`,
    );

  function shapeProblem(body) {
    if (!Number.isInteger(body.customer_id) || !Number.isInteger(body.app_id)) {
      return "customer_id or app_id is not a whole JSON number.";
    }
    if (typeof body.key !== "string") return "The key is not text.";
    return typeof body.card_id === "string" && body.card_id !== ""
      ? null
      : "The card_id is not a JSON string.";
  }

  const isKnown = (body) =>
    body.customer_id === CUSTOMER_ID && body.app_id === APP_ID && body.key === key;

  function perform(request, card, action) {
    if (!request.dry) {
      card.state = ACTIONS[action].to;
      journal.executed({ issuer: "open-api", action, cardId: card.id });
    }
    return jsonReply(200, { code: 0, message: "success" }, effectVerdict(request, action, card));
  }

  function act(action, request) {
    const isJson = mediaType(request.headers) === "application/json";
    const body = isJson ? parseObject(request.bytes) : null;
    if (body === null) {
      return refuse("malformed", "The body is not a JSON object sent as application/json.");
    }
    const problem = shapeProblem(body);
    if (problem !== null) return refuse("malformed", problem);
    if (!isKnown(body)) return refuse("credentials", "The credentials are wrong.");
    const card = cards.find("open-api", body.card_id);
    if (card === undefined) return refuse("unknownCard", "There is no such card.");
    if (card.form === "virtual") return refuse("virtualCard", "The card is virtual.");
    if (!ACTIONS[action].from.includes(card.state)) {
      return refuse("wrongState", `A card that is ${card.state} cannot take ${action}.`);
    }
    return perform(request, card, action);
  }

  const route = (action, path) => ({
    name: action,
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: new RegExp(`^${(prefix + path).replaceAll(".", "\\.")}$`),
    handle: (request) => act(action, request),
  });

  return {
    id: "open-api",
    title: "OPEN-API",
    base: BASE,
    routes: [
      route("freeze", "card/freeze"),
      ...Object.entries(CONTRACT_PATHS).map(([action, path]) => route(action, path)),
    ],
    config: (url) => ({
      id: "open-api",
      baseUrl: url + BASE,
      version,
      customerId: String(CUSTOMER_ID),
      appId: String(APP_ID),
      key,
      paths: {
        unfreeze: prefix + CONTRACT_PATHS.unfreeze,
        activate: prefix + CONTRACT_PATHS.activate,
        cancel: prefix + CONTRACT_PATHS.cancel,
      },
    }),
    refuse: (status, why) =>
      jsonReply(
        status,
        { code: 990000 + status, message: "sandbox: refused" },
        `${why} The answer was ${status}. ${OWN_CHOICE}`,
      ),
    issuerError: ({ code, status = 200 }) =>
      jsonReply(
        status,
        { code, message: "sandbox: chosen by the tester" },
        "A code chosen by the tester was answered.",
      ),
    successWithError: () =>
      jsonReply(
        200,
        { code: 0, message: "success", data: { error: "Error encountered" } },
        "A success that carries an error was answered.",
      ),
    reset() {},
  };
}
