import { answer } from "./endings.js";
import { fixed, replaced, told } from "./fault-kinds.js";
import { htmlReply } from "./replies.js";

/** An IMF-fixdate has whole seconds; a part of one counts as one, so that nobody comes early. */
const dateIn = (seconds, now) =>
  new Date(Math.ceil(now / 1000 + seconds) * 1000).toUTCString();

function retryAfter({ fault, now }, usual) {
  const seconds = fault.retryAfterSeconds ?? usual;
  if (seconds === undefined) return {};
  return { "retry-after": fault.retryAfterDate ? dateIn(seconds, now()) : String(seconds) };
}

const waiting = (scene, reply, usual) => ({
  ...reply,
  headers: { ...reply.headers, ...retryAfter(scene, usual) },
});

const withStatus = (status, title) =>
  replaced((scene) => {
    const reply = scene.fault.page
      ? htmlReply(status, title, `A gateway's page was sent with ${status}.`)
      : scene.issuer.refuse(status, "A tester asked for this.");
    return waiting(scene, reply);
  });

/** Refusals that say nothing about the card, but when to come again. */
export const STATUS_FAULTS = {
  rate_limited: fixed((scene) => {
    const reply = scene.issuer.refuse(429, "Nothing was executed.");
    return answer(told(scene.fault, waiting(scene, reply, 1)));
  }),
  status_408: withStatus(408, "408 Request Timeout"),
  status_503: withStatus(503, "503 Service Unavailable"),
  status_504: withStatus(504, "504 Gateway Timeout"),
};
