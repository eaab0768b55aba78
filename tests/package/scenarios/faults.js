// What a client says when the answer is lost or spoiled: never that it is done, never twice.
import { has, same, that } from "./check.js";
import { CARDS } from "./world.js";

const ACTIONS = {
  artha: ["freeze", CARDS.artha.active],
  "artha-v1": ["freeze", CARDS["artha-v1"].active],
  yativo: ["freeze", CARDS.yativo.active],
  "open-api": ["freeze", CARDS["open-api"].active],
  ibanera: ["activate", CARDS.ibanera.inactive],
};
const ISSUERS = Object.keys(ACTIONS);

/** fault, code, whether the action happens, options of the fault, the code of issuers that differ */
const FAULTS = [
  ["stall", "timeout", true, { execute: true }],
  ["slow_body", "timeout", true],
  ["delay", "timeout", true],
  ["status_500", "issuer_unavailable", true, { execute: true }],
  ["status_501", "issuer_unavailable", false],
  ["status_502_html", "issuer_unavailable", false],
  ["html_200", "unexpected_answer", true, { execute: true }],
  ["empty_200", "unexpected_answer", false],
  // Pages of the newer API of Artha show this as its success, so the card is read.
  ["empty_object", "unexpected_answer", false, {}, { "artha-v1": "not_confirmed" }],
  ["truncated_json", "unexpected_answer", true],
  ["wrong_types", "unexpected_answer", true],
  ["json_array", "unexpected_answer", true],
  ["redirect", "unexpected_answer", false],
];

const settings = { artha: { needPhotoForOperateCard: false } };
const limits = { timeoutMs: 600 };

const actionsAmong = async (world, issuer) => {
  const [action] = ACTIONS[issuer];
  const name = { artha: "CardFreeze", yativo: "update" }[issuer] ?? action;
  const arrived = (await world.requests()).filter((request) => request.issuer === issuer);
  return arrived.filter(({ path }) => path.split("/").includes(name)).length;
};

async function onceAndUnknown(world, issuer, code) {
  const [action, cardId] = ACTIONS[issuer];
  const call = world.client(issuer, settings[issuer], limits)[action](cardId);
  await world.fails(call, { code, effect: "unknown", retryable: false, issuer, action, cardId });
  same(await actionsAmong(world, issuer), 1, `the number of requests to ${issuer}`);
}

const lost = ([fault, code, happens, more, codes = {}]) => async (world) => {
  for (const issuer of ISSUERS) await world.fault(issuer, fault, { route: "action", ...more });
  await Promise.all(ISSUERS.map((issuer) => onceAndUnknown(world, issuer, codes[issuer] ?? code)));
  await world.executed(...(happens ? ISSUERS : []).map((issuer) => [issuer, ...ACTIONS[issuer]]));
};

export const faults = {
  ...Object.fromEntries(FAULTS.map((row) => [`after ${row[0]} the effect is unknown and nothing is repeated`, lost(row)])),

  async "a cut connection leaves the effect unknown"(world) {
    for (const issuer of ISSUERS) {
      const [action, cardId] = ACTIONS[issuer];
      await world.fault(issuer, "cut_after_execute", { route: "action", times: 5 });
      const call = world.client(issuer, settings[issuer])[action](cardId);
      // What such a host repeats has the nonce of the first, and is refused for it.
      const mayBeRefused = world.hostRepeats && issuer.startsWith("artha");
      const error = await world.fails(call, mayBeRefused ? {} : { code: "network", effect: "unknown" });
      that(["network", "unauthorized"].includes(error.code), `the code is ${error.code}`);
    }
    if (!world.hostRepeats) await world.executed(...ISSUERS.map((issuer) => [issuer, ...ACTIONS[issuer]]));
  },

  async "a rate limit is waited for and the action sent again"(world) {
    for (const issuer of ISSUERS) {
      await world.reset();
      const [action, cardId] = ACTIONS[issuer];
      await world.fault(issuer, "rate_limited", { route: "action", retryAfterSeconds: 0 });
      await world.client(issuer, settings[issuer])[action](cardId);
      same(await actionsAmong(world, issuer), 2, "the number of requests");
      await world.executed([issuer, action, cardId]);
    }
  },

  async "a long rate limit is reported with its wait"(world) {
    await world.fault("open-api", "rate_limited", { retryAfterSeconds: 120 });
    const expected = { code: "rate_limited", effect: "none", retryable: true, retryAfterMs: 120_000, status: 429 };
    await world.fails(world.client("open-api").freeze(CARDS["open-api"].active), expected);
    same(await actionsAmong(world, "open-api"), 1, "the number of requests");
    await world.executed();
  },

  async "an ended session is renewed once and the action sent again once"(world) {
    for (const issuer of ["yativo", "ibanera"]) {
      await world.reset();
      const [action, cardId] = ACTIONS[issuer];
      await world.fault(issuer, "unauthorized_once", { route: "action" });
      await world.client(issuer)[action](cardId);
      const sent = issuer === "yativo" ? ["login", "update", "login", "update", "get"] : ["login", action, "login", action];
      same(await world.routes(), sent, "what was sent");
      await world.executed([issuer, action, cardId]);
    }
  },

  async "credentials that are refused again are not tried a third time"(world) {
    for (const issuer of ["yativo", "ibanera"]) {
      await world.reset();
      const [action, cardId] = ACTIONS[issuer];
      await world.fault(issuer, "unauthorized_once", { route: "action", times: 9 });
      await world.fails(world.client(issuer)[action](cardId), { code: "unauthorized", effect: "none", status: 401 });
      same(await actionsAmong(world, issuer), 2, "the number of requests");
      await world.executed();
    }
  },

  async "a success that carries an error is not reported as done"(world) {
    for (const issuer of ISSUERS) await world.fault(issuer, "success_with_error", { route: "action" });
    const call = (issuer) => world.client(issuer, settings[issuer])[ACTIONS[issuer][0]](ACTIONS[issuer][1]);
    // Their documents say that the error decides.
    for (const issuer of ["artha-v1", "yativo", "ibanera"]) {
      const { code } = await world.fails(call(issuer), { effect: "unknown", retryable: false, issuer });
      that(["unexpected_answer", "issuer_rejected"].includes(code), `the code is ${code}`);
    }
    for (const issuer of ["artha", "open-api"]) {
      const outcome = await call(issuer).catch(({ effect }) => ({ effect, result: "accepted", confirmed: false }));
      has(outcome, { result: "accepted", confirmed: false });
    }
    for (const issuer of ISSUERS) same(await actionsAmong(world, issuer), 1, "the number of requests");
    await world.executed();
  },

  async "a provider that fails behind the issuer leaves the effect unknown"(world) {
    await world.fault("ibanera", "issuer_error", { route: "action", code: "Card_Provider_Error", execute: true });
    await world.fails(world.client("ibanera").activate(CARDS.ibanera.inactive), {
      code: "issuer_unavailable",
      effect: "unknown",
      issuerCode: "Card_Provider_Error",
      status: 500,
    });
  },
};
