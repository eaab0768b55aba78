/**
 * An answer before it is sent. `verdict` says in words what was decided and goes to the log.
 *
 * @typedef {{ status: number, headers: Record<string, string>, body: string, verdict: string }} Reply
 */

/** Said wherever no document tells what the real issuer would answer. */
export const OWN_CHOICE =
  "The documents are silent here, so this answer is the sandbox's own choice.";

/**
 * @param {{ dry: boolean }} request
 * @param {string} action
 * @param {{ id: string }} card
 */
export const effectVerdict = ({ dry }, action, { id }) =>
  dry
    ? `Success was claimed for the ${action} of card ${id}, but nothing was done.`
    : `The ${action} of card ${id} was executed.`;

/**
 * @param {number} status
 * @param {unknown} value
 * @param {string} verdict
 * @param {string} [mediaType]
 * @returns {Reply}
 */
export function jsonReply(status, value, verdict, mediaType = "application/json") {
  return { status, headers: { "content-type": mediaType }, body: JSON.stringify(value), verdict };
}

/**
 * @param {number} status
 * @param {string} verdict
 * @returns {Reply}
 */
export function emptyReply(status, verdict) {
  return { status, headers: {}, body: "", verdict };
}

/**
 * @param {number} status
 * @param {string} title
 * @param {string} verdict
 * @returns {Reply}
 */
export function htmlReply(status, title, verdict) {
  const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body, verdict };
}
