// Many calls at once, and one session for all of them.
import { same } from "./check.js";
import { CARDS } from "./world.js";

const count = (routes, name) => routes.filter((route) => route === name).length;

const together = (number) => async (world) => {
  for (const [issuer, cardId, read] of [
    ["yativo", CARDS.yativo.active, "get"],
    ["ibanera", CARDS.ibanera.active, "carddetails"],
  ]) {
    await world.reset();
    const client = world.client(issuer, {}, { deadlineMs: 3_000 });
    const cards = await Promise.all(Array.from({ length: number }, () => client.card(cardId)));
    same(new Set(cards.map(({ state }) => state)).size, 1, "the number of different answers");
    const routes = await world.routes();
    same(count(routes, "login"), 1, "the number of logins");
    same(count(routes, read), number, "the number of reads");
  }
};

export const sessions = {
  "2 calls at once share one login": together(2),
  "3 calls at once share one login": together(3),
  "50 calls at once share one login": together(50),

  async "a session is used again"(world) {
    const client = world.client("yativo");
    for (let turn = 0; turn < 3; turn += 1) await client.card(CARDS.yativo.active);
    same(await world.routes(), ["login", "get", "get", "get"], "what was sent");
  },

  async "a refused login is remembered"(world) {
    const wrong = { yativo: { appSecret: "wrong" }, ibanera: { password: "wrong" } };
    for (const issuer of ["yativo", "ibanera"]) {
      await world.reset();
      const client = world.client(issuer, wrong[issuer]);
      const expected = { code: "unauthorized", effect: "none", retryable: false };
      await world.fails(client.card(CARDS[issuer].active), expected);
      const again = await world.fails(client.card(CARDS[issuer].active), expected);
      same(again.retryAfterMs > 0 && again.retryAfterMs <= 60_000, true, "whether the wait is told");
      same(await world.routes(), ["login"], "what was sent");
    }
  },

  async "a login that fails leaves the card as it was"(world) {
    for (const [fault, code] of [["status_500", "issuer_unavailable"], ["html_200", "unexpected_answer"]]) {
      await world.reset();
      await world.fault("yativo", fault, { route: "login" });
      await world.fails(world.client("yativo").freeze(CARDS.yativo.active), { code, effect: "none" });
      same(await world.routes(), ["login"], "what was sent");
    }
  },
};
