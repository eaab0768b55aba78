// A client knows its issuer: what is there, what is not, and what is said of it where it is not known.
import { CardClient, CardError, type AnyClient, type ArthaClient, type IbaneraClient, type IssuerId } from "cardlatch";
import type { AcceptedOutcome, ActionOptions, ChangeOptions, Effect, Issuer, Outcome, SessionToken } from "cardlatch";
import { CardClient as OfArtha, CardError as ErrorOfArtha, type ClientOptions } from "cardlatch/artha";
import { CardClient as OfIbanera } from "cardlatch/ibanera";
import { CardClient as SlimOfArtha, load } from "cardlatch/artha/slim";
import { CardClient as OfPage, type BrowserOutcome } from "cardlatch/browser";
import { impossible, type Equal, type Expect } from "./expect.js";

const baseUrl = "https://issuer.example";
const artha = { id: "artha", baseUrl, customerToken: "token", privateKey: "key" } as const;
const ibanera = { id: "ibanera", baseUrl, username: "user", password: "word", oneTimeCode: () => "123456" } as const;

/** The id says which client it is. */
export function made(issuer: Issuer, id: IssuerId): void {
  const inferred = new CardClient({ issuer: artha });
  const written = new CardClient({ issuer: { id: "ibanera", baseUrl, username: "u", password: "p", totpSecret: "GEZDGNBV" } });
  const named = new CardClient<"artha">({ issuer: artha });
  const either = new CardClient({ issuer: Math.random() < 0.5 ? artha : ibanera });
  const any = new CardClient({ issuer });
  type Made = [
    Expect<Equal<typeof inferred, ArthaClient>>,
    Expect<Equal<typeof inferred, CardClient<"artha">>>,
    Expect<Equal<typeof written, IbaneraClient>>,
    Expect<Equal<typeof named, ArthaClient>>,
    Expect<Equal<typeof either, ArthaClient | IbaneraClient>>,
    Expect<Equal<typeof any, CardClient>>,
    Expect<Equal<CardClient, AnyClient>>,
    Expect<Equal<CardClient<IssuerId>, AnyClient>>,
  ];
  const proof: Made = [true, true, true, true, true, true, true, true];
  void proof;
  void either.setPin;
  // @ts-expect-error one of the two has no freeze
  void either.freeze("card-1");
  // @ts-expect-error the options of another issuer
  new CardClient<"ibanera">({ issuer: artha });
  // @ts-expect-error an id alone is no issuer
  new CardClient({ issuer: { id } });
  // @ts-expect-error an option of another issuer
  new CardClient({ issuer: { id: "artha", baseUrl, customerToken: "t", privateKey: "k", appSecret: "s" } });
  // @ts-expect-error there is no such issuer
  new CardClient({ issuer: { id: "other", baseUrl } });
}

/** Where a client of any issuer is wanted, it is one. */
export const anyOf: CardClient = new CardClient({ issuer: artha });
export const maybe: CardClient | undefined = new CardClient({ issuer: artha });
export const later = async (): Promise<CardClient> => new CardClient({ issuer: ibanera });
export const byName: Record<string, CardClient> = { one: new CardClient({ issuer: artha }), two: new CardClient({ issuer: ibanera }) };
export const takes = (cards: CardClient): Promise<Outcome> => cards.deactivate("card-1");
export const taken = takes(new CardClient({ issuer: ibanera }));
// @ts-expect-error it is a client of another issuer
export const other: CardClient<"ibanera"> = new CardClient({ issuer: artha });
// @ts-expect-error which issuer's it is, is not known
export const unknown: CardClient<"artha"> = anyOf;

/** `can()` tells whose a client is, where only one issuer has that. */
export function narrowed(cards: CardClient): void {
  // @ts-expect-error it may be another issuer's
  void cards.artha.countries();
  void cards.artha?.countries();
  if (cards.can("bind")) void cards.artha.bind("card-1", { cardNumber: "1" });
  else void cards.artha?.bind("card-1", { cardNumber: "1" });
  const can: boolean = cards.can("freeze");
  if (can) void cards.freeze("card-1");
}

/** What `prepare` and `interpret` take is known, too. */
export function byHand(cards: CardClient<"ibanera">, one: CardClient<"artha">): void {
  const response = { status: 200, body: "{}" };
  void cards.prepare("setPin", "5", { oldPin: "1234", newPin: "4321", accessToken: "token" });
  void cards.prepare("login", null);
  const token: Promise<SessionToken> = cards.interpret("login", null, response);
  const outcome: Promise<Outcome> = cards.interpret("transfer", "5", response);
  void [token, outcome];
  // @ts-expect-error both PINs are due
  void cards.prepare("setPin", "5", { newPin: "4321" });
  // @ts-expect-error options are due
  void cards.prepare("setPin", "5");
  // @ts-expect-error there is no freeze
  void cards.prepare("freeze", "5");
  // @ts-expect-error it has no sessions
  void one.prepare("login", null);
  // @ts-expect-error a card is due
  void one.prepare("freeze", null);
}

