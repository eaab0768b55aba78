// What is refused, with its code, its effect and nothing sent to an issuer.
import assert from "node:assert/strict";

import { png } from "../../package/scenarios/pictures.js";
import { CARDS } from "../../package/scenarios/world.js";
import { BENS } from "../support/shop.js";
import { newKey } from "../support/world.js";

const { artha, yativo } = CARDS;
const FREEZE = `/cards/${artha.active}/freeze?issuer=artha`;
const CANCEL = `/cards/${artha.active}/cancel?issuer=artha`;
const READ = `/cards/${yativo.active}?issuer=yativo`;

/** Says what a problem must be, and that no issuer was asked. */
async function refused(world, answer, status, code, more = {}) {
  assert.deepEqual([answer.status, answer.body?.code], [status, code], answer.text);
  assert.equal(answer.headers.get("content-type"), "application/problem+json");
  const { type, title, effect, retryable } = answer.body;
  assert.equal(type, `urn:cardlatch:error:${code}`);
  assert.equal(answer.body.status, status);
  assert.ok(title.length > 5);
  assert.deepEqual([effect, typeof retryable], ["none", "boolean"]);
  for (const [name, value] of Object.entries(more)) assert.deepEqual(answer.body[name], value, name);
  assert.deepEqual(world.admin.requests(), [], "an issuer was asked");
  return answer;
}

const json = { "content-type": "application/json" };

/** Each: what to open, the request, status and code. */
const CASES = {
  "nobody who is known": [{}, ["GET", READ, { user: "" }], 401, "not_signed_in"],
  "nobody who is known, for a write": [{}, ["POST", FREEZE, { user: "", key: newKey() }], 401, "not_signed_in"],
  "a principal whose id is too long": [{}, ["GET", READ, { user: "a".repeat(257) }], 500, "failed"],
  "a principal whose id has a blank in it": [{}, ["GET", READ, { user: "a b" }], 500, "failed"],
  "a card of somebody else": [{}, ["POST", `/cards/${BENS[0]}/freeze?issuer=artha`, { key: newKey() }], 403, "not_allowed"],
  "a card of somebody else, read": [{}, ["GET", `/cards/${BENS[0]}/balance?issuer=artha`], 403, "not_allowed"],
  "a card of somebody else, revealed": [{}, ["POST", `/cards/${BENS[0]}/reveal?issuer=artha`], 403, "not_allowed"],
  "an answer of owns that is not true": [{}, ["POST", FREEZE, { user: "eve", key: newKey() }], 403, "not_allowed"],
  "what is not allowed": [{ options: { allow: ["card"] } }, ["POST", FREEZE, { key: newKey() }], 403, "not_allowed"],
  "secrets that are not allowed": [{ options: { allow: ["card", "freeze"] } }, ["POST", `/cards/${artha.active}/reveal?issuer=artha`], 403, "not_allowed"],
  "what the issuer has not": [{}, ["POST", "/cards/1001/freeze?issuer=ibanera", { key: newKey() }], 422, "unsupported_action"],
  "an issuer that is not here": [{}, ["GET", `/cards/${artha.active}?issuer=bank`], 400, "bad_request"],
  "a query parameter that is unknown": [{}, ["GET", `${READ}&verbose=1`], 400, "bad_request"],
  "a path that is unknown": [{}, ["GET", "/accounts"], 404, "not_found"],
  "a method that is not there": [{}, ["DELETE", READ], 405, "method_not_allowed"],
  "a write without a key": [{}, ["POST", FREEZE], 428, "key_required"],
  "a key that is too short": [{}, ["POST", FREEZE, { key: "short" }], 400, "bad_request"],
  "a body that is no JSON": [{}, ["POST", FREEZE, { key: newKey(), body: "{", headers: json }], 400, "bad_request"],
  "a body that is no object": [{}, ["POST", FREEZE, { key: newKey(), body: "[]", headers: json }], 400, "bad_request"],
  "a body of another media type": [{}, ["POST", FREEZE, { key: newKey(), body: "a=1", headers: { "content-type": "text/csv" } }], 415, "unsupported_media"],
  "an option that is unknown": [{}, ["POST", FREEZE, { key: newKey(), body: { force: true } }], 400, "invalid_input"],
  "an option of the call that is not the page's": [{}, ["POST", FREEZE, { key: newKey(), body: { deadlineMs: 5 } }], 400, "bad_request"],
  "what is irreversible and not confirmed": [{ hooks: ["confirm"] }, ["POST", CANCEL, { key: newKey() }], 403, "confirmation_required"],
  "an answer of confirm that is not true": [{ hooks: ["confirm"] }, ["POST", CANCEL, { key: newKey(), headers: { "x-confirmed": "perhaps" } }], 403, "confirmation_required"],
  "what the program wants confirmed": [{ hooks: ["confirm"], options: { confirmActions: ["freeze"] } }, ["POST", FREEZE, { key: newKey() }], 403, "confirmation_required"],
  "too many requests": [{ hooks: ["rateLimit"] }, ["POST", FREEZE, { key: newKey(), headers: { "x-many": "1" } }], 429, "rate_limited"],
  "authenticate that throws": [{ throwing: ["authenticate"] }, ["GET", READ], 500, "failed"],
  "owns that throws": [{ throwing: ["owns"] }, ["POST", FREEZE, { key: newKey() }], 500, "failed"],
  "confirm that throws": [{ hooks: ["confirm"], throwing: ["confirm"] }, ["POST", CANCEL, { key: newKey() }], 500, "failed"],
  "rateLimit that throws": [{ hooks: ["rateLimit"], throwing: ["rateLimit"] }, ["GET", READ], 500, "failed"],
  "a ledger that is away": [{ ledger: { failing: ["reserve"] } }, ["POST", FREEZE, { key: newKey() }], 503, "ledger_unavailable"],
  "a page of another origin": [{}, ["POST", FREEZE, { key: newKey(), origin: "https://evil.example" }], 403, "wrong_origin"],
  "a page of another origin, signed in or not": [{}, ["POST", FREEZE, { user: "", key: newKey(), origin: "null" }], 403, "wrong_origin"],
};

