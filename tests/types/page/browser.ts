// What the client of a page takes and gives.
import { CardClient, CardError, Secret } from "cardlatch/browser";
import type {
  Balance,
  BrowserErrorCode,
  BrowserOutcome,
  Card,
  CardSecrets,
  ErrorCode,
  Limits,
  List,
  PendingWrite,
  ProxyCapabilities,
  ProxyErrorCode,
  TopUpFee,
  Transaction,
} from "cardlatch/browser";
import type { Outcome } from "cardlatch";
import type { Equal, Expect } from "../expect.js";

declare const cards: CardClient;
declare const artha: CardClient<"artha">;

export type Gives = [
  Expect<Equal<ReturnType<CardClient["freeze"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["unfreeze"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["activate"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["deactivate"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["cancel"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["setPin"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["replace"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["topUp"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["setLimits"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["issue"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<ReturnType<CardClient["card"]>, Promise<Card>>>,
  Expect<Equal<ReturnType<CardClient["cards"]>, List<Card>>>,
  Expect<Equal<ReturnType<CardClient["transactions"]>, List<Transaction>>>,
  Expect<Equal<ReturnType<CardClient["balance"]>, Promise<Balance>>>,
  Expect<Equal<ReturnType<CardClient["limits"]>, Promise<Limits>>>,
  Expect<Equal<ReturnType<CardClient["topUpFee"]>, Promise<TopUpFee>>>,
  Expect<Equal<ReturnType<CardClient["reveal"]>, Promise<CardSecrets>>>,
  Expect<Equal<ReturnType<CardClient["revealPin"]>, Promise<CardSecrets>>>,
  Expect<Equal<ReturnType<CardClient["capabilities"]>, Promise<ProxyCapabilities>>>,
  Expect<Equal<ReturnType<CardClient["can"]>, boolean | undefined>>,
  Expect<Equal<ReturnType<CardClient["pending"]>, PendingWrite[]>>,
  Expect<Equal<ReturnType<CardClient["resume"]>, Promise<BrowserOutcome>>>,
  Expect<Equal<CardError["code"], ErrorCode | ProxyErrorCode>>,
  Expect<Equal<BrowserErrorCode, ErrorCode | ProxyErrorCode>>,
  Expect<Equal<CardError["effect"], "none" | "unknown">>,
  Expect<Equal<CardSecrets["pan"], Secret | undefined>>,
  Expect<BrowserOutcome extends Outcome ? true : false>,
];

export async function uses(file: File, signal: AbortSignal): Promise<void> {
  const own = new CardClient({ proxy: "/api" });
  new CardClient({ proxy: "https://api.example/cards", issuer: "main", credentials: "include", headers: async () => ({ authorization: "Bearer x" }), store: sessionStorage });
  new CardClient({ proxy: "/api", store: null, storeName: "user-1", onRetry: ({ waitMs, reason }) => console.log(waitMs, reason satisfies BrowserErrorCode) });
  const outcome = await own.freeze("card-1", { signImage: file, fit: true, signal, deadlineMs: 8_000 });
  const end = await outcome.settled({ signal });
  const result: "completed" | "accepted" | "already" = end.result;
  const issuer: "artha" = (await artha.cancel("card-1")).issuer;
  for (const pending of own.pending()) await own.resume(pending, { signal });
  await own.resume("0123456789abcdef");
  for await (const card of own.cards({ size: 50 })) void card.last4;
  const { next } = await own.transactions("card-1").page(2);
  void [result, issuer, next satisfies number | undefined, cards];
}

export function wrong(): void {
  // @ts-expect-error a proxy is needed
  new CardClient({});
  // @ts-expect-error a page holds no credentials
  new CardClient({ proxy: "/api", issuer: { id: "artha" } });
  // @ts-expect-error no such option
  new CardClient({ proxy: "/api", proxi: 1 });
  // @ts-expect-error a picture
  void cards.freeze("card-1", { signImage: 5 });
  // @ts-expect-error only writes make pictures fit
  void cards.card("card-1", { fit: true });
  // @ts-expect-error an amount is needed
  void cards.topUp("card-1", {});
  // @ts-expect-error a list of transactions is of one card
  void cards.transactions();
  // @ts-expect-error a proxy has no such route
  void cards.reconcile("freeze", "card-1");
  // @ts-expect-error errors are made here alone
  new CardError();
}

/** Every code has its words. */
export function words(error: CardError): string {
  switch (error.code) {
    case "not_signed_in":
      return "Sign in again.";
    case "issuer_rejected":
      return "The issuer refused.";
    // @ts-expect-error no such code
    case "signed_out":
      return "";
    default:
      return error.effect === "unknown" && error.idempotencyKey !== undefined ? "It is not known yet." : error.message;
  }
}
