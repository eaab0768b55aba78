// This machine's clock against the issuer's, by the Date of an answer.
import { ISSUERS } from "./issuers.js";

/** Half of the second that a Date leaves open. */
const OPEN_MS = 500;

/** More than this is a wrong clock whoever asks; no document of an issuer says what it takes. */
const WRONG_MS = 60_000;

/** A one-time code is another one after this long. */
const CODE_MS = 30_000;

/**
 * How far this clock is ahead, and how sure that is. The answer was written half way between sending
 * and receiving, as far as anybody can tell. What a cache kept was written `Age` seconds before.
 */
export function skewOf({ headers, sentMs, gotMs }) {
  const dated = Date.parse(headers.date ?? "");
  if (Number.isNaN(dated)) return undefined;
  const age = /^\d{1,9}$/.test(headers.age ?? "") ? Number(headers.age) * 1000 : 0;
  const middle = sentMs + (gotMs - sentMs) / 2;
  return { skewMs: Math.round(middle - (dated + age + OPEN_MS)), unsureMs: Math.ceil((gotMs - sentMs) / 2 + OPEN_MS) };
}

const seconds = (ms) => (ms / 1000).toFixed(1);

function spoken({ skewMs, unsureMs }) {
  const size = Math.abs(skewMs);
  if (size <= unsureMs) return `This clock and the issuer's agree within ${seconds(unsureMs)} seconds.`;
  return `This clock is ${seconds(size)} seconds ${skewMs > 0 ? "ahead of" : "behind"} the issuer's, give or take ${seconds(unsureMs)}.`;
}

const CARRIES = {
  none: "Requests to this issuer carry no time.",
  signed: "Each request carries a signed time. No document says how far it may be off.",
  code: "Each request carries a code that is new every 30 seconds. No document says how old one may be.",
};

const CURE = "Let this machine keep its clock by NTP, then look again.";

/** Tells the skew, by what the issuer's requests carry of the clock. */
export function tellClock(id, answer, tell) {
  const found = skewOf(answer);
  if (!found) return tell.notChecked("clock", "The answer has no Date to compare this clock with.");
  const { time } = ISSUERS[id];
  const surely = Math.abs(found.skewMs) - found.unsureMs;
  const more = { why: CARRIES[time], cure: CURE, data: { skewMs: found.skewMs, unsureMs: found.unsureMs } };
  if (surely <= 1000) return tell.ok("clock", spoken(found), { data: more.data });
  if (time === "code" && surely >= CODE_MS) {
    return tell.wrong("clock", `${spoken(found)} Every code is that of another half minute.`, more);
  }
  if (time === "code") {
    const share = Math.round((Math.min(Math.abs(found.skewMs), CODE_MS) / CODE_MS) * 100);
    return tell.warn("clock", `${spoken(found)} ${share} of 100 codes are those of another half minute.`, more);
  }
  if (time === "signed" && surely > WRONG_MS) return tell.wrong("clock", spoken(found), more);
  tell.warn("clock", spoken(found), more);
}
