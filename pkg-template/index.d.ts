import type { CallbackReply } from "./callbacks.js";
import type { AnyClient, CardClients } from "./dist/clients.js";
import type {
  ClientOptions,
  Effect,
  ErrorCode,
  IssuerId,
  Money,
  Operation,
  PreparedRequest,
  RawResponse,
} from "./dist/types.js";

export type * from "./dist/clients.js";
export type * from "./dist/types.js";

// Programs whose host declares none of these compile, too. Where they are declared, this adds nothing.
declare global {
  interface AbortSignal {}
  interface Blob {}
  interface Response {}
}

/**
 * A client of one card issuer. `CardClient<"artha">` has what Artha has, with the options that Artha takes;
 * `CardClient` alone is of an issuer that is known only while the program runs.
 */
export type CardClient<Of extends IssuerId = IssuerId> = IssuerId extends Of ? AnyClient : CardClients[Of];

/** Makes clients. */
export interface CardClientConstructor {
  /**
   * Makes a client of one card issuer. It holds the issuer's credentials and its session, so make one and use
   * it for all calls, on a server or an edge function, not in a web page.
   *
   * The issuer's id says what the client has. Where a `CardClient` of any issuer is wanted, it is one.
   *
   * @throws {CardError} `configuration` or `insecure_url`. Where the runtime must fetch the module first
   *   (browsers), the first call is rejected with it instead.
   */
  new <Of extends IssuerId, Wanted = never>(
    options: ClientOptions<Of>,
  ): AnyClient extends Wanted ? Wanted & {} : CardClient<Of>;

  /** Whether something is a client, of whatever issuer. */
  [Symbol.hasInstance](value: unknown): value is AnyClient;
}

/**
 * A client of one card issuer. It holds the issuer's credentials and its session, so make one and use it for
 * all calls, on a server or an edge function, not in a web page.
 */
export declare const CardClient: CardClientConstructor;

/** What the clients of all issuers have. */
export interface IssuerClient<Exchanges extends { [Name in keyof Exchanges]: Exchange }> {
  /** Whether this client can do an operation. */
  can(operation: Operation): boolean;

  /**
   * Builds a request for your own transport: signed, and good for one attempt now. Send it at once and once.
   *
   * @throws {CardError} `invalid_input`, `unsupported_action` or `configuration`
   */
  prepare<Name extends keyof Exchanges>(operation: Name, ...takes: Exchanges[Name]["takes"]): Promise<PreparedRequest>;

  /**
   * Reads the answer that your own transport got. A success that is no proof comes out as `accepted`; read the
   * card to confirm it.
   *
   * @throws {CardError} what the answer says, or `unexpected_answer`
   */
  interpret<Name extends keyof Exchanges>(
    operation: Name,
    cardId: Exchanges[Name]["takes"][0],
    response: RawResponse,
  ): Promise<Exchanges[Name]["gives"]>;
}

/** What `prepare` takes for an operation, and what `interpret` gives. */
export interface Exchange<
  Takes extends [cardId: string | null, options?: object] = [cardId: string | null, options?: object],
  Gives = unknown,
> {
  takes: Takes;
  gives: Gives;
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

/** What only its owner may see of a card. What the issuer does not tell is left out. */
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

/** Codes of failures that left the card as it was: nothing was sent, or it was turned away. */
export type HarmlessCode =
  | "invalid_input"
  | "sign_image_required"
  | "image_format"
  | "image_too_large"
  | "image_truncated"
  | "unsupported_action"
  | "unauthorized"
  | "forbidden"
  | "rate_limited"
  | "insecure_url"
  | "configuration";

/** A failed call that left the card as it was. */
export interface HarmlessError extends CardFailure {
  readonly code: HarmlessCode;
  readonly effect: "none";
}

/** The issuer said success, but the card reads otherwise. */
export interface NotConfirmedError extends CardFailure {
  readonly code: "not_confirmed";
  readonly effect: "unknown";
}

/** A failed call that may have been executed: `effect` says whether that is known. */
export interface InterruptedError extends CardFailure {
  readonly code: Exclude<ErrorCode, HarmlessCode | "not_confirmed">;
  readonly effect: Effect;
}

/**
 * A failed call: what went wrong (`code`) and what it did to the card (`effect`). Each of the two narrows the
 * other. Shows no secret when printed.
 */
export type CardError = HarmlessError | NotConfirmedError | InterruptedError;

/**
 * Errors are made by the package alone: `error instanceof CardError` tells them from others, whichever subpath the
 * error and the class come from.
 */
export interface CardErrorConstructor extends Function {
  readonly prototype: CardError;
}

/** A failed call: what went wrong (`code`) and what it did to the card (`effect`). */
export declare const CardError: CardErrorConstructor;

/** What every failed call tells. */
export interface CardFailure extends Error {
  readonly name: "CardError";
  /** What went wrong. The words are stable. */
  readonly code: ErrorCode;
  /** What the failure did to the card. After `unknown`, read the card before anything else. */
  readonly effect: Effect;
  /** Whether the same call may simply be made again later. */
  readonly retryable: boolean;
  /** The issuer. */
  readonly issuer?: IssuerId;
  /** The operation that failed. */
  readonly action?: Operation;
  /** The card, as it was given. */
  readonly cardId?: string;
  /** The HTTP status of the issuer's answer. */
  readonly status?: number;
  /** The issuer's own id of the last request, unless it could be a card number. */
  readonly requestId?: string;
  /** The option, argument or field at fault, for example `issuer.baseUrl`. */
  readonly path?: string;
  /** The issuer's own code, unless it could be card data. */
  readonly issuerCode?: string;
  /** How long to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;
  /** Of an amount of which it is not known whether or how it moved: the balances that were read. */
  readonly data?: MovedAmounts;
  /** Of a callback that was refused: what the issuer is to be answered. */
  readonly reply?: CallbackReply;
  /** The issuer's own words. They may hold card data, so they are never printed: do not log them. */
  readonly issuerMessage: string | undefined;
  /** The issuer's whole answer, on purpose only: it may hold card data. */
  body(): Uint8Array | undefined;
  /** What may be shown: neither the issuer's words nor its answer. */
  toJSON(): CardErrorJson;
}

/** Figures of money that moved otherwise than asked, or of which nobody knows. */
export interface MovedAmounts {
  /** What was asked, where it moved otherwise. */
  asked?: Money;
  /** What was on the card before; `null` or left out where the issuer does not tell. */
  balanceBefore?: Money | null;
  /** What is on it now; `null` or left out where the issuer does not tell. */
  balanceAfter?: Money | null;
}

/** What may be shown of an error. */
export type CardErrorJson = Pick<CardFailure, "name" | "message" | "code" | "effect" | "retryable"> &
  Partial<
    Pick<
      CardFailure,
      | "issuer"
      | "action"
      | "cardId"
      | "status"
      | "requestId"
      | "path"
      | "issuerCode"
      | "retryAfterMs"
      | "data"
      | "reply"
    >
  >;
