// Answers that are longer than a client takes: they end the call, and tell nothing of the card.
import { same, that } from "./check.js";
import { CARDS } from "./world.js";

const ACTIONS = { yativo: ["freeze", CARDS.yativo.active], "open-api": ["freeze", CARDS["open-api"].active] };
const TOO_LONG = { code: "unexpected_answer", retryable: false, status: 200 };
const FAULTS = { gzip_bomb: {}, endless_body: {}, large_body: { bytes: 5 * 2 ** 20 } };

const unknown = (fault, more) => async (world) => {
  for (const [issuer, [action, cardId]] of Object.entries(ACTIONS)) {
    await world.fault(issuer, fault, { route: "action", ...more });
    const error = await world.fails(world.client(issuer)[action](cardId), { ...TOO_LONG, effect: "unknown", action, cardId });
    that(/longer than the limit/.test(error.message), error.message);
    that(!error.body()?.length, "what is too long is kept");
  }
  await world.executed(...Object.entries(ACTIONS).map(([issuer, action]) => [issuer, ...action]));
};

const ofReads = (fault, more) => async (world) => {
  await world.fault("yativo", fault, { route: "get", ...more });
  await world.fails(world.client("yativo").card(CARDS.yativo.active), { ...TOO_LONG, effect: "none" });
  const asked = (await world.routes()).filter((route) => route === "get");
  same(asked, ["get"], "what was read");
};

const ofLogins = (fault, more) => async (world) => {
  await world.fault("yativo", fault, { route: "login", ...more });
  await world.fails(world.client("yativo").freeze(CARDS.yativo.active), { code: "unexpected_answer", effect: "none" });
  same(await world.routes(), ["login"], "what was sent");
  await world.executed();
};

const each = (make, words) => Object.entries(FAULTS).map(([fault, more]) => [`${fault}: ${words}`, make(fault, more)]);

export const bodies = {
  ...Object.fromEntries([
    ...each(unknown, "an action's effect is unknown"),
    ...each(ofReads, "a read changes nothing and is not repeated"),
    ...each(ofLogins, "a login changes nothing"),
  ]),

  async "the limit is the call's, else the client's"(world) {
    const [action, cardId] = ACTIONS["open-api"];
    const client = world.client("open-api", {}, { maxAnswerBytes: 10 });
    await world.fails(client[action](cardId), { ...TOO_LONG, effect: "unknown" });
    await world.reset();
    same((await client[action](cardId, { maxAnswerBytes: 10_000 })).result, "accepted");
    await world.reset();
    await world.fails(world.client("open-api")[action](cardId, { maxAnswerBytes: 10 }), { ...TOO_LONG, effect: "unknown" });
    await world.executed(["open-api", action, cardId]);
  },

  async "a gzipped answer counts by what it unpacks to"(world) {
    const [action, cardId] = ACTIONS["open-api"];
    // It is 256 KiB on the wire.
    await world.fault("open-api", "gzip_bomb", { route: "action" });
    const call = world.client("open-api")[action](cardId, { maxAnswerBytes: 2 ** 20 });
    await world.fails(call, { ...TOO_LONG, effect: "unknown" });
  },
};
