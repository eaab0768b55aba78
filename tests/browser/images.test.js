// Pictures: the page says of each what the crate says, in the same words, and sends the same bytes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { pathToFileURL } from "node:url";

import { checkFormat, picture } from "../../pkg-template/src/browser/image.js";
import { fileOf } from "../package/support/consumer.js";
import { FORMS, PNG_BASE64, REFUSED, jpeg, png, pngOfSize } from "../package/scenarios/pictures.js";
import { CardClient, fails } from "./support/client.js";
import { partsOf, startStub } from "./support/stub.js";

// The bare package: thousands of pictures that differ in a byte would be looked for as secrets.
const { CardClient: IssuerClient } = await import(pathToFileURL(fileOf("cardlatch")));
const { startSandbox } = await import(pathToFileURL(fileOf("cardlatch/sandbox")));

const text = (latin) => Uint8Array.from(latin, (letter) => letter.charCodeAt(0));
const join = (...parts) => Buffer.concat(parts.map((part) => (typeof part === "string" ? text(part) : part)));

function chunk(name, data) {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return join(length, name, data, "\0\0\0\0");
}
const START = "\x89PNG\r\n\x1a\n";
const HEADER = chunk("IHDR", text("\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"));
const PIXEL = chunk("IDAT", text("\x78\x01\x01\x02\0\xfd\xff\0\x7f\0\x81\0\x80"));
const END = chunk("IEND", "");
const NOTE = chunk("tEXt", text("Comment\0IEND"));

const JPEG_HEAD = join("\xff\xd8", "\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0", "\xff\xc0\0\x0b\x08\0\x08\0\x08\x01\x01\x11\0", "\xff\xc4\0\x14\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
const SCAN = "\xff\xda\0\x08\x01\x01\0\0\x3f\0";
const DATA = "\x3f\xff\0\x12\xff\xd0\x34\xff\0\xff\xff\xd1\x56";
const SCANS = join(JPEG_HEAD, SCAN, DATA, "\xff\xc4\0\x04\0\x01", "\xff\xff", SCAN, DATA, "\xff", "\xff\xd9");

const WHOLE = { png: join(START, HEADER, NOTE, PIXEL, END), "small png": png(), jpeg: jpeg(), "jpeg of many scans": SCANS };

const DAMAGED = [
  join(START, PIXEL, END),
  join(START, chunk("IHDR", text("\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0")), PIXEL, END),
  join(START, PIXEL, HEADER),
  join(START, chunk("IHDR", text("\0\0\0\0\0\0\0\x01\x08\0\0\0\0")), PIXEL, END),
  join(START, chunk("IHDR", text("\0\0\0\x01\0\0\0\0\x08\0\0\0\0")), PIXEL, END),
  join(START, HEADER, END),
  join(START, HEADER, PIXEL, chunk("IEND", "x")),
  join(START, HEADER, chunk("ID T", "x"), END),
  join(START, HEADER, "\x80\0\0\0IDAT", END),
  join(START, HEADER, "\x7f\xff\xff\xffIDAT", END),
  join("\x89PNG\n\x1a\n", HEADER),
  text("\x89PNG"),
  text("\xff\xd8\xff\xd9"),
  join("\xff\xd8", SCAN, DATA, "\xff\xd9"),
  text("\xff\xd8\xff\xc0\0\x0b\x08\0\x08\0\0\x01\x01\x11\0\xff\xd9"),
  text("\xff\xd8\xff\xc2\0\x0b\x08\0\0\0\x08\x01\x01\x11\0\xff\xd9"),
  text("\xff\xd8\xff\xc0\0\x06\x08\0\x08\0\xff\xd9"),
  text("\xff\xd8\xff\xe0\0\x01\xff\xd9"),
  text("\xff\xd8\xff\xe0\0\x02\xff\xd9"),
  join(JPEG_HEAD, jpeg()),
  join(png(), "\n"),
  join(png(), png()),
  join(jpeg(), "SEFH notes of a phone"),
];

const OTHERS = [
  ...["GIF89a\x01\0\x01\0", "GIF87a", "RIFF\x24\0\0\0WEBPVP8 ", "\0\0\0\x18ftypheic\0\0\0\0mif1heic", "\0\0\0\x18ftyphevc", "\0\0\0\x18ftypmif1"],
  ...["\0\0\0\x18ftypmsf1", "\0\0\0\x1cftypavif\0\0\0\0", "\0\0\0\x1cftypavis", "\0\0\0\x18ftypmp42", "\0\0\0\x0cjP  \r\n\x87\n", "\0\0\0\x0cJXL \r\n\x87\n"],
  ...["\xff\x0a\x00", "%PDF-1.7\n", "BM\x46\0\0\0\0\0\0\0\x36\0\0\0", "II*\0\x08\0\0\0", "MM\0*\0\0\0\x08", "II+\0\x08\0", "MM\0+", "\0\0\x01\0\x01\0\x10\x10"],
  ...["<svg xmlns='http://www.w3.org/2000/svg'/>", "\xef\xbb\xbf\n <?xml version='1.0'?>\n<!-- x -->\n<SVG>", "<!DOCTYPE svg PUBLIC ''><svg>"],
  ...["<!DOCTYPE html><body><svg>", " \r\n<html>", "<p>Not found</p>", "<?xml version='1.0'?><rss>", "data:image/png;base64,iVBORw0KGgo=", "RIFF\x24\0\0\0WAVE"],
  ...["BMW", "hello", "\0", "\xff\xd8", "\xff\xd8\0", "\xef\xbb\xbf", `${" ".repeat(2000)}<svg/>`, `<!--${"x".repeat(1100)}--><svg/>`, "\v<svg/>"],
].map(text);

/** Small numbers that look random and are the same each time. */
function* numbers(seed) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state >>> 8;
  }
}

