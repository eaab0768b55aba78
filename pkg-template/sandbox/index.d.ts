export type IssuerId = "artha" | "artha-v1" | "yativo" | "open-api" | "ibanera";
export type SandboxAction = "freeze" | "unfreeze" | "activate" | "deactivate" | "cancel" | "setPin";
/** Everything that a call can do: the actions on cards and the other writes. */
export type SandboxWrite =
  | SandboxAction
  | "apply"
  | "bind"
  | "topUp"
  | "issue"
  | "replace"
  | "setLimits"
  | "createCustomer"
  | "updateCustomer"
  | "submitApplicant"
  | "uploadFile"
  | "create"
  | "topup"
  | "withdraw"
  | "terminate"
  | "airlines"
  | "activateCustomer"
  | "setWebhook"
  | "rotateWebhookSecret"
  | "transferfunds"
  | "movefunds"
  | "changecardpin"
  | "cancelTransaction"
  | "payin"
  | "submitInformation"
  | "contractPage";
export type CardState = "inactive" | "active" | "frozen" | "closing" | "closed" | "lost";

/** Starts made-up card issuers on one local port. */
export function startSandbox(options?: SandboxOptions): Promise<Sandbox>;

export interface SandboxOptions {
  /** Default 0: any free port. */
  port?: number;
  /** Default `127.0.0.1`. */
  host?: string;
  /** Takes each log line; `false` keeps quiet. Default `console.log`. */
  log?: ((line: string) => void) | false;
  /** Where Artha's callbacks go. Without it nobody is told. */
  callbackUrl?: string;
  /** Spelling of the callback's fields. Default `camelCase`. */
  callbackForm?: ArthaCallbackForm;
  /** Wait before each attempt, in ms. Its length bounds the attempts. Default 0, 1 s, 5 s, 15 s, 60 s. */
  callbackScheduleMs?: readonly number[];
  /** How long an accepted action of Artha, a top-up or a transfer takes. `Infinity`: only when settled by the tester. Default 1500. */
  settleMs?: number;
  /** The clock of tokens, one-time codes and timestamps, in ms since 1970. Default `Date.now`. */
  now?: () => number;
  /** Lets pages of any origin call the issuer and admin routes. Default `false`. */
  cors?: boolean;
  /**
   * `false` answers each request with `connection: close`, so that no connection is used twice. A
   * browser may itself repeat a request when a used connection is cut. Default `true`.
   */
  keepAlive?: boolean;
  artha?: ArthaOptions;
  yativo?: YativoOptions;
  openApi?: OpenApiOptions;
  ibanera?: IbaneraOptions;
  arthaV1?: ArthaV1Options;
}

/** One reading of the signing rule. The documents leave each of these open. */
export interface SigningReading {
  /**
   * The headers that count, spelled as in the signed text. Default `timestamp`, `nonce`, `customerToken`.
   * With `CustomerToken` the value `CustomerToken=…` is taken too.
   */
  headers?: readonly string[];
  /** How names are printed. Default `as_sent`. */
  names?: "as_sent" | "lowercase";
  /** How values are printed. Default `raw`. */
  values?: "raw" | "url_encoded";
  /** Whether path parameters count as fields. Default `false`. */
  pathParameters?: boolean;
}

/** What a callback of Artha tells of. `optCode` is the 3-D Secure code. */
export type ArthaCallbackKind =
  | "kycStatus"
  | "createCard"
  | "recharge"
  | "operation"
  | "consume"
  | "fee"
  | "refund"
  | "optCode";

/**
 * `camelCase` is the site, `PascalCase` the tables of the last manual, `asPrinted` its examples
 * to the letter (with `amount` in lowercase, `SUCCESS`, and `operation` for a top-up), and
 * `parameterTable` the site's general table, which prints `taskld`.
 */
export type ArthaCallbackForm = "camelCase" | "PascalCase" | "asPrinted" | "parameterTable";

/** The newest first: the site, then the manuals. `V2` is that of the two oldest. */
export type ArthaAnswers = "site" | "V4" | "V3" | "V2";

