// What the methods take and give.
import { CardClient, Secret } from "cardlatch";
import type {
  Action,
  Balance,
  Bytes,
  Card,
  CardSecrets,
  FetchAnswer,
  FetchInit,
  FetchLike,
  Limits,
  List,
  Money,
  Operation,
  Outcome,
  Page,
  PreparedRequest,
  Reconciliation,
  SessionToken,
  TopUp,
  TopUpFee,
  Transaction,
} from "cardlatch";
import type { Equal, Expect } from "./expect.js";

declare const client: CardClient;
declare const action: Action;
declare const operation: Operation;

export type Gives = [
  Expect<Equal<ReturnType<CardClient["freeze"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["unfreeze"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["activate"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["deactivate"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["cancel"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["setPin"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["card"]>, Promise<Card>>>,
  Expect<Equal<ReturnType<CardClient["reconcile"]>, Promise<Reconciliation>>>,
  Expect<Equal<ReturnType<CardClient["can"]>, boolean>>,
];

/** The reads and the other writes. */
export type GivesMore = [
  Expect<Equal<ReturnType<CardClient["cards"]>, List<Card>>>,
  Expect<Equal<ReturnType<CardClient["transactions"]>, List<Transaction>>>,
  Expect<Equal<ReturnType<CardClient["balance"]>, Promise<Balance>>>,
  Expect<Equal<ReturnType<CardClient["reveal"]>, Promise<CardSecrets>>>,
  Expect<Equal<ReturnType<CardClient["revealPin"]>, Promise<CardSecrets>>>,
  Expect<Equal<ReturnType<CardClient["limits"]>, Promise<Limits>>>,
  Expect<Equal<ReturnType<CardClient["topUpFee"]>, Promise<TopUpFee>>>,
  Expect<Equal<ReturnType<CardClient["topUpStatus"]>, Promise<TopUp>>>,
  Expect<Equal<ReturnType<CardClient["issue"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["replace"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["topUp"]>, Promise<Outcome>>>,
  Expect<Equal<ReturnType<CardClient["setLimits"]>, Promise<Outcome>>>,
  Expect<Equal<CardSecrets["pan"], Secret | undefined>>,
  Expect<Equal<Card["available"], Money | undefined>>,
  Expect<Equal<Money["value"], string>>,
];

/** What is read page by page. */
export async function pages(): Promise<void> {
  for await (const card of client.cards({ size: 50 })) {
    const proof: Equal<typeof card, Card> = true;
    void proof;
  }
  const { items, next } = await client.transactions("card-1").page();
  const proof: [Equal<typeof items, Transaction[]>, Equal<typeof next, number | undefined>] = [true, true];
  void proof;
  // @ts-expect-error a list is not an array
  void client.cards().length;
  // @ts-expect-error a page is a number
  void client.cards().page("2");
}

/** What only one issuer has is there for a client of it alone. */
export function own(artha: CardClient<"artha">, v1: CardClient<"artha-v1">, yativo: CardClient<"yativo">): void {
  void artha.artha.bind("card-1", { cardNumber: "1", kyc: { frontdoc: new Uint8Array(3) } });
  void v1.arthaV1.products();
  void yativo.yativo.withdraw("card-1", { amount: "2.50" });
  // @ts-expect-error it is another issuer's
  void artha.yativo;
  // @ts-expect-error it is another issuer's
  void v1.artha;
  // @ts-expect-error it is another issuer's
  void yativo.ibanera;
  // @ts-expect-error the number is due
  void artha.artha.bind("card-1", {});
  // @ts-expect-error a field that is not known
  void artha.artha.bind("card-1", { cardNumber: "1", kyc: { surname: "A" } });
}

/** Fields of actions. */
export function fields(): void {
  void client.setPin("card-1", { pin: "4321" });
  void client.setPin("card-1", { oldPin: "1234", newPin: "4321" });
  void client.activate("card-1", { activationCode: "A1" });
  void client.cancel("card-1", { reason: "lost" });
  void client.topUp("card-1", { amount: "12.50", currency: "USD" });
  void client.setLimits("card-1", { daily: null, yearly: "60000" });
  // @ts-expect-error an amount is due
  void client.topUp("card-1", {});
  // @ts-expect-error an amount is text or a number
  void client.topUp("card-1", { amount: { value: "1" } });
  // @ts-expect-error a PIN is text
  void client.setPin("card-1", { pin: 4321 });
  // @ts-expect-error a freeze has no reason
  void client.freeze("card-1", { reason: "lost" });
  // @ts-expect-error secrets are made by the package
  new Secret("4321");
}

/** Every action is a method. */
export type Actions = Expect<Action extends keyof CardClient ? true : false>;
export const byName = (name: Action): Promise<Outcome> => client[name]("card-1");

export function interpreting(): void {
  const response = { status: 200, body: "{}" };
  const outcome = client.interpret("freeze", "card-1", response);
  const any = client.interpret(action, "card-1", response);
  const card = client.interpret("card", "card-1", response);
  const session = client.interpret("login", null, { status: 200, body: new Uint8Array(2), retryAfter: "1" });
  type Overloads = [
    Expect<Equal<typeof outcome, Promise<Outcome>>>,
    Expect<Equal<typeof any, Promise<Outcome>>>,
    Expect<Equal<typeof card, Promise<Card>>>,
    Expect<Equal<typeof session, Promise<SessionToken>>>,
  ];
  const cards = client.interpret("cards", null, response);
  const secrets = client.interpret("reveal", "card-1", response);
  type Reads = [Expect<Equal<typeof cards, Promise<Page<Card>>>>, Expect<Equal<typeof secrets, Promise<CardSecrets>>>];
  const more: Reads = [true, true];
  void more;
  const proof: Overloads = [true, true, true, true];
  void proof;
  // @ts-expect-error a login is about no card
  void client.interpret("login", "card-1", response);
  // @ts-expect-error an action is about a card
  void client.interpret("freeze", null, response);
  // @ts-expect-error there is no such operation
  void client.interpret("fly", "card-1", response);
  // @ts-expect-error a status is a number
  void client.interpret("freeze", "card-1", { status: "200" });
  // @ts-expect-error the answer is missing
  void client.interpret("freeze", "card-1");
}

export function preparing(): void {
  const request = client.prepare("freeze", "card-1", { accessToken: "token", signImage: "base64", idempotencyKey: "k" });
  const login = client.prepare("login", null);
  const any = client.prepare(operation, "card-1");
  type Prepared = [
    Expect<Equal<typeof request, Promise<PreparedRequest>>>,
    Expect<Equal<typeof login, Promise<PreparedRequest>>>,
    Expect<Equal<typeof any, Promise<PreparedRequest>>>,
  ];
  const proof: Prepared = [true, true, true];
  void proof;
  // @ts-expect-error there is no such operation
  void client.prepare("fly", "card-1");
}

/** What a prepared request is made of fits the host's fetch. */
export const send = async ({ url, method, headers, body }: PreparedRequest) => fetch(url, { method, headers, body });

/** The host's fetch fits, and so do small stand-ins. */
export const fetches: FetchLike[] = [
  fetch,
  globalThis.fetch,
  (url, init) => fetch(url, init),
  async () => new Response("{}"),
  async () => ({ status: 200, text: async () => "{}" }),
  async () => ({ status: 200, headers: new Headers(), arrayBuffer: async () => new ArrayBuffer(0) }),
  // @ts-expect-error a status is due
  async () => ({ text: async () => "{}" }),
  // @ts-expect-error a promise is due
  () => ({ status: 200, text: async () => "{}" }),
];

export type OfFetch = [
  Expect<Equal<FetchInit["body"], Bytes | undefined>>,
  Expect<Equal<FetchInit["redirect"], "manual">>,
  Expect<Response extends FetchAnswer ? true : false>,
];