function* mutants() {
  const random = numbers(5);
  const next = (below) => random.next().value % below;
  for (const image of Object.values(WHOLE)) {
    for (let end = 0; end <= image.length; end += 1) yield image.subarray(0, end);
    for (let count = 0; count < 600; count += 1) {
      const bytes = Buffer.from(image);
      for (let change = next(3); change >= 0; change -= 1) bytes[next(bytes.length)] = [0, 0xff, 0xd9, 0xda, 0xc0, next(256)][next(6)];
      yield next(4) ? bytes : Buffer.concat([bytes.subarray(0, next(bytes.length)), bytes.subarray(next(bytes.length))]);
    }
  }
}

describe("the page and the crate say the same of", () => {
  let sandbox;
  let stub;
  let issuer;
  before(async () => {
    sandbox = await startSandbox({ log: false });
    stub = await startStub();
    issuer = new IssuerClient({
      issuer: { ...sandbox.issuers.artha, needPhotoForOperateCard: true },
      fetch: async () => Promise.reject(new Error("sent")),
      deadlineMs: 60_000,
    });
  });
  after(() => Promise.all([sandbox?.close(), stub?.close()]));

  const PHOTO = "a0000000-0000-4000-8000-000000000001";
  const endOf = (call) => call.then(() => "taken", ({ code, message, path, effect }) => (code === "network" ? "taken" : { code, message, path, effect }));
  async function same(source, due) {
    const theirs = await endOf(issuer.freeze(PHOTO, { signImage: source }));
    const ours = await endOf(picture(source, 2 ** 21, "signImage"));
    assert.deepEqual(ours, theirs);
    if (due) assert.equal(typeof ours === "string" ? ours : ours.code, due);
  }

  test("whole pictures, in every form", async () => {
    for (const image of Object.values(WHOLE)) await same(image, "taken");
    for (const make of Object.values(FORMS)) await same(make(), "taken");
  });
  test("refused ones", async () => {
    for (const [code, make] of Object.values(REFUSED)) await same(make(), code);
  });
  test("damaged ones", async () => {
    for (const bytes of DAMAGED) await same(bytes);
  });
  test("other files", async () => {
    for (const bytes of OTHERS) await same(bytes, "image_format");
  });
  test("texts", async () => {
    for (const source of ["====", "A", "data:,x", "data:image/png,abc", "data:image/svg+xml,<svg/>", " data:;base64,!!! ", "data:image/png;BASE64,"]) await same(source, "image_format");
    await same(`data:image/png;BASE64,${PNG_BASE64}`, "taken");
  });
  test("sizes at the limit", async () => {
    const limit = 2 ** 21;
    // A chunk that nobody reads fills it up.
    const sized = (size) => join(START, HEADER, chunk("fiLl", new Uint8Array(size - 8 - HEADER.length - PIXEL.length - END.length - 12)), PIXEL, END);
    for (const size of [limit - 2, limit - 1, limit, limit + 1, limit + 2]) {
      const due = size > limit ? "image_too_large" : "taken";
      await same(sized(size), due);
      await same(sized(size).toString("base64"), due);
    }
  });
  test("pictures that were cut and changed anywhere", async () => {
    let seen = 0;
    const verdicts = {};
    for (const bytes of mutants()) {
      await same(bytes);
      seen += 1;
      const end = await endOf(picture(bytes, 2 ** 21, "signImage"));
      verdicts[end.code ?? end] = (verdicts[end.code ?? end] ?? 0) + 1;
    }
    assert.ok(seen > 2_000, `${seen}`);
    for (const verdict of ["taken", "image_format", "image_truncated"]) assert.ok(verdicts[verdict] > 100, JSON.stringify(verdicts));
  });
  test("what is no picture at all", async () => {
    for (const source of [5, 0, true, {}, [1, 2], new Date(0), () => png()]) {
      await fails(picture(source, 2 ** 21, "signImage"), { code: "invalid_input", effect: "none", path: "signImage" });
    }
  });

  const client = (options) => new CardClient({ proxy: stub.proxy, ...options });

  test("and a picture is sent as a file part, with its own type and no base64", async () => {
    for (const [make, type] of [...Object.values(FORMS).map((make) => [make, "image/png"]), [jpeg, "image/jpeg"]]) {
      stub.reset();
      await client().freeze("card-1", { signImage: make(), form: "virtual" });
      const parts = await partsOf(stub.requests[0]);
      assert.deepEqual(Object.keys(parts), ["options", "signImage"]);
      assert.deepEqual(JSON.parse(parts.options), { form: "virtual" });
      assert.deepEqual([parts.signImage.type, parts.signImage.name], [type, `signImage.${type.slice(6)}`]);
      assert.deepEqual(parts.signImage.bytes, Buffer.from(type === "image/png" ? png() : jpeg()));
    }
  });

  test("and nothing is sent of one that is refused, nor kept", async () => {
    stub.reset();
    for (const [code, make] of Object.values(REFUSED)) {
      await fails(client().freeze("card-1", { signImage: make() }), { code, effect: "none", retryable: false, path: "signImage", action: "freeze", cardId: "card-1" });
    }
    await fails(client({ maxImageBytes: 60 }).freeze("card-1", { signImage: png() }), { code: "image_too_large", path: "signImage" });
    // Where there is no canvas nothing can be made smaller.
    await fails(client({ maxImageBytes: 60 }).freeze("card-1", { signImage: png(), fit: true }), { code: "image_too_large", path: "signImage" });
    assert.deepEqual(stub.requests, []);
  });

  test("and a Blob over the limit is not even read", async () => {
    const blob = new Blob([pngOfSize(70)]);
    let reads = 0;
    blob.arrayBuffer = async () => ((reads += 1), png().buffer);
    await fails(client({ maxImageBytes: 69 }).freeze("card-1", { signImage: blob }), { code: "image_too_large" });
    assert.equal(reads, 0);
  });

  test("and bytes that change after the call are sent as they were", async () => {
    stub.reset();
    const bytes = png();
    const headers = async () => (bytes.fill(0), {});
    await client({ headers }).freeze("card-1", { signImage: bytes });
    assert.equal(checkFormat((await partsOf(stub.requests[0])).signImage.bytes), "image/png");
  });

  test("and pictures inside of the options are checked and sent as text", async () => {
    stub.reset();
    await client().issue({ kyc: { frontdoc: new Blob([png()]), photo: jpeg(), firstname: "A" }, list: [1, { a: null }] });
    assert.deepEqual(JSON.parse(stub.requests[0].body), {
      kyc: { frontdoc: PNG_BASE64, photo: Buffer.from(jpeg()).toString("base64"), firstname: "A" },
      list: [1, { a: null }],
    });
    await fails(client().issue({ kyc: { photo: new Blob(["<svg/>"]) } }), { code: "image_format", path: "kyc.photo", effect: "none" });
    assert.equal(stub.requests.length, 1);
  });
});
