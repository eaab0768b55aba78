import type {
  Action,
  ActionOptions,
  CallOptions,
  CardStatus,
  ClientOptions,
  Effect,
  ErrorCode,
  IssuerId,
  Operation,
  Outcome,
  PreparedRequest,
  PrepareOptions,
  RawResponse,
  Reconciliation,
  SessionToken,
} from "./dist/types.js";

export type * from "./dist/types.js";

/**
 * A client of one card issuer. It holds the issuer's credentials and its session, so make one and
 * use it for all calls, on a server or an edge function, not in a web page.
 */
export declare class CardClient {
  /**
   * @throws {CardError} `configuration` or `insecure_url`. Where the runtime must fetch the module
   * first (browsers), the first call is rejected with it instead.
   */
  constructor(options: ClientOptions);

  /** Stops a card for now. */
  freeze(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Undoes a freeze. */
  unfreeze(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Switches an inactive card on. */
  activate(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Switches an active card off. */
  deactivate(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Closes a card for good. */
  cancel(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Starts the issuer's way of setting a PIN. */
  setPin(cardId: string, options?: ActionOptions): Promise<Outcome>;

  /** Reads a card's state, where the issuer documents such a read. */
  card(cardId: string, options?: CallOptions): Promise<CardStatus>;
  /**
   * After a failure with the effect `unknown`: reads the card and says whether the action has
   * happened.
   */
  reconcile(action: Action, cardId: string, options?: CallOptions): Promise<Reconciliation>;

  /** Whether this client can do an action. */
  can(action: Action): boolean;

  /** Builds a request for your own transport: signed, and good for one attempt now. */
  prepare(operation: "login", cardId: null, options?: PrepareOptions): Promise<PreparedRequest>;
  prepare(operation: Operation, cardId: string, options?: PrepareOptions): Promise<PreparedRequest>;

  /**
   * Reads the answer that your own transport got. A success that is no proof comes out as
   * `accepted`; read the card to confirm it.
   */
  interpret(operation: Action, cardId: string, response: RawResponse): Promise<Outcome>;
  interpret(operation: "card", cardId: string, response: RawResponse): Promise<CardStatus>;
  interpret(operation: "login", cardId: null, response: RawResponse): Promise<SessionToken>;
}

/** A failed call: what went wrong and what it did to the card. Shows no secret when printed. */
export declare class CardError extends Error {
  private constructor();
  readonly name: "CardError";
  /** What went wrong. The words are stable. */
  readonly code: ErrorCode;
  /** What the failure did to the card. After `unknown`, read the card before anything else. */
  readonly effect: Effect;
  /** Whether the same call may simply be made again later. */
  readonly retryable: boolean;
  /** The issuer. */
  readonly issuer?: IssuerId;
  /** The action that failed. */
  readonly action?: Action;
  /** The card, as it was given. */
  readonly cardId?: string;
  /** The HTTP status of the issuer's answer. */
  readonly status?: number;
  /** The option, argument or field at fault, for example `issuer.baseUrl`. */
  readonly path?: string;
  /** The issuer's own code, unless it could be card data. */
  readonly issuerCode?: string;
  /** How long to wait before the next try, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The issuer's own words. They may hold card data, so they are never printed: do not log them. */
  get issuerMessage(): string | undefined;
  /** The issuer's whole answer, on purpose only: it may hold card data. */
  body(): Uint8Array | undefined;
  /** What may be shown: neither the issuer's words nor its answer. */
  toJSON(): Record<string, unknown>;
}
