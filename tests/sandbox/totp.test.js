import assert from "node:assert/strict";
import { test } from "node:test";
import {
  base32Decode,
  base32Encode,
  matchingCounter,
  newTotpSecret,
  totp,
} from "../../pkg-template/sandbox/totp.js";

const KEY = Buffer.from("12345678901234567890");

// RFC 6238, appendix B, the SHA-1 rows.
const VECTORS = [
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
];

for (const [seconds, code] of VECTORS) {
  test(`the code at ${seconds} s is ${code}`, () => {
    assert.equal(totp(KEY, seconds * 1000, 8), code);
    assert.equal(totp(KEY, seconds * 1000), code.slice(2));
  });
}

// RFC 4648, section 10, without the padding.
for (const [text, encoded] of [
  ["", ""],
  ["f", "MY"],
  ["fo", "MZXQ"],
  ["foo", "MZXW6"],
  ["foob", "MZXW6YQ"],
  ["fooba", "MZXW6YTB"],
  ["foobar", "MZXW6YTBOI"],
]) {
  test(`base32 of "${text}"`, () => {
    assert.equal(base32Encode(Buffer.from(text)), encoded);
    assert.equal(base32Decode(encoded).toString(), text);
  });
}

test("base32 takes lowercase, blanks and padding, and refuses other letters", () => {
  assert.equal(base32Decode("mzxw 6ytb oi======").toString(), "foobar");
  assert.throws(() => base32Decode("MZXW1"), TypeError);
});

test("a code counts one step to either side and no further", () => {
  const at = 1111111111_000;
  const counter = Math.floor(at / 30_000);
  for (const step of [-1, 0, 1]) {
    assert.equal(matchingCounter(KEY, at, totp(KEY, at + step * 30_000)), counter + step);
  }
  for (const step of [-2, 2]) {
    assert.equal(matchingCounter(KEY, at, totp(KEY, at + step * 30_000)), null);
  }
  assert.equal(matchingCounter(KEY, at, "12345"), null);
  assert.equal(matchingCounter(KEY, at, ""), null);
});

test("a new secret has 160 bits", () => {
  assert.equal(base32Decode(newTotpSecret()).length, 20);
});