export interface ArthaOptions {
  signing?: SigningReading;
  /** Default 300. */
  timestampToleranceSeconds?: number;
  /** Body of error answers: nothing, or the wrapper of the ABP framework. Default `empty`. */
  errorBody?: "empty" | "abp";
  /** Whether `balances` and `Programs` are lists or single objects. Default `array`. */
  programs?: "array" | "object";
  /** The documented form of answers, where the documents differ. Default `site`. */
  answers?: ArthaAnswers;
  /** How the PIN's field is spelled. Default `pin`. */
  pinName?: "pin" | "Pin";
  /** The number of the first page of transactions. Default 1. */
  firstPage?: 0 | 1;
}

export interface YativoOptions {
  /** Token life in seconds. Default 600. */
  expiresIn?: number;
  /** Refuses writes without an Idempotency-Key. Default `false`. */
  requireIdempotencyKey?: boolean;
  /** Updates answer success and change nothing. Default `false`. */
  successWithoutEffect?: boolean;
  /** HTTP status of the error envelope for an unknown card. Default 200 on update, 400 on read. */
  unknownCardStatus?: number;
  /** The unit of `amount` in requests. Default cents for `create` and `topup`, dollars for `withdraw`. */
  amounts?: { create?: AmountUnit; topup?: AmountUnit; withdraw?: AmountUnit };
  /** Fees in cents. Default 0: the documents contradict one another. */
  fees?: { create?: number; topup?: number; withdraw?: number };
  /** The form of every card and its transactions. Default: as seeded, `D` for new cards. */
  shape?: "D" | "O";
  /** Default `documented`; `bare` has another id than the one sent, `envelope` has no `data`. */
  activateAnswer?: "documented" | "bare" | "envelope";
  /** Default `summary`, with `card_id`; `D` is the whole older card, with `id`. */
  createAnswer?: "summary" | "D";
  /** Default `documented`; `bare` has `message`, `reference` and `amount` at the top. */
  topupAnswer?: "documented" | "bare";
  /** Default `newest`, 201 with the secret; `older` is the whole record without it. */
  webhookAnswer?: "newest" | "older";
  /** Whether new cards have numbers as ids. Default `false`. */
  numericCardIds?: boolean;
  /** For how long a new card cannot be read. Default 0. */
  newCardUnreadableMs?: number;
  /** Takes what clients were seen to send and no page has. Default `true`. */
  observedForms?: boolean;
  /** Refuses a list without `customer_id`. Default `false`. */
  listNeedsCustomer?: boolean;
  /** `GET /get/{id}` answers transactions, as one page's prose has it. Default `false`. */
  transactionsAtGet?: boolean;
  /** Sends the undocumented events of cards by itself. Default `false`. */
  cardEvents?: boolean;
  /** How webhooks are signed. Default header `X-Yativo-Signature`, no prefix. */
  signature?: {
    header?: "X-Yativo-Signature" | "Signature" | "X-Signature";
    prefix?: "" | "sha256=";
  };
}

export type AmountUnit = "cents" | "dollars";

export interface OpenApiOptions {
  /** The version part of the path. Default `v1`. */
  version?: string;
  /** Paths below `baseUrl`, version included: no public document has them. Default: made up, see `seeds`. */
  paths?: Partial<Record<OpenApiPage | "unfreeze" | "activate" | "cancel", string>>;
  /** Where card events go. Without it nobody is told. */
  callbackUrl?: string;
  /** Where `eventTag` is carried, which no page shows. Default `body`, beside the fields. */
  eventTag?: "body" | "header" | "wrapper";
}

/** The pages of the OPEN-API whose path a contract gives. */
export type OpenApiPage =
  | "walletList"
  | "walletDetail"
  | "walletTransactions"
  | "walletTransaction"
  | "exchangeRate"
  | "binList"
  | "binDetail"
  | "binFees"
  | "binLimits"
  | "cardList"
  | "cardDetail"
  | "cardTransactions"
  | "merchantScore"
  | "openCard"
  | "rechargeCard"
  | "orderList"
  | "orderDetail"
  | "holderList"
  | "createHolder"
  | "editHolder"
  | "holderDetail"
  | "deleteHolder"
  | "payMethod"
  | "fundSources"
  | "paymentPurposes"
  | "createPayee"
  | "editPayee"
  | "applyPayee"
  | "deletePayee"
  | "payeeList"
  | "payeeDetail"
  | "paymentReasons"
  | "createPayment"
  | "paymentList"
  | "paymentDetail";

