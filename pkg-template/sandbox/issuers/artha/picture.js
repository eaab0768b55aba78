import { fieldOfAnyCase } from "../../bodies.js";
import { inspectSignImage } from "../../sign-image.js";

const isUrl = (value) =>
  typeof value === "string" && /^https?:\/\/\S+\.(?:png|jpe?g)$/i.test(value);

/**
 * @param {import("../../world.js").Arrived} request
 * @param {Record<string, unknown>} body
 * @param {{ name: string, isNeeded: boolean, words: string }} wanted
 * @returns {string | null} what is wrong with the picture
 */
export function pictureProblem(request, body, { name, isNeeded, words }) {
  const value = fieldOfAnyCase(body, name, request.note);
  if (value === undefined || value === null || value === "") {
    return isNeeded ? `The card's program needs ${words} and none came.` : null;
  }
  if (isUrl(value)) {
    request.note("The picture came as a URL, as the third manual says; it was not fetched.");
    return null;
  }
  const { problem, dataUrl, kind } = inspectSignImage(value);
  if (dataUrl) {
    request.note("The signature picture came as a data URL; the page says base64, both are taken.");
  }
  if (problem !== null) return `The signature picture was refused: ${problem}.`;
  request.note(`The signature picture is a sound ${kind}.`);
  return null;
}
