// Every action of every issuer, with the whole outcome and what truly happened.
import { has, same, that } from "./check.js";
import { CARDS } from "./world.js";

const { artha, yativo, ibanera, "open-api": openApi } = CARDS;

const accepted = { result: "accepted", confirmed: false };
const completed = { result: "completed", confirmed: true };
const inProgress = { ...accepted, taskId: "a task", remarks: "CardInProgress" };
const froze = { ...completed, remarks: "freeze card successfully" };
const unfroze = { ...completed, remarks: "unfreeze card successful" };
const card = (state, issuerWord) => ({ card: issuerWord ? { state, issuerWord } : { state } });

/** issuer, action, card, the outcome beside issuer, action and card, the card's state at the end */
const DONE = [
  ["artha", "freeze", artha.active, inProgress, "frozen"],
  ["artha", "unfreeze", artha.frozen, inProgress, "active"],
  ["artha", "cancel", artha.active, inProgress, "closed"],
  ["artha", "setPin", artha.active, { ...completed, taskId: "a task", remarks: "CardSetPin SuccesFully!" }, "active"],
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
];

function done([issuer, action, cardId, expected, state]) {
  return async (world) => {
    const outcome = await world.client(issuer)[action](cardId);
    const told = outcome.taskId === undefined ? outcome : { ...outcome, taskId: "a task" };
    same(told, { issuer, action, cardId, ...expected }, "the outcome");
    that(outcome.taskId === undefined || /^[0-9a-f-]{36}$/.test(outcome.taskId), "the task has no id");
    await world.executed([issuer, action, cardId]);
    await world.settle();
    same(await world.stateOf(issuer, cardId), state, "the card's state");
  };
}

/** issuer, action, card, what the error says */
const REFUSED = [
  ["artha", "freeze", artha.frozen, { code: "issuer_rejected", status: 200 }],
  ["artha", "freeze", artha.unknown, { code: "card_not_found", status: 404 }],
  ["artha", "cancel", artha.foreign, { code: "forbidden", status: 403 }],
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
    for (const issuer of ["artha", "open-api"]) {
      await world.fails(read(issuer, "card-1"), { code: "unsupported_action", effect: "none", issuer });
    }
    await world.executed();
  },

  async "reconcile says what became of an answer that was lost"(world) {
    for (const [issuer, action, cardId] of [
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
    await world.executed(["yativo", "freeze", yativo.active], ["ibanera", "activate", ibanera.inactive]);
  },
};
