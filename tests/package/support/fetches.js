// Stand-ins for fetch, and issuers that are nowhere.
import { generateKeyPairSync } from "node:crypto";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 1024,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
});

/** Settings that are right, of issuers that nobody can reach. Their secrets are met nowhere by chance. */
export const ISSUERS = {
  artha: {
    id: "artha",
    baseUrl: "https://artha.test/api/v1",
    customerToken: "token-1-Kq7vXw2Z",
    privateKey,
    needPhotoForOperateCard: false,
  },
  "artha-v1": {
    id: "artha-v1",
    baseUrl: "https://artha-v1.test",
    apiKey: "api-key-1-Hn4tRb8Y",
    secret: "hmac-secret-1-Jd6mQs3W",
    pathPrefix: "/api/v1",
  },
  yativo: { id: "yativo", baseUrl: "https://yativo.test/api/v1", accountId: "account-1-Vp9cLz5F", appSecret: "secret-1-Tg2xNk7B" },
  "open-api": {
    id: "open-api",
    baseUrl: "https://open-api.test",
    version: "v1",
    customerId: "10000011",
    appId: "100001",
    key: "key-1-Bw8fYh4M",
  },
  ibanera: {
    id: "ibanera",
    baseUrl: "https://ibanera.test",
    username: "user-1",
    password: "password-1-Rz3jDc6P",
    totpSecret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    reuseOneTimeCode: true,
  },
};

/** An action of each issuer, with a card id that it takes. */
export const ACTIONS = [
  ["artha", "freeze", "card-1"],
  ["artha-v1", "freeze", "card-1"],
  ["yativo", "freeze", "card-1"],
  ["open-api", "freeze", "card-1"],
  ["ibanera", "activate", "1001"],
];

export const json = (value, status = 200, headers = {}) => ({
  status,
  headers: new Headers(headers),
  text: async () => JSON.stringify(value),
});

const success = (data) => json({ status: "success", status_code: 200, message: "Request successful", data });

/** The token of a session. */
export const BEARER = "bearer-1-Xm5sGv9L";

/** Good answers, by issuer. */
export const ANSWERS = {
  artha: json({ taskId: "task-1", status: "Success", remarks: "CardInProgress" }),
  "artha-v1": {
    freeze: json({ status: "success", message: "Card frozen successfully", taskId: null }),
    frozen: json({ cardType: "virtual", status: "frozen" }),
  },
  "open-api": json({ code: 0, message: "success" }),
  yativo: {
    login: (token = BEARER, seconds = 600) => success({ access_token: token, expires_in: seconds }),
    update: success({ action: "freeze card successfully" }),
    frozen: success({ card_status: "frozen" }),
  },
  ibanera: {
    login: (token = BEARER, seconds = 3600) =>
      json({ id: 0, details: { accessToken: token, expiresIn: seconds }, status: "1", errors: [] }),
    active: json({ id: 1001, details: { card: { id: 1001, bSuppressed: false } }, status: "1", errors: [] }),
  },
};

/** What an issuer answers, from the login to the end, when all goes well. */
export const GOOD = {
  artha: [ANSWERS.artha],
  "artha-v1": [ANSWERS["artha-v1"].freeze, ANSWERS["artha-v1"].frozen],
  yativo: [ANSWERS.yativo.login(), ANSWERS.yativo.update, ANSWERS.yativo.frozen],
  "open-api": [ANSWERS["open-api"]],
  ibanera: [ANSWERS.ibanera.login(), ANSWERS.ibanera.active],
};

export const never = () => new Promise(() => {});

/**
 * A fetch that gives one answer after the other, and the last one again and again. An answer that
 * is a function is called with what fetch was called with. `calls` keeps what was asked.
 */
export function answering(...answers) {
  const calls = [];
  function fetch(url, init) {
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    const body = init.body === undefined ? undefined : new TextDecoder().decode(init.body);
    calls.push({ url, method: init.method, headers: init.headers, body, init });
    return typeof answer === "function" ? answer(url, init) : Promise.resolve(answer);
  }
  return Object.assign(fetch, { calls });
}

/** Waits until something is so, for two seconds at most. */
export async function eventually(isSo) {
  for (let turn = 0; turn < 400; turn += 1) {
    if (isSo()) return;
    await new Promise((go) => setTimeout(go, 5));
  }
  throw new Error("it did not come to that in two seconds");
}
