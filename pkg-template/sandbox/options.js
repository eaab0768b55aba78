const KNOWN = {
  "": [
    "port",
    "host",
    "log",
    "callbackUrl",
    "callbackForm",
    "callbackScheduleMs",
    "settleMs",
    "now",
    "cors",
    "keepAlive",
    "artha",
    "yativo",
    "openApi",
    "ibanera",
    "arthaV1",
  ],
  artha: [
    "signing",
    "timestampToleranceSeconds",
    "errorBody",
    "programs",
    "answers",
    "pinName",
    "firstPage",
  ],
  "artha.signing": ["headers", "names", "values", "pathParameters"],
  yativo: [
    "expiresIn",
    "requireIdempotencyKey",
    "successWithoutEffect",
    "unknownCardStatus",
    "amounts",
    "fees",
    "shape",
    "activateAnswer",
    "createAnswer",
    "topupAnswer",
    "webhookAnswer",
    "numericCardIds",
    "newCardUnreadableMs",
    "observedForms",
    "listNeedsCustomer",
    "transactionsAtGet",
    "cardEvents",
    "signature",
  ],
  "yativo.amounts": ["create", "topup", "withdraw"],
  "yativo.fees": ["create", "topup", "withdraw"],
  "yativo.signature": ["header", "prefix"],
  openApi: ["version", "paths", "callbackUrl", "eventTag"],
  ibanera: [
    "expiresIn",
    "cardDetails",
    "totpEncoding",
    "rejectReusedCodes",
    "errorStatus",
    "balances",
    "byUser",
    "changePinAnswer",
    "feeCents",
    "callbackUrl",
    "callbackScheduleMs",
    "digest",
  ],
  arthaV1: [
    "answers",
    "timestampToleranceSeconds",
    "secretEncoding",
    "signedPath",
    "replaceBody",
    "emailIsFixed",
    "webhookUrl",
  ],
};

// A misspelt option would leave a tester with a sandbox that quietly behaves in the usual way.
function checkNames(group, values) {
  const strange = Object.keys(values).find((name) => !KNOWN[group].includes(name));
  if (strange !== undefined) {
    throw new TypeError(`The sandbox has no option ${group === "" ? "" : `${group}.`}${strange}.`);
  }
}

const UNITS = ["cents", "dollars"];

const CHOICES = {
  yativo: {
    shape: ["D", "O"],
    activateAnswer: ["documented", "bare", "envelope"],
    createAnswer: ["summary", "D"],
    topupAnswer: ["documented", "bare"],
    webhookAnswer: ["newest", "older"],
  },
  "yativo.amounts": { create: UNITS, topup: UNITS, withdraw: UNITS },
  "yativo.signature": {
    header: ["X-Yativo-Signature", "Signature", "X-Signature"],
    prefix: ["", "sha256="],
  },
  openApi: { eventTag: ["body", "header", "wrapper"] },
  ibanera: {
    balances: ["newest", "older"],
    byUser: ["object", "array"],
    changePinAnswer: ["newest", "older"],
    digest: ["base64", "hex"],
  },
};

function checkChoices(group, values) {
  for (const [name, words] of Object.entries(CHOICES[group] ?? {})) {
    if (values[name] !== undefined && !words.includes(values[name])) {
      throw new TypeError(`The option ${group}.${name} is one of: ${words.join(", ")}.`);
    }
  }
}

const DEFAULTS = {
  port: 0,
  host: "127.0.0.1",
  log: /** @type {((line: string) => void) | false} */ (console.log),
  callbackUrl: undefined,
  callbackForm: /** @type {const} */ ("camelCase"),
  callbackScheduleMs: [0, 1000, 5000, 15_000, 60_000],
  settleMs: 1500,
  now: Date.now,
  cors: false,
  keepAlive: true,
  artha: {},
  yativo: {},
  openApi: {},
  ibanera: {},
  arthaV1: {},
};

const given = (options) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/**
 * @typedef {Required<Omit<import("./index.js").SandboxOptions, "log" | "callbackUrl">>
 *   & { callbackUrl: string | undefined, log: (line: string) => void }} Settings
 *
 * @param {import("./index.js").SandboxOptions} options
 * @returns {Settings}
 */
export function readOptions(options) {
  checkNames("", options);
  const settings = { ...DEFAULTS, ...given(options) };
  const { artha, yativo, openApi, ibanera, arthaV1, callbackUrl, log } = settings;
  const groups = {
    artha,
    yativo,
    openApi,
    ibanera,
    arthaV1,
    "artha.signing": artha.signing ?? {},
    "yativo.amounts": yativo.amounts ?? {},
    "yativo.fees": yativo.fees ?? {},
    "yativo.signature": yativo.signature ?? {},
  };
  for (const [group, values] of Object.entries(groups)) {
    checkNames(group, values);
    checkChoices(group, values);
  }
  for (const url of [callbackUrl, openApi.callbackUrl, ibanera.callbackUrl]) {
    if (url !== undefined && !URL.canParse(url))
      throw new TypeError("The callbackUrl is not a URL.");
  }
  if (arthaV1.webhookUrl !== undefined && !URL.canParse(arthaV1.webhookUrl)) {
    throw new TypeError("The arthaV1.webhookUrl is not a URL.");
  }
  if (settings.callbackScheduleMs.length === 0) {
    throw new TypeError("The callbackScheduleMs needs at least one entry.");
  }
  return { ...settings, log: log === false ? () => {} : log };
}
