// What the methods take and give.
import { CardClient } from "cardlatch";
import type {
  Action,
  Card,
  FetchAnswer,
  FetchInit,
  FetchLike,
  Operation,
  Outcome,
  PreparedRequest,
  Reconciliation,
  SessionToken,
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
  Expect<Equal<FetchInit["body"], Uint8Array<ArrayBuffer> | undefined>>,
  Expect<Equal<FetchInit["redirect"], "manual">>,
  Expect<Response extends FetchAnswer ? true : false>,
];