/** Functions for some issuers take clients of those. */
export async function stopped(cards: CardClient<"artha" | "yativo">): Promise<string> {
  return (await cards.freeze("card-1")).result;
}
export const stops = [stopped(new CardClient({ issuer: artha }))];
// @ts-expect-error it has no freeze
export const cannot = stopped(new CardClient({ issuer: ibanera }));

export class Audited extends CardClient<"artha"> {
  stop(cardId: string): Promise<Outcome> {
    return this.freeze(cardId);
  }
}

/** An entry with one issuer knows that one alone. */
export const alone = new OfArtha({ issuer: artha });
export const same: CardClient<"artha"> = alone;
export const spelt: OfArtha<"artha"> = alone;
export const options: ClientOptions<"artha"> = { issuer: artha };
export const aloneToo = new OfIbanera({ issuer: ibanera });
// @ts-expect-error it takes another issuer
new OfArtha({ issuer: ibanera });
// @ts-expect-error it has another issuer
export type Wrong = OfArtha<"ibanera">;
// @ts-expect-error it has no freeze
void aloneToo.freeze("5");
void alone.artha.countries();

/** A page says whose it is. */
export async function page(any: OfPage): Promise<void> {
  const own = new OfPage<"artha">({ proxy: "/api" });
  const { issuer }: { issuer: "artha" } = await own.freeze("card-1", { signImage: "base64", fit: true });
  const pin = new OfPage<"ibanera">({ proxy: "/api" }).setPin("5", { oldPin: "1234", newPin: "4321" });
  const outcome: BrowserOutcome<"ibanera"> = await pin;
  if (outcome.result === "accepted") void ((await outcome.settled()).confirmed satisfies boolean);
  void [issuer, any.freeze("card-1"), any.activate("card-1")];
  // @ts-expect-error it has no activate
  void own.activate("card-1");
  // @ts-expect-error it has no top-up without an amount
  void own.topUp("card-1", {});
  // @ts-expect-error a proxy has no route for it
  void own.artha;
  // @ts-expect-error there is no such issuer
  new OfPage<"other">({ proxy: "/api" });
}

/** Options may be there and undefined. */
export const left: [ActionOptions, ChangeOptions] = [{ signImage: undefined, signal: undefined }, { form: undefined }];

/** The code tells the effect, and the effect tells the code. */
export function failed(error: unknown): string {
  if (!(error instanceof CardError)) throw error;
  type Caught = [Expect<Equal<typeof error, CardError>>, Expect<Equal<CardError["effect"], Effect>>];
  const proof: Caught = [true, true];
  void proof;
  switch (error.code) {
    case "sign_image_required": {
      const effect: "none" = error.effect;
      return effect;
    }
    case "not_confirmed": {
      const effect: "unknown" = error.effect;
      return `${effect} ${error.data?.asked?.value ?? ""}`;
    }
    case "timeout": {
      // @ts-expect-error it may be known that nothing was done
      const effect: "unknown" = error.effect;
      return effect;
    }
    default:
      break;
  }
  if (error.effect === "unknown") {
    // @ts-expect-error what is refused before it is sent has no effect
    if (error.code === "configuration") return "";
  }
  // @ts-expect-error there is no such field
  return error.toJSON().body;
}
export const caught = (error: unknown): boolean => error instanceof ErrorOfArtha && error.retryable;
// @ts-expect-error errors are made by the package alone
new CardError("timeout");

/** How it ended tells whether that is certain. */
export function ended(outcome: Outcome): string {
  switch (outcome.result) {
    case "completed":
    case "already": {
      const confirmed: true = outcome.confirmed;
      return `${confirmed}`;
    }
    case "accepted": {
      const accepted: AcceptedOutcome = outcome;
      return accepted.taskId ?? "";
    }
    default:
      return impossible(outcome);
  }
}

export function told({ confirmed, data, ...outcome }: Outcome): string {
  // @ts-expect-error nothing that was only accepted is certain
  if (!confirmed && outcome.result === "failed") return "";
  return data?.id ?? data?.balanceAfter?.value ?? "";
}

/** A slim entry takes what the whole one does, once it has its module. */
export const slim: CardClient<"artha"> = new SlimOfArtha({ issuer: artha });
export const loading: unknown = load(new Uint8Array(8));
// @ts-expect-error it takes another issuer
new SlimOfArtha({ issuer: ibanera });
