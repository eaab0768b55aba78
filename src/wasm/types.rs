//! TypeScript declarations that no Rust type stands for: options with functions, keys, blobs.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const OPTIONS: &str = r#"
/** A `CryptoKey`, told by its shape so that no DOM types are needed. */
export interface KeyHandle {
    /** `"private"` or `"secret"`. */
    readonly type: string;
    /** Whether it may be exported: it need not. */
    readonly extractable: boolean;
    /** What it is a key of. */
    readonly algorithm: { readonly name: string };
    /** What it may do: it must be allowed to `"sign"`. */
    readonly usages: readonly string[];
}

/** What an Artha client must be told. */
export interface ArthaIssuer extends ArthaConfig {
    /** The issuer. */
    id: "artha";
    /** The RSA key: PEM or base64 of PKCS #8 or PKCS #1, or a `CryptoKey` that may sign. */
    privateKey: string | KeyHandle;
}

/** What a client of Artha's newer API must be told. */
export interface ArthaV1Issuer extends ArthaV1Config {
    /** The issuer. */
    id: "artha-v1";
    /** The secret that belongs to the API key, or an HMAC `CryptoKey` with SHA-256. */
    secret: string | KeyHandle;
}

/** What a Yativo client must be told. */
export interface YativoIssuer extends YativoConfig {
    /** The issuer. */
    id: "yativo";
}

/** What an OPEN-API client must be told. */
export interface OpenApiIssuer extends OpenApiConfig {
    /** The issuer. */
    id: "open-api";
}

/** What an Ibanera client must be told: `totpSecret` or `oneTimeCode`, not both. */
export type IbaneraIssuer = IbaneraSecretIssuer | IbaneraCodeIssuer;

/** What an Ibanera client must be told that makes the one-time codes itself. */
export interface IbaneraSecretIssuer extends IbaneraConfig {
    /** The issuer. */
    id: "ibanera";
    /** The shared secret of the one-time codes, or an HMAC `CryptoKey` with SHA-1. */
    totpSecret: string | KeyHandle;
    /** Not beside a secret. */
    oneTimeCode?: undefined;
}

/** What an Ibanera client must be told that is given each one-time code. */
export interface IbaneraCodeIssuer extends IbaneraConfig {
    /** The issuer. */
    id: "ibanera";
    /** Not beside a function. */
    totpSecret?: undefined;
    /** Gives the one-time code of this moment; called for every attempt. */
    oneTimeCode: () => string | Promise<string>;
}

/** What the client of each issuer must be told, by the issuer's id. */
export interface Issuers {
    /** The Cards API of Artha. */
    artha: ArthaIssuer;
    /** Artha's newer API. */
    "artha-v1": ArthaV1Issuer;
    /** Yativo. */
    yativo: YativoIssuer;
    /** OPEN-API. */
    "open-api": OpenApiIssuer;
    /** Ibanera. */
    ibanera: IbaneraIssuer;
}

/** Which issuer, and what its client must be told. */
export type Issuer = Issuers[IssuerId];

/** `Uint8Array<ArrayBuffer>`, said so that compilers before TypeScript 5.7 know it, too. */
export type Bytes = ReturnType<Uint8Array["slice"]>;

/** The part of the host's `fetch` that is used. */
export type FetchLike = (url: string, init: FetchInit) => Promise<FetchAnswer>;

/** What `fetch` is called with. */
export interface FetchInit {
    /** The HTTP method. */
    method: "GET" | "POST" | "PUT" | "PATCH";
    /** The headers by name. They hold credentials: do not log them. */
    headers: Record<string, string>;
    /** The body. It holds what was given: do not log it. */
    body?: Bytes;
    /** Redirects must not be followed: the request holds credentials. */
    redirect: "manual";
    /** Ends with the call, or with the time of the attempt. */
    signal: AbortSignal;
}

/** Reads the body of an answer piece by piece, as the reader of a `ReadableStream` does. */
export interface AnswerReader {
    /** The next piece; `done` after the last. */
    read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
    /** Reads no more. */
    cancel(): Promise<unknown>;
}

/** What `fetch` must give. */
export interface FetchAnswer {
    /** The HTTP status. */
    readonly status: number;
    /** The headers. */
    readonly headers?: { get(name: string): string | null };
    /** Read piece by piece where it is there, so that an answer over the limit is cut off. */
    readonly body?: { getReader(): AnswerReader } | null;
    /** Reads the body at once, where it cannot be read piece by piece. */
    arrayBuffer?(): Promise<ArrayBuffer>;
    /** Reads the body as text, where it cannot be read in another way. */
    text?(): Promise<string>;
}

