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
  yativo: ["expiresIn", "requireIdempotencyKey", "successWithoutEffect", "unknownCardStatus"],
  openApi: ["version"],
  ibanera: ["expiresIn", "cardDetails", "totpEncoding", "rejectReusedCodes", "errorStatus"],
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
    ...{ artha, yativo, openApi, ibanera, arthaV1 },
    "artha.signing": artha.signing ?? {},
  };
  for (const [group, values] of Object.entries(groups)) checkNames(group, values);
  if (callbackUrl !== undefined && !URL.canParse(callbackUrl)) {
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
