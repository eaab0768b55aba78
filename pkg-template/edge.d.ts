import type { CallbackReceiver, CallbackEvent } from "./callbacks.js";
import type { AuditLine, Ledger, LedgerEntry } from "./edge-ledger.js";
import type { CardClient, CardClients } from "./index.js";

export { CardError } from "./index.js";
export * from "./edge-ledger.js";

/** An operation that a page can be allowed to ask for, by the name that the client has for it. */
export type ProxyOperation =
  | "cards"
  | "card"
  | "balance"
  | "transactions"
  | "limits"
  | "topUpFee"
  | "reveal"
  | "revealPin"
  | ProxyWrite;

/** One that changes something. */
export type ProxyWrite =
  | "issue"
  | "freeze"
  | "unfreeze"
  | "activate"
  | "deactivate"
  | "cancel"
  | "setPin"
  | "replace"
  | "topUp"
  | "setLimits";

/**
 * Who asks: an id of 1 to 256 visible characters, or an object that has one. Your own hooks get the object
 * back as it is.
 */
export type Principal = string | { readonly id: string };

/** What a hook is asked about. */
export interface ProxyQuestion {
  action: ProxyOperation;
  /** The name of the issuer among `issuers`. */
  issuer: string;
  /** Left out where no card is meant. */
  cardId?: string;
}

/** What a principal has to confirm. */
export interface ConfirmQuestion {
  action: ProxyWrite;
  issuer: string;
  /** `null` for a card that is to be issued. */
  cardId: string | null;
  /** What the page asked for. It may hold a PIN: do not log it. */
  options: Record<string, unknown>;
}

/** An operation that is about to be executed. */
export interface CompleteQuestion {
  action: ProxyOperation;
  issuer: string;
  /** `null` where no card is meant. */
  cardId: string | null;
  /** What the page asked for. It may hold a PIN: do not log it. */
  options: Record<string, unknown>;
}

/** What a limit on a principal's requests says. */
export interface RateLimitAnswer {
  allowed: boolean;
  /** How many requests there may be. */
  limit?: number | undefined;
  /** How many are left. */
  remaining?: number | undefined;
  /** In how many seconds that begins anew. */
  resetSeconds?: number | undefined;
}

/** What an event settled. */
export interface EventContext {
  /** The name of the issuer among `issuers`. */
  issuer: string;
  /** The operations that the event answers, as they are now; none for an event that answers none. */
  operations: readonly LedgerEntry[];
}

/** A client as the proxy calls it: a `CardClient` of `cardlatch` or of one issuer's entry. */
export type ProxyClient = CardClient | CardClients[keyof CardClients];

export interface ProxyOptions<Who extends Principal = Principal> {
  /**
   * A client for each issuer, by the name that pages use: 1 to 32 small letters, digits and hyphens. Pages
   * name it only where there are several.
   */
  issuers: Readonly<Record<string, ProxyClient>>;

  /** A receiver for each issuer that sends callbacks, by the same names. */
  callbacks?: Readonly<Record<string, Pick<CallbackReceiver, "receive">>> | undefined;

  /**
   * Says who asks: from a session, a token, whatever the page sends. `null`: nobody whom you know, which is
   * answered with 401. The request's body must not be read.
   */
  authenticate(request: Request): Who | null | undefined | Promise<Who | null | undefined>;

  /**
   * Says whether the principal may do this with this card; only `true` is yes. `cardId` is `null` for `issue`.
   * Of a list of cards, only the principal's own are shown.
   */
  owns(principal: Who, cardId: string | null, action: ProxyOperation, issuer: string): boolean | Promise<boolean>;

  /** What pages may ask for. Whatever is not named is answered with 403, `reveal` and `revealPin` as well. */
  allow: readonly ProxyOperation[];

  /**
   * Says whether the principal has confirmed it, a second time and recently: only `true` is yes. Asked for what
   * cannot be undone (`cancel`, `replace`) and for `confirmActions`.
   */
  confirm?: ((principal: Who, question: ConfirmQuestion, request: Request) => boolean | Promise<boolean>) | undefined;

