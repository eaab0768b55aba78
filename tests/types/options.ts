// What may be given to a client and a call, and what may not.
import { CardClient, CardError } from "cardlatch";
import type { ActionOptions, ArthaIssuer, ClientOptions, IbaneraIssuer, Issuer, OpenApiIssuer } from "cardlatch";
import type { Equal, Expect, OptionalKeys } from "./expect.js";

/** A key as the host has it: not every host declares the type for all files. */
declare const key: Extract<ArthaIssuer["privateKey"], object>;
declare const client: CardClient;
declare const signal: AbortSignal;
declare const blob: Blob;

const baseUrl = "https://issuer.example";
const artha = { id: "artha", baseUrl, customerToken: "token", privateKey: "key" } as const;
const arthaV1 = { id: "artha-v1", baseUrl, apiKey: "key", secret: "secret", pathPrefix: "/api/v1" } as const;
const yativo = { id: "yativo", baseUrl, accountId: "account", appSecret: "secret" } as const;
const openApi = { id: "open-api", baseUrl, version: "v1", customerId: 1, appId: "2", key: "key" } as const;
const ibanera = { id: "ibanera", baseUrl, username: "user", password: "word" } as const;

export const good: Issuer[] = [
  artha,
  { ...artha, privateKey: key, programId: "p", needPhotoForOperateCard: true },
  { ...artha, image: { maxBytes: 1_000_000, encoding: "data_url" }, signing: { names: "lowercase", tokenValue: "token" } },
  yativo,
  { ...artha, firstPage: 0 },
  arthaV1,
  { ...arthaV1, secret: key, pathPrefixOfLimits: "/api/v1", pathPrefixSigned: "/api/v1", form: "first" },
  { ...arthaV1, secretEncoding: "base64", amountUnit: "minor" },
  { ...yativo, updateMethod: "PUT" },
  { ...yativo, observedOnly: true, units: { issue: "minor", topUp: "minor", withdraw: "major", balance: "minor" } },
  openApi,
  { ...openApi, paths: { cancel: "/{version}/openApi/card/close" }, virtualCards: true },
  { ...openApi, paths: { walletTransaction: "/{version}/openApi/wallet/one" } },
  { ...ibanera, totpSecret: "GEZDGNBV", transfers: "topup_movefunds", reuseOneTimeCode: true },
  { ...ibanera, totpSecret: "GEZDGNBV" },
  { ...ibanera, totpSecret: key, totpEncoding: "text" },
  { ...ibanera, oneTimeCode: () => "123456" },
  { ...ibanera, oneTimeCode: async () => "123456" },
];

export const bad: Issuer[] = [
  // @ts-expect-error there is no such issuer
  { ...yativo, id: "other" },
  // @ts-expect-error the private key is missing
  { id: "artha", baseUrl, customerToken: "token" },
  // @ts-expect-error a key is text or a CryptoKey
  { ...artha, privateKey: 5 },
  // @ts-expect-error a key is not bytes
  { ...artha, privateKey: new Uint8Array(3) },
  // @ts-expect-error the secret of another issuer
  { ...artha, appSecret: "secret" },
  // @ts-expect-error a word that is not known
  { ...artha, signing: { names: "upper" } },
  // @ts-expect-error an option that is not known
  { ...artha, signing: { casing: "lower" } },
  // @ts-expect-error an option that is not known
  { ...artha, image: { maxSize: 5 } },
  // @ts-expect-error there is no default prefix
  { id: "artha-v1", baseUrl, apiKey: "key", secret: "secret" },
  // @ts-expect-error a secret is text or a CryptoKey
  { ...arthaV1, secret: new Uint8Array(3) },
  // @ts-expect-error the key of another issuer
  { ...arthaV1, privateKey: "key" },
  // @ts-expect-error a unit that is not known
  { ...arthaV1, amountUnit: "cents" },
  // @ts-expect-error a unit of no operation
  { ...yativo, units: { topup: "major" } },
  // @ts-expect-error a method that is not known
  { ...yativo, updateMethod: "PATCH" },
  // @ts-expect-error an id is text
  { ...yativo, accountId: 5 },
  // @ts-expect-error there is no default version
  { id: "open-api", baseUrl, customerId: 1, appId: 2, key: "key" },
  // @ts-expect-error freeze has a path of its own
  { ...openApi, paths: { freeze: "/freeze" } },
  // @ts-expect-error neither a secret nor a function
  { ...ibanera },
  // @ts-expect-error both a secret and a function
  { ...ibanera, totpSecret: "GEZDGNBV", oneTimeCode: () => "123456" },
  // @ts-expect-error a code is text
  { ...ibanera, oneTimeCode: () => 123456 },
  // @ts-expect-error a code is made by a function
  { ...ibanera, oneTimeCode: "123456" },
];

