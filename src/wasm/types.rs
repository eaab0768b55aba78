//! TypeScript declarations that no Rust type stands for: options with functions, keys, blobs.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = r#"
/** A `CryptoKey`, told by its shape so that no DOM types are needed. */
export interface KeyHandle {
    readonly type: string;
    readonly extractable: boolean;
    readonly algorithm: { readonly name: string };
    readonly usages: readonly string[];
}

/** What an Artha client must be told. */
export interface ArthaIssuer extends ArthaConfig {
    id: "artha";
    /** The RSA key: PEM or base64 of PKCS #8 or PKCS #1, or a `CryptoKey` that may sign. */
    privateKey: string | KeyHandle;
}

/** What a client of Artha's newer API must be told. */
export interface ArthaV1Issuer extends ArthaV1Config {
    id: "artha-v1";
    /** The secret that belongs to the API key, or an HMAC `CryptoKey` with SHA-256. */
    secret: string | KeyHandle;
}

/** What a Yativo client must be told. */
export interface YativoIssuer extends YativoConfig {
    id: "yativo";
}

/** What an OPEN-API client must be told. */
export interface OpenApiIssuer extends OpenApiConfig {
    id: "open-api";
}

/** What an Ibanera client must be told: `totpSecret` or `oneTimeCode`, not both. */
export type IbaneraIssuer = IbaneraConfig & { id: "ibanera" } & (
    | {
          /** The shared secret of the one-time codes, or an HMAC `CryptoKey` with SHA-1. */
          totpSecret: string | KeyHandle;
          oneTimeCode?: undefined;
      }
    | {
          totpSecret?: undefined;
          /** Gives the one-time code of this moment; called for every attempt. */
          oneTimeCode: () => string | Promise<string>;
      }
);

/** Which issuer, and what its client must be told. */
export type Issuer = ArthaIssuer | ArthaV1Issuer | YativoIssuer | OpenApiIssuer | IbaneraIssuer;

/** The part of the host's `fetch` that is used. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** What `fetch` is called with. */
export interface FetchInit {
    method: string;
    headers: Record<string, string>;
    body?: Uint8Array<ArrayBuffer>;
    redirect: "manual";
    signal: AbortSignal;
}

/** Reads the body of an answer piece by piece, as the reader of a `ReadableStream` does. */
export interface AnswerReader {
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    cancel(): Promise<unknown>;
}

/** What `fetch` must give. */
export interface FetchAnswer {
    readonly status: number;
    readonly headers?: { get(name: string): string | null };
    /** Read piece by piece where it is there, so that an answer over the limit is cut off. */
    readonly body?: { getReader(): AnswerReader } | null;
    arrayBuffer?(): Promise<ArrayBuffer>;
    text?(): Promise<string>;
}

/** The options of a client. */
export interface ClientOptions {
    /** Which issuer, and what its client must be told. */
    issuer: Issuer;
    /** Sends the requests. The host's `fetch` when left out. */
    fetch?: FetchLike;
    /** How long one attempt may take, body included, in milliseconds. 10 000 when left out. */
    timeoutMs?: number;
    /** How long a whole call may take, login and waits included. 30 000 when left out. */
    deadlineMs?: number;
    /** How many bytes an answer may have once it is unpacked. 4 194 304 (4 MiB) when left out. */
    maxAnswerBytes?: number;
    /** Called before each request. What a hook throws or rejects with changes nothing. */
    onAttempt?: (event: AttemptEvent) => void;
    /** Called after each request, answered or not. */
    onAnswer?: (event: AnswerEvent) => void;
    /** Called before a request is made again. */
    onRetry?: (event: RetryEvent) => void;
    /** Where to log, for example `console`. Nothing is logged when left out. */
    logger?: Logger;
    /** From which level on. `"warn"` when left out. */
    logLevel?: LogLevel;
    /** Lets a web page hold the issuer's credentials, where everybody can read them. */
    dangerouslyAllowBrowser?: boolean;
}

/** A request of a call. Events hold no credential, nothing of the card and nothing of the answer's body. */
export interface AttemptEvent {
    /** The issuer. */
    issuer: IssuerId;
    /** What was called. */
    call: Operation;
    /** What the request does: the same, or a login or a read that the call needs. */
    operation: Operation | "refresh";
    /** The HTTP method. */
    method: string;
    /** The number of the attempt at that, from 1. */
    attempt: number;
}

/** What became of a request. */
export interface AnswerEvent extends AttemptEvent {
    /** The HTTP status, where an answer came. */
    status?: number;
    /** From sending to the end of the answer's body, in milliseconds. */
    durationMs: number;
    /** The issuer's own id of the request (`x-request-id` or `request-id`), unless it could be a card number. */
    requestId?: string;
    /** What went wrong, where the attempt failed. */
    code?: ErrorCode;
    /** Why a failed attempt is made again, or why it is not. */
    reason?: RetryReason | StopReason;
}

/** A request that is made again. */
export interface RetryEvent extends AttemptEvent {
    /** How long later, in milliseconds. */
    waitMs: number;
    /** Why. */
    reason: RetryReason;
}

/**
 * Why a failed attempt is made again: a read got no answer (`connection_failed`, `attempt_timed_out`) or
 * one that passes (`issuer_unavailable`: 408, 502, 503, 504); nothing was executed
 * (`rate_limited`: 429); a session had ended (`session_ended`: 401, once).
 */
export type RetryReason =
    | "connection_failed"
    | "attempt_timed_out"
    | "rate_limited"
    | "issuer_unavailable"
    | "session_ended";