/** The options of a client. */
export interface ClientOptions<Of extends IssuerId = IssuerId> {
    /** Which issuer, and what its client must be told. */
    issuer: { id: Of } & Issuers[Of];
    /** Sends the requests. The host's `fetch` when left out. */
    fetch?: FetchLike | undefined;
    /** How long one attempt may take, body included, in milliseconds. 10 000 when left out. */
    timeoutMs?: number | undefined;
    /** How long a whole call may take, login and waits included, in milliseconds. 30 000 when left out. */
    deadlineMs?: number | undefined;
    /** How many bytes an answer may have once it is unpacked. 4 194 304 (4 MiB) when left out. */
    maxAnswerBytes?: number | undefined;
    /** Called before each request. What a hook throws or rejects with changes nothing. */
    onAttempt?: ((event: AttemptEvent) => void) | undefined;
    /** Called after each request, answered or not. */
    onAnswer?: ((event: AnswerEvent) => void) | undefined;
    /** Called before a request is made again. */
    onRetry?: ((event: RetryEvent) => void) | undefined;
    /** Where to log, for example `console`. Nothing is logged when left out. */
    logger?: Logger | undefined;
    /** From which level on. `"warn"` when left out. */
    logLevel?: LogLevel | undefined;
    /** Lets a web page hold the issuer's credentials, where everybody can read them. `false` when left out. */
    dangerouslyAllowBrowser?: boolean | undefined;
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
    method: "GET" | "POST" | "PUT" | "PATCH";
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
    /** Aborts the call: it is rejected with `aborted`, and `effect` says what is known of the card. */
    signal?: AbortSignal | undefined;
    /** How long one attempt may take, body included, in milliseconds. The client's own limit when left out. */
    timeoutMs?: number | undefined;
    /** How long the whole call may take, in milliseconds. The client's own limit when left out. */
    deadlineMs?: number | undefined;
    /** How many bytes an answer may have once it is unpacked. The client's own limit when left out. */
    maxAnswerBytes?: number | undefined;
}

/** An amount that you give, in whole units of the currency and never in cents: exact text like `"25.50"`, or a number. */
export type Amount = string | number;

/** A whole number from 0 on: its digits as text, or a number up to 9007199254740990. */
export type WholeNumber = string | number;

/** A PNG or JPEG: a `Blob` or `File`, bytes, or text in base64 or as a data URL. */
export type ImageSource = Blob | ArrayBuffer | ArrayBufferView | string;

/** The options of a call that changes something. */
export interface ChangeOptions extends CallOptions {
    /** Whether the card is plastic, where you know. OPEN-API asks for it; others do without. */
    form?: CardForm | undefined;
    /** The key under which the issuer knows this operation, where it takes one; a fresh one when left out. */
    idempotencyKey?: string | undefined;
}

/** The options of an action that may need the cardholder's signature. */
export interface ActionOptions extends ChangeOptions {
    /**
     * The cardholder's signature, where the card's program asks for one: PNG or JPEG, of up to
     * `image.maxBytes` bytes.
     */
    signImage?: ImageSource | undefined;
}

/** Operations that change something. */
export type WriteOperation = Action | "issue" | "replace" | "topUp" | "setLimits" | OwnWriteOperation;

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
    | OwnReadOperation;

/** One exchange with an issuer. */
export type Operation = WriteOperation | ReadOperation | "login";

/** An amount of money: exact decimal text in whole units of the currency, never cents. */
export interface Money {
    /** The amount, for example `"25.50"`. */
    value: string;
    /** The currency, where the issuer tells it. */
    currency?: string;
}

/** Fields that have no name here, as the issuer sent them. Numbers that a double cannot hold are text. */
export type Data = Record<string, unknown>;

/** A card as an issuer tells it. What it does not tell is left out. */
export interface Card extends CardStatus {
    /** The card's id. */
    id?: string;
    /** Whether it is plastic, in the issuer's word. */
    form?: string;
    /** The last four digits of its number. */
    last4?: string;
    /** The name on it. */
    holder?: string;
    /** The scheme, for example `Visa`, in the issuer's word. */
    brand?: string;
    /** Its currency. */
    currency?: string;
    /** When it expires, as the issuer writes it. */
    expiry?: string;
    /** The id of the customer that it belongs to. */
    customer?: string;
    /** The program or product that it is of. */
    program?: string;
    /** The whole balance. */
    total?: Money;
    /** What may be spent. */
    available?: Money;
    /** What is on its way. */
    pending?: Money;
    /** When it was made, as the issuer writes times. */
    createdAt?: string;
    /** Fields that have no name here, as the issuer sent them. */
    extra?: Data;
}

/** What is on a card. */
export interface Balance {
    /** What may be spent. */
    available?: Money;
    /** The whole balance. */
    total?: Money;
    /** What is on its way. */
    pending?: Money;
    /** What is held back. */
    held?: Money;
    /** The card's currency. */
    currency?: string;
    /** The last four digits of its number. */
    last4?: string;
    /** When it was so, as the issuer writes times. */
    asOf?: string;
    /** Fields that have no name here, as the issuer sent them. */
    extra?: Data;
}

