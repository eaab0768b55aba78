// Bodies that are too long, that lie about themselves, or that are made to be expensive.
import { freeze, freshKey, OWNERS } from "../support/world.js";

const path = `/api/cards/${OWNERS.alice.pay}/freeze?issuer=pay`;
const typed = (type, more = []) => [["Idempotency-Key", freshKey()], ["Content-Type", type], ...more];
const json = (body) => (world) => world.refused(freeze({ body }), "400 bad_request", "400 invalid_input");
const form =
  (body, ...due) =>
  (world) =>
    world.refused(
      { path, headers: typed("multipart/form-data; boundary=b"), body },
      ...(due.length ? due : ["400 bad_request"]),
    );
const part = (name, content = "{}", more = "") =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${content}\r\n`;
const end = "--b--\r\n";

const chunked = (more = []) => typed("application/json", [["Transfer-Encoding", "chunked"], ...more]);
const tooLarge = ["413 too_large", "413", "0"];

/** Far more than any limit; whoever reads it all takes the test's whole time. */
function* endless(first = "") {
  const piece = Buffer.alloc(65_536, 0x20);
  if (first) yield `${first.length.toString(16)}\r\n${first}\r\n`;
  for (let at = 0; at < 4096; at += 1) {
    yield `${piece.length.toString(16)}\r\n`;
    yield piece;
    yield "\r\n";
  }
}

function* drips(text) {
  for (const letter of text) yield `1\r\n${letter}\r\n`;
  yield "0\r\n\r\n";
}

const deep = (open, close, depth) => `{"reason":${open.repeat(depth)}${close.repeat(depth)}}`;
const many = (count, name) => `{${Array.from({ length: count }, (_, at) => `"${name(at)}":1`).join(",")}}`;

export const bodies = [
  [
    "a length far over the limit",
    (world) => world.refused(freeze({ headers: [["Content-Length", "99999999999"]] }), ...tooLarge),
  ],
  [
    "a length that no number holds",
    (world) =>
      world.refused(freeze({ headers: [["Content-Length", "9".repeat(40)]] }), ...tooLarge, "400", "400 bad_request"),
  ],
  [
    "a length longer than the body, and the end",
    (world) =>
      world.refused(
        { ...freeze({ headers: [["Content-Length", "100"]] }), ends: true },
        "400",
        "400 bad_request",
        "500 failed",
        "0",
      ),
  ],
  [
    "a length shorter than the body",
    (world) => world.refused(freeze({ headers: [["Content-Length", "1"]] }), "400 bad_request", "400"),
  ],
  [
    "a body just over the limit",
    (world) => world.refused(freeze({ body: `{"reason":"${"a".repeat(4096)}"}` }), ...tooLarge),
  ],
  [
    "a body far over the limit",
    (world) => world.refused(freeze({ body: `{"reason":"${"a".repeat(300_000)}"}` }), ...tooLarge),
  ],
  ["chunks without an end", (world) => world.refused({ path, headers: chunked(), body: endless() }, ...tooLarge)],
  [
    "chunks without an end, in a text",
    (world) => world.refused({ path, headers: chunked(), body: endless('{"reason":"') }, ...tooLarge),
  ],
  [
    "chunks without an end, in a form",
    (world) =>
      world.refused(
        {
          path,
          headers: typed("multipart/form-data; boundary=b", [["Transfer-Encoding", "chunked"]]),
          body: endless(part("signImage").slice(0, -4)),
        },
        ...tooLarge,
      ),
  ],
  [
    "chunks without an end, before the first boundary",
    (world) =>
      world.refused(
        {
          path,
          headers: typed("multipart/form-data; boundary=b", [["Transfer-Encoding", "chunked"]]),
          body: endless(),
        },
        "400 bad_request",
        ...tooLarge,
      ),
  ],
  [
    "a body for another's card without an end",
    (world) =>
      world.refused(
        { path: path.replace(OWNERS.alice.pay, OWNERS.bob.pay), headers: chunked(), body: endless() },
        "403 not_allowed",
        "0",
      ),
  ],
  [
    "a body byte by byte that is no JSON",
    (world) => world.refused({ path, headers: chunked(), body: drips("{}}") }, "400 bad_request"),
  ],
  [
    "a body without a type",
    (world) => world.refused({ path, headers: [["Idempotency-Key", freshKey()]], body: "{}" }, "415 unsupported_media"),
  ],

  ["10,000 parts", form(part("options").repeat(10_000) + end, "400 bad_request", ...tooLarge)],
  ["the same part twice", form(part("options") + part("options") + end)],
  ["two pictures", form(part("signImage", "a", '; filename="a"') + part("signImage", "b", '; filename="b"') + end)],
  ["a part that is unknown", form(part("other") + end)],
  ["a part named __proto__", form(part("__proto__") + end)],
  ["headers without an end", form(`--b\r\n${"X-Odd: a\r\n".repeat(1000)}`)],
  ["a header without an end", form(`--b\r\nX-Odd: ${"a".repeat(20_000)}`)],
  [
    "10,000 parameters",
    form(`--b\r\nContent-Disposition: form-data; ${"a=b; ".repeat(4000)}name=options\r\n\r\n{}\r\n${end}`),
  ],
  [
    "a form in a form",
    form(
      `--b\r\nContent-Disposition: form-data; name="options"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n\r\n{}\r\n--c--\r\n${end}`,
    ),
  ],
  [
    "a part in base64",
    form(
      `--b\r\nContent-Disposition: form-data; name="options"\r\nContent-Transfer-Encoding: base64\r\n\r\ne30=\r\n${end}`,
    ),
  ],
  ["a form that ends too early", form(part("options"))],
  ["a form without a boundary", form("{}")],
  ["a form with something before it", form(`preamble\r\n${part("options")}${end}`)],
  ["a form with something behind it", form(`${part("options")}${end}{}`)],
  ["a form with line feeds", form(`--b\nContent-Disposition: form-data; name=options\n\n{}\n--b--\n`)],
  ["a picture over the limit", form(part("signImage", "a".repeat(16_385), '; filename="a.png"') + end, ...tooLarge)],
  ["options over the limit", form(part("options", `{"reason":"${"a".repeat(4096)}"}`) + end, ...tooLarge)],
  [
    "a picture that is a page",
    form(part("signImage", "<html><script>alert(1)</script></html>", '; filename="a.png"') + end, "400 image_format"),
  ],
  [
    "a picture in the form and in its options",
    form(part("options", '{"signImage":"iVBORw0KGgo="}') + part("signImage", "\x89PNG", '; filename="a"') + end),
  ],
  ["options that are a list", form(part("options", "[]") + end)],
  ...[
    "",
    "; boundary=",
    `; boundary=${"b".repeat(71)}`,
    '; boundary="b\\',
    "; boundary=b; boundary=c",
    "; boundary=é",
  ].map((rest) => [
    `a boundary that is none: ${rest.slice(0, 24)}`,
    (world) =>
      world.refused(
        { path, headers: typed(`multipart/form-data${rest}`), body: part("options") + end },
        "400 bad_request",
      ),
  ]),

  ["JSON 2,000 lists deep", json(deep("[", "]", 2000))],
  ["JSON 700 objects deep", json(deep('{"a":', "1}", 700).replace("1}", "11}"))],
  ["100,000 keys", (world) => world.refused(freeze({ body: many(100_000, (at) => `k${at}`) }), ...tooLarge)],
  ["2,000 keys with the same name", json(many(500, () => "a"))],
  ["the same key twice", json('{"reason":"a","reason":"b"}')],
  ["the same key twice, once escaped", json('{"reason":"a","re\\u0061son":"b"}')],
  ["a number of 3,000 digits", json(`{"form":${"9".repeat(3000)}}`)],
  ["a number with a huge exponent", json('{"form":1e999999999}')],
  ["__proto__", json('{"__proto__":{"isAdmin":true,"signImage":"a"}}')],
  ["constructor and prototype", json('{"constructor":{"prototype":{"freeze":1}}}')],
  ["toString", json('{"toString":"a"}')],
  ["a key of the idempotency in the options", json('{"idempotencyKey":"chosen-by-the-page"}')],
  ["a signal in the options", json('{"signal":{"aborted":true}}')],
  ["a deadline in the options", json('{"deadlineMs":1}')],
  ["an access token in the options", json('{"accessToken":"a"}')],
  ["an answer's limit in the options", json('{"maxAnswerBytes":1}')],
  ["a card's id in the options", json(`{"cardId":"${OWNERS.bob.pay}"}`)],
  ["an issuer in the options", json('{"issuer":{"baseUrl":"http://evil.example"}}')],
  ["an option that is unknown", json('{"unknown":1}')],
  ["a list", json("[]")],
  ["a text", json('"{}"')],
  ["null", json("null")],
  ["two values", json("{}{}")],
  ["a comment", json("{/* */}")],
  ["NaN", json('{"form":NaN}')],
  ["half of a surrogate pair", json('{"form":"\\ud800"}')],
  [
    "a body that is no UTF-8",
    (world) => world.refused(freeze({ body: Buffer.from('{"form":"\xff"}', "latin1") }), "400 bad_request"),
  ],
  ["a body in UTF-16", (world) => world.refused(freeze({ body: Buffer.from("{}", "utf16le") }), "400 bad_request")],
];
