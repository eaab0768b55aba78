// The signature image of a page, however it is sent, reaches the issuer as it was.
import assert from "node:assert/strict";

import { jpeg, png } from "../../package/scenarios/pictures.js";
import { CARDS } from "../../package/scenarios/world.js";

const { artha } = CARDS;
const PATH = `/cards/${artha.photo}/freeze?issuer=artha`;

function formOf(picture, options, type = "image/png") {
  const form = new FormData();
  if (options) form.set("options", typeof options === "string" ? options : new Blob([JSON.stringify(options)], { type: "application/json" }));
  form.set("signImage", new Blob([picture], { type }), 'sign "quoted".png');
  return form;
}

/** The check sum of a chunk of a PNG. */
function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** A sound PNG with a remark of so many bytes in it. */
function remarked(size) {
  const chunk = new Uint8Array(size + 12).map((_, at) => at % 251);
  const numbers = new DataView(chunk.buffer);
  numbers.setUint32(0, size);
  chunk.set(new TextEncoder().encode("tEXt"), 4);
  numbers.setUint32(size + 8, crc(chunk.subarray(4, size + 8)));
  // After the signature and the first chunk.
  return new Uint8Array([...png().subarray(0, 33), ...chunk, ...png().subarray(33)]);
}

const base64 = (bytes) => Buffer.from(bytes).toString("base64");

const FORMS = {
  "a form": [() => formOf(png())],
  "a form with options as a file": [() => formOf(png(), {})],
  "a form with options as text": [() => formOf(png(), "{}")],
  "a form with a JPEG": [() => formOf(jpeg(), undefined, "image/jpeg"), "JPEG"],
  "a form with a picture of 300 KiB": [() => formOf(remarked(300_000))],
  "base64 in JSON": [() => ({ signImage: base64(png()) })],
  "a data URL in JSON": [() => ({ signImage: `data:image/png;base64,${base64(png())}` })],
};

const taken = ([body, kind = "PNG"]) => async (world) => {
  const answer = await world.post(PATH, { body: body() });
  assert.equal(answer.status, 202, answer.text);
  assert.match(world.admin.requests().at(-1).verdict, new RegExp(`is a sound ${kind}`));
  assert.deepEqual(world.executions(), [`artha freeze ${artha.photo}`]);
};

export const images = {
  ...Object.fromEntries(Object.entries(FORMS).map(([name, row]) => [name, taken(row)])),

  async "what is no picture is refused, as is none where one is due"(world) {
    const wrong = await world.post(PATH, { body: formOf(new TextEncoder().encode("no picture")) });
    assert.deepEqual([wrong.status, wrong.body.code.startsWith("image_"), wrong.body.effect], [400, true, "none"], wrong.text);
    await world.open({ settings: { artha: { needPhotoForOperateCard: true } } });
    const missing = await world.post(PATH, { body: {} });
    assert.deepEqual([missing.status, missing.body.code, missing.body.effect], [400, "sign_image_required", "none"], missing.text);
    assert.deepEqual(world.executions(), []);
  },
};