const refuses = ([change, [method, path, more], status, code]) => async (world) => {
  await world.open(change);
  const answer = await refused(world, await world.ask(method, path, more), status, code);
  assert.doesNotMatch(answer.text, /4711|is away; the/, "what a hook throws is for nobody");
};

export const refusals = {
  ...Object.fromEntries(Object.entries(CASES).map(([name, row]) => [name, refuses(row)])),

  async "a method that is not there says which are"(world) {
    const { headers } = await world.ask("PUT", "/cards");
    assert.deepEqual(headers.get("allow").split(/, */).sort(), ["GET", "HEAD", "OPTIONS", "POST"]);
  },

  async "a limit says when to come again"(world) {
    await world.open({ hooks: ["rateLimit"] });
    const { headers, body } = await world.get(READ, { headers: { "x-many": "1" } });
    assert.equal(headers.get("retry-after"), "7");
    assert.equal(body.retryAfterMs, 7000);
    assert.equal((await world.get(READ)).status, 200);
    assert.deepEqual((await world.seen()).limits[0], { who: "ann", action: "card", cardId: yativo.active, issuer: "yativo" });
  },

  async "a body that is too long, however it comes"(world) {
    await world.open({ options: { maxBodyBytes: 1000 } });
    const body = { remarks: "x".repeat(2000) };
    await refused(world, await world.post(FREEZE, { body }), 413, "too_large");
    const long = new Uint8Array(2000).fill(0x20);
    await refused(world, await world.post(FREEZE, { body: long, headers: json }), 413, "too_large");
    let sent = 0;
    const stream = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(65_536).fill(0x20));
        if (sent === 64) controller.close();
      },
    });
    await refused(world, await world.post(FREEZE, { body: stream, headers: json }), 413, "too_large");
  },

  async "a picture that is too large, in a form and as text"(world) {
    await world.open({ options: { maxImageBytes: 60, maxBodyBytes: 1000 } });
    const form = new FormData();
    form.set("signImage", new Blob([png()], { type: "image/png" }), "a.png");
    await refused(world, await world.post(FREEZE, { body: form }), 413, "too_large");
  },

  async "a form with a part that is not known, or one twice"(world) {
    const strange = new FormData();
    strange.set("file", new Blob([png()]), "a.png");
    await refused(world, await world.post(FREEZE, { body: strange }), 400, "bad_request");
    const twice = new FormData();
    for (const name of ["a", "b"]) twice.append("signImage", new Blob([png()]), name);
    await refused(world, await world.post(FREEZE, { body: twice }), 400, "bad_request");
  },

  async "a confirmation is asked with what is wanted, and taken"(world) {
    await world.open({ hooks: ["confirm"] });
    const answer = await world.post(CANCEL, { headers: { "x-confirmed": "yes" }, body: {} });
    assert.equal(answer.status, 202, answer.text);
    assert.deepEqual((await world.seen()).questions, [
      { who: "ann", action: "cancel", issuer: "artha", cardId: artha.active, options: {} },
    ]);
    assert.equal((await world.post(FREEZE)).status !== 403, true, "what can be undone needs no confirmation");
  },

  async "an error of the issuer is told with the proxy's words, status and effect"(world) {
    const unknown = await world.post(`/cards/${artha.unknown}/freeze?issuer=artha`, {});
    assert.deepEqual([unknown.status, unknown.body.code, unknown.body.effect], [404, "card_not_found", "none"]);
    const again = await world.post(`/cards/${artha.frozen}/freeze?issuer=artha`, {});
    assert.deepEqual([again.status, again.body.code, again.body.effect], [422, "issuer_rejected", "none"]);
    world.admin.addFault({ issuer: "artha", route: "CardFreeze", fault: "rate_limited", retryAfterSeconds: 99, times: 9 });
    const limited = await world.post(FREEZE, {});
    assert.deepEqual([limited.status, limited.body.code, limited.body.effect], [429, "rate_limited", "none"]);
    assert.equal(limited.headers.get("retry-after"), "99");
    assert.doesNotMatch(unknown.text + again.text + limited.text, /issuerMessage|stack/);
  },
};
