import type { MovedAmounts } from "./index.js";
import type { AnyPageClient, PageClients } from "./dist/pages.js";
import type { CallOptions, Data, Effect, ErrorCode, FetchAnswer, IssuerId, Outcome } from "./dist/types.js";

export type * from "./dist/pages.js";
export type {
  Action,
  ActionResult,
  Balance,
  CallOptions,
  Card,
  CardForm,
  CardState,
  CardStatus,
  Data,
  Effect,
  AnswerReader,
  ErrorCode,
  FetchAnswer,
  ImageSource,
  IssuerId,
  Limits,
  List,
  ListIterator,
  Money,
  Page,
  TopUpFee,
  Transaction,
} from "./dist/types.js";

/** The options of the client of a page. */
export interface BrowserClientOptions {
  /**
   * Where your proxy is: a path of the page's own site such as `/api`, or a whole URL. `https:` only, but for
   * the page's own site and for this machine.
   */
  proxy: string;
  /** The issuer's name in the proxy; needed where the proxy has several. */
  issuer?: string | undefined;
  /** Sends the requests. The page's `fetch` when left out. */
  fetch?: ((url: string, init: BrowserFetchInit) => Promise<FetchAnswer>) | undefined;
  /** Headers of each request, for example a bearer token. A function is asked before each attempt. */
  headers?: Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>) | undefined;
  /** Whether cookies are sent. `"same-origin"` when left out; a proxy elsewhere needs `"include"`. */
  credentials?: "omit" | "same-origin" | "include" | undefined;
  /** How long one attempt may take, body included, in milliseconds. 30 000 when left out. */
  timeoutMs?: number | undefined;
  /** How long a whole call may take, repeats and waits included, in milliseconds. 120 000 when left out. */
  deadlineMs?: number | undefined;
  /** How many bytes an answer may have. 1 048 576 (1 MiB) when left out. */
  maxAnswerBytes?: number | undefined;
  /** The largest picture that is sent, in bytes: what the proxy takes. 2 097 152 (2 MiB) when left out. */
  maxImageBytes?: number | undefined;
  /**
   * Where the writes are kept whose end is not known yet: for each its key, action, card, issuer and time,
   * never its options. `localStorage` when left out; `null`: nowhere.
   */
  store?: PendingStore | null | undefined;
  /**
   * A name for what is kept, for example the user's id. A proxy tells each user of their own writes only, so
   * set it where several people use one browser.
   */
  storeName?: string | undefined;
  /** Called before each request. What a hook throws or rejects with changes nothing. */
  onAttempt?: ((event: BrowserAttempt) => void) | undefined;
  /** Called after each request, answered or not. */
  onAnswer?: ((event: BrowserAnswer) => void) | undefined;
  /** Called before a request is made again. */
  onRetry?: ((event: BrowserRetry) => void) | undefined;
}

/** What `fetch` is called with. */
export interface BrowserFetchInit {
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string | ArrayBuffer;
  credentials: "omit" | "same-origin" | "include";
  redirect: "manual";
  cache: "no-store";
  signal: AbortSignal;
}

