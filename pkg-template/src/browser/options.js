import { toBytes } from "../bytes.js";
import { wrongInput, wrongOption } from "../refusal.js";

const ofClients = [
  ..."proxy issuer fetch headers credentials timeoutMs deadlineMs maxAnswerBytes maxImageBytes store storeName".split(" "),
  ..."onAttempt onAnswer onRetry".split(" "),
];
/** The options of a call that are the client's own; all others are the operation's, and the proxy checks them. */
const ofCalls = ["signal", "timeoutMs", "deadlineMs", "maxAnswerBytes", "idempotencyKey", "signImage", "fit"];

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function checkLimits(options, wrong) {
  for (const [name, most] of [
    ["timeoutMs", 2 ** 31 - 1],
    ["deadlineMs", 2 ** 31 - 1],
    ["maxAnswerBytes", 2 ** 32 - 1],
    ["maxImageBytes", 2 ** 32 - 1],
  ]) {
    const value = options[name] ?? 1;
    if (!Number.isInteger(value) || value < 1 || value > most) wrong(name, `a whole number from 1 up to ${most}`);
  }
}

/** What is given; `null` leaves an option out. */
export const given = (options) => Object.fromEntries(Object.entries(options).filter(([, value]) => value != null));

const local = /^(localhost|127(\.\d+){3}|\[::1\])$/;
const address = "a path like /api, or an https: URL (http: on this machine) without a query";

/** Where the proxy is: below the page's own address, where it is given as a path. */
export function placeOf(proxy, wrong = wrongOption) {
  const page = globalThis.location;
  let url;
  if (typeof proxy === "string" && /^(https?:\/\/|\/(?!\/))/i.test(proxy)) {
    try {
      const base = new URL(page?.href ?? "https://localhost");
      url = new URL(proxy, base);
      // To a URL `/\host` is another host as well.
      if (proxy[0] === "/" && url.origin !== base.origin) url = undefined;
    } catch {}
  }
  if (!url || url.search || url.hash || url.username || url.password) wrong("proxy", address);
  if (url.protocol !== "https:" && !local.test(url.hostname) && url.origin !== page?.origin) wrong("proxy", address, "insecure_url");
  return `${url.origin}${url.pathname}`.replace(/\/$/, "");
}

/** Checks the options of a client. */
export function checkOptions(options) {
  if (!isObject(options)) wrongOption("options", "an object");
  for (const name of Object.keys(options)) if (!ofClients.includes(name)) wrongOption(name, "the name of an option");
  placeOf(options.proxy);
  checkLimits(options, wrongOption);
  for (const name of ["fetch", "onAttempt", "onAnswer", "onRetry"]) {
    if (typeof (options[name] ?? isObject) !== "function") wrongOption(name, "a function");
  }
  const { issuer, headers, credentials = "same-origin", store, storeName = "" } = given(options);
  if (issuer !== undefined && !/^[a-z0-9-]{1,32}$/.test(issuer)) wrongOption("issuer", "the name that the issuer has in the proxy");
  if (headers !== undefined && typeof headers !== "function" && !isObject(headers)) wrongOption("headers", "an object, or a function that gives one");
  if (!["omit", "same-origin", "include"].includes(credentials)) wrongOption("credentials", "omit, same-origin or include");
  if (store && typeof store.setItem !== "function") wrongOption("store", "like localStorage, or null");
  if (typeof storeName !== "string") wrongOption("storeName", "text");
}

/** Checks what every call takes, and gives what is the operation's own. */
export function ownOptions(options = {}) {
  if (!isObject(options)) wrongInput("options", "an object");
  checkLimits(options, wrongInput);
  const { signal, idempotencyKey, fit } = given(options);
  if (signal && !signal.addEventListener) wrongInput("signal", "an AbortSignal");
  if (idempotencyKey !== undefined && !isKey(idempotencyKey)) wrongInput("idempotencyKey", "16 to 128 visible ASCII characters without quotes and backslashes");
  if (fit !== undefined && typeof fit !== "boolean") wrongInput("fit", "true or false");
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => !ofCalls.includes(name) && value !== undefined));
}

export const isKey = (text) => typeof text === "string" && /^[!#-[\]-~]{16,128}$/.test(text);

export function checkCard(cardId) {
  // A letter that is half of one has no bytes of its own.
  const isId = typeof cardId === "string" && !/[\0- \x7f]|^\.{0,2}$|\p{Cs}/u.test(cardId) && toBytes(cardId).length <= 256;
  if (!isId) wrongInput("cardId", "an id without blanks, of up to 256 bytes");
}

/** The parameters of a read. */
export function queryOf(options) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(options)) {
    if (value === null) continue;
    if (!["string", "number", "boolean"].includes(typeof value) || Number.isNaN(value)) wrongInput(name, "text or a number");
    query.append(name, value);
  }
  return `${query}` && `?${query}`;
}
