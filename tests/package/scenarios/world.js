import { failureOf, same } from "./check.js";

/** Cards of the sandbox by what they are good for. */
export const CARDS = {
  artha: {
    active: "a0000000-0000-4000-8000-000000000001",
    frozen: "a0000000-0000-4000-8000-000000000002",
    photo: "a0000000-0000-4000-8000-000000000003",
    photoFrozen: "a0000000-0000-4000-8000-000000000004",
    closed: "a0000000-0000-4000-8000-000000000005",
    inactive: "a0000000-0000-4000-8000-000000000006",
    foreign: "a0000000-0000-4000-8000-000000000007",
    unknown: "a0000000-0000-4000-8000-0000000000ff",
  },
  "artha-v1": {
    active: "f0000000-0000-4000-8000-000000000001",
    frozen: "f0000000-0000-4000-8000-000000000002",
    dollars: "f0000000-0000-4000-8000-000000000003",
    inactive: "f0000000-0000-4000-8000-000000000004",
    physical: "f0000000-0000-4000-8000-000000000005",
    closed: "f0000000-0000-4000-8000-000000000006",
    unknown: "f0000000-0000-4000-8000-0000000000ff",
  },
  yativo: {
    silent: "b0000000-0000-4000-8000-000000000001",
    active: "b0000000-0000-4000-8000-000000000002",
    frozen: "b0000000-0000-4000-8000-000000000003",
    closed: "b0000000-0000-4000-8000-000000000005",
    numeric: "1048576",
    unknown: "b0000000-0000-4000-8000-0000000000ff",
  },
  "open-api": {
    active: "cid_PhysActive000001",
    frozen: "cid_PhysFrozen000001",
    inactive: "cid_PhysInactive0001",
    virtual: "cid_VirtActive000001",
    unknown: "cid_Nobody0000000001",
  },
  ibanera: { pending: "1001", inactive: "1002", active: "1003", largest: "2147483647", unknown: "77" },
};

/** The PIN of every card of Ibanera. */
export const PIN = "8352";

export const PHOTO_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f1";
export const PLAIN_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f2";
export const KYC_PROGRAM = "5a0d0000-0000-4000-8000-0000000000f3";

/**
 * The package and a sandbox, as a scenario meets them in any runtime: the sandbox is only reached
 * through its routes. `hostRepeats`: the runtime itself sends a request again when a connection is
 * cut that it had used before.
 */
export async function createWorld({ CallbackReceiver, CallbackError, CardClient, CardError, url, planted, clientOptions = {}, hostRepeats = false }) {
  async function ask(method, route, body) {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${url}/admin/${route}`, init);
    if (!response.ok) throw new Error(`${route} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }
  const issuers = await ask("GET", "credentials");
  const world = {
    CallbackReceiver,
    CardClient,
    CardError,
    issuers,
    planted,
    hostRepeats,
    fails: failureOf(CardError),
    callbackFails: failureOf(CallbackError),

    /** A client; `settings` are added to the issuer's own, `options` to the client's. */
    client: (id, settings = {}, options = {}) =>
      new CardClient({ ...clientOptions, ...options, issuer: { ...issuers[id], ...settings } }),

    reset: () => ask("POST", "reset"),
    settle: (result) => ask("POST", "settle", { result }),
    fault: (issuer, fault, more = {}) => ask("POST", "faults", { issuer, fault, ...more }),
    setCard: (change) => ask("POST", "cards", change),
    requests: () => ask("GET", "requests"),
    seeds: () => ask("GET", "seeds"),

    /** What arrived, as the last step of each path. */
    async routes() {
      return (await ask("GET", "requests")).map(({ path }) => route(path));
    },

    async stateOf(issuer, id) {
      return (await ask("GET", "state")).find((card) => card.issuer === issuer && card.id === id).state;
    },

    /** What truly happened to cards must be exactly this, in any order. */
    async executed(...expected) {
      const done = await ask("GET", "executions");
      const words = done.map(({ issuer, action, cardId }) => `${issuer} ${action} ${cardId}`);
      same(words.sort(), expected.map((words) => words.join(" ")).sort(), "what was executed");
    },
  };
  return world;
}

/** The name of a route: what its path ends with, a card's id left out. */
const route = (path) => /\/(update|get|programdetails)\/[^/]+$/.exec(path)?.[1] ?? path.split("/").at(-1);
