// What is known of the issuers beyond the client's own rules. What no document says is not here.

/** Kinds of options: how a text of the environment becomes a value, and whether it may be printed. */
const secret = "secret";
const text = "text";
const flag = "flag";
const number = "number";

/** What a client needs to be made, for checking the other options after one of these was wrong. */
const base = { baseUrl: "https://issuer.example" };

/**
 * `time` is what of the clock a request carries: `signed` a signed time of Unix seconds, whose
 * tolerance no document says; `code` a one-time code of 30 seconds; `none` nothing. `stands` is what a
 * base URL ends with, `without` what the client itself puts after it.
 */
export const ISSUERS = {
  artha: {
    options: {
      baseUrl: text,
      customerToken: secret,
      privateKey: secret,
      programId: text,
      needPhotoForOperateCard: flag,
      firstPage: number,
      "image.maxBytes": number,
      "image.encoding": text,
      "signing.headers": text,
      "signing.names": text,
      "signing.values": text,
      "signing.pathParameters": text,
      "signing.tokenName": text,
      "signing.tokenValue": text,
    },
    sample: { ...base, customerToken: "x", privateKey: "x" },
    time: "signed",
    stands: "/api/v1",
    portals: ["docs.artha.work", "tstcards.artha.work"],
    allowList: true,
    proof: ["balance", "card"],
    read: "card",
  },
  "artha-v1": {
    options: {
      baseUrl: text,
      apiKey: secret,
      secret,
      secretEncoding: text,
      pathPrefix: text,
      pathPrefixOfLimits: text,
      pathPrefixSigned: text,
      form: text,
      amountUnit: text,
    },
    sample: { ...base, apiKey: "x", secret: "x", pathPrefix: "/api/v1" },
    time: "signed",
    without: ({ pathPrefix }) => pathPrefix,
    portals: ["docs.artha.work"],
    proof: ["balance", "card"],
    read: "card",
  },
  yativo: {
    options: {
      baseUrl: text,
      accountId: secret,
      appSecret: secret,
      updateMethod: text,
      "units.issue": text,
      "units.topUp": text,
      "units.withdraw": text,
      "units.balance": text,
      observedOnly: flag,
    },
    sample: { ...base, accountId: "x", appSecret: "x" },
    time: "none",
    stands: "/api/v1",
    portals: ["docs.yativo.com", "yativo.notion.site"],
    others: ["crypto-api.yativo.com"],
    read: "card",
  },
  "open-api": {
    options: {
      baseUrl: text,
      version: text,
      customerId: secret,
      appId: secret,
      key: secret,
      "paths.unfreeze": text,
      "paths.activate": text,
      "paths.cancel": text,
      "paths.walletTransaction": text,
      virtualCards: flag,
    },
    sample: { ...base, version: "v1", customerId: "1", appId: "1", key: "x" },
    time: "none",
    without: ({ version }) => version && `/${version}`,
    portals: ["ckg2erttlk.apifox.cn", "prod-cn.your-api-server.com"],
  },
  ibanera: {
    options: {
      baseUrl: text,
      username: secret,
      password: secret,
      totpSecret: secret,
      totpEncoding: text,
      transfers: text,
      reuseOneTimeCode: flag,
    },
    sample: { ...base, username: "x", password: "x", totpSecret: "AAAAAAAAAAAAAAAA" },
    time: "code",
    without: () => "/api/v1",
    portals: ["customer-api-docs.ibanera.com"],
    others: ["ggapi.ibanera.com"],
    proof: ["login", null],
    read: "card",
  },
};

/** The options of the client itself that a file can hold. */
export const CLIENT_OPTIONS = { timeoutMs: number, deadlineMs: number, maxAnswerBytes: number, logLevel: text };

/** Whether what stands under this name may be printed. Under a name that nobody knows it may not. */
export const isSecret = (id, name) => (ISSUERS[id]?.options[name] ?? secret) === secret;
