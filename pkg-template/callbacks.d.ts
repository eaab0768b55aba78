import type { Action, CardState, Data, IssuerId } from "./dist/types.js";
import type { Secret } from "./index.js";

export { CardError, Secret } from "./index.js";

/** Whose callbacks: an issuer's, or those of Artha's newer API. */
export type CallbackIssuer = IssuerId;

/** What an event is about. */
export type CallbackKind =
  | "action.completed"
  | "action.failed"
  | "card.state"
  | "transaction"
  | "fee"
  | "refund"
  | "topup"
  | "kyc"
  | "threeds.code"
  | "other";

/** How what the event is about went, by the issuer's documented words. */
export type CallbackProgress = "done" | "failed" | "pending" | "unknown";

/**
 * How far an event may be believed: the issuer signed its bytes; it came from an agreed address or
 * by the secret path; or anybody may have sent it, so that it is only a reason to read the card.
 */
export type CallbackTrust = "signed" | "origin" | "read_card_first";

/** What one of an amount is: dollars, cents, or what the issuer's documents do not say. */
export type CallbackUnit = "major" | "minor" | "not_stated";

/** An amount of money, with every digit that the issuer wrote. */
export interface CallbackAmount {
  value: string;
  currency?: string;
  unit: CallbackUnit;
}

/** What a key is worth. */
export type CallbackStrength = "id" | "derived";

/**
 * What two deliveries of the same event share. With `id` it holds the issuer's id of the event. With
 * `derived` it is made from what the event says: two events that say the same have the same key, for
 * example a card that is frozen twice, so do not drop by it for ever. An event that tells no more than
 * its word and how it went has no key, since all of its kind would share it: handle each, or say in
 * `fields` where its ids are.
 */
export interface CallbackKey {
  /** A text without card data. */
  text: string;
  strength: CallbackStrength;
}

/** What every event may tell. */
export interface CallbackFacts {
  issuer: CallbackIssuer;
  trust: CallbackTrust;
  progress: CallbackProgress;
  /** The issuer's word for the event. Where it sent none, the kind is only what its fields hint. */
  word?: string;
  /** The issuer's word for how it went, or its number. */
  status?: string;
  /** The issuer's remarks. Do not log them: they may hold card data. */
  remarks?: string;
  cardId?: string;
  /** The issuer's id of what was asked for and is answered by this event. */
  taskId?: string;
  /** The action, where the event names it. */
  action?: Action;
  /** The state of the card, where the event tells it. */
  cardState?: CardState;
  amount?: CallbackAmount;
  /** The time of what happened, as the issuer wrote it. */
  time?: string;
  /** The 3-D Secure code. */
  code?: Secret;
  /** Fields that hold card data or credentials, by the issuer's names; of two of one name, the last. */
  secrets: Record<string, Secret>;
  /** Fields that have no name here, where they stood in the body. */
  extra: Data;
}

/** An action on a card is done. */
export interface ActionCompletedEvent extends CallbackFacts {
  kind: "action.completed";
  progress: "done";
  key?: CallbackKey;
}

/** An action on a card did not happen. */
export interface ActionFailedEvent extends CallbackFacts {
  kind: "action.failed";
  progress: "failed";
  key?: CallbackKey;
}

/** A code for 3-D Secure. It has no key, since only the code tells two of them apart: handle each. */
export interface ThreedsCodeEvent extends CallbackFacts {
  kind: "threeds.code";
  key?: undefined;
}

/** Any other event. */
export interface PlainEvent<Kind extends CallbackKind> extends CallbackFacts {
  kind: Kind;
  key?: CallbackKey;
}

/** What an issuer told; `kind` tells the events apart. */
export type CallbackEvent =
  | ActionCompletedEvent
  | ActionFailedEvent
  | PlainEvent<"card.state">
  | PlainEvent<"transaction">
  | PlainEvent<"fee">
  | PlainEvent<"refund">
  | PlainEvent<"topup">
  | PlainEvent<"kyc">
  | ThreedsCodeEvent
  | PlainEvent<"other">;

/** What the issuer is answered. */
export interface CallbackReply {
  status: number;
  headers: Record<string, string>;
  /** Empty for none. */
  body: string;
}

/** How a signature's digest is written. */
export type DigestText = "either" | "hex" | "base64";

/** What stands for a signature where the issuer documents none; exactly one of these. */
export type CallbackProof =
  | {
      /** The addresses that the issuer sends from. Whether one is true is for your host to know. */
      addresses: string[];
    }
  | {
      /** A secret of at least 16 letters in the path of the callback's URL. Keep paths out of logs. */
      pathSecret: string;
    }
  | {
      /** Nothing: you read the card before you believe the event. */
      readCardFirst: true;
    }
  | {
      /** A signature that your contract describes. Any one of the secrets is enough. */
      secrets: string[];
      /** The headers that may carry it. */
      headers: string[];
      /** HMAC of the body, or SHA-256 of the body with the secret behind it. `hmac-sha256` when left out. */
      algorithm?: "hmac-sha256" | "sha256";
      /** What may stand before the digest. */
      prefix?: string;
      digest?: DigestText;
    };

