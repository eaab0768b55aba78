import { OWN_CHOICE, effectVerdict, jsonReply } from "../replies.js";
import { createCardEvents } from "./open-api/callbacks.js";
import { createGate } from "./open-api/gate.js";
import { PAGE_PATHS, pageRoutes } from "./open-api/pages.js";
import { APP_ID, CUSTOMER_ID, TRANSACTIONS } from "./open-api/seeds.js";

const BASE = "/open-api";

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
  ...PAGE_PATHS,
};

/** @param {string} prefix @param {Record<string, string>} given */
function contractPaths(prefix, given) {
  for (const [name, path] of Object.entries(given)) {
    if (!Object.hasOwn(CONTRACT_PATHS, name)) {
      throw new TypeError(`The sandbox has no option openApi.paths.${name}.`);
    }
    if (typeof path !== "string" || !path.startsWith("/")) {
      throw new TypeError(`The path openApi.paths.${name} does not start with a slash.`);
    }
  }
  const usual = Object.entries(CONTRACT_PATHS).map(([name, path]) => [name, prefix + path]);
  return { ...Object.fromEntries(usual), ...given };
}

const exactly = (path) => new RegExp(`^${path.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`);

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").OpenApiOptions} options
 * @returns {import("../world.js").Issuer}
 */
export function createOpenApi(world, options) {
  const { cards, journal } = world;
  const version = options.version ?? "v1";
  const prefix = `/${version}/openApi/`;
  const paths = contractPaths(prefix, options.paths ?? {});
  const { unfreeze, activate, cancel, ...pages } = paths;
  const { walletTransaction } = pages;
  const gate = createGate();
  const events = createCardEvents(world, options);

  function perform(request, card, action) {
    if (!request.dry) {
      card.state = ACTIONS[action].to;
      journal.executed({ issuer: "open-api", action, cardId: card.id });
      events.tell(action, card.id);
    }
    return gate.success(effectVerdict(request, action, card));
  }

  function act(action, request, body) {
    const card = cards.find("open-api", body.card_id);
    if (card === undefined) return gate.refuse("unknownCard", "There is no such card.");
    if (card.form === "virtual") return gate.refuse("virtualCard", "The card is virtual.");
    if (!ACTIONS[action].from.includes(card.state)) {
      return gate.refuse("wrongState", `A card that is ${card.state} cannot take ${action}.`);
    }
    return perform(request, card, action);
  }

  const route = (action, path) => ({
    name: action,
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: exactly(path),
    handle: gate.admit(["card_id"], (request, body) => act(action, request, body)),
  });

  return {
    id: "open-api",
    title: "OPEN-API",
    base: BASE,
    routes: [
      route("freeze", `${prefix}card/freeze`),
      route("unfreeze", unfreeze),
      route("activate", activate),
      route("cancel", cancel),
      ...pageRoutes({ gate, world }, (name) => exactly(pages[name])),
    ],
    config: (url) => ({
      id: "open-api",
      baseUrl: url + BASE,
      version,
      customerId: String(CUSTOMER_ID),
      appId: String(APP_ID),
      key: gate.key,
      paths: { unfreeze, activate, cancel, walletTransaction },
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
    webhook: events.letter,
    seeds: () => ({
      paths: pages,
      transactions: [...new Set(TRANSACTIONS.map(({ transaction_id }) => transaction_id))],
    }),
    reset() {},
  };
}
