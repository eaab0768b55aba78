import { nearest } from "../cli/nearest.js";
import { CLIENT_OPTIONS, ISSUERS } from "./issuers.js";

const trimmed = (prefix) => prefix.replace(/_+$/, "");

/** `signing.tokenName` with the prefix CARDS is CARDS_SIGNING_TOKEN_NAME. */
export const variable = (prefix, option) =>
  `${trimmed(prefix)}_${option.replace(/([a-z0-9])([A-Z])/g, "$1_$2").replaceAll(".", "_").toUpperCase()}`;

/** The value of an option out of its text. What is no flag and no number stays text: the client says so. */
function typed(kind, text) {
  if (kind === "flag" && /^(true|false)$/.test(text)) return text === "true";
  if (kind === "number" && /^\d{1,15}$/.test(text)) return Number(text);
  return text;
}

function put(target, path, value) {
  const [group, name] = path.split(".");
  if (name === undefined) target[group] = value;
  else (target[group] ??= {})[name] = value;
}

/** The options that are set, and which of the variables that begin like them are none of theirs. */
function collect(prefix, names, env, target) {
  const known = new Set();
  for (const [option, kind] of Object.entries(names)) {
    const name = variable(prefix, option);
    known.add(name);
    if (env[name] !== undefined) put(target, option, typed(kind, env[name]));
  }
  return known;
}

function tellStrays(prefix, known, env, tell) {
  const strays = Object.keys(env).filter((name) => name.startsWith(`${trimmed(prefix)}_`) && !known.has(name));
  for (const name of strays) {
    const meant = nearest(name, [...known].filter((other) => env[other] === undefined));
    tell.warn("config.env", `${name} is no option of this issuer and was left out.`, meant ? { cure: `Did you mean ${meant}?` } : {});
  }
}

/** The client's options in environment variables. */
export function optionsOfEnv(prefix, env, tell) {
  const idName = variable(prefix, "id");
  const id = env[idName];
  if (id === undefined || !Object.hasOwn(ISSUERS, id)) {
    return void tell.wrong("config.env", `${idName} ${id === undefined ? "is not set" : "names no issuer"}.`, {
      cure: `Set it to one of ${Object.keys(ISSUERS).join(", ")}.`,
    });
  }
  const issuer = { id };
  const options = { issuer };
  const ofIssuer = collect(prefix, ISSUERS[id].options, env, issuer);
  const ofClient = collect(prefix, CLIENT_OPTIONS, env, options);
  const known = new Set([idName, ...ofIssuer, ...ofClient]);
  tell.ok("config.env", `The settings are read from variables that begin with ${trimmed(prefix)}_.`);
  tellStrays(prefix, known, env, tell);
  return options;
}
