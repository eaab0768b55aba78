// Headers that break out of their place, come twice, or go on to the issuer.
import assert from "node:assert/strict";

import { BY_SERVER, freeze, freshKey, OWNERS, PAGE } from "../support/world.js";

const own = OWNERS.alice.pay;
/** What a server lets through all the same is about another's card. */
const lines = (port, ...more) =>
  [
    `POST /api/cards/${OWNERS.bob.pay}/freeze?issuer=pay HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: close",
    "Authorization: Bearer alice",
    `Idempotency-Key: ${freshKey()}`,
    "Content-Type: application/json",
    ...more,
  ].join("\r\n");
const raw =
  (...more) =>
  (world, due, how) =>
    world.refused({ raw: lines(world.port, ...more), ends: true, ...how }, ...due);
/** What was smuggled would be answered after what it was hidden in. */
const smuggling = { stays: true };
/** A server may refuse it by itself, or leave. */
const bad = ["400 bad_request", "403 not_allowed", ...BY_SERVER];
const key = (value) => (world) => world.refused(freeze({ key: value }), "400 bad_request");

const smuggled = `POST /api/cards/${own}/freeze?issuer=pay HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer alice\r\nIdempotency-Key: smuggled-key-smuggled-key\r\nContent-Length: 2\r\n\r\n{}`;

/** What a page sends goes no further: only what the client itself writes reaches the issuer. */
async function nothingGoesOn(world) {
  const planted = {
    Cookie: "session=planted-cookie-value",
    "X-Forwarded-For": "203.0.113.77",
    "X-Forwarded-Host": "planted-host.example",
    "X-Forwarded-Proto": "planted-proto",
    Forwarded: "for=203.0.113.78",
    "X-Real-IP": "203.0.113.79",
    "CF-Connecting-IP": "203.0.113.80",
    Via: "1.1 planted-via",
    TE: "trailers",
    "Keep-Alive": "timeout=77",
    "Proxy-Authorization": "Basic planted-proxy",
    "X-Api-Key": "planted-api-key",
    "User-Agent": "planted-agent/7.7",
    Referer: "https://app.example/planted-referer",
    Origin: PAGE,
    "Accept-Language": "planted-language",
    "X-Yativo-Signature": "planted-signature",
    traceparent: "00-planted-trace-01",
  };
  const before = world.recorder.seen.length;
  const answer = await world.taken(freeze({ action: "unfreeze", headers: Object.entries(planted) }));
  const sent = world.recorder.seen.slice(before);
  assert.ok(sent.length > 0);
  world.attacks += Object.keys(planted).length;
  const all = JSON.stringify(sent);
  for (const [name, value] of Object.entries(planted)) {
    if (name === "TE") continue;
    assert.ok(!all.includes(value), `${name} went on to the issuer`);
  }
  assert.ok(!all.includes("Bearer alice"), "the user's own token went on to the issuer");
  for (const { headers } of sent) {
    const names = headers.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());
    for (const name of ["te", "cookie", "via", "forwarded", "x-forwarded-for", "proxy-authorization", "keep-alive"]) {
      assert.ok(!names.includes(name), `${name} was sent to the issuer`);
    }
  }
  assert.equal(answer.json.result === "completed" || answer.json.result === "already", true);
}

export const headers = [
  [
    "line ends in a card's id",
    (world) => world.refused(freeze({ card: `${own}%0d%0aX-Evil:%201` }), "400 bad_request"),
  ],
  [
    "a line end in the target",
    (world) =>
      world.refused(
        { raw: `GET /api/cards/${own}\r\nX-Evil: 1?issuer=pay HTTP/1.1\r\nHost: a\r\n\r\n`, ends: true },
        ...bad,
        "401 not_signed_in",
      ),
  ],
  ["a key with a blank", key("key with blanks inside it")],
  ["a key with a quote", key('key-with-"-a-quote-in-it')],
  ["a key of one quote", key('"key-with-one-quote-only')],
  ["a key with a backslash", key("key-with-\\-a-backslash")],
  ["a key with bytes of UTF-8", key("key-with-\u00c3\u00a9-letters-in")],
  ["a key that is too short", key("short")],
  ["a key that is too long", key("k".repeat(129))],
  ["an empty key", (world) => world.refused(freeze({ key: "" }), "400 bad_request", "428 key_required")],
  ["no key", (world) => world.refused(freeze({ key: null }), "428 key_required")],
  [
    "a key with a bare line feed",
    (world) => raw("Idempotency-Key: aaaaaaaaaaaaaaaa\nX-Evil: 1", "Content-Length: 2", "", "{}")(world, bad),
  ],
  [
    "a key with a bare carriage return",
    (world) => raw("X-Key: aaaaaaaaaaaaaaaa\rX-Evil: 1", "Content-Length: 2", "", "{}")(world, bad),
  ],
  ["a header with a zero", (world) => raw("X-Odd: a\u0000b", "Content-Length: 2", "", "{}")(world, bad)],
  [
    "a header that is folded",
    (world) => raw("X-Odd: a", " Idempotency-Key: bbbbbbbbbbbbbbbbbbbb", "Content-Length: 99", "")(world, bad),
  ],
  ["a blank before a header's colon", (world) => raw("Content-Length : 2", "", "{}")(world, bad)],
  ["two keys", (world) => raw(`Idempotency-Key: ${freshKey()}`, "Content-Length: 2", "", "{}")(world, bad)],
  ["two keys in one header", key("first-key-first-key, second-key-second")],
  ["two lengths", (world) => raw("Content-Length: 2", "Content-Length: 3", "", "{} ")(world, bad)],
  ["two lengths in one header", (world) => raw("Content-Length: 2, 3", "", "{} ")(world, bad)],
  ["a length that is no number", (world) => raw("Content-Length: 2x", "", "{}")(world, bad)],
  ["a length below zero", (world) => raw("Content-Length: -2", "", "{}")(world, bad)],
  ["a length with a sign", (world) => raw("Content-Length: +2", "", "{}")(world, bad)],
  [
    "a length and chunks",
    (world) =>
      raw(
        `Content-Length: ${smuggled.length}`,
        "Transfer-Encoding: chunked",
        "",
        `0\r\n\r\n${smuggled}`,
      )(world, bad, smuggling),
  ],
  [
    "chunks, written oddly",
    (world) => raw("Transfer-Encoding: xchunked", "", `0\r\n\r\n${smuggled}`)(world, bad, smuggling),
  ],
  [
    "a chunk's size that is no number",
    (world) => raw("Transfer-Encoding: chunked", "", "zz\r\n{}\r\n0\r\n\r\n")(world, [...bad, "500 failed"]),
  ],
  [
    "two tokens",
    (world) =>
      world.refused(
        freeze({
          anonymous: true,
          headers: [
            ["Authorization", "Bearer alice"],
            ["Authorization", "Bearer bob"],
          ],
        }),
        "401 not_signed_in",
        "400 bad_request",
        "400",
      ),
  ],
  [
    "two tokens, the first unknown",
    (world) =>
      world.refused(
        freeze({
          anonymous: true,
          headers: [
            ["Authorization", "Bearer eve"],
            ["Authorization", "Bearer bob"],
          ],
          card: OWNERS.bob.pay,
        }),
        "401 not_signed_in",
        "400 bad_request",
        "400",
      ),
  ],
  [
    "two types",
    (world) =>
      world.refused(
        freeze({ headers: [["Content-Type", "multipart/form-data; boundary=b"]] }),
        "400 bad_request",
        "415 unsupported_media",
      ),
  ],
  [
    "two hosts",
    (world) =>
      world.refused(
        freeze({
          headers: [
            ["Host", "evil.example"],
            ["Host", "other.example"],
          ],
          card: OWNERS.bob.pay,
        }),
        ...bad,
      ),
  ],
  [
    "no host",
    (world) =>
      world.refused(
        { raw: `GET /api/cards/${own}?issuer=pay HTTP/1.1\r\nConnection: close\r\n\r\n` },
        ...bad,
        "401 not_signed_in",
      ),
  ],
  [
    "a body that is packed",
    (world) => world.refused(freeze({ headers: [["Content-Encoding", "gzip"]] }), "415 unsupported_media"),
  ],
  [
    "a charset that is another",
    (world) =>
      world.refused(
        {
          ...freeze(),
          headers: [
            ["Idempotency-Key", freshKey()],
            ["Content-Type", "application/json; charset=utf-16"],
          ],
        },
        "415 unsupported_media",
      ),
  ],
  [
    "a header of 100,000 bytes",
    (world) =>
      world.refused(freeze({ headers: [["X-Long", "a".repeat(100_000)]], card: OWNERS.bob.pay }), ...bad, "431"),
  ],
  [
    "5,000 headers",
    (world) =>
      world.refused(
        freeze({ headers: Array.from({ length: 5000 }, (_, at) => [`X-${at}`, "a"]), card: OWNERS.bob.pay }),
        ...bad,
        "431",
      ),
  ],
  ["headers of a page go on to the issuer", nothingGoesOn],
];
