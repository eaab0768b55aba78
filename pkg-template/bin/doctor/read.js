// One read with the credentials, only where --read asks for it.
import { ISSUERS } from "./issuers.js";

const CURES = {
  unauthorized: "Check the credentials, and that they are for this environment: test and live ones differ.",
  forbidden: "Ask the issuer for the right, or wait where the account is locked.",
  card_not_found: "Check the card's id. The credentials were taken.",
  unexpected_answer: "Check the base URL: something else than the API answered.",
  network: "See what is said of the network above.",
  timeout: "See what is said of the network above.",
  rate_limited: "Wait, then try again.",
  issuer_unavailable: "Try again later.",
  invalid_input: "Give the card's id in the form that this issuer has.",
};

/** Reads a card's state. What was read is not told, only that it could be. */
export async function checkRead(cardId, { client, options }, tell) {
  const { id } = options.issuer;
  const { read } = ISSUERS[id];
  if (!read) return tell.notChecked("read", `No document of ${id} has a read that is harmless.`);
  if (options.issuer.oneTimeCode) return tell.notChecked("read", "A read needs one-time codes, and there is no secret to make them of.");
  try {
    await client[read](cardId);
    tell.ok("read", "The credentials are taken: a card was read.");
  } catch (error) {
    const { code = "unknown", message } = error;
    const said = error.path === undefined || !message ? "" : ` ${message}`;
    tell.wrong("read", `A card was not read: ${code}.${said}`, { why: "Nothing was changed: a read changes nothing.", cure: CURES[code] ?? "The table of error codes is in the README.", data: { code } });
  }
}