/**
 * Where the word that tells the events apart stands: in a header, or in the body at a path of names
 * with `/` between them; of two paths with `|` between them, the first that holds something.
 */
export type CallbackPlace = { body: string; header?: undefined } | { header: string; body?: undefined };

/** Where the fields stand, as paths like `data/cardId`. What is not named is left in `extra`. */
export interface CallbackLayout {
  /** The issuer's id of the event. */
  id?: string;
  cardId?: string;
  taskId?: string;
  /** The id of the customer or the transaction that the event is about. It is in the key, and stays in `extra`. */
  about?: string;
  status?: string;
  amount?: string;
  currency?: string;
  time?: string;
  remarks?: string;
}

/** What every receiver may be told. */
export interface ReceiverLimits {
  /** How many bytes a body may have. 1 MiB when left out. */
  maxBytes?: number;
}

/** A receiver for Artha's Cards API, which signs nothing. */
export type ArthaCallbacks = { issuer: "artha" } & CallbackProof & ReceiverLimits;

/** A receiver for Artha's newer API, whose payloads are for your contract to say. */
export type ArthaV1Callbacks = { issuer: "artha-v1"; word: CallbackPlace; fields?: CallbackLayout } & CallbackProof &
  ReceiverLimits;

/** A receiver for Yativo, which signs with the secret of the webhook. */
export interface YativoCallbacks extends ReceiverLimits {
  issuer: "yativo";
  /** Any one is enough: give the old one beside the new one while deliveries signed with it may come. */
  secrets: string[];
}

/** A receiver for OPEN-API, which documents neither a signature nor where `eventTag` is. */
export type OpenApiCallbacks = { issuer: "open-api"; word: CallbackPlace } & CallbackProof & ReceiverLimits;

/** A receiver for Ibanera, which signs with the hash secret that its support gives. */
export interface IbaneraCallbacks extends ReceiverLimits {
  issuer: "ibanera";
  /** Any one is enough. */
  secrets: string[];
  /** How the digest is written, which is not documented. `either` when left out. */
  digest?: DigestText;
}

/** Whose callbacks, and how they are known to be true. */
export type ReceiverOptions = ArthaCallbacks | ArthaV1Callbacks | YativoCallbacks | OpenApiCallbacks | IbaneraCallbacks;

/** Names and values of headers, as `Headers`, a `Map` and lists of pairs have them. */
export interface HeaderPairs {
  [Symbol.iterator](): { next(): { done?: boolean | undefined; value: readonly [string, string] | undefined } };
}

/** A `Headers`, an object, or pairs. */
export type CallbackHeaders = HeaderPairs | Record<string, string | readonly string[] | undefined>;

/** What a check may need beside the request. */
export interface CallbackOrigin {
  /** The address of the sender. Behind a proxy, only a header that the proxy itself sets may be believed. */
  address?: string | undefined;
  /** What stood in the path where the secret belongs. */
  pathSecret?: string | undefined;
}

/** A request as it came in. */
export interface CallbackDelivery extends CallbackOrigin {
  method: string;
  headers: CallbackHeaders;
  /** Byte for byte: a body that was read and written again has another signature. Text is taken as UTF-8. */
  body: string | ArrayBuffer | ArrayBufferView;
}

/** The part of the host's `ReadableStream` that is used. */
export interface CallbackStream {
  getReader(): { read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>; cancel(): Promise<void> };
}

/** The part of the host's `Request` that is used. */
export interface CallbackRequest {
  readonly method: string;
  readonly headers: HeaderPairs;
  readonly body: CallbackStream | null;
}

/** An event that is true as far as its `trust` says, and the reply that tells the issuer that you have it. */
export interface ReceivedCallback {
  event: CallbackEvent;
  reply: CallbackReply;
}

/**
 * Receives what one issuer sends on its own: is it true, what happened, what must be answered. It
 * needs no client and no credential of the issuer's API.
 */
export declare class CallbackReceiver {
  /**
   * @throws {CardError} `configuration`, with the path of the option.
   */
  constructor(options: ReceiverOptions);

  /**
   * Checks and reads one request. Answer with the reply once the event is kept: after it the issuer
   * does not send the callback again. Where you could not keep it, answer 503.
   *
   * Rejects with a `CardError` whose `reply` is for the issuer: `unauthorized` for a proof that fails,
   * `invalid_input` for a wrong method or too long a body, `unexpected_answer` for a broken one.
   */
  receive(delivery: CallbackDelivery): Promise<ReceivedCallback>;

  /**
   * The whole of a handler of `fetch` style: reads the body up to the limit, checks it, calls `handle`
   * with the event, and answers. When `handle` throws, the answer is 503 and the issuer sends again.
   */
  respond(request: CallbackRequest, handle: (event: CallbackEvent) => unknown, origin?: CallbackOrigin): Promise<Response>;
}
