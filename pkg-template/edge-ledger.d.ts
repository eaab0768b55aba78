import type { CallbackKey, CallbackProgress, CallbackTrust } from "./callbacks.js";

/** Where an operation stands. `done` and `failed` are final. */
export type LedgerState = "running" | "accepted" | "done" | "failed" | "unknown";

/** What is asked before a write: may it go? */
export interface LedgerAsk {
  /** The id of the operation: the same for the same principal, key, issuer and card. */
  operation: string;
  /** What may not run at the same time: a card, or for an issue its own key. */
  shard: string;
  principal: string;
  /** The issuer's name in the proxy. */
  issuer: string;
  /** `null` for an issue. */
  cardId: string | null;
  /** The operation's name: `freeze`. */
  action: string;
  /** A hash of what is asked for, keyed with the caller's own random key. */
  fingerprint: string;
  nowMs: number;
  /** How long the execution may take. When it is over, the entry is `unknown`. */
  leaseMs: number;
  /** How long to wait for others on the shard. */
  waitMs: number;
  /** How long the entry is kept. */
  keepMs: number;
  /** Takes up an `unknown` entry, to find out what became of it: it is `running` again. */
  reconcile?: boolean | undefined;
}

/** An operation as it is kept. */
export interface LedgerEntry {
  operation: string;
  shard: string;
  principal: string;
  issuer: string;
  cardId: string | null;
  action: string;
  fingerprint: string;
  state: LedgerState;
  /** What the page was told of a success. */
  outcome?: Record<string, unknown>;
  /** What the page was told of a failure. */
  error?: Record<string, unknown>;
  /** The issuer's id of an accepted operation. */
  taskId?: string;
  createdMs: number;
  /** Each change of an entry has a greater one than the change before it. */
  updatedMs: number;
  /** While it is `running`. */
  leaseEndsMs?: number;
  /** When it is forgotten. */
  expiresMs: number;
}

/**
 * - `go`: the entry is `running`, and the caller's until its lease is over
 * - `running`: somebody executes the same operation now
 * - `known`: it was executed before; the entry says what became of it
 * - `reused`: the key belongs to another payload or another principal; there is no entry
 * - `busy`: others were first on the shard, and the wait is over; nothing is kept
 */
export type LedgerVerdict = "go" | "running" | "known" | "reused" | "busy";

export interface LedgerReserved {
  verdict: LedgerVerdict;
  /** With `go`, `running` and `known`. */
  entry?: LedgerEntry;
}

/** What is told after a write. */
export interface LedgerChange {
  operation: string;
  shard: string;
  /** The issuer's name in the proxy: task ids are an issuer's own. */
  issuer: string;
  /** `free`: nothing was done, and the key may be used again. */
  state: "accepted" | "done" | "failed" | "unknown" | "free";
  outcome?: Record<string, unknown> | undefined;
  error?: Record<string, unknown> | undefined;
  taskId?: string | undefined;
  /** The `createdMs` of the entry that is meant: a later order under the same key is not moved. */
  createdMs?: number | undefined;
  nowMs: number;
  /** How long the entry is kept from now on. */
  keepMs: number;
  /** A line of the audit that is kept with the change, or not at all. */
  audit?: AuditLine | undefined;
}

/** A callback that came. */
export interface LedgerDelivery {
  /** The issuer's name in the proxy. */
  issuer: string;
  /** What two deliveries of one event share. Without it each is new. */
  key?: CallbackKey | undefined;
  cardId?: string | undefined;
  taskId?: string | undefined;
  action?: string | undefined;
  progress: CallbackProgress;
  trust: CallbackTrust;
  /** With `leaseMs` it says whose claim it is: give `keep` the delivery that `take` had. */
  nowMs: number;
  /** How long handling it may take. When it is over, another delivery of it is new again. */
  leaseMs: number;
}

export interface LedgerTaken {
  /** `new`: handle it, it is claimed. `seen`: it was handled. `busy`: somebody handles it now. */
  state: "new" | "seen" | "busy";
  /** The operations that it answers, as they are now; empty unless it is new. */
  settled: LedgerEntry[];
  /** The card's operations that are `accepted` or `unknown`; empty unless it is new. */
  open: LedgerEntry[];
}

