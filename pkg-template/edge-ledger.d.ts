/** stand-in */
export interface AuditLine { atMs: number; who: string; what: string; issuer: string; cardId?: string; operation?: string; outcome: string; effect?: "none" | "unknown" }
export interface LedgerEntry { operation: string; shard: string; principal: string; issuer: string; cardId: string | null; action: string; fingerprint: string; state: "running"|"accepted"|"done"|"failed"|"unknown"; outcome?: Record<string, unknown>; error?: Record<string, unknown>; taskId?: string; createdMs: number; updatedMs: number; leaseEndsMs?: number; expiresMs: number }
export interface Ledger { audit(line: AuditLine): Promise<void> }
export declare class MemoryLedger implements Ledger { audit(line: AuditLine): Promise<void> }
