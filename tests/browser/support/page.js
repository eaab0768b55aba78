// What stands in the page: the client, and pictures that only a browser can make.
import { CardClient, CardError, Secret } from "../../../pkg-template/src/entries/plain/browser-client/index.js";

/** A canvas with a picture: its left half red and its right half blue, or noise, on nothing. */
function canvas(width, height, kind) {
  const made = Object.assign(document.createElement("canvas"), { width, height });
  const context = made.getContext("2d");
  if (kind === "noise") {
    const tile = context.createImageData(500, 500);
    for (let at = 0; at < tile.data.length; at += 1) tile.data[at] = at % 4 === 3 ? 255 : (Math.imul(at, 2654435761) >>> 13) & 255;
    for (let x = 0; x < width; x += 500) for (let y = 0; y < height; y += 500) context.putImageData(tile, x, y);
    return made;
  }
  context.fillStyle = "#f00";
  if (kind === "strokes") for (let x = 0; x < width; x += 7) context.fillRect(x, (x * 31) % height, 3, height / 3);
  else context.fillRect(0, 0, width / 2, height);
  context.fillStyle = "#00f";
  if (kind === "halves") context.fillRect(width / 2, 0, width / 2, height);
  return made;
}

const picture = (type, ...what) => new Promise((resolve) => canvas(...what).toBlob(resolve, type, 0.95));

/** The same JPEG with a note that says how it is to be turned. */
async function turned(jpeg, orientation) {
  const bytes = new Uint8Array(await jpeg.arrayBuffer());
  const note = [0xff, 0xe1, 0, 34, ..."Exif\0\0MM\0*\0\0\0\x08\0\x01".split("").map((letter) => letter.charCodeAt(0)), 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
  return new Blob([bytes.subarray(0, 2), Uint8Array.from(note), bytes.subarray(2)], { type: "image/jpeg" });
}

/** How a picture looks: its size, and the colours at the top, the bottom, the left and the right. */
async function looks(numbers) {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(numbers)]));
  const { width, height } = bitmap;
  const context = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
  context.drawImage(bitmap, 0, 0);
  const at = (x, y) => {
    const [red, green, blue, alpha] = context.getImageData(x, y, 1, 1).data;
    if (alpha < 128) return "clear";
    return red > 200 && green > 200 && blue > 200 ? "white" : red > 150 && blue < 100 ? "red" : blue > 150 && red < 100 ? "blue" : "other";
  };
  const [right, bottom] = [width - 2, height - 2];
  return { width, height, top: at(width >> 1, 1), bottom: at(width >> 1, bottom), left: at(1, height >> 1), right: at(right, height >> 1) };
}

/** A call's end as plain data. */
const ended = (call) =>
  call.then(
    (value) => ({ value: JSON.parse(JSON.stringify(value ?? null)) }),
    (error) => ({ ...error, message: error.message, name: error.name, isCardError: error instanceof CardError, key: error.idempotencyKey }),
  );

Object.assign(window, { CardClient, CardError, Secret, picture, turned, looks, ended });