/** Who did what, and what came of it. No line holds a secret. */
export interface AuditLine {
  atMs: number;
  /** The principal, or the issuer for a callback. */
  who: string;
  /** The operation's name, or `callback`. */
  what: string;
  issuer: string;
  cardId?: string | undefined;
  operation?: string | undefined;
  /** A state, a result or the code of a problem. */
  outcome: string;
  effect?: "none" | "unknown" | undefined;
}

/**
 * What keeps operations, claims of callbacks and the audit, so that one key is one execution and a card's
 * executions go one after another. Write your own over any store that can change several rows at once;
 * `docs/ledger.md` of the repository says what each method must hold, and `cardlatch/edge/conformance` tests
 * it. When a method rejects, the page is told 503.
 */
export interface Ledger {
  /** Asks for leave to execute. Waits, first come, first served, while another runs on the shard. */
  reserve(ask: LedgerAsk): Promise<LedgerReserved>;
  /** Ends what runs, or moves on what was left `unknown` or `accepted`. A repeat changes nothing. */
  record(change: LedgerChange): Promise<LedgerEntry | undefined>;
  /** An operation as it stands. The ledger's own clock counts where `nowMs` is left out. */
  find(operation: string, shard: string, nowMs?: number): Promise<LedgerEntry | undefined>;
  /** Waits until the entry has changed after `sinceMs`, at most `waitMs`, and gives what is there then. */
  changed(
    operation: string,
    shard: string,
    sinceMs: number,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<LedgerEntry | undefined>;
  /** Claims a callback, and settles what it answers. */
  take(delivery: LedgerDelivery): Promise<LedgerTaken>;
  /** Keeps the claim of a callback that was handled, or gives it back. */
  keep(delivery: LedgerDelivery, handled: boolean): Promise<void>;
  /** Appends a line to the audit. */
  audit(line: AuditLine): Promise<void>;
  /** Ends leases that are over and forgets what is out of date; gives how many entries that changed. */
  expire(nowMs: number): Promise<number>;
}

/** A ledger whose audit can be read. */
export interface ReadableLedger extends Ledger {
  /** The lines that are kept with a shard (`card:<issuer>:<card>`) or under `audit:<issuer>:<yyyy-mm-dd>`, the oldest first. */
  trail(shard: string): Promise<AuditLine[]>;
}

export interface MemoryLedgerOptions {
  /** How many entries, claims and task ids it may hold. A full ledger refuses: it forgets nothing that is in force. 50,000 when left out. */
  most?: number | undefined;
  /** How many lines of the audit it keeps; the oldest go. 10,000 when left out. */
  mostAudit?: number | undefined;
  /** The clock. */
  now?: (() => number) | undefined;
  /** Runs something after so many milliseconds, and gives what calls it off. */
  timer?: ((ms: number, run: () => void) => () => void) | undefined;
}

/**
 * A ledger of one process, which forgets everything when it ends: for tests, and for a server that runs as
 * one process. Where several run, such as on Workers, two of them would know nothing of each other.
 */
export declare class MemoryLedger implements ReadableLedger {
  constructor(options?: MemoryLedgerOptions);
  reserve(ask: LedgerAsk): Promise<LedgerReserved>;
  record(change: LedgerChange): Promise<LedgerEntry | undefined>;
  find(operation: string, shard: string, nowMs?: number): Promise<LedgerEntry | undefined>;
  changed(
    operation: string,
    shard: string,
    sinceMs: number,
    waitMs: number,
    signal?: AbortSignal,
  ): Promise<LedgerEntry | undefined>;
  take(delivery: LedgerDelivery): Promise<LedgerTaken>;
  keep(delivery: LedgerDelivery, handled: boolean): Promise<void>;
  audit(line: AuditLine): Promise<void>;
  expire(nowMs: number): Promise<number>;
  trail(shard: string): Promise<AuditLine[]>;
}
