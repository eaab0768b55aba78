// The page that describes paging is not stored. These two names are those of a card's
// transactions; the page on signing has `limit` on the list of cards as well.
const USUAL_LIMIT = 20;
const LARGEST_LIMIT = 100;

const wholeNumber = (text, least) =>
  /^\d{1,9}$/.test(text) && Number(text) >= least ? Number(text) : null;

/**
 * @param {URLSearchParams} query
 * @returns {{ limit: number, offset: number } | null} null for anything but whole numbers
 */
export function readPage(query) {
  const limit = wholeNumber(query.get("limit") ?? String(USUAL_LIMIT), 1);
  const offset = wholeNumber(query.get("offset") ?? "0", 0);
  return limit === null || offset === null
    ? null
    : { limit: Math.min(limit, LARGEST_LIMIT), offset };
}

/**
 * One page of a list.
 *
 * @param {import("./desk.js").Desk} desk
 * @param {import("../../world.js").Arrived} request
 * @param {readonly any[]} list
 * @param {string} what
 */
export function answerPage(desk, request, list, what) {
  const page = readPage(request.query);
  if (page === null) return desk.refuseByChoice(400, "The limit or offset is no whole number.");
  const { limit, offset } = page;
  return desk.answer(200, list.slice(offset, offset + limit), `The ${what} were listed.`);
}