export interface IbaneraOptions {
  /** Token life in seconds. Default 3600. */
  expiresIn?: number;
  /** Which form of the card details is answered; the older one carries secrets. Default `newest`. */
  cardDetails?: "newest" | "older";
  /** How the shared secret becomes a key. Default `base32`. */
  totpEncoding?: "base32" | "text";
  /** Whether a one-time code counts only once. Default `false`. */
  rejectReusedCodes?: boolean;
  /** HTTP status of errors in the envelope. Default 200. */
  errorStatus?: number;
  /** The form of card balances; the older one has names in Pascal case. Default `newest`. */
  balances?: "newest" | "older";
  /** Whether `byuser` answers one customer or a list. Default `object`. */
  byUser?: "object" | "array";
  /** Whether a changed PIN is answered with `details`. Default `newest`, with them. */
  changePinAnswer?: "newest" | "older";
  /** The fee of a transfer in cents. Default 0. */
  feeCents?: number;
  /** Where callbacks go. Without it nobody is told. */
  callbackUrl?: string;
  /** Wait before each attempt of a callback, in ms. Default: doubling from 1 s, for two hours. */
  callbackScheduleMs?: readonly number[];
  /** Text form of the digest in `webhook-signature`. Default `base64`. */
  digest?: "base64" | "hex";
}

/** The newest first: flat and in camelCase, the same in `data`, `data` in snake_case. */
export type ArthaV1Answers = "R3" | "R2" | "R1";

export interface ArthaV1Options {
  /** The documented form of answers. Requests of all forms are read. Default `R3`. */
  answers?: ArthaV1Answers;
  /** Default 300. */
  timestampToleranceSeconds?: number;
  /** Whether the HMAC key is the secret's text or what it decodes to. Default `text`. */
  secretEncoding?: "text" | "base64";
  /** Whether the path is signed as it is sent or below the sandbox's base. Default `full`. */
  signedPath?: "full" | "inner";
  /** Whether replacing a card answers a body; one page has none. Default `true`. */
  replaceBody?: boolean;
  /** Whether a customer's e-mail cannot be changed; the page says both. Default `false`. */
  emailIsFixed?: boolean;
  /** Where webhooks go that a tester asks for. */
  webhookUrl?: string;
}

export interface ArthaSandboxConfig {
  id: "artha";
  baseUrl: string;
  customerToken: string;
  /** PKCS#8 PEM. */
  privateKey: string;
}

export interface YativoSandboxConfig {
  id: "yativo";
  baseUrl: string;
  accountId: string;
  appSecret: string;
  /** The units that the sandbox reads. */
  units: Record<"issue" | "topUp" | "withdraw", "major" | "minor">;
}

export interface OpenApiSandboxConfig {
  id: "open-api";
  baseUrl: string;
  version: string;
  customerId: string;
  appId: string;
  key: string;
  /** Paths below `baseUrl`, version included, as a contract would give them. */
  paths: { unfreeze: string; activate: string; cancel: string; walletTransaction: string };
}

export interface IbaneraSandboxConfig {
  id: "ibanera";
  baseUrl: string;
  username: string;
  password: string;
  totpSecret: string;
  /** The sandbox takes a code twice. */
  reuseOneTimeCode: true;
  /** Only there when the sandbox reads the secret as text. */
  totpEncoding?: "text";
}

export interface ArthaV1SandboxConfig {
  id: "artha-v1";
  baseUrl: string;
  apiKey: string;
  secret: string;
  /** The sandbox takes `/ext/api/v1` as well. */
  pathPrefix: "/api/v1";
  amountUnit: "major";
  /** Only there when the sandbox reads the secret as base64. */
  secretEncoding?: "base64";
}

