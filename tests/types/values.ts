// The shape of what a call gives.
import type { Bytes, CardError, CardStatus, Outcome, PreparedRequest, Reconciliation, SessionToken } from "cardlatch";
import type { Equal, Expect, OptionalKeys } from "./expect.js";

export type Shapes = [
  Expect<Equal<OptionalKeys<Outcome>, "taskId" | "remarks" | "card" | "data" | "extra">>,
  Expect<Equal<Outcome["confirmed"], boolean>>,
  Expect<Equal<Outcome["extra"], Record<string, unknown> | undefined>>,
  Expect<Equal<OptionalKeys<CardStatus>, "issuerWord">>,
  Expect<Equal<keyof Reconciliation, "action" | "cardId" | "verdict" | "card">>,
  Expect<Equal<SessionToken, { accessToken: string; expiresInSeconds: number }>>,
  Expect<Equal<PreparedRequest["body"], Bytes | null>>,
  Expect<Equal<OptionalKeys<PreparedRequest>, never>>,
];

export type OfErrors = [
  Expect<CardError extends Error ? true : false>,
  Expect<Equal<CardError["name"], "CardError">>,
  Expect<Equal<CardError["retryable"], boolean>>,
  Expect<Equal<CardError["status"], number | undefined>>,
  Expect<Equal<CardError["issuerMessage"], string | undefined>>,
  Expect<Equal<ReturnType<CardError["body"]>, Uint8Array | undefined>>,
];

export function fieldsStay(error: CardError): void {
  // @ts-expect-error what an error says stays
  error.effect = "none";
  // @ts-expect-error what an error says stays
  error.code = "network";
  // @ts-expect-error the issuer's words cannot be replaced
  error.issuerMessage = "all is well";
}

export function notThere(outcome: Outcome): void {
  // @ts-expect-error there is no such field
  void outcome.task_id;
  // @ts-expect-error a remark may be missing
  void outcome.remarks.length;
}
