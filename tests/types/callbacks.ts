// What a receiver takes and gives.
import { CallbackReceiver } from "cardlatch/callbacks";
import type {
  CallbackEvent,
  CallbackIssuer,
  CallbackKey,
  CallbackKind,
  CallbackProgress,
  CallbackRequest,
  ReceivedCallback,
  ReceiverOptions,
} from "cardlatch/callbacks";
import type { Secret } from "cardlatch";
import { impossible } from "./expect.js";
import type { Equal, Expect } from "./expect.js";

declare const receiver: CallbackReceiver;

const word = { header: "X-Event-Tag" };

export const good: ReceiverOptions[] = [
  { issuer: "yativo", secrets: ["whsec_new", "whsec_old"] },
  { issuer: "ibanera", secrets: ["secret"], digest: "base64", maxBytes: 10_000 },
  { issuer: "artha", addresses: ["203.0.113.7"] },
  { issuer: "artha", pathSecret: "0123456789abcdef" },
  { issuer: "artha", readCardFirst: true },
  { issuer: "artha", secrets: ["secret"], headers: ["X-Signature"], algorithm: "sha256", prefix: "v1=" },
  { issuer: "open-api", readCardFirst: true, word },
  { issuer: "artha-v1", readCardFirst: true, word: { body: "event" }, fields: { cardId: "data/card_id" } },
];

export const bad: ReceiverOptions[] = [
  // @ts-expect-error there is no such issuer
  { issuer: "other", secrets: ["secret"] },
  // @ts-expect-error no secret
  { issuer: "yativo" },
  // @ts-expect-error a list is due
  { issuer: "yativo", secrets: "secret" },
  // @ts-expect-error its headers are documented
  { issuer: "yativo", secrets: ["secret"], headers: ["X-Signature"] },
  // @ts-expect-error there is no receiver without a proof
  { issuer: "artha" },
  // @ts-expect-error that is no proof
  { issuer: "artha", readCardFirst: false },
  // @ts-expect-error a signature without a header
  { issuer: "artha", secrets: ["secret"] },
  // @ts-expect-error where the word stands is for the caller to say
  { issuer: "open-api", readCardFirst: true },
  // @ts-expect-error both places
  { issuer: "open-api", readCardFirst: true, word: { body: "event", header: "X-Event-Tag" } },
  // @ts-expect-error there is no such field
  { issuer: "artha-v1", readCardFirst: true, word, fields: { card: "id" } },
  // @ts-expect-error there is no such form
  { issuer: "ibanera", secrets: ["secret"], digest: "base32" },
];

export type Unions = [
  Expect<Equal<CallbackEvent["kind"], CallbackKind>>,
  Expect<Equal<CallbackEvent["progress"], CallbackProgress>>,
  Expect<Equal<ReceiverOptions["issuer"], CallbackIssuer>>,
  Expect<Request extends CallbackRequest ? true : false>,
];

/** The kind tells what else is there, and every kind is handled. */
export function told(event: CallbackEvent): string {
  switch (event.kind) {
    case "action.completed": {
      const progress: "done" = event.progress;
      return `${progress} ${event.taskId ?? ""}`;
    }
    case "action.failed": {
      const progress: "failed" = event.progress;
      return progress;
    }
    case "threeds.code": {
      const code: Secret | undefined = event.code;
      // @ts-expect-error only the code tells two of them apart
      const key: CallbackKey = event.key;
      return `${String(code)} ${String(key)}`;
    }
    case "card.state":
      return event.cardState ?? "unknown";
    case "transaction":
    case "fee":
    case "refund":
    case "topup":
      return event.amount?.value ?? event.key?.text ?? "no key";
    case "kyc":
    case "other":
      return event.secrets["cvv"]?.expose() ?? event.progress;
    default:
      return impossible(event);
  }
}

export async function receiving(request: Request): Promise<void> {
  const { method, headers } = request;
  const received = receiver.receive({ method, headers, body: await request.arrayBuffer(), address: "203.0.113.7" });
  const response = receiver.respond(request, (event) => told(event), { pathSecret: undefined });
  type Given = [
    Expect<Equal<typeof received, Promise<ReceivedCallback>>>,
    Expect<Equal<typeof response, Promise<Response>>>,
  ];
  const proof: Given = [true, true];
  void proof;
  void receiver.receive({ method, headers: { "x-signature": ["a", "b"], via: undefined }, body: "{}" });
  void receiver.receive({ method, headers: [["x-signature", "a"]], body: new Uint8Array(2) });
  // @ts-expect-error a body that was read already
  void receiver.receive({ method, headers, body: { event: "x" } });
  // @ts-expect-error the headers are missing
  void receiver.receive({ method, body: "{}" });
}