/** The part of `Storage` that is used. */
export interface PendingStore {
  readonly length: number;
  key(index: number): string | null;
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** A request of a call. Events hold no key, nothing of the card and nothing that was sent or answered. */
export interface BrowserAttempt {
  /** What was called. */
  call: string;
  method: string;
  /** The number of the attempt, from 1. */
  attempt: number;
}

/** What became of a request. */
export interface BrowserAnswer extends BrowserAttempt {
  /** The HTTP status, where an answer came. */
  status?: number;
  durationMs: number;
  /** What went wrong, where something did. */
  code?: BrowserErrorCode;
}

/** A request that is made again. */
export interface BrowserRetry extends BrowserAttempt {
  /** How long later, in milliseconds. */
  waitMs: number;
  /** What went wrong. */
  reason: BrowserErrorCode;
}

/** The options of every write, beside its own. */
export interface WriteOptions {
  /**
   * Makes a picture fit: one over the limit is made smaller, and one of another kind that the browser can decode
   * becomes a PNG or a JPEG. It keeps its shape and its direction and is never made larger. One that is cut off
   * is refused all the same.
   */
  fit?: boolean;
}

/** The options of `settled` and `resume`. */
export interface SettleOptions {
  /** Ends the wait. What is waited for goes on. */
  signal?: AbortSignal;
  /** How long to wait, in milliseconds. `settled`: 300 000 when left out. */
  deadlineMs?: number;
}

/** What became of a write. `result` says how it ended. */
export type BrowserOutcome<Of extends IssuerId = IssuerId> = Outcome & Settling<Of>;

/** What an outcome tells a page beside. */
export interface Settling<Of extends IssuerId> {
  /** The issuer. */
  issuer: Of;
  /** The proxy's id of the write. */
  operation: string;
  /**
   * Waits until it is certain. At once where it is; what was only accepted is told by the proxy as soon as the
   * issuer says how it went.
   *
   * @throws {CardError} where the issuer refused in the end, or where the wait ends first (effect `unknown`)
   */
  settled(options?: SettleOptions): Promise<BrowserOutcome<Of>>;
}

/** A write whose end this page does not know. */
export interface PendingWrite {
  /** The key under which the proxy knows it. */
  key: string;
  /** What was asked for. */
  action: WriteName;
  /** `null` for a card that was to be issued. */
  cardId: string | null;
  /** The issuer's name in the proxy, where the client had one. */
  issuer?: string | undefined;
  /** When it was sent last, in milliseconds since 1970. */
  atMs: number;
}

/** What a page can ask a proxy for that changes something. */
export type WriteName =
  | "freeze"
  | "unfreeze"
  | "activate"
  | "deactivate"
  | "cancel"
  | "setPin"
  | "replace"
  | "topUp"
  | "setLimits"
  | "issue";

/** What a page can ask a proxy for that changes nothing. */
export type ReadName = "card" | "cards" | "transactions" | "balance" | "limits" | "topUpFee" | "reveal" | "revealPin";

/** What may be asked of a proxy. */
export interface ProxyCapabilities {
  issuers: ProxyIssuer[];
}

/** What may be asked of one of its issuers. */
export interface ProxyIssuer {
  /** Its name in the proxy. */
  name: string;
  id: IssuerId;
  /** What is allowed and what the issuer has. */
  operations: (WriteName | ReadName)[];
  /** What must be confirmed first. */
  confirm?: (WriteName | ReadName)[];
}

/** What the proxy itself refuses. Nothing was done then. */
export type ProxyErrorCode =
  | "bad_request"
  | "not_signed_in"
  | "not_allowed"
  | "confirmation_required"
  | "wrong_origin"
  | "not_found"
  | "method_not_allowed"
  | "still_running"
  | "card_busy"
  | "too_large"
  | "unsupported_media"
  | "key_reused"
  | "key_required"
  | "rate_limited"
  | "failed"
  | "ledger_unavailable";

/** What can go wrong in a page: what an issuer's client has, and what the proxy refuses. */
export type BrowserErrorCode = ErrorCode | ProxyErrorCode;

/**
 * The client of a page: the methods, outcomes and errors of the issuer's client, asked of your proxy.
 * `CardClient<"artha">` has what Artha has, with the options that Artha takes; `CardClient` alone is of an issuer
 * that is known only while the page runs.
 */
export type CardClient<Of extends IssuerId = IssuerId> = IssuerId extends Of ? AnyPageClient : PageClients[Of];

/** Makes clients of pages. */
export interface CardClientConstructor {
  /**
   * Makes a client of your proxy. It holds no credential of an issuer and needs no wasm. Say which issuer's it is
   * with `new CardClient<"artha">(…)`: the proxy alone knows that.
   *
   * @throws {CardError} `configuration` or `insecure_url`
   */
  new <Of extends IssuerId = IssuerId>(options: BrowserClientOptions): CardClient<Of>;

