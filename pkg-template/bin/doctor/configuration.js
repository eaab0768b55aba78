// An issuer's settings, without asking anybody.
import { ISSUERS, isSecret } from "./issuers.js";
import { checkBaseUrl } from "./base-url.js";
import { optionsOfEnv } from "./config-env.js";
import { optionsOfFile } from "./config-file.js";
import { clientOf } from "./options.js";
import { checkPrivateKey } from "./private-key.js";
import { checkHmacSecret, checkTotpSecret } from "./shared-secret.js";
import { flawOf } from "./values.js";

/** Every value of the settings with its name, groups included. */
function* values(object, group = "") {
  for (const [name, value] of Object.entries(object)) {
    if (typeof value === "object" && value !== null) yield* values(value, `${group}${name}.`);
    else yield [group + name, value];
  }
}

/** Before anything else is looked at: what may not be printed, and the secret parts of addresses. */
function hideSecrets(options, hiding) {
  const { issuer = {}, ...own } = options;
  for (const [, value] of values(own)) if (typeof value === "string") hiding.add(value);
  for (const [name, value] of values(issuer)) {
    if (name !== "id" && isSecret(issuer.id, name)) hiding.add(value);
    if (typeof value !== "string" || !URL.canParse(value)) continue;
    const { username, password, search, hash } = new URL(value);
    for (const part of [username, password, search.slice(1), hash.slice(1)]) hiding.add(part);
  }
}

/** A private key ends with a line break as it should; its flaws are told where keys are looked at. */
const isLooked = ([name, value]) => typeof value === "string" && name !== "privateKey";

/** The names whose values are flawed. */
function checkValues(issuer, tell) {
  const all = [...values(issuer)];
  const flawed = all.filter(isLooked).map(([name, value]) => [name, flawOf(value)]).filter(([, flaw]) => flaw);
  for (const [name, { id, says, why, cure }] of flawed) tell.wrong(`value.${id}`, `issuer.${name} ${says}.`, { why, cure });
  const present = Object.keys(ISSUERS[issuer.id].options).filter((name) => isSecret(issuer.id, name) && issuer[name] !== undefined);
  if (flawed.length === 0) tell.ok("value", `No value has quotes, blanks or a placeholder. Present: ${present.join(", ") || "no secret"}.`);
  return flawed.map(([name]) => name);
}

function checkKeys(issuer, flawed, tell) {
  const looked = (name) => typeof issuer[name] === "string" && !flawed.includes(name);
  if (issuer.id === "artha" && looked("privateKey")) checkPrivateKey(issuer.privateKey, tell);
  if (issuer.id === "artha-v1" && looked("secret")) checkHmacSecret(issuer, tell);
  if (issuer.id === "ibanera" && looked("totpSecret")) checkTotpSecret(issuer, tell);
}

/** A function cannot stand in a file; one that gives a code of zeros stands for it. */
function withCode(options, tell) {
  const { issuer } = options;
  if (issuer.id !== "ibanera" || issuer.totpSecret !== undefined) return options;
  tell.warn("key.totp", "issuer.totpSecret is not there, so your program must give oneTimeCode, a function, which is not checked here.", { cure: "Where the codes come from elsewhere, all is well." });
  return { ...options, issuer: { ...issuer, oneTimeCode: () => "000000" } };
}

/** Makes a request with the client's keys, and sends it nowhere. */
async function checkProof(client, { id }, tell) {
  const { proof } = ISSUERS[id];
  if (!proof) return;
  try {
    await client.prepare(...proof);
    tell.ok("key.usable", "A request was made with the keys, and sent nowhere.");
  } catch (error) {
    tell.wrong("key.usable", `No request can be made with these keys: ${error.code ?? "unknown"}.`, { why: "Every call would fail like this.", cure: "See what is said of the key above." });
  }
}

/** The options out of the file or the variables that the call names, nothing where none are read. */
function read({ config, env: prefix }, env, tell) {
  if (config !== undefined) return optionsOfFile(config, tell);
  return optionsOfEnv(prefix, env, tell);
}

/**
 * Checks the settings.
 *
 * @returns {Promise<{ options: object, client: object | undefined } | undefined>} nothing where there are none
 */
export async function checkConfiguration(wanted, env, library, hiding, tell) {
  if (wanted.config === undefined && wanted.env === undefined) {
    return void tell.notChecked("config", "No issuer's settings were named.", { cure: "Name them by --config file.json or --env PREFIX." });
  }
  const given = read(wanted, env, tell);
  if (!given) return undefined;
  hideSecrets(given, hiding);
  const { issuer } = given;
  if (!Object.hasOwn(ISSUERS, issuer.id)) {
    return void tell.wrong("issuer", "issuer.id names no issuer.", { cure: `Write one of ${Object.keys(ISSUERS).join(", ")}.` });
  }
  const flawed = checkValues(issuer, tell);
  checkBaseUrl(issuer, tell);
  checkKeys(issuer, flawed, tell);
  if (!library) return void tell.notChecked("option", "The options were not held against the client's rules: the package could not be loaded.");
  const options = withCode(given, tell);
  const client = clientOf(library, options, tell);
  if (client) await checkProof(client, issuer, tell);
  return { options, client };
}