type Limits = "timeoutMs" | "deadlineMs" | "maxAnswerBytes";
type Watching = "onAttempt" | "onAnswer" | "onRetry" | "logger" | "logLevel";

export type Either = [
  Expect<Equal<Extract<Issuer, { id: "ibanera" }>, IbaneraIssuer>>,
  Expect<Equal<IbaneraIssuer["id"], "ibanera">>,
  Expect<Equal<OpenApiIssuer["customerId"], string | number>>,
  Expect<Equal<OptionalKeys<ClientOptions>, "fetch" | "dangerouslyAllowBrowser" | Limits | Watching>>,
  Expect<Equal<OptionalKeys<ActionOptions>, keyof ActionOptions>>,
];

export function clients(): void {
  new CardClient({ issuer: yativo, timeoutMs: 1_000, deadlineMs: 5_000, dangerouslyAllowBrowser: true });
  // @ts-expect-error the options are missing
  new CardClient();
  // @ts-expect-error the issuer is missing
  new CardClient({});
  // @ts-expect-error an issuer is more than its name
  new CardClient({ issuer: "yativo" });
  // @ts-expect-error an option that is not known
  new CardClient({ issuer: yativo, retries: 3 });
  // @ts-expect-error a number is due
  new CardClient({ issuer: yativo, timeoutMs: "1000" });
  // @ts-expect-error a function is due
  new CardClient({ issuer: yativo, fetch: true });
  // @ts-expect-error errors are made by the package
  new CardError();
}

export function calls(): void {
  void client.freeze("card-1");
  void client.freeze("card-1", { signal, timeoutMs: 1_000, deadlineMs: 2_000, idempotencyKey: "order-1", form: "physical" });
  for (const signImage of [blob, new ArrayBuffer(8), new Uint8Array(8), new DataView(new ArrayBuffer(8)), "base64"]) {
    void client.setPin("card-1", { signImage });
  }
  // @ts-expect-error an id is text
  void client.freeze(5);
  // @ts-expect-error an id is due
  void client.freeze();
  // @ts-expect-error there is no such option
  void client.freeze("card-1", { signimage: blob });
  // @ts-expect-error an image is not a number
  void client.freeze("card-1", { signImage: 5 });
  // @ts-expect-error a form that is not known
  void client.freeze("card-1", { form: "plastic" });
  // @ts-expect-error a token is for prepared requests
  void client.freeze("card-1", { accessToken: "token" });
  // @ts-expect-error a signal is due, not its controller
  void client.freeze("card-1", { signal: new AbortController() });
  // @ts-expect-error a read takes no image
  void client.card("card-1", { signImage: blob });
  // @ts-expect-error there is no such action
  void client.can("fly");
  // @ts-expect-error only actions can be reconciled
  void client.reconcile("card", "card-1");
}

// What is told of calls.
new CardClient({ issuer: artha, logger: console, logLevel: "off", onRetry: ({ waitMs, reason }) => void [waitMs, reason] });
new CardClient({ issuer: artha, onAnswer: async ({ status, requestId }) => void [status?.toFixed(), requestId?.trim()] });
// @ts-expect-error: no such level
new CardClient({ issuer: artha, logLevel: "loud" });
// @ts-expect-error: a logger has four methods
new CardClient({ issuer: artha, logger: { warn() {} } });
// @ts-expect-error: events hold no URL
new CardClient({ issuer: artha, onAttempt: ({ url }) => void url });
