import { bytesOf, checkFormat, picture } from "./image.js";

/** The most that is read of a picture that is to be made smaller. */
const MOST_READ = 64 * 2 ** 20;
/** The most pixels that are drawn; the smallest limit of a browser is four times as much. */
const MOST_PIXELS = 4_000_000;
/** Below this no signature can be read. */
const LEAST_SIDE = 16;

/** An element, for what `createImageBitmap` does not decode: drawings, and older browsers. */
async function element(blob) {
  const image = new Image();
  const url = URL.createObjectURL(blob);
  try {
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function decode(blob) {
  try {
    return await createImageBitmap(blob, { imageOrientation: "from-image" });
  } catch {
    return element(blob);
  }
}

function canvasOf(width, height) {
  if (globalThis.OffscreenCanvas) return new OffscreenCanvas(width, height);
  return Object.assign(document.createElement("canvas"), { width, height });
}

/** The picture, drawn so wide and high. A JPEG has no transparency, so it stands on white. */
function drawn(image, width, height, isOpaque) {
  const canvas = canvasOf(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: width < 100 });
  if (isOpaque) {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, width, height);
  }
  context.imageSmoothingQuality = "high";
  context.drawImage(image, 0, 0, width, height);
  return [canvas, context];
}

const encoded = (canvas, type, quality) =>
  canvas.convertToBlob ? canvas.convertToBlob({ type, quality }) : new Promise((resolve) => canvas.toBlob(resolve, type, quality));

function hasTransparency(image) {
  const [, context] = drawn(image, 64, 64);
  return context.getImageData(0, 0, 64, 64).data.some((value, place) => place % 4 === 3 && value < 255);
}

async function shrunk(blob, most, path) {
  const image = await decode(blob);
  try {
    const wide = image.naturalWidth ?? image.width;
    const high = image.naturalHeight ?? image.height;
    // A drawing without a size would become a white spot.
    if (!wide || !high) return undefined;
    const [type, qualities] = hasTransparency(image) ? ["image/png", [1]] : ["image/jpeg", [0.9, 0.75]];
    for (let scale = Math.min(1, Math.sqrt(MOST_PIXELS / (wide * high))); ; scale *= 0.7) {
      const [width, height] = [wide, high].map((side) => Math.max(1, Math.round(side * scale)));
      const [canvas] = drawn(image, width, height, type === "image/jpeg");
      for (const quality of qualities) {
        const made = await encoded(canvas, type, quality);
        if (made.size <= most) return await picture(made, most, path);
      }
      if (Math.max(width, height) * 0.7 < LEAST_SIDE) return undefined;
    }
  } finally {
    image.close?.();
  }
}

/** Why a picture cannot be sent as it is; what is cut off counts before what is too large. */
async function refusalOf(bytes, most, path) {
  try {
    checkFormat(bytes, path);
    return await picture(bytes, most, path);
  } catch (refused) {
    return refused;
  }
}

/**
 * A picture within the limit, out of any that the browser can decode: as it is where it fits, else made
 * smaller. Where that cannot be done, it is refused as it would be without.
 */
export async function fitted(source, most, path) {
  const bytes = await bytesOf(source, MOST_READ, path);
  const refused = await refusalOf(bytes, most, path);
  if (refused instanceof Blob) return refused;
  // What a browser shows of a picture that is cut off is not what was signed.
  if (refused.code === "image_truncated") throw refused;
  // Drawings are not recognised by their bytes.
  const type = /SVG/.test(refused.message) ? "image/svg+xml" : "";
  const made = await shrunk(new Blob([bytes], { type }), most, path).catch(() => {});
  if (made) return made;
  throw refused;
}