  /** Whether something is a client of a page, of whatever issuer. */
  [Symbol.hasInstance](value: unknown): value is AnyPageClient;
}

/** The client of a page. It holds no credential of an issuer and needs no wasm. */
export declare const CardClient: CardClientConstructor;

/** What the clients of pages have for every issuer. */
export interface PageClient<Of extends IssuerId> {
  /** Reads what may be asked of the proxy. */
  capabilities(options?: CallOptions): Promise<ProxyCapabilities>;
  /** Whether the proxy does something; `undefined` before `capabilities()` was read. */
  can(operation: WriteName | ReadName): boolean | undefined;

  /**
   * The writes whose end this browser does not know, the oldest first: of pages that were closed, of calls
   * with the effect `unknown`, and what was accepted and has not settled. Those that other tabs are at just
   * now are among them.
   */
  pending(): PendingWrite[];

  /**
   * What became of a write: its outcome, or its error is thrown. Sends nothing to the issuer, so nothing
   * is done twice. Waits while another tab is still at it.
   *
   * @throws {CardError} what it ended with; `not_found` with the effect `none` where it never arrived, which
   *   is said no earlier than 50 seconds after it was sent
   */
  resume(pending: PendingWrite | string, options?: SettleOptions): Promise<BrowserOutcome<Of>>;
}

/** A value that shows nothing of itself in logs, texts and JSON until `expose()` is called. */
export declare class Secret {
  private constructor();
  /** The value, on purpose. */
  expose(): string;
  /** Always `[secret]`. */
  toString(): string;
  /** Always `[secret]`. */
  toJSON(): string;
}

/** What only its owner may see of a card. */
export interface CardSecrets {
  /** The card number. */
  pan?: Secret;
  /** The number on the back. */
  cvv?: Secret;
  /** The PIN. */
  pin?: Secret;
  /** When the card expires, as the issuer writes it. */
  expiry?: string;
  /** The name on the card. */
  holder?: string;
  /** The last four digits of the number. */
  last4?: string;
  /** Where the issuer's own page shows them, which lets whoever has it see them. */
  iframeUrl?: Secret;
}

/** A failed call: what went wrong and what it did to the card. Shows no secret when printed. */
export declare class CardError extends Error {
  private constructor();
  readonly name: "CardError";
  /** What went wrong. The words are stable. */
  readonly code: BrowserErrorCode;
  /** What the failure did to the card. After `unknown`, resume it or read the card before anything else. */
  readonly effect: Effect;
  /** Whether the same call may simply be made again later, with a key of its own. */
  readonly retryable: boolean;
  /** The issuer's name in the proxy. */
  readonly issuer?: string;
  /** What was called. */
  readonly action?: WriteName | ReadName | "capabilities";
  /** The card, as it was given. */
  readonly cardId?: string;
  /** The HTTP status of the issuer's answer to the proxy. */
  readonly status?: number;
  /** The issuer's own id of the request. */
  readonly requestId?: string;
  /** The option or argument at fault, for example `signImage`. */
  readonly path?: string;
  /** The issuer's own code. */
  readonly issuerCode?: string;
  /** How long to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Figures that belong to the failure: for example what was asked and what the balance was. */
  readonly data?: MovedAmounts;
  /** The proxy's id of the write, where it has one. */
  readonly operation?: string;
  /**
   * The key of a write whose end is not known: with it and the same options the same method asks again and
   * does nothing twice. In no log and no JSON.
   */
  readonly idempotencyKey?: string;
  /** What may be shown. */
  toJSON(): CardErrorJson;
}

/** What may be shown of an error. */
export type CardErrorJson = Pick<CardError, "name" | "message" | "code" | "effect" | "retryable"> &
  Partial<
    Pick<
      CardError,
      "issuer" | "action" | "cardId" | "status" | "requestId" | "path" | "issuerCode" | "retryAfterMs" | "data" | "operation"
    >
  >;
