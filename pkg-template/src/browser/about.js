import { CardError } from "../error.js";

const words = {
  network: "The proxy could not be reached, or the connection broke.",
  timeout: "The time given for the call ran out.",
  aborted: "The caller aborted the call.",
};

/** What an error says of its call. */
export const about = (action, cardId) => (cardId === null ? { action } : { action, cardId });

/** A failure of which only a word is known. Whether anything happened is not. */
export const ofWord = (code) => ({ code, effect: "unknown", retryable: false, message: words[code] });

/** The error of a failure, without what is not known of it. */
export function errorOf(call, failure, effect = failure.effect, retryable = failure.retryable) {
  const { lost, ...fields } = { ...call, ...failure, effect, retryable: effect === "none" && retryable };
  return new CardError(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)));
}