export interface IssuerConfigs {
  artha: ArthaSandboxConfig;
  yativo: YativoSandboxConfig;
  "open-api": OpenApiSandboxConfig;
  ibanera: IbaneraSandboxConfig;
  "artha-v1": ArthaV1SandboxConfig;
}

export type IssuerConfig = IssuerConfigs[IssuerId];

export interface CardView {
  issuer: IssuerId;
  id: string;
  label: string;
  state: CardState;
  form: "physical" | "virtual";
  /** Artha. */
  programId?: string;
  /** Whose card it is. */
  customerId?: string;
  /** Artha v1. */
  productId?: string;
  /** Said in answers in place of the usual status word. */
  issuerWord?: string;
  /** Ibanera. */
  pendingTransactions?: number;
  /** Ibanera: how many pending transactions deactivations have voided. */
  voidedTransactions?: number;
  /** Artha: the action that is accepted and not settled. */
  inFlight?: SandboxWrite;
  /** What is available on the card, in cents. Yativo, OPEN-API, Ibanera. */
  balanceCents?: number;
}

/** What holds money beside cards: the wallet of a customer, an asset account. */
export interface AccountView {
  issuer: IssuerId;
  id: string;
  label: string;
  currency: string;
  balanceCents: number;
  /** Whose account it is; Yativo's wallets have the customer's id. */
  customerId?: string;
  /** Ibanera: a deposit goes on to this card. */
  fundsCardId?: string;
}

export interface AccountChange {
  issuer: IssuerId;
  accountId: string | number;
  balanceCents: number;
}

/** Made-up things beside cards that a test can use, by issuer. */
export interface Seeds {
  artha: IssuerSeeds;
  yativo: IssuerSeeds;
  "open-api": IssuerSeeds;
  ibanera: IssuerSeeds;
  "artha-v1": IssuerSeeds;
}

/** What an issuer has is in the sandbox's README. */
export interface IssuerSeeds {
  /** Yativo: `bc000000-…`. Ibanera: numbers. */
  customers?: readonly Readonly<Record<string, unknown>>[];
  /** Ibanera: programs a card can be created for. */
  programs?: readonly number[];
  /** Ibanera: what callbacks are signed with. */
  callbackSecret?: string;
  /** OPEN-API: full paths below `baseUrl`, by page. */
  paths?: Readonly<Record<string, string>>;
  /** OPEN-API and Ibanera: transactions that a call can name. */
  transactions?: readonly string[];
}

/** A webhook that a tester wants sent now. */
export interface WebhookOrder {
  issuer: IssuerId;
  event: string;
  cardId?: string | number;
  /** Added to the made-up payload, field by field. */
  data?: Readonly<Record<string, unknown>>;
  /** Another documented spelling or wrapper: see the sandbox's README. */
  form?: string;
  /** `wrong` signs with another key, `none` leaves the header out. Default `right`. */
  signature?: "right" | "wrong" | "none";
}

export interface WebhookDelivery {
  n: number;
  issuer: IssuerId;
  event: string;
  attempts: number;
  /** `null`: there was no answer. */
  lastStatus: number | null;
  acknowledged: boolean;
  gaveUp: boolean;
}

export interface CardChange {
  issuer: IssuerId;
  cardId: string | number;
  state?: CardState;
  pendingTransactions?: number;
  balanceCents?: number;
  /** `null` brings the usual word back. */
  issuerWord?: string | null;
}

/** An action that truly happened. */
export interface Execution {
  n: number;
  /** ms since 1970 by the sandbox's clock. */
  at: number;
  issuer: IssuerId;
  action: SandboxWrite;
  /** The card; for a write that is not about one card, the customer or account. */
  cardId: string;
  /** How often this action happened to this card so far. */
  count: number;
}

/** A request as it came in, without any value of a header, query or body. */
export interface ArrivedRequest {
  n: number;
  at: number;
  issuer: IssuerId;
  method: string;
  path: string;
  queryNames: string[];
  headerNames: string[];
  /** `null` when no answer was sent, or not its whole head. */
  status: number | null;
  verdict: string;
  /** What the answer carries as `x-request-id`. */
  requestId: string;
  fault?: FaultName;
}

