// The same of the entries for services and pages: every name that they export is here.
import type * as Conformance from "cardlatch/edge/conformance";
import type * as Durable from "cardlatch/edge/durable";
import type * as Edge from "cardlatch/edge";
import type * as Listener from "cardlatch/edge/node";
import type { Equal, Expect, IsAny, NoAny } from "./expect.js";

export type OfTheProxy = [
  Expect<NoAny<Edge.CardProxy>>,
  Expect<NoAny<Edge.CompleteQuestion>>,
  Expect<NoAny<Edge.ConfirmQuestion>>,
  Expect<NoAny<Edge.EventContext>>,
  Expect<NoAny<Edge.Principal>>,
  Expect<NoAny<Edge.ProxyContext>>,
  Expect<NoAny<Edge.ProxyOperation>>,
  Expect<NoAny<Omit<Edge.ProxyOptions, "issuers">>>,
  Expect<Equal<IsAny<Edge.ProxyClient>, false>>,
  Expect<NoAny<Edge.ProxyQuestion>>,
  Expect<NoAny<Edge.ProxyWrite>>,
  Expect<NoAny<Edge.RateLimitAnswer>>,
];

export type OfTheLedger = [
  Expect<NoAny<Edge.AuditLine>>,
  Expect<NoAny<Edge.Ledger>>,
  Expect<NoAny<Edge.LedgerAsk>>,
  Expect<NoAny<Edge.LedgerChange>>,
  Expect<NoAny<Edge.LedgerDelivery>>,
  Expect<NoAny<Edge.LedgerEntry>>,
  Expect<NoAny<Edge.LedgerReserved>>,
  Expect<NoAny<Edge.LedgerState>>,
  Expect<NoAny<Edge.LedgerTaken>>,
  Expect<NoAny<Edge.LedgerVerdict>>,
  Expect<NoAny<Edge.MemoryLedgerOptions>>,
  Expect<NoAny<Edge.ReadableLedger>>,
  Expect<NoAny<ConstructorParameters<typeof Edge.MemoryLedger>>>,
  Expect<NoAny<Durable.LedgerNamespace["idFromName"]>>,
  Expect<NoAny<Parameters<ReturnType<Durable.LedgerNamespace["get"]>["fetch"]>>>,
  Expect<NoAny<Durable.LedgerObjectState>>,
  Expect<NoAny<Durable.LedgerSql>>,
  Expect<NoAny<ConstructorParameters<typeof Durable.CardLedger>>>,
  Expect<NoAny<Conformance.ConformanceLedger>>,
  Expect<NoAny<Conformance.ConformanceTest>>,
];

export type OfTheListener = [
  Expect<NoAny<Listener.FetchHandler>>,
  Expect<NoAny<Listener.ListenerContext>>,
  Expect<NoAny<Listener.ListenerOptions>>,
  Expect<NoAny<Listener.NodeListener>>,
  Expect<NoAny<Listener.NodeRequest>>,
  Expect<NoAny<Listener.NodeResponse>>,
];
