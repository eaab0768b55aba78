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
    /**
     * A view that is valid only until `fetch` first waits: a stand-in that does something else
     * first must copy it before.
     */
    body?: Uint8Array<ArrayBuffer>;
    redirect: "manual";
    signal: AbortSignal;
}

/** What `fetch` must give. */
export interface FetchAnswer {
    readonly status: number;
    readonly headers?: { get(name: string): string | null };
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
    /** Lets a web page hold the issuer's credentials, where everybody can read them. */
    dangerouslyAllowBrowser?: boolean;
}

/** The options of every call. */
export interface CallOptions {
    /** Aborts the call. */
    signal?: AbortSignal;
    /** How long one attempt may take, body included, in milliseconds. */
    timeoutMs?: number;
    /** How long the whole call may take, in milliseconds. */
    deadlineMs?: number;
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
