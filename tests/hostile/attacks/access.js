// Cards, actions and pages that are not for this user.
import assert from "node:assert/strict";

import { BY_SERVER, freeze, freshKey, OWNERS, PAGE } from "../support/world.js";

const forbidden = "403 not_allowed";
const bobs = { card: OWNERS.bob.pay };
const page = (headers) => [["Cookie", "session=alice"], ...headers];
const form = (type, body, headers = [["Origin", "https://evil.example"]]) => ({
  path: `/api/cards/${OWNERS.alice.pay}/freeze?issuer=pay`,
  headers: [["Idempotency-Key", freshKey()], ["Content-Type", type], ...headers],
  body,
});

const answersAlike = async (world) => {
  const [others, unknown] = [freeze(bobs), freeze({ card: "b0000000-0000-4000-8000-00000000ffff" })];
  const one = await world.refused(others, forbidden);
  const other = await world.refused(unknown, forbidden);
  const plain = ({ json: { cardId, ...rest } }) => rest;
  assert.deepEqual(plain(one), plain(other));
};

export const access = [
  ["another user's card is frozen", (world) => world.refused(freeze(bobs), forbidden)],
  [
    "another user's card is read",
    (world) => world.refused({ method: "GET", path: `/api/cards/${bobs.card}?issuer=pay` }, forbidden),
  ],
  [
    "another user's card is headed",
    (world) => world.refused({ method: "HEAD", path: `/api/cards/${bobs.card}?issuer=pay` }, "403"),
  ],
  ["a card that is another's looks as one that is not there", answersAlike],
  ["a card is asked for at another issuer", (world) => world.refused(freeze({ issuer: "plastic" }), forbidden)],
  [
    "a card of another merchant",
    (world) => world.refused(freeze({ issuer: "plastic", card: "a0000000-0000-4000-8000-000000000007" }), forbidden),
  ],
  [
    "no issuer is named",
    (world) => world.refused(freeze({ path: `/api/cards/${OWNERS.alice.pay}/freeze` }), "400 bad_request"),
  ],
  ["an issuer that is none", (world) => world.refused(freeze({ issuer: "__proto__" }), "400 bad_request")],
  ["an issuer named constructor", (world) => world.refused(freeze({ issuer: "constructor" }), "400 bad_request")],
  [
    "two issuers",
    (world) =>
      world.refused(
        freeze({ path: `/api/cards/${OWNERS.alice.pay}/freeze?issuer=pay&issuer=plastic` }),
        "400 bad_request",
      ),
  ],
  ["nobody is signed in", (world) => world.refused(freeze({ anonymous: true }), "401 not_signed_in")],
  [
    "somebody unknown",
    (world) =>
      world.refused(freeze({ anonymous: true, headers: [["Authorization", "Bearer eve"]] }), "401 not_signed_in"),
  ],
  [
    "a user's name in another case",
    (world) =>
      world.refused(freeze({ anonymous: true, headers: [["Authorization", "Bearer ALICE"]] }), "401 not_signed_in"),
  ],
  ["an action that is none", (world) => world.refused(freeze({ action: "explode" }), "404 not_found")],
  ["an action of every object", (world) => world.refused(freeze({ action: "constructor" }), "404 not_found")],
  ["a method of the client that is no route", (world) => world.refused(freeze({ action: "prepare" }), "404 not_found")],
  ["the action's name in camel case", (world) => world.refused(freeze({ action: "setPin" }), "404 not_found")],
  ["an action that is not allowed here", (world) => world.refused(freeze({ action: "activate" }), forbidden)],
  [
    "card number and CVV, which are not allowed here",
    (world) => world.refused(freeze({ action: "reveal", key: null }), forbidden),
  ],
  [
    "the PIN, which is not allowed here",
    (world) => world.refused(freeze({ action: "reveal-pin", key: null }), forbidden),
  ],
  [
    "a new card",
    (world) =>
      world.refused(
        {
          path: "/api/cards?issuer=pay",
          headers: [
            ["Idempotency-Key", freshKey()],
            ["Content-Type", "application/json"],
          ],
          body: "{}",
        },
        forbidden,
      ),
  ],
  [
    "what cannot be undone, unconfirmed",
    (world) =>
      world.refused(
        freeze({ action: "cancel", issuer: "plastic", card: OWNERS.alice.plastic }),
        "403 confirmation_required",
      ),
  ],
  [
    "another user's operation",
    async (world) => {
      const { json } = await world.taken(
        freeze({ action: "unfreeze", anonymous: true, headers: [["Authorization", "Bearer bob"]], card: bobs.card }),
        202,
      );
      assert.ok(json.operation);
      await world.refused(
        { method: "GET", path: `/api/operations/${encodeURIComponent(json.operation)}` },
        "404 not_found",
        forbidden,
      );
    },
  ],
  [
    "an operation with a made-up id",
    (world) =>
      world.refused(
        { method: "GET", path: `/api/operations/${"0".repeat(32)}~pay~${bobs.card}` },
        "404 not_found",
        forbidden,
      ),
  ],
  [
    "an operation that is no id",
    (world) => world.refused({ method: "GET", path: "/api/operations/__proto__" }, "404 not_found"),
  ],

  [
    "a page of another origin",
    (world) => world.refused(freeze({ headers: page([["Origin", "https://evil.example"]]) }), "403 wrong_origin"),
  ],
  [
    "a page of no origin",
    (world) => world.refused(freeze({ headers: page([["Origin", "null"]]) }), "403 wrong_origin"),
  ],
  [
    "an origin that begins alike",
    (world) => world.refused(freeze({ headers: page([["Origin", `${PAGE}.evil.example`]]) }), "403 wrong_origin"),
  ],
  [
    "an origin that ends alike",
    (world) => world.refused(freeze({ headers: page([["Origin", "https://evil-app.example"]]) }), "403 wrong_origin"),
  ],
  [
    "an origin in capitals",
    (world) => world.refused(freeze({ headers: page([["Origin", PAGE.toUpperCase()]]) }), "403 wrong_origin"),
  ],
  [
    "the right origin over HTTP",
    (world) => world.refused(freeze({ headers: page([["Origin", "http://app.example"]]) }), "403 wrong_origin"),
  ],
  [
    "the right origin on another port",
    (world) => world.refused(freeze({ headers: page([["Origin", `${PAGE}:8443`]]) }), "403 wrong_origin"),
  ],
  [
    "two origins in one header",
    (world) =>
      world.refused(freeze({ headers: page([["Origin", `${PAGE}, https://evil.example`]]) }), "403 wrong_origin"),
  ],
  [
    "a page of another site that tells no origin",
    (world) => world.refused(freeze({ headers: page([["Sec-Fetch-Site", "cross-site"]]) }), "403 wrong_origin"),
  ],
  [
    "a page of a site beside",
    (world) => world.refused(freeze({ headers: page([["Sec-Fetch-Site", "same-site"]]) }), "403 wrong_origin"),
  ],
  [
    "a cookie, and nothing that tells whose page it is",
    (world) => world.refused(freeze({ headers: page([]) }), "403 wrong_origin"),
  ],
  [
    "a form of another site",
    (world) => world.refused(form("application/x-www-form-urlencoded", "a=b"), "403 wrong_origin"),
  ],
  ["a plain text of another site that is JSON", (world) => world.refused(form("text/plain", "{}"), "403 wrong_origin")],
  [
    "a form of another site with parts",
    (world) => world.refused(form("multipart/form-data; boundary=b", "--b--\r\n"), "403 wrong_origin"),
  ],
  [
    "a form, sent by the own page",
    (world) =>
      world.refused(form("application/x-www-form-urlencoded", "a=b", [["Origin", PAGE]]), "415 unsupported_media"),
  ],
  [
    "plain text, sent by the own page",
    (world) => world.refused(form("text/plain", "{}", [["Origin", PAGE]]), "415 unsupported_media"),
  ],
  [
    "a read by a page of another origin",
    (world) =>
      world.refused(
        {
          method: "GET",
          path: `/api/cards/${OWNERS.alice.pay}?issuer=pay`,
          headers: [["Origin", "https://evil.example"]],
        },
        "403 wrong_origin",
      ),
  ],
  [
    "a preflight of another origin",
    async (world) => {
      const headers = [
        ["Origin", "https://evil.example"],
        ["Access-Control-Request-Method", "POST"],
      ];
      const { headers: told } = await world.refused(
        { method: "OPTIONS", path: `/api/cards/${OWNERS.alice.pay}/freeze`, headers },
        "403 wrong_origin",
      );
      assert.equal(told.get("access-control-allow-origin"), undefined);
    },
  ],

  [
    "a read that a header turns into a write",
    (world) =>
      world.refused(
        {
          method: "GET",
          path: `/api/cards/${OWNERS.alice.pay}/freeze?issuer=pay`,
          headers: [["X-HTTP-Method-Override", "POST"]],
        },
        "405 method_not_allowed",
        "400 bad_request",
      ),
  ],
  [
    "a write whose header names another method",
    (world) => world.refused(freeze({ headers: [["X-HTTP-Method-Override", "DELETE"]] }), "400 bad_request"),
  ],
  [
    "a write whose query names another method",
    (world) =>
      world.refused(
        freeze({ path: `/api/cards/${OWNERS.alice.pay}/freeze?issuer=pay&_method=DELETE` }),
        "400 bad_request",
      ),
  ],
  [
    "a write whose body names another method",
    (world) => world.refused(freeze({ body: '{"_method":"DELETE"}' }), "400 invalid_input", "400 bad_request"),
  ],
  ...["GET", "PUT", "DELETE", "PATCH"].map((method) => [
    `a write by ${method}`,
    (world) => world.refused(freeze({ method }), "405 method_not_allowed", "400"),
  ]),
  [
    "a method in small letters",
    (world) => world.refused(freeze({ method: "post" }), "405 method_not_allowed", ...BY_SERVER),
  ],
  [
    "a method that is none",
    (world) => world.refused(freeze({ method: "FREEZE" }), "405 method_not_allowed", ...BY_SERVER),
  ],
  [
    "TRACE",
    (world) =>
      world.refused(
        { method: "TRACE", path: `/api/cards/${OWNERS.alice.pay}` },
        "405 method_not_allowed",
        "405",
        ...BY_SERVER,
      ),
  ],
];
