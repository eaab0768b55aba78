// The client's own rules: a client is made of the settings, and what it refuses is told. All of it,
// not only the first.
import { nearest } from "../cli/nearest.js";
import { CLIENT_OPTIONS, ISSUERS } from "./issuers.js";
import { isObject } from "./json.js";

/** More wrong options than this are one mistake: the wrong file. */
const MOST = 20;

const names = (id) => [...Object.keys(CLIENT_OPTIONS), "issuer.id", ...Object.keys(ISSUERS[id]?.options ?? {}).map((name) => `issuer.${name}`)];

function refusalOf(CardClient, options) {
  try {
    new CardClient(options);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Functions stay what they are. */
const copyOf = (value) =>
  isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copyOf(inner)])) : value;

/** Takes the option away, or gives it a value that passes, so that the next one can be looked at. */
function without(options, path, id) {
  const steps = path.split(".");
  const last = steps.pop();
  const copy = copyOf(options);
  const group = steps.reduce((at, step) => (isObject(at?.[step]) ? at[step] : undefined), copy);
  if (!group) return undefined;
  const sample = steps.join(".") === "issuer" ? ISSUERS[id]?.sample[last] : undefined;
  const had = Object.hasOwn(group, last);
  if (sample !== undefined) group[last] = sample;
  else if (had) delete group[last];
  return sample !== undefined || had ? copy : undefined;
}

/** A name may be told where it is near one of an option, or too plain to be a value that came to the wrong place. */
const isSpeakable = (known) => (name) => known.includes(name) || /^[A-Za-z]{1,24}$/.test(name) || (/^[A-Za-z]\w{0,23}$/.test(name) && nearest(name, known) !== undefined);

const speakable = (path, known) => (path.split(".").every(isSpeakable(known)) ? path : "A name that is not that of an option");

function tellRefusal(error, id, tell) {
  const { path = "", message, code } = error;
  const known = names(id);
  if (!known.includes(path) && / must be the name of an option/.test(message)) {
    const words = known.flatMap((name) => name.split("."));
    const meant = nearest(path.split(".").at(-1), known.map((name) => name.split(".").at(-1)));
    return tell.wrong("option", `${speakable(path, words)} is no option of the client.`, { why: "The client refuses what it does not know, so that no slip is left unseen.", cure: meant ? `Did you mean ${meant}?` : "Leave it out." });
  }
  const why = code === "insecure_url" ? "Credentials would go over the network in the clear." : "The client is not made with it.";
  tell.wrong("option", message, { why, cure: `Correct ${path || "it"}; the table of options is in the README.` });
}

/** The client that the settings make, once each wrong option was told; nothing where there are any. */
export function clientOf({ CardClient, CardError }, options, tell) {
  const id = options.issuer?.id;
  let rest = options;
  for (let count = 0; rest && count < MOST; count += 1) {
    const error = refusalOf(CardClient, rest);
    if (!error) break;
    if (!(error instanceof CardError)) throw error;
    tellRefusal(error, id, tell);
    rest = error.path ? without(rest, error.path, id) : undefined;
  }
  if (rest !== options) return undefined;
  tell.ok("option", `The client takes every option, as a client of ${id}.`);
  return new CardClient(options);
}
