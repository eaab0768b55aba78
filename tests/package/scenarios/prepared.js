// Requests for a transport of the caller, sent by hand.
import { has, same, that } from "./check.js";
import { png } from "./pictures.js";
import { CARDS } from "./world.js";

async function send({ url, method, headers, body }) {
  const response = await fetch(url, { method, headers, body: body ?? undefined });
  return { status: response.status, body: new Uint8Array(await response.arrayBuffer()) };
}

/** Prepares, sends and interprets one operation. */
export async function byHand(client, operation, cardId, options) {
  const request = await client.prepare(operation, cardId, options);
  return client.interpret(operation, cardId, await send(request));
}

export const prepared = {
  async "artha by hand"(world) {
    const { photo } = CARDS.artha;
    const outcome = await byHand(world.client("artha"), "freeze", photo, { signImage: png() });
    has(outcome, { issuer: "artha", action: "freeze", cardId: photo, result: "accepted", remarks: "CardInProgress" });
    await world.executed(["artha", "freeze", photo]);
  },

  async "artha-v1 by hand, reading back included"(world) {
    const { active } = CARDS["artha-v1"];
    const client = world.client("artha-v1");
    has(await byHand(client, "freeze", active), { result: "accepted", confirmed: false, taskId: undefined });
    has(await byHand(client, "card", active), { id: active, state: "frozen", issuerWord: "frozen" });
    await world.executed(["artha-v1", "freeze", active]);
  },

  async "open-api by hand"(world) {
    const { active } = CARDS["open-api"];
    const outcome = await byHand(world.client("open-api"), "freeze", active);
    const told = { result: "accepted", confirmed: false, remarks: "success" };
    same(outcome, { issuer: "open-api", action: "freeze", cardId: active, ...told });
    await world.executed(["open-api", "freeze", active]);
  },

  async "yativo by hand, login and reading back included"(world) {
    const client = world.client("yativo");
    const { active } = CARDS.yativo;
    const { accessToken, expiresInSeconds } = await byHand(client, "login", null);
    same(expiresInSeconds, 600, "the session's life");
    has(await byHand(client, "freeze", active, { accessToken }), { result: "accepted", confirmed: false });
    has(await byHand(client, "card", active, { accessToken }), { state: "frozen", issuerWord: "frozen" });
    same(await world.routes(), ["login", "update", "get"], "what was sent");
    await world.executed(["yativo", "freeze", active]);
  },

  async "ibanera by hand, login and reading back included"(world) {
    const client = world.client("ibanera");
    const { inactive } = CARDS.ibanera;
    const { accessToken, expiresInSeconds } = await byHand(client, "login", null);
    same(expiresInSeconds, 3600, "the session's life");
    const outcome = await byHand(client, "activate", inactive, { accessToken });
    has(outcome, { result: "completed", confirmed: true, card: { state: "active" } });
    has(await byHand(client, "activate", inactive, { accessToken }), { result: "already" });
    has(await byHand(client, "card", inactive, { accessToken }), { state: "active", issuerWord: "Active" });
    await world.executed(["ibanera", "activate", inactive]);
  },

  async "preparing sends nothing"(world) {
    await world.client("artha").prepare("freeze", CARDS.artha.active);
    await world.client("yativo").prepare("login", null);
    same(await world.routes(), [], "what was sent");
  },

  async "a prepared request stays as it is"(world) {
    const client = world.client("artha");
    const { body } = await client.prepare("freeze", CARDS.artha.photo, { signImage: png() });
    const before = [...body];
    for (let turn = 0; turn < 20; turn += 1) await client.prepare("setPin", CARDS.artha.active, { signImage: png() });
    same([...body], before, "the body");
    that(body.byteLength === body.buffer.byteLength, "the body is a part of something larger");
  },

  async "answers that are failures become errors"(world) {
    const client = world.client("yativo");
    const { active } = CARDS.yativo;
    await world.fails(client.interpret("freeze", active, { status: 502, body: "<html>" }), {
      code: "issuer_unavailable",
      effect: "unknown",
      issuer: "yativo",
      action: "freeze",
      cardId: active,
      status: 502,
    });
    await world.fails(client.interpret("card", active, { status: 500 }), { code: "issuer_unavailable", effect: "none" });
    const refused = client.interpret("login", null, { status: 401, body: "{}" });
    await world.fails(refused, { code: "unauthorized", effect: "none" });
    const limited = client.interpret("freeze", active, { status: 429, body: null, retryAfter: "7" });
    await world.fails(limited, { code: "rate_limited", effect: "none", retryAfterMs: 7_000 });
  },
};
