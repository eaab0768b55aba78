import { wrongOption } from "../refusal.js";
import { isObject } from "../settings.js";

const required = ["authenticate", "owns"];
const hooks = [...required, "confirm", "complete", "rateLimit", "onEvent", "onAudit", "address"];
/** What the core reads of the options, and checks. */
const settings = ["allow", "confirmActions", "basePath", "origins", "maxBodyBytes", "maxImageBytes", "deadlineMs", "settleMs", "queueMs", "keepMs", "openapi"];
const known = ["issuers", "callbacks", "ledger", ...hooks, ...settings];

/** What a client may be asked for, by its own names. */
const operations = (
  "cards issue card balance transactions limits topUpFee freeze unfreeze activate deactivate cancel setPin replace topUp setLimits reveal revealPin"
).split(" ");
/** Where a client keeps what its issuer has alone, which says whose client it is. */
const own = { artha: "artha", arthaV1: "artha-v1", yativo: "yativo", openApi: "open-api", ibanera: "ibanera" };

const hasMethods = (value, names) => names.every((name) => typeof value?.[name] === "function");

function checkHooks(options) {
  for (const name of hooks) {
    const isNeeded = required.includes(name);
    if ((isNeeded || options[name] !== undefined) && typeof options[name] !== "function") wrongOption(name, "a function");
  }
}

/** What the core must know of a client: its issuer, and what may be asked of it. */
function clientOf(name, client) {
  if (!hasMethods(client, ["can", "freeze"])) wrongOption(`issuers.${name}`, "a CardClient");
  const namespace = Object.keys(own).find((name) => client[name]);
  return { name, id: own[namespace] ?? "", can: operations.filter((operation) => client.can(operation) === true) };
}

function receiversOf({ issuers, callbacks = {} }) {
  if (!isObject(callbacks)) wrongOption("callbacks", "an object of receivers by the names of issuers");
  for (const [name, receiver] of Object.entries(callbacks)) {
    if (!Object.hasOwn(issuers, name)) wrongOption(`callbacks.${name}`, "under the name of an issuer");
    if (!hasMethods(receiver, ["receive"])) wrongOption(`callbacks.${name}`, "a CallbackReceiver");
  }
  return Object.keys(callbacks);
}

/** What JSON has no word for is text, so that the core says which option must be another. */
function plain(_, value) {
  const isPlain = typeof value === "number" ? Number.isFinite(value) : !/bigint|function|symbol/.test(typeof value);
  return isPlain ? value : typeof value;
}

/** Checks what only JavaScript can see of the options, and gives the rest as the core takes it, as JSON text. */
export function settingsOf(options) {
  if (!isObject(options)) wrongOption("options", "an object");
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) wrongOption(name, "the name of an option");
  }
  checkHooks(options);
  const { issuers, ledger, confirm, rateLimit } = options;
  if (!isObject(issuers)) wrongOption("issuers", "an object of clients by name");
  const clients = Object.entries(issuers).map(([name, client]) => clientOf(name, client));
  const callbacks = receiversOf(options);
  const methods = ["reserve", "record", "find", "changed", "take", "keep", "audit"];
  if (ledger !== undefined && !hasMethods(ledger, methods)) wrongOption("ledger", `an object with ${methods}`);
  const has = { confirm: confirm !== undefined, rateLimit: rateLimit !== undefined, callbacks };
  const told = Object.fromEntries(settings.map((name) => [name, options[name]]));
  return JSON.stringify({ issuers: clients, ...told, has }, plain);
}
