import assert from "node:assert/strict";
import { test } from "node:test";
import { IMAGE_LIMIT, crc32, inspectSignImage } from "../../pkg-template/sandbox/sign-image.js";
import { base64, jpeg, png } from "./helpers.js";

const problemOf = (value) => inspectSignImage(value).problem;

test("the checksum is the one of PNG", () => {
  assert.equal(crc32(Buffer.from("123456789")), 0xcbf43926);
});

test("a true PNG and JPEG pass", () => {
  assert.deepEqual(inspectSignImage(base64(png())), { kind: "PNG", problem: null, dataUrl: false });
  assert.deepEqual(inspectSignImage(base64(jpeg())), {
    kind: "JPEG",
    problem: null,
    dataUrl: false,
  });
});

test("a data URL passes and is told apart", () => {
  const value = `data:image/jpeg;base64,${base64(jpeg())}`;
  assert.deepEqual(inspectSignImage(value), { kind: "JPEG", problem: null, dataUrl: true });
  assert.match(problemOf(`data:text/plain;base64,${base64(png())}`), /not base64/);
});

test("what is not base64 text is refused", () => {
  for (const value of ["signimage", "****", "YQ", base64(png()).replace("=", " ")]) {
    assert.match(problemOf(value), /not base64/);
  }
  assert.match(problemOf(7), /not text/);
});

test("2 MiB pass and one byte more does not", () => {
  const overhead = png(0).length;
  assert.equal(png(IMAGE_LIMIT - overhead).length, IMAGE_LIMIT);
  assert.equal(problemOf(base64(png(IMAGE_LIMIT - overhead))), null);
  assert.match(problemOf(base64(png(IMAGE_LIMIT - overhead + 1))), /larger than 2 MiB/);
});

test("another kind of file is refused", () => {
  assert.match(problemOf(base64(Buffer.from("GIF89a and more"))), /neither a PNG nor a JPEG/);
});

test("a PNG that was cut off at any place is refused", () => {
  const whole = png();
  for (let length = 8; length < whole.length; length += 1) {
    assert.match(problemOf(base64(whole.subarray(0, length))), /ends too early/);
  }
});

test("a PNG with a changed byte is refused", () => {
  const changed = png();
  changed[20] ^= 1;
  assert.match(problemOf(base64(changed)), /wrong checksum/);
});

test("a PNG without a header or without data is refused", () => {
  const whole = png();
  const head = whole.subarray(0, 8);
  const ihdr = whole.subarray(8, 33);
  const rest = whole.subarray(33);
  const iend = whole.subarray(-12);
  assert.match(problemOf(base64(Buffer.concat([head, rest]))), /no header/);
  assert.match(problemOf(base64(Buffer.concat([head, ihdr, iend]))), /no picture data/);
});

test("a JPEG that was cut off is refused", () => {
  const whole = jpeg();
  for (let length = 2; length < whole.length; length += 1) {
    assert.match(problemOf(base64(whole.subarray(0, length))), /ends too early/);
  }
});

test("a JPEG with a broken chain of segments is refused", () => {
  const broken = jpeg();
  broken[20] = 0;
  assert.match(problemOf(base64(broken)), /broken between two segments/);
});

test("a JPEG without a frame is refused, and fill bytes are allowed", () => {
  const whole = jpeg();
  const withoutFrame = Buffer.concat([whole.subarray(0, 20), whole.subarray(33)]);
  assert.match(problemOf(base64(withoutFrame)), /no frame header/);
  const filled = Buffer.concat([whole.subarray(0, 2), Buffer.from([0xff]), whole.subarray(2)]);
  assert.equal(problemOf(base64(filled)), null);
});
