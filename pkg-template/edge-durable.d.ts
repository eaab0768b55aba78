import type { ReadableLedger } from "./edge-ledger.js";

export type {
  AuditLine,
  Ledger,
  LedgerAsk,
  LedgerChange,
  LedgerDelivery,
  LedgerEntry,
  LedgerReserved,
  LedgerState,
  LedgerTaken,
  LedgerVerdict,
  ReadableLedger,
} from "./edge-ledger.js";

/** The part of a `SqlStorage` that is used. */
export interface LedgerSql {
  exec(query: string, ...values: (string | number | null)[]): { toArray(): Record<string, unknown>[] };
}

/** The part of a `DurableObjectState` that is used: its storage must be SQLite. */
export interface LedgerObjectState {
  readonly storage: {
    readonly sql: LedgerSql;
    transactionSync<T>(work: () => T): T;
    getAlarm(): Promise<number | null>;
    setAlarm(ms: number): Promise<void>;
    deleteAll(): Promise<void>;
  };
  blockConcurrencyWhile<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * A Durable Object that holds one shard of the ledger: export it from your worker, and name it in
 * `new_sqlite_classes` of a migration. Extend it to say another `auditKeepMs`.
 */
export declare class CardLedger {
  /** What Cloudflare's types know a Durable Object by. There is no such value. */
  readonly __DURABLE_OBJECT_BRAND: never;
  /** How long lines of the audit are kept. 400 days. */
  static auditKeepMs: number;
  /** How many entries and claims an object holds. 10,000. */
  static most: number;
  constructor(state: LedgerObjectState, env?: unknown);
  /** What `durableLedger` asks it. */
  fetch(request: Request): Promise<Response>;
  /** Ends leases that are over, and forgets what is out of date. */
  alarm(): Promise<void>;
}

/** The part of a `DurableObjectNamespace` that is used. */
export interface LedgerNamespace<Id = unknown> {
  idFromName(name: string): Id;
  get(id: Id): { fetch(url: string, init: { method: string; body: string; signal?: AbortSignal }): Promise<Response> };
}

/**
 * The ledger that the objects of a namespace keep: `durableLedger(env.LEDGER)`. `expire` gives 0, since each
 * object wakes by itself.
 */
export declare function durableLedger<Id>(namespace: LedgerNamespace<Id>): ReadableLedger;