/**
 * Why a failed attempt is not made again: a write may have been executed (`write_not_repeated`), logins
 * never are (`login_not_repeated`), the same request would fail again (`will_not_pass`), three attempts
 * were made (`attempts_spent`), the issuer asks for more than a minute (`wait_too_long`), the call would
 * end before (`deadline_too_near`), or its caller aborted (`aborted`).
 */
export type StopReason =
    | "write_not_repeated"
    | "login_not_repeated"
    | "will_not_pass"
    | "attempts_spent"
    | "wait_too_long"
    | "deadline_too_near"
    | "aborted";

/**
 * A logger, for example `console`. It gets a sentence, and an event like those of the hooks: `debug` each
 * request and its answer, `info` each repeat, `warn` each failed attempt, `error` a call whose
 * effect is unknown.
 */
export interface Logger {
    debug(message: string, event: object): void;
    info(message: string, event: object): void;
    warn(message: string, event: object): void;
    error(message: string, event: object): void;
}

/** From which level on something is logged. */
export type LogLevel = "debug" | "info" | "warn" | "error" | "off";

/** The options of every call. */
export interface CallOptions {
    /** Aborts the call. */
    signal?: AbortSignal;
    /** How long one attempt may take, body included, in milliseconds. */
    timeoutMs?: number;
    /** How long the whole call may take, in milliseconds. */
    deadlineMs?: number;
    /** How many bytes an answer may have once it is unpacked. */
    maxAnswerBytes?: number;
}

/** A PNG or JPEG: a `Blob` or `File`, bytes, or text in base64 or as a data URL. */
export type ImageSource = Blob | ArrayBuffer | ArrayBufferView | string;

/** The options of an action. */
export interface ActionOptions extends CallOptions {
    /** The cardholder's signature, where the card's program asks for one. */
    signImage?: ImageSource;
    /** Whether the card is plastic, where you know. */
    form?: CardForm;
    /** The key under which the issuer knows this operation; a fresh one when left out. */
    idempotencyKey?: string;
}

/** Operations that change something and that several issuers have. */
export type WriteOperation = Action | "issue" | "replace" | "topUp" | "setLimits" | OwnOperation;

/** Operations that read. */
export type ReadOperation =
    | "card"
    | "cards"
    | "transactions"
    | "balance"
    | "reveal"
    | "revealPin"
    | "limits"
    | "topUpFee"
    | "topUpStatus"
    | OwnOperation;

/** One exchange with an issuer. */
export type Operation = WriteOperation | ReadOperation | "login";

/** An amount of money: exact decimal text in whole units of the currency, never cents. */
export interface Money {
    value: string;
    currency?: string;
}

/** Fields that have no name here, as the issuer sent them. Numbers that a double cannot hold are text. */
export type Data = Record<string, unknown>;

/** A card as an issuer tells it. What it does not tell is left out. */
export interface Card extends CardStatus {
    id?: string;
    form?: string;
    last4?: string;
    holder?: string;
    brand?: string;
    currency?: string;
    expiry?: string;
    customer?: string;
    program?: string;
    total?: Money;
    available?: Money;
    pending?: Money;
    createdAt?: string;
    extra?: Data;
}

/** What is on a card. */
export interface Balance {
    available?: Money;
    total?: Money;
    pending?: Money;
    held?: Money;
    currency?: string;
    last4?: string;
    asOf?: string;
    extra?: Data;
}

/** One movement on a card. */
export interface Transaction {
    id?: string;
    card?: string;
    amount?: Money;
    currency?: string;
    type?: string;
    status?: string;
    description?: string;
    time?: string;
    merchant?: string;
    fee?: Money;
    pending?: boolean;
    reference?: string;
    balanceAfter?: Money;
    original?: string;
    settled?: Money;
    extra?: Data;
}

/** A card's limits; what has none is left out. */
export interface Limits {
    daily?: Money;
    monthly?: Money;
    perTransaction?: Money;
    atm?: Money;
    yearly?: Money;
    lifetime?: Money;
    extra?: Data;
}

/** What a top-up would cost. */
export interface TopUpFee {
    card?: string;
    amount?: Money;
    fee?: Money;
    received?: Money;
    extra?: Data;
}

/** What became of a top-up. */
export interface TopUp {
    id?: string;
    card?: string;
    amount?: Money;
    fee?: Money;
    settled?: Money;
    type?: string;
    status?: string;
    time?: string;
    extra?: Data;
}

/** One page of a list. */
export interface Page<Item> {
    items: Item[];
    /** Where the next page begins, where there may be one. */
    next?: number;
}

/** A list that is read page by page: `for await` goes through all of it, `page()` reads one page. */
export interface List<Item> {
    page(next?: number): Promise<Page<Item>>;
    [Symbol.asyncIterator](): ListIterator<Item>;
}

/** Goes through a list. */
export interface ListIterator<Item> {
    next(): Promise<IteratorResult<Item, void>>;
    return(): Promise<IteratorResult<Item, void>>;
}

/** The options of a prepared request. */
export interface PrepareOptions extends ActionOptions {
    /** The token of a session that you started with `login`. */
    accessToken?: string;
}

/** A request for your own transport: send it at once and once. */
export interface PreparedRequest {
    method: "GET" | "POST" | "PUT" | "PATCH";
    url: string;
    headers: Record<string, string>;
    body: Uint8Array<ArrayBuffer> | null;
}

/** The answer that your own transport got. */
export interface RawResponse {
    status: number;
    body?: string | ArrayBuffer | ArrayBufferView | null;
    /** The `Retry-After` header. */
    retryAfter?: string;
}

/** A session that `login` started. */
export interface SessionToken {
    accessToken: string;
    expiresInSeconds: number;
}
"#;