/** One movement on a card. */
export interface Transaction {
    /** Its id. */
    id?: string;
    /** The card's id. */
    card?: string;
    /** How much, in the currency of the card. */
    amount?: Money;
    /** The currency of the card. */
    currency?: string;
    /** What it is, in the issuer's word. */
    type?: string;
    /** How far it is, in the issuer's word. */
    status?: string;
    /** What the issuer says of it. */
    description?: string;
    /** When it was, as the issuer writes times. */
    time?: string;
    /** Who took it. */
    merchant?: string;
    /** What it cost beside. */
    fee?: Money;
    /** Whether it may still change. */
    pending?: boolean;
    /** The issuer's or the merchant's own reference. */
    reference?: string;
    /** What was on the card then. */
    balanceAfter?: Money;
    /** The id of the transaction that it is about. */
    original?: string;
    /** How much was settled. */
    settled?: Money;
    /** Fields that have no name here, as the issuer sent them. */
    extra?: Data;
}

/** A card's limits; what has none is left out. */
export interface Limits {
    /** The most in a day. */
    daily?: Money;
    /** The most in a month. */
    monthly?: Money;
    /** The most at once. */
    perTransaction?: Money;
    /** The most at a cash machine. */
    atm?: Money;
    /** The most in a year. */
    yearly?: Money;
    /** The most in the card's life. */
    lifetime?: Money;
    /** Fields that have no name here, as the issuer sent them. */
    extra?: Data;
}

/** What a top-up would cost. */
export interface TopUpFee {
    /** The card's id. */
    card?: string;
    /** What would be moved. */
    amount?: Money;
    /** What it would cost. */
    fee?: Money;
    /** What would reach the card. */
    received?: Money;
    /** Fields that have no name here, as the issuer sent them. */
    extra?: Data;
}

/** What became of a top-up. */
export interface TopUp {
    /** Its id. */
    id?: string;
    /** The card's id. */
    card?: string;
    /** What was to be moved. */
    amount?: Money;
    /** What it cost. */
    fee?: Money;
    /** What reached the card. */
    settled?: Money;
    /** What it is, in the issuer's word. */
    type?: string;
    /** How far it is, in the issuer's word. */
    status?: string;
    /** When it was, as the issuer writes times. */
    time?: string;
    /** Fields that have no name here, as the issuer sent them. */
    extra?: Data;
}

/** One page of a list. */
export interface Page<Item> {
    /** What is on it. */
    items: Item[];
    /** Where the next page begins, where there may be one: `page(next)` reads it. */
    next?: number;
}

/** A list that is read page by page: `for await` goes through all of it, `page()` reads one page. */
export interface List<Item> {
    /** Reads one page: that which begins at `next`, or the first. */
    page(next?: number): Promise<Page<Item>>;
    /** Goes through all pages, reading each when it is due. */
    [Symbol.asyncIterator](): ListIterator<Item>;
}

/** Goes through a list. */
export interface ListIterator<Item> {
    /** The next one. */
    next(): Promise<IteratorResult<Item, void>>;
    /** Reads no more. */
    return(): Promise<IteratorResult<Item, void>>;
}

/** What a prepared request takes beside the options of its operation. */
export interface SessionOptions {
    /** The token of a session that you started with `login`, where the issuer has sessions. */
    accessToken?: string | undefined;
}

/** The options of a prepared request. */
export interface PrepareOptions extends ActionOptions, SessionOptions {}

/** A request for your own transport: send it at once and once. */
export interface PreparedRequest {
    /** The HTTP method. */
    method: "GET" | "POST" | "PUT" | "PATCH";
    /** The whole URL. */
    url: string;
    /** The headers by name. They hold credentials: do not log them. */
    headers: Record<string, string>;
    /** The body, where there is one. */
    body: Bytes | null;
}

/** The answer that your own transport got. */
export interface RawResponse {
    /** The HTTP status. */
    status: number;
    /** The body as it came. Empty when left out. */
    body?: string | ArrayBuffer | ArrayBufferView | null | undefined;
    /** The `Retry-After` header. */
    retryAfter?: string | undefined;
}

/** A session that `login` started. */
export interface SessionToken {
    /** What requests show: give it to `prepare`. A credential: do not log it. */
    accessToken: string;
    /** How long it is good, in seconds. */
    expiresInSeconds: number;
}

/** An action that is done: the issuer's answer is final, or the card was read back. */
export interface CompletedOutcome extends OutcomeFacts {
    /** How it ended. */
    result: "completed";
    /** Whether that is certain. */
    confirmed: true;
}

/** An action that the issuer took and has not said to be done. */
export interface AcceptedOutcome extends OutcomeFacts {
    /** How it ended. */
    result: "accepted";
    /** Whether that is certain. */
    confirmed: false;
}

/** An action that changed nothing: the card was in that state before. */
export interface AlreadyOutcome extends OutcomeFacts {
    /** How it ended. */
    result: "already";
    /** Whether that is certain. */
    confirmed: true;
}

/** An action that did not fail. `result` says how it ended. */
export type Outcome = CompletedOutcome | AcceptedOutcome | AlreadyOutcome;

/** What an answer to a change tells beside, in this library's names. What it does not tell is left out. */
export interface OutcomeData extends Data {
    /** The id of what is new, for example of a card. */
    id?: string;
    /** What was on the card before money moved, where the client read it. */
    balanceBefore?: Money | null;
    /** What was on it after that. */
    balanceAfter?: Money | null;
}
"#;
