// Callbacks that no issuer sent, or that came before.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";

import { OTHER_SECRET, OWNERS, PATH_SECRET, WEBHOOK_SECRET } from "../support/world.js";

let number = 0;
const bodyOf = () => JSON.stringify({ "event.type": "deposit.created", payload: { id: `d_hostile_${(number += 1)}` } });
const mac = (secret, body) => createHmac("sha256", secret).update(body).digest("hex");
const to = (where, body, headers = []) => ({
  path: `/api/callbacks/${where}`,
  anonymous: true,
  headers: [["Content-Type", "application/json"], ...headers],
  body,
});
const pay = (body, signature) => to("pay", body, signature === undefined ? [] : [["X-Yativo-Signature", signature]]);
const taskOf = (progress) => ({
  notifyType: "operation",
  cardId: OWNERS.alice.plastic,
  taskId: "00000000-0000-4000-8000-00000000dead",
  status: progress,
});

/** Refused as unproven, and the program never heard of it. */
const forged =
  (make, ...due) =>
  async (world) => {
    const { events } = await world.told();
    await world.refused(make(), ...(due.length ? due : ["401"]));
    assert.deepEqual((await world.told()).events, events);
  };

async function replayed(world) {
  const body = bodyOf();
  const before = (await world.told()).events.length;
  await world.taken(pay(body, mac(WEBHOOK_SECRET, body)));
  assert.equal((await world.told()).events.length, before + 1);
  for (let times = 0; times < 3; times += 1) {
    world.attacks += 1;
    await world.taken(pay(body, mac(WEBHOOK_SECRET, body)));
    const now = (await world.told()).events.length;
    if (now !== before + 1) world.through += 1;
    assert.equal(now, before + 1);
  }
}

/** A forged end of an operation settles nothing. */
async function settled(world) {
  const key = `key-of-an-accepted-one-${(number += 1)}`;
  const path = `/api/cards/${OWNERS.alice.plastic}/freeze?issuer=plastic`;
  const accepted = await world.taken(
    {
      path,
      headers: [
        ["Idempotency-Key", key],
        ["Content-Type", "application/json"],
      ],
      body: "{}",
    },
    202,
  );
  const { taskId, operation } = accepted.json;
  assert.ok(taskId);
  const body = JSON.stringify({ ...taskOf("Success"), taskId });
  const state = async () =>
    (await world.taken({ method: "GET", path: `/api/operations/${encodeURIComponent(operation)}` })).json.state;
  for (const where of [
    "plastic",
    "plastic/wrong-secret-wrong-secret-wrong",
    `plastic/${PATH_SECRET.slice(0, -1)}`,
    `plastic/${PATH_SECRET}x`,
    "pay",
  ]) {
    await world.refused(to(where, body), "401", "404 not_found", "401 not_signed_in");
    assert.equal(await state(), "accepted", where);
  }
}

export const callbacks = [
  ["no signature", forged(() => pay(bodyOf()))],
  ["an empty signature", forged(() => pay(bodyOf(), ""))],
  ["a wrong signature", forged(() => pay(bodyOf(), mac("another secret of somebody", "{}")))],
  ["the signature of another body", forged(() => pay(bodyOf(), mac(WEBHOOK_SECRET, bodyOf())))],
  [
    "a signature that is cut",
    forged(() => {
      const body = bodyOf();
      return pay(body, mac(WEBHOOK_SECRET, body).slice(0, 62));
    }),
  ],
  [
    "a signature's first byte only",
    forged(() => {
      const body = bodyOf();
      return pay(body, mac(WEBHOOK_SECRET, body).slice(0, 2));
    }),
  ],
  [
    "a signature with one digit more",
    forged(() => {
      const body = bodyOf();
      return pay(body, `${mac(WEBHOOK_SECRET, body)}0`);
    }),
  ],
  [
    "a signature with one digit changed",
    forged(() => {
      const body = bodyOf();
      const right = mac(WEBHOOK_SECRET, body);
      return pay(body, (right[0] === "0" ? "1" : "0") + right.slice(1));
    }),
  ],
  [
    "another issuer's secret",
    forged(() => {
      const body = bodyOf();
      return pay(body, mac(OTHER_SECRET, body));
    }),
  ],
  [
    "the path's secret as the signature's",
    forged(() => {
      const body = bodyOf();
      return pay(body, mac(PATH_SECRET, body));
    }),
  ],
  [
    "an empty secret",
    forged(() => {
      const body = bodyOf();
      return pay(body, mac("", body));
    }),
  ],
  ["a signature of nothing", forged(() => pay(bodyOf(), mac(WEBHOOK_SECRET, "")))],
  [
    "a body that changed by a blank",
    forged(() => {
      const body = bodyOf();
      return pay(`${body} `, mac(WEBHOOK_SECRET, body));
    }),
  ],
  [
    "a signature in the query",
    forged(() => {
      const body = bodyOf();
      return to(`pay?signature=${mac(WEBHOOK_SECRET, body)}`, body);
    }, "400 bad_request"),
  ],
  ["an issuer without a receiver", forged(() => to("other", bodyOf()), "404 not_found")],
  ["an issuer named __proto__", forged(() => to("__proto__", bodyOf()), "404 not_found")],
  ["an issuer named constructor", forged(() => to("constructor", bodyOf()), "404 not_found")],
  [
    "a wrong secret in the path",
    forged(() => to("plastic/wrong-secret-of-the-path", JSON.stringify(taskOf("Success")))),
  ],
  ["no secret in the path", forged(() => to("plastic", JSON.stringify(taskOf("Success"))))],
  [
    "the secret escaped twice",
    forged(
      () => to(`plastic/${PATH_SECRET.replace("_", "%255f")}`, JSON.stringify(taskOf("Success"))),
      "400 bad_request",
      "401",
    ),
  ],
  [
    "the secret with a step up",
    forged(
      () => to(`plastic/x/../${PATH_SECRET.slice(1)}`, JSON.stringify(taskOf("Success"))),
      "400",
      "400 bad_request",
      "404 not_found",
      "401",
    ),
  ],
  ["by GET", forged(() => ({ method: "GET", path: "/api/callbacks/pay", anonymous: true }), "405 method_not_allowed")],
  ["a signed-in user's callback", forged(() => ({ ...pay(bodyOf(), "00"), anonymous: false }))],
  ["two megabytes", forged(() => pay(`{"a":"${"a".repeat(2 ** 21)}"}`, "00"), "413", "413 too_large", "0")],
  ["the same callback again", replayed],
  ["a forged end of an accepted operation", settled],
];
