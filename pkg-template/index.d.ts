import type { CallbackReply } from "./callbacks.js";
import type {
  Action,
  ActionOptions,
  ActivateOptions,
  ArthaIssuer,
  ArthaOperations,
  ArthaV1Issuer,
  ArthaV1Operations,
  Balance,
  BalanceOptions,
  CallOptions,
  CancelOptions,
  Card,
  CardsOptions,
  ClientOptions,
  Data,
  Effect,
  ErrorCode,
  IbaneraIssuer,
  IbaneraOperations,
  Issuer,
  IssueOptions,
  IssuerId,
  Limits,
  List,
  OpenApiIssuer,
  OpenApiOperations,
  Operation,
  Outcome,
  OwnOperation,
  Page,
  PreparedRequest,
  PrepareOptions,
  RawResponse,
  Reconciliation,
  ReplaceOptions,
  RevealOptions,
  RevealPinOptions,
  SessionToken,
  SetLimitsOptions,
  SetPinOptions,
  TopUp,
  TopUpFee,
  TopUpFeeOptions,
  TopUpOptions,
  TopUpStatusOptions,
  Transaction,
  TransactionsOptions,
  YativoIssuer,
  YativoOperations,
} from "./dist/types.js";

export type * from "./dist/types.js";

/**
 * A client of one card issuer. It holds the issuer's credentials and its session, so make one and
 * use it for all calls, on a server or an edge function, not in a web page.
 */
export declare class CardClient<Of extends Issuer = Issuer> {
  /**
   * @throws {CardError} `configuration` or `insecure_url`. Where the runtime must fetch the module
   * first (browsers), the first call is rejected with it instead.
   */
  constructor(options: ClientOptions & { issuer: Of });

  /** Stops a card for now. */
  freeze(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Undoes a freeze. */
  unfreeze(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Switches an inactive card on. */
  activate(cardId: string, options?: ActivateOptions): Promise<Outcome>;
  /** Switches an active card off. */
  deactivate(cardId: string, options?: ActionOptions): Promise<Outcome>;
  /** Closes a card for good. */
  cancel(cardId: string, options?: CancelOptions): Promise<Outcome>;
  /** Sets a PIN, or starts the issuer's way of setting one. */
  setPin(cardId: string, options?: SetPinOptions): Promise<Outcome>;

  /** Reads a card, where the issuer documents such a read. Holds no card number, CVV or PIN. */
  card(cardId: string, options?: CallOptions): Promise<Card>;
  /** The cards, read page by page. */
  cards(options?: CardsOptions): List<Card>;
  /** The transactions of a card, or of all cards where the issuer has such a list. */
  transactions(cardId?: string | null, options?: TransactionsOptions): List<Transaction>;
  /** Reads what is on a card. */
  balance(cardId: string, options?: BalanceOptions): Promise<Balance>;
  /** Reads card number and CVV. They show nothing until `expose()`. */
  reveal(cardId: string, options?: RevealOptions): Promise<CardSecrets>;
  /** Reads the PIN. It shows nothing until `expose()`. */
  revealPin(cardId: string, options?: RevealPinOptions): Promise<CardSecrets>;
  /** Reads a card's limits. */
  limits(cardId: string, options?: CallOptions): Promise<Limits>;
  /** Sets a card's limits. */
  setLimits(cardId: string, options: SetLimitsOptions): Promise<Outcome>;
  /** Issues a card; `data.id` of the outcome is the new one, where the issuer tells it at once. */
  issue(options: IssueOptions): Promise<Outcome>;
  /** Replaces a card. */
  replace(cardId: string, options?: ReplaceOptions): Promise<Outcome>;
  /** Moves money onto a card. */
  topUp(cardId: string, options: TopUpOptions): Promise<Outcome>;
  /** Reads what a top-up would cost. Moves nothing. */
  topUpFee(cardId: string, options: TopUpFeeOptions): Promise<TopUpFee>;
  /** Reads what became of a top-up. */
  topUpStatus(options: TopUpStatusOptions): Promise<TopUp>;

  /** What only Artha has; there only for a client of it. */
  readonly artha: Of extends ArthaIssuer ? ArthaOperations : undefined;
  /** What only the newer API of Artha has; there only for a client of it. */
  readonly arthaV1: Of extends ArthaV1Issuer ? ArthaV1Operations : undefined;
  /** What only Yativo has; there only for a client of it. */
  readonly yativo: Of extends YativoIssuer ? YativoOperations : undefined;
  /** What only OPEN-API has; there only for a client of it. */
  readonly openApi: Of extends OpenApiIssuer ? OpenApiOperations : undefined;
  /** What only Ibanera has; there only for a client of it. */
  readonly ibanera: Of extends IbaneraIssuer ? IbaneraOperations : undefined;

  /**
   * After a failure with the effect `unknown`: reads the card and says whether the action has
   * happened.
   */
  reconcile(action: Action, cardId: string, options?: CallOptions): Promise<Reconciliation>;

  /** Whether this client can do an operation. */
  can(operation: Operation): boolean;

  /** Builds a request for your own transport: signed, and good for one attempt now. */
  prepare(operation: "login", cardId: null, options?: PrepareOptions): Promise<PreparedRequest>;
  prepare(operation: Operation, cardId: string | null, options?: PrepareOptions & Record<string, unknown>): Promise<PreparedRequest>;

  /**
   * Reads the answer that your own transport got. A success that is no proof comes out as
   * `accepted`; read the card to confirm it.
   */
  interpret(operation: Action, cardId: string, response: RawResponse): Promise<Outcome>;
  interpret(operation: "card", cardId: string, response: RawResponse): Promise<Card>;
  interpret(operation: "cards", cardId: null, response: RawResponse): Promise<Page<Card>>;
  interpret(operation: "transactions", cardId: string | null, response: RawResponse): Promise<Page<Transaction>>;
  interpret(operation: "balance", cardId: string, response: RawResponse): Promise<Balance>;
  interpret(operation: "reveal" | "revealPin", cardId: string, response: RawResponse): Promise<CardSecrets>;
  interpret(operation: "limits", cardId: string, response: RawResponse): Promise<Limits>;
  interpret(operation: "topUpFee", cardId: string, response: RawResponse): Promise<TopUpFee>;
  interpret(operation: "topUpStatus", cardId: null, response: RawResponse): Promise<TopUp>;
  interpret(operation: "issue", cardId: null, response: RawResponse): Promise<Outcome>;
  interpret(operation: "replace" | "topUp" | "setLimits", cardId: string, response: RawResponse): Promise<Outcome>;
  interpret(operation: OwnOperation, cardId: string | null, response: RawResponse): Promise<Outcome | Data>;
  interpret(operation: "login", cardId: null, response: RawResponse): Promise<SessionToken>;
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
  cvv?: Secret;
  pin?: Secret;
  expiry?: string;
  holder?: string;
  last4?: string;
  /** Where the issuer's own page shows them, which lets whoever has it see them. */
  iframeUrl?: Secret;
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
  /** Figures that belong to the failure: for example what was asked and what the balance was. */
  readonly data?: Record<string, unknown>;
  /** Of a callback that was refused: what the issuer is to be answered. */
  readonly reply?: CallbackReply;
  /** The issuer's own words. They may hold card data, so they are never printed: do not log them. */
  get issuerMessage(): string | undefined;
  /** The issuer's whole answer, on purpose only: it may hold card data. */
  body(): Uint8Array | undefined;
  /** What may be shown: neither the issuer's words nor its answer. */
  toJSON(): Record<string, unknown>;
}
