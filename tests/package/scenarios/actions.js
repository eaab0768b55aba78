// Every action of every issuer, with the whole outcome and what truly happened.
import { has, same, that } from "./check.js";
import { CARDS, PIN } from "./world.js";

const { artha, "artha-v1": arthaV1, yativo, ibanera, "open-api": openApi } = CARDS;

const accepted = { result: "accepted", confirmed: false };
const completed = { result: "completed", confirmed: true };
const inProgress = { ...accepted, taskId: "a task", remarks: "CardInProgress" };
const froze = { ...completed, remarks: "freeze card successfully" };
const unfroze = { ...completed, remarks: "unfreeze card successful" };
const card = (state, issuerWord) => ({ card: issuerWord ? { state, issuerWord } : { state } });

/** What the newer API of Artha says of an action, ids and all. */
const did = (word, cardId, product, more) => ({
  ...completed,
  remarks: `Card ${word} successfully`,
  extra: {
    cardId,
    customerId: "e0000000-0000-4000-8000-000000000001",
    productId: `d0000000-0000-4000-8000-00000000000${product}`,
    cardType: product === 3 ? "Physical" : "Virtual",
    taskId: null,
  },
  ...more,
});

/** issuer, action, card, the outcome beside issuer, action and card, the card's state at the end, options */
const DONE = [
  ["artha", "freeze", artha.active, inProgress, "frozen"],
  ["artha", "unfreeze", artha.frozen, inProgress, "active"],
  ["artha", "cancel", artha.active, inProgress, "closed"],
  ["artha", "setPin", artha.active, { ...completed, taskId: "a task", remarks: "CardSetPin SuccesFully!" }, "active"],
  ["artha-v1", "freeze", arthaV1.active, did("frozen", arthaV1.active, 1, card("frozen", "frozen")), "frozen"],
  ["artha-v1", "unfreeze", arthaV1.frozen, did("unfrozen", arthaV1.frozen, 1, card("active", "active")), "active"],
  ["artha-v1", "activate", arthaV1.inactive, did("activated", arthaV1.inactive, 3, card("active", "active")), "active"],
  ["artha-v1", "cancel", arthaV1.active, did("cancelled", arthaV1.active, 1, card("closed", "cancelled")), "closed"],
  ["artha-v1", "setPin", arthaV1.active, did("PIN set", arthaV1.active, 1, accepted), "active", { pin: "4321" }],
  ["yativo", "freeze", yativo.active, { ...froze, ...card("frozen", "frozen") }, "frozen"],
  ["yativo", "unfreeze", yativo.frozen, { ...unfroze, ...card("active", "active") }, "active"],
  ["yativo", "freeze", yativo.numeric, { ...froze, ...card("frozen", "frozen") }, "frozen"],
  ["yativo", "freeze", yativo.silent, { ...froze, ...accepted, ...card("unknown") }, "frozen"],
  ["open-api", "freeze", openApi.active, { ...accepted, remarks: "success" }, "frozen"],
  ["open-api", "unfreeze", openApi.frozen, { ...accepted, remarks: "success" }, "active"],
  ["open-api", "activate", openApi.inactive, { ...accepted, remarks: "success" }, "active"],
  ["open-api", "cancel", openApi.active, { ...accepted, remarks: "success" }, "closed"],
  ["ibanera", "activate", ibanera.inactive, { ...completed, ...card("active") }, "active"],
  ["ibanera", "activate", ibanera.largest, { ...completed, ...card("active") }, "active"],
  ["ibanera", "deactivate", ibanera.pending, { ...completed, ...card("inactive") }, "inactive"],
  ["ibanera", "setPin", ibanera.active, completed, "active", { oldPin: PIN, newPin: "4321" }],
];

/** What the issuer's word for an action is, where it is another. */
const WORDS = { "ibanera setPin": "changecardpin" };

function done([issuer, action, cardId, expected, state, options]) {
  return async (world) => {
    const outcome = await world.client(issuer)[action](cardId, options);
    const told = outcome.taskId === undefined ? outcome : { ...outcome, taskId: "a task" };
    same(told, { issuer, action, cardId, ...expected }, "the outcome");
    that(outcome.taskId === undefined || /^[0-9a-f-]{36}$/.test(outcome.taskId), "the task has no id");
    await world.executed([issuer, WORDS[`${issuer} ${action}`] ?? action, cardId]);
    await world.settle();
    same(await world.stateOf(issuer, cardId), state, "the card's state");
  };
}