  /**
   * Says what the client is called with, where that is not what the page said: what your records know of the card, for
   * example its form, who pays, or the currency. Asked right before an operation is executed, never for a repeat.
   * What it throws ends the operation with nothing done; a `CardError` is told to the page.
   */
  complete?:
    | ((principal: Who, question: CompleteQuestion) => Record<string, unknown> | Promise<Record<string, unknown>>)
    | undefined;

  /** What else must be confirmed. */
  confirmActions?: readonly ProxyWrite[] | undefined;

  /**
   * Where operations are kept. In this process's memory when left out, so for one process only; Workers and
   * edge-light run many, so there it must be named.
   */
  ledger?: Ledger | undefined;

  /** Says whether the principal may ask again already. Nothing or `true` is yes. */
  rateLimit?:
    | ((
        principal: Who,
        question: ProxyQuestion,
        request: Request,
      ) => boolean | undefined | RateLimitAnswer | Promise<boolean | undefined | RateLimitAnswer>)
    | undefined;

  /** Takes what an issuer told, once. When it throws, the issuer sends it again. */
  onEvent?: ((event: CallbackEvent, context: EventContext) => void | Promise<void>) | undefined;

  /** Takes each line of the audit, beside the ledger. What it throws is dropped. */
  onAudit?: ((line: AuditLine) => void | Promise<void>) | undefined;

  /**
   * Says from which address a callback comes, for receivers that look at it. Headers can be made up: name one
   * only where your host sets it itself, as Cloudflare does with `cf-connecting-ip`. When left out, the
   * connection's own address where `nodeListener` serves, else none.
   */
  address?: ((request: Request) => string | undefined | Promise<string | undefined>) | undefined;

  /** What stands before the routes, `/api`. Nothing when left out. */
  basePath?: string | undefined;

  /** The origins of pages that may ask from elsewhere, each exactly. Only the request's own when left out. */
  origins?: readonly string[] | undefined;

  /** How many bytes of JSON a page may send. 65,536 when left out. */
  maxBodyBytes?: number | undefined;

  /** How many bytes a picture may have. 2,097,152 when left out. */
  maxImageBytes?: number | undefined;

  /** How long a call of the issuer may take, in milliseconds. 60,000 when left out. */
  deadlineMs?: number | undefined;

  /**
   * How long after an order a card that does not show it is no proof that it was not done, in milliseconds: the
   * issuer may still be at work on it. Twice `deadlineMs` when left out.
   */
  settleMs?: number | undefined;

  /** How long an operation waits for those before it on the same card, in milliseconds: at most 40,000. 20,000 when left out. */
  queueMs?: number | undefined;

  /** How long the keys of operations are kept, in milliseconds: a day at least, and when left out. Pages count on that. */
  keepMs?: number | undefined;

  /** Whether `GET /openapi.json` describes what is allowed, to anybody. `true` when left out. */
  openapi?: boolean | undefined;
}

/** What the host gives with a request. */
export interface ProxyContext {
  /** Keeps what has begun going when the page goes away. Workers need it, Node does not. */
  waitUntil(work: Promise<unknown>): void;
  /** The address at the other end of the connection, where the host knows it. */
  address?: string | undefined;
}

/**
 * Answers a request of a page or of an issuer. The context is the argument that has `waitUntil`, so that it
 * stands as it is where a host calls `fetch(request, env, context)`. It never rejects.
 */
export interface CardProxy {
  (request: Request, context?: ProxyContext): Promise<Response>;
  (request: Request, env: unknown, context: ProxyContext): Promise<Response>;
}

/**
 * Makes the handler that stands between pages and issuers: it knows who asks, what is theirs and what was asked
 * before, and calls the issuer once.
 *
 * @throws {CardError} `configuration`, with the path of the option. Where the runtime must fetch the module
 * first, a value that only the module checks makes the requests fail instead.
 */
export declare function createCardProxy<Who extends Principal>(options: ProxyOptions<Who>): CardProxy;
