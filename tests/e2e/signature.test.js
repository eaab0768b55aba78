// The signature field: what it takes, what it refuses before sending, and what the proxy refuses after it.
import assert from "node:assert/strict";
import { beforeEach, describe, test } from "node:test";

import {
  actionButton,
  ask,
  CARDS,
  choose,
  draw,
  goOn,
  openPage,
  pathOf,
  requests,
  screenshot,
  useDemo,
  usePage,
} from "./demo.js";

const world = useDemo();
let page;

const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const TOO_LARGE = Buffer.concat([PNG, Buffer.alloc(2 * 1024 * 1024)]);

usePage(world, (opened) => {
  page = opened;
});
beforeEach(() => choose(page, CARDS.signature));

async function offer(name, buffer) {
  await actionButton(page, "freeze").click();
  await page.locator("input[value=file]").check({ force: true });
  await page.locator("#signature-file").setInputFiles({ name, mimeType: "image/png", buffer });
}

/** A PNG of noise, which nothing packs. */
async function largePicture() {
  const data = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1000, height: 800 });
    const context = canvas.getContext("2d");
    const noise = context.createImageData(canvas.width, canvas.height);
    for (let at = 0; at < noise.data.length; at += 65_536) {
      crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
    }
    for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
    context.putImageData(noise, 0, 0);
    return canvas.toDataURL("image/png");
  });
  const picture = Buffer.from(data.split(",")[1], "base64");
  assert.ok(picture.length > 2 * 1024 * 1024);
  return picture;
}

async function refusedBecause(pattern) {
  await page.locator("#file-problem", { hasText: pattern }).waitFor();
  await page.locator("dialog button[type=submit]").click();
  assert.equal(await page.locator("dialog").isVisible(), true);
  assert.equal(requests(world, "artha", "CardFreeze"), 0);
}

describe("the page", () => {
  test("takes a chosen PNG", async () => {
    await offer("signature.png", PNG);
    await page.locator(".preview img").waitFor();
    assert.equal((await goOn(page)).kind, "waiting");
  });

  test("redraws a GIF, whatever its name says, and sends a PNG or a JPEG", async () => {
    await offer("signature.png", GIF);
    await page.locator("#file-note", { hasText: "GIF" }).waitFor();
    await screenshot(page, "signature-gif-redrawn", false);
    assert.equal((await goOn(page)).kind, "waiting");
    assert.equal(requests(world, "artha", "CardFreeze"), 1);
  });

  test("makes a file over 2 MiB smaller before it is sent", async () => {
    await offer("signature.png", await largePicture());
    await page.locator("#file-note", { hasText: "too large" }).waitFor();
    assert.equal((await goOn(page)).kind, "waiting");
    assert.equal(requests(world, "artha", "CardFreeze"), 1);
  });

  test("refuses a file over 2 MiB that no browser can draw", async () => {
    await offer("signature.png", Buffer.concat([PNG.subarray(0, 30), Buffer.alloc(2 * 1024 * 1024)]));
    await refusedBecause(/cannot show this PNG/);
  });

  test("refuses an empty file and one that is no picture", async () => {
    await offer("signature.png", Buffer.alloc(0));
    await refusedBecause(/empty/);
    await page
      .locator("#signature-file")
      .setInputFiles({ name: "a.png", mimeType: "image/png", buffer: Buffer.from("hello") });
    await refusedBecause(/not a picture/);
  });

  test("asks for a signature when there is none", async () => {
    await actionButton(page, "freeze").click();
    await page.locator("dialog button[type=submit]").click();
    assert.match(await page.locator("#signature-error").innerText(), /Draw the signature/);
    assert.equal(requests(world, "artha", "CardFreeze"), 0);
    await screenshot(page, "signature-missing", false);
  });

  test("undoes and clears what was drawn, and tells the size", async () => {
    await actionButton(page, "freeze").click();
    await draw(page);
    await page.locator(".size", { hasText: /KB of 2 MiB/ }).waitFor();
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await page.getByRole("img", { name: "Drawing area, empty" }).waitFor();
    await draw(page);
    await draw(page);
    await page.getByRole("img", { name: "Drawing area, 2 strokes" }).waitFor();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await page.locator(".size", { hasText: "No picture yet" }).waitFor();
  });

  test("draws with a finger", async () => {
    const phone = await openPage(world, {
      width: 360,
      height: 740,
      hasTouch: true,
      isMobile: true,
    });
    await choose(phone, CARDS.signature);
    await actionButton(phone, "freeze").tap();
    const area = await phone.locator("canvas.pad").boundingBox();
    const touch = await phone.context().newCDPSession(phone);
    const send = (type, touchPoints) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints });
    await send("touchStart", [{ x: area.x + 30, y: area.y + 40 }]);
    for (let step = 0; step < 12; step += 1) {
      await send("touchMove", [{ x: area.x + 40 + step * 15, y: area.y + 40 + (step % 2) * 20 }]);
    }
    await send("touchEnd", []);
    await phone.getByRole("img", { name: "Drawing area, 1 stroke" }).waitFor();
    assert.equal((await goOn(phone)).kind, "waiting");
    assert.deepEqual(phone.complaints, []);
    await phone.context().close();
  });
});

describe("the proxy", () => {
  function post(picture) {
    const body = new FormData();
    body.append("options", "{}");
    if (picture) body.append("signImage", new Blob([picture], { type: "image/png" }), "signature.png");
    return ask(world, pathOf(CARDS.signature, "freeze"), { method: "POST", body });
  }

  const REFUSED = [
    ["a GIF", GIF, 400, "image_format"],
    ["a picture over 2 MiB", TOO_LARGE, 413, "too_large"],
    ["a PNG that breaks off", PNG.subarray(0, 40), 400, "image_truncated"],
    ["no picture where the programme asks for one", null, 400, "sign_image_required"],
  ];

  for (const [name, picture, status, code] of REFUSED) {
    test(`refuses ${name} with ${code}, and sends no order`, async () => {
      const problem = await post(picture);
      const { code: told, effect } = problem.json();
      assert.deepEqual([problem.status, told, effect], [status, code, "none"]);
      assert.equal(requests(world, "artha", "CardFreeze"), 0);
    });
  }

  // Who still sends when the answer comes may find the connection closed instead of it.
  test("reads no body that is far too large, and sends no order", async () => {
    const answer = await post(Buffer.alloc(16 * 1024 * 1024)).catch(() => ({ status: 413 }));
    assert.equal(answer.status, 413);
    assert.equal(requests(world, "artha", "CardFreeze"), 0);
  });
});
