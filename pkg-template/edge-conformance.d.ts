import type { AuditLine, Ledger } from "./edge-ledger.js";

/** One thing that a ledger must hold. */
export interface ConformanceTest {
  name: string;
  /** Rejects with an `Error` that says what is wrong. */
  run(): Promise<void>;
}

/** What a test works with. */
export interface ConformanceLedger {
  ledger: Ledger;
  /** The lines of the audit that are kept with a shard, or under `audit:<issuer>:<yyyy-mm-dd>`, the oldest first. */
  trail(shard: string): Promise<AuditLine[]>;
  /** Ends it after the test. */
  close?(): Promise<void>;
}

/**
 * What every ledger must do, as tests for any runner. `make` gives each test its ledger; all may share one
 * store, since each test has cards and keys of its own. Run them one after another: some expire what others
 * hold.
 */
export declare function ledgerConformance(make: () => Promise<ConformanceLedger>): ConformanceTest[];