/** issuer, action, card, what the error says */
const REFUSED = [
  ["artha", "freeze", artha.frozen, { code: "issuer_rejected", status: 200 }],
  ["artha", "freeze", artha.unknown, { code: "card_not_found", status: 404 }],
  ["artha", "cancel", artha.foreign, { code: "forbidden", status: 403 }],
  ["artha-v1", "unfreeze", arthaV1.active, { code: "issuer_rejected", status: 422 }],
  ["artha-v1", "freeze", arthaV1.unknown, { code: "card_not_found", status: 404 }],
  ["yativo", "freeze", yativo.closed, { code: "issuer_rejected", status: 400 }],
  // A success that carries an error proves nothing.
  ["yativo", "freeze", yativo.unknown, { code: "issuer_rejected", status: 200, effect: "unknown" }],
  ["open-api", "unfreeze", openApi.active, { code: "issuer_rejected", status: 200, issuerCode: "990409" }],
  ["open-api", "freeze", openApi.virtual, { code: "issuer_rejected", status: 200, issuerCode: "990422" }],
  ["open-api", "freeze", openApi.unknown, { code: "issuer_rejected", status: 200, issuerCode: "990404" }],
  ["ibanera", "activate", ibanera.unknown, { code: "issuer_rejected", status: 200, issuerCode: "Invalid" }],
];

function refused([issuer, action, cardId, expected]) {
  return async (world) => {
    await world.fails(world.client(issuer)[action](cardId), {
      name: "CardError",
      effect: "none",
      retryable: false,
      issuer,
      action,
      cardId,
      ...expected,
    });
    await world.executed();
  };
}

const named = (rows, words, make) =>
  Object.fromEntries(rows.map((row) => [`${row[0]} ${row[1]} of card ${row[2]} ${words}`, make(row)]));

export const actions = {
  ...named(DONE, "happens once", done),
  ...named(REFUSED, "is refused by the issuer", refused),

  async "ibanera says that a card was in that state already"(world) {
    const client = world.client("ibanera");
    for (const [action, cardId, state] of [
      ["activate", ibanera.active, "active"],
      ["deactivate", ibanera.inactive, "inactive"],
    ]) {
      const expected = { issuer: "ibanera", action, cardId, result: "already", confirmed: true, card: { state } };
      same(await client[action](cardId), expected, "the outcome");
    }
    await world.executed();
  },

  async "yativo updates with PUT where the configuration says so"(world) {
    await world.client("yativo", { updateMethod: "PUT" }).freeze(yativo.active);
    const update = (await world.requests()).find(({ path }) => path.includes("/update/"));
    same(update.method, "PUT", "the method");
    await world.executed(["yativo", "freeze", yativo.active]);
  },

  async "a success without effect is not reported as done"(world) {
    await world.fault("yativo", "success_without_effect", { route: "update" });
    const call = world.client("yativo").freeze(yativo.active, { deadlineMs: 300 });
    await world.fails(call, { code: "not_confirmed", effect: "unknown", retryable: false });
    await world.executed();
  },

  async "the states of cards are read where the issuer has a read"(world) {
    const read = (issuer, cardId) => world.client(issuer).card(cardId);
    has(await read("yativo", yativo.frozen), { state: "frozen", issuerWord: "frozen" });
    has(await read("yativo", yativo.silent), { state: "unknown" });
    has(await read("ibanera", ibanera.active), { state: "active", issuerWord: "Active" });
    has(await read("ibanera", ibanera.inactive), { state: "inactive", issuerWord: "Deactivated" });
    await world.setCard({ issuer: "yativo", cardId: yativo.active, issuerWord: "Snoozing" });
    has(await read("yativo", yativo.active), { state: "unknown", issuerWord: "Snoozing" });
    has(await read("artha-v1", arthaV1.frozen), { state: "frozen", issuerWord: "frozen" });
    has(await read("artha-v1", arthaV1.closed), { state: "closed", issuerWord: "cancelled" });
    // The words for the state of its cards are not documented.
    has(await read("artha", artha.frozen), { state: "unknown", issuerWord: "Frozen" });
    await world.fails(read("open-api", openApi.active), { code: "unsupported_action", effect: "none", issuer: "open-api" });
    await world.executed();
  },

  async "reconcile says what became of an answer that was lost"(world) {
    for (const [issuer, action, cardId] of [
      ["artha-v1", "freeze", arthaV1.active],
      ["yativo", "freeze", yativo.active],
      ["ibanera", "activate", ibanera.inactive],
    ]) {
      const client = world.client(issuer);
      await world.fault(issuer, "status_502_html", { route: "action" });
      await world.fails(client[action](cardId), { effect: "unknown" });
      has(await client.reconcile(action, cardId), { action, cardId, verdict: "not_done" });
      await world.fault(issuer, "status_500", { route: "action", execute: true });
      await world.fails(client[action](cardId), { effect: "unknown" });
      has(await client.reconcile(action, cardId), { action, cardId, verdict: "done" });
    }
    has(await world.client("yativo").reconcile("freeze", yativo.silent), { verdict: "unknown" });
    for (const [issuer, cardId] of [["artha", artha.active], ["open-api", openApi.active]]) {
      const call = world.client(issuer).reconcile("freeze", cardId);
      await world.fails(call, { code: "unsupported_action", effect: "none", issuer });
    }
    await world.executed(["artha-v1", "freeze", arthaV1.active], ["yativo", "freeze", yativo.active], ["ibanera", "activate", ibanera.inactive]);
  },
};
