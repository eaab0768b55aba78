// A ledger of one's own, and the one in Durable Objects.
import { ledgerConformance } from "cardlatch/edge/conformance";
import { CardLedger, durableLedger } from "cardlatch/edge/durable";
import type {
  AuditLine,
  Ledger,
  LedgerAsk,
  LedgerChange,
  LedgerDelivery,
  LedgerEntry,
  LedgerNamespace,
  LedgerReserved,
  LedgerState,
  LedgerTaken,
  LedgerVerdict,
  ReadableLedger,
} from "cardlatch/edge/durable";
import type { Equal, Expect } from "./expect.js";

/** Names of objects are ids of a kind that only their namespace knows. */
interface ObjectId {
  readonly id: symbol;
}
declare const namespace: LedgerNamespace<ObjectId>;
declare const entry: LedgerEntry;

export const durable: ReadableLedger = durableLedger(namespace);

export class LongLedger extends CardLedger {
  static override auditKeepMs = 7 * 365 * 86_400_000;
}

export class OwnLedger implements Ledger {
  async reserve(ask: LedgerAsk): Promise<LedgerReserved> {
    return ask.reconcile === true ? { verdict: "busy" } : { verdict: "go", entry };
  }
  async record({ state, audit }: LedgerChange): Promise<LedgerEntry | undefined> {
    if (audit !== undefined) await this.audit(audit);
    return state === "free" ? undefined : { ...entry, state };
  }
  async find(): Promise<LedgerEntry | undefined> {
    return undefined;
  }
  async changed(_operation: string, _shard: string, _sinceMs: number, _waitMs: number, signal?: AbortSignal) {
    return signal?.aborted === true ? undefined : entry;
  }
  async take({ key }: LedgerDelivery): Promise<LedgerTaken> {
    return { state: key?.strength === "id" ? "seen" : "new", settled: [], open: [entry] };
  }
  async keep(_delivery: LedgerDelivery, _handled: boolean): Promise<void> {}
  async audit(_line: AuditLine): Promise<void> {}
  async expire(): Promise<number> {
    return 0;
  }
}

export const tests = ledgerConformance(async () => ({ ledger: new OwnLedger(), trail: async () => [] }));
export const running: Promise<void>[] = tests.map(({ run }) => run());

// @ts-expect-error a suite without the audit's lines
ledgerConformance(async () => ({ ledger: durable }));

export const bad: Partial<LedgerChange>[] = [
  // @ts-expect-error nobody records that it runs
  { state: "running" },
  // @ts-expect-error an effect is none or unknown
  { audit: { atMs: 0, who: "a", what: "freeze", issuer: "main", outcome: "done", effect: "some" } },
];

export type Words = [
  Expect<Equal<LedgerState, "running" | "accepted" | "done" | "failed" | "unknown">>,
  Expect<Equal<LedgerVerdict, "go" | "running" | "known" | "reused" | "busy">>,
  Expect<Equal<LedgerTaken["state"], "new" | "seen" | "busy">>,
];