export interface Delivery {
  notifyType: string;
  taskId: string;
  cardId: string;
  attempts: number;
  acknowledged: boolean;
  gaveUp: boolean;
}

export type FaultName =
  | "cut_after_execute"
  | "cut_before_execute"
  | "stall"
  | "delay"
  | "slow_body"
  | "status_500"
  | "status_501"
  | "status_502_html"
  | "status_408"
  | "status_503"
  | "status_504"
  | "rate_limited"
  | "unauthorized_once"
  | "redirect"
  | "html_200"
  | "empty_200"
  | "empty_object"
  | "truncated_json"
  | "wrong_types"
  | "json_array"
  | "success_with_error"
  | "success_without_effect"
  | "issuer_error"
  | "reset_before_headers"
  | "reset_in_headers"
  | "reset_in_body"
  | "silent_body"
  | "slow_drip"
  | "content_length_long"
  | "content_length_short"
  | "bad_chunk"
  | "cut_chunks"
  | "early_hints"
  | "huge_headers"
  | "large_body"
  | "endless_body"
  | "gzip_bomb";

export type RouteName =
  | "*"
  | "action"
  | "read"
  | "login"
  | "CardFreeze"
  | "CardUnFreeze"
  | "CancelCard"
  | "CardSetPin"
  | "Merchant"
  | "programdetails"
  | "ApplyCard"
  | "Binding"
  | "CardDetails"
  | "PinDetails"
  | "CardBalance"
  | "Transactions"
  | "Countries"
  | "Towns"
  | "EstimateCardTopUpFee"
  | "CardTopUp"
  | "TopUpStatus"
  | "setPin"
  | "replace"
  | "issue"
  | "cards"
  | "card"
  | "sensitive"
  | "limits"
  | "setLimits"
  | "topUp"
  | "topUpStatus"
  | "balance"
  | "cardTransactions"
  | "transaction"
  | "transactions"
  | "createCustomer"
  | "customers"
  | "customer"
  | "updateCustomer"
  | "uploadFile"
  | "applicant"
  | "applicantStatus"
  | "product"
  | "products"
  | "refresh-token"
  | "update"
  | "get"
  | "freeze"
  | "unfreeze"
  | "activate"
  | "cancel"
  | "deactivate"
  | "carddetails"
  | "create"
  | "list"
  | "topup"
  | "withdraw"
  | "terminate"
  | "enable-airlines"
  | "set-webhook"
  | "webhook"
  | "change-webhook"
  | "regenerate-secret"
  | "create-customer"
  | "byuser"
  | "byuser-list"
  | "sensitive-details"
  | "balances"
  | "transferfunds"
  | "movefunds"
  | "changecardpin"
  | "account-balances"
  | "cancel-eligibility"
  | "cancel-transaction"
  | "payins"
  | "information-requests"
  | "information-request"
  | "submit-information"
  | OpenApiPage;

export interface Fault {
  issuer: IssuerId;
  fault: FaultName;
  /** A route of the issuer, a kind of route, or `*`. Default `*`. */
  route?: RouteName;
  /** How many requests it hits. Default 1. */
  times?: number;
  /** Whether the action happens; not for faults whose name already says so. */
  execute?: boolean;
  /**
   * `delay`: default 1000. `slow_body`: over how long the body trickles; default 30000.
   * `slow_drip`: between two bytes; default 1000.
   */
  ms?: number;
  /**
   * The Retry-After header. `rate_limited`: default 1. `status_408`, `status_503`, `status_504`:
   * default none.
   */
  retryAfterSeconds?: number;
  /** Sends Retry-After as a date by the sandbox's clock. Default `false`. */
  retryAfterDate?: boolean;
  /** `status_408`, `status_503`, `status_504`: a gateway's page in place of the issuer's style. */
  page?: boolean;
  /** `slow_drip`: drips the head as well. Default `false`: from the body on. */
  headToo?: boolean;
  /** `large_body`: the length of the body, at most 256 MiB. Default 5 MiB. */
  bytes?: number;
  /** `early_hints`: what comes before the answer, in order. Default 100, 102, 103. */
  interim?: readonly (100 | 102 | 103)[];
  /** `redirect`: where to. Default: the same path under another name of this machine. */
  to?: string;
  /** `redirect` and `issuer_error`: the HTTP status. */
  status?: number;
  /**
   * `issuer_error`: a message code of Ibanera, an integer of the OPEN-API, `E1` to `E7` for
   * Yativo, the remarks of a failure for Artha.
   */
  code?: string | number;
}

