// Settings that are well, with a credential under each secret name that nothing else has.
import { randomBytes } from "node:crypto";

import { plant } from "../../package/support/seen/record.js";
import { pkcs8 } from "./keys.js";

/** A credential, which no output may hold. */
export function marker(kind) {
  const value = `marker-${randomBytes(12).toString("hex")}`;
  plant([[kind, value]]);
  return value;
}

/** The names that hold credentials, by issuer. */
export const SECRETS = {
  artha: ["customerToken", "privateKey"],
  "artha-v1": ["apiKey", "secret"],
  yativo: ["accountId", "appSecret"],
  "open-api": ["customerId", "appId", "key"],
  ibanera: ["username", "password", "totpSecret"],
};

const OPEN = {
  artha: { baseUrl: "https://issuer.test/api/v1" },
  "artha-v1": { baseUrl: "https://issuer.test", pathPrefix: "/api/v1" },
  yativo: { baseUrl: "https://issuer.test/api/v1" },
  "open-api": { baseUrl: "https://issuer.test", version: "v1" },
  ibanera: { baseUrl: "https://issuer.test" },
};

const USABLE = { privateKey: () => pkcs8, totpSecret: () => "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", customerId: () => "10000011", appId: () => "100001" };

/** Settings that a client can be made of. */
export function settings(id, more = {}) {
  const secrets = SECRETS[id].map((name) => [name, (USABLE[name] ?? (() => marker(name)))()]);
  return { id, ...OPEN[id], ...Object.fromEntries(secrets), ...more };
}
