import { parseObject } from "./bodies.js";
import { jsonReply } from "./replies.js";

/**
 * What a tester can do, for callers in the same process. The admin routes are the same calls.
 *
 * @param {import("./world.js").WholeWorld} world
 * @param {() => import("./index.js").IssuerConfigs} credentials
 * @returns {import("./index.js").SandboxAdmin}
 */
export function createAdmin(world, credentials) {
  const { cards, journal, settlements, accounts, callbacks, webhooks, faults } = world;

  function issuerWith(wanted) {
    const issuer = world.issuers.find(({ id }) => id === wanted);
    if (issuer !== undefined) return issuer;
    throw new TypeError(`The issuer is one of: ${world.issuers.map(({ id }) => id).join(", ")}.`);
  }

  const withTask = (view) => {
    const card = cards.find(view.issuer, view.id);
    const inFlight = card && settlements.inFlight(card);
    return inFlight === undefined ? view : { ...view, inFlight };
  };

  function letterOf(wanted) {
    const issuer = world.issuers.find(({ id }) => id === wanted.issuer);
    if (issuer?.webhook === undefined) {
      const able = world.issuers.filter(({ webhook }) => webhook !== undefined);
      throw new TypeError(`The issuer is one of: ${able.map(({ id }) => id).join(", ")}.`);
    }
    return issuer.webhook(wanted);
  }

  return {
    addFault: faults.add,
    faults: faults.list,
    clearFaults: faults.clear,
    executions: journal.executions,
    requests: journal.requests,
    callbacks: callbacks.list,
    state: () => cards.views().map(withTask),
    setCard: cards.change,
    accounts: accounts.views,
    setAccount: accounts.change,
    webhooks: webhooks.list,
    sendWebhook: async (wanted) => webhooks.sendNow(letterOf(wanted)),
    seeds: () =>
      Object.fromEntries(world.issuers.map((issuer) => [issuer.id, issuer.seeds?.() ?? {}])),
    notify(wanted) {
      const { notify } = issuerWith(wanted.issuer);
      if (notify === undefined) throw new TypeError("No callback of this issuer is documented.");
      return /** @type {import("./index.js").Delivery} */ (notify({ ...wanted }));
    },
    setAnswers({ issuer, form }) {
      const { answerIn } = issuerWith(issuer);
      if (answerIn === undefined) throw new TypeError("This issuer has one form of answers.");
      answerIn(form);
    },
    async settle({ result = "Success" } = {}) {
      if (result !== "Success" && result !== "Failed") {
        throw new TypeError("The result is Success or Failed.");
      }
      const settled = settlements.settleAll(result);
      const [tried, more] = await Promise.all([callbacks.flush(), webhooks.flush()]);
      return { settled, callbacksTried: tried + more };
    },
    reset: world.reset,
    credentials,
  };
}

const DONE = { done: true };

/**
 * @param {import("./index.js").SandboxAdmin} admin
 * @returns {Record<string, { work: (body: any) => unknown, said?: (body: any, result: any) => string }>}
 */
function adminRoutes(admin) {
  return {
    "GET /admin/faults": { work: admin.faults },
    "POST /admin/faults": {
      work: admin.addFault,
      said: ({ fault, issuer, route = "*", times = 1 }) =>
        `Fault ${fault} waits for ${issuer}, route ${route}, times: ${times}.`,
    },
    "DELETE /admin/faults": { work: admin.clearFaults, said: () => "All faults were dropped." },
    "GET /admin/executions": { work: admin.executions },
    "GET /admin/requests": { work: admin.requests },
    "GET /admin/callbacks": { work: admin.callbacks },
    "POST /admin/callbacks": {
      work: admin.notify,
      said: ({ issuer }, { notifyType, cardId }) =>
        `The callback ${notifyType} of ${issuer} about ${cardId} is sent.`,
    },
    "POST /admin/answers": {
      work: admin.setAnswers,
      said: ({ issuer, form }) => `Answers of ${issuer} have the form ${form} from now on.`,
    },
    "GET /admin/state": { work: admin.state },
    "GET /admin/credentials": { work: admin.credentials },
    "GET /admin/seeds": { work: admin.seeds },
    "GET /admin/accounts": { work: admin.accounts },
    "POST /admin/accounts": {
      work: admin.setAccount,
      said: (_, { issuer, id }) => `The balance of account ${id} of ${issuer} was set.`,
    },
    "GET /admin/webhooks": { work: admin.webhooks },
    "POST /admin/webhooks": {
      work: admin.sendWebhook,
      said: ({ issuer, event }) => `The webhook ${String(event).trim()} of ${issuer} was sent.`,
    },
    "POST /admin/cards": {
      work: admin.setCard,
      said: (_, { issuer, id, state }) => `Card ${id} of ${issuer} was set and is ${state}.`,
    },
    "POST /admin/settle": {
      work: admin.settle,
      said: (_, { settled, callbacksTried }) =>
        `Actions settled: ${settled}, callbacks tried: ${callbacksTried}.`,
    },
    "POST /admin/reset": { work: admin.reset, said: () => "Everything is back at the start." },
  };
}

/** @param {import("./index.js").SandboxAdmin} admin */
export function createAdminHandler(admin) {
  const routes = adminRoutes(admin);

  /** @param {ReturnType<typeof adminRoutes>[string]} route @param {Record<string, unknown>} body */
  async function run({ work, said }, body) {
    try {
      const result = (await work(body)) ?? DONE;
      return jsonReply(200, result, said?.(body, result) ?? "It was read.");
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
      const status = error instanceof RangeError ? 404 : 400;
      return jsonReply(status, { error: error.message }, error.message);
    }
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {Buffer} bytes
   * @returns {Promise<import("./replies.js").Reply>}
   */
  return async (method, path, bytes) => {
    const name = `${method} ${path}`;
    if (!Object.hasOwn(routes, name)) {
      return jsonReply(
        404,
        { error: "No such admin route.", routes: Object.keys(routes) },
        "There is no such admin route.",
      );
    }
    const body = bytes.length === 0 ? {} : parseObject(bytes);
    if (body === null) {
      return jsonReply(
        400,
        { error: "The body is not a JSON object." },
        "The body is not a JSON object.",
      );
    }
    return run(routes[name], body);
  };
}