/** A callback that a tester wants to be sent now. */
export interface WantedArthaCallback {
  issuer: "artha";
  notifyType: ArthaCallbackKind;
  cardId: string;
  /** Default: a new one. */
  taskId?: string;
  /** Default `Success`. */
  status?: "Success" | "Failed";
  remarks?: string;
  /** `consume`, `fee` and `refund`: a decimal as text. Default `207.5700`. */
  amount?: string;
  /** Default `USD`. */
  currency?: string;
  /** `optCode`: default ` 971615`, with the space of the manual's example. */
  code?: string;
  /** Default: the sandbox's `callbackForm`. */
  form?: ArthaCallbackForm;
  /** Whether money that is told of also moves on the card. Default `true`. */
  book?: boolean;
}

export type ArthaV1Event =
  | "consume"
  | "refund"
  | "reversal"
  | "maintain_fee"
  | "settlement"
  | "cardholder.reviewing"
  | "cardholder.approved"
  | "cardholder.rejected"
  | "card.freeze"
  | "card.unfreeze"
  | "card.cancel"
  | "card.activate"
  | "card.set_pin"
  | "card.approved"
  | "card.rejected"
  | "card.under_review";

/** A webhook that a tester wants to be sent now. Only the words of its events are documented. */
export interface WantedArthaV1Webhook {
  issuer: "artha-v1";
  event: ArthaV1Event;
  /** Of a card or of money. */
  cardId?: string;
  /** Of a cardholder. */
  customerId?: string;
  /** Of money: a decimal as text. Default `10.00`. */
  amount?: string;
  /** Default `string`. */
  amountAs?: "string" | "number";
  /** Whether money that is told of also moves on the card. Default `true`. */
  book?: boolean;
}

export type WantedCallback = WantedArthaCallback | WantedArthaV1Webhook;

export type WantedAnswers =
  | { issuer: "artha"; form: ArthaAnswers }
  | { issuer: "artha-v1"; form: ArthaV1Answers };

/** The admin routes for callers in the same process. */
export interface SandboxAdmin {
  addFault(fault: Fault): void;
  faults(): Fault[];
  clearFaults(): void;
  executions(): Execution[];
  requests(): ArrivedRequest[];
  callbacks(): Delivery[];
  state(): CardView[];
  setCard(change: CardChange): CardView;
  accounts(): AccountView[];
  setAccount(change: AccountChange): AccountView;
  seeds(): Seeds;
  webhooks(): WebhookDelivery[];
  /** Sends a webhook now and waits for the first answer. */
  sendWebhook(wanted: WebhookOrder): Promise<WebhookDelivery>;
  /** Sends a callback now. */
  notify(wanted: WantedCallback): Delivery;
  /** Chooses a documented form of answers until the next reset. */
  setAnswers(wanted: WantedAnswers): void;
  /** Settles what is accepted and tries every open callback and webhook once. */
  settle(how?: {
    result?: "Success" | "Failed";
  }): Promise<{ settled: number; callbacksTried: number }>;
  /** Back to the seeded cards: no faults, logs, tokens or tasks. Credentials stay. */
  reset(): void;
  credentials(): IssuerConfigs;
}

export interface Sandbox {
  url: string;
  /** Ready to use as the `issuer` of a client. */
  issuers: IssuerConfigs;
  /** The cards as seeded. */
  cards: Record<IssuerId, CardView[]>;
  /** What else is there: customers, programs, contract paths. */
  seeds: Seeds;
  /** Made-up personal data in answers that a client must let nobody see. */
  planted: string[];
  admin: SandboxAdmin;
  close(): Promise<void>;
}
