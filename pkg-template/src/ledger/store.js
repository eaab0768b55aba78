// What a shard keeps, in SQLite. The version stands in the table `schema`: a store of a later version is
// not touched.

const version = 1;

const tables = `
  CREATE TABLE IF NOT EXISTS schema (version INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS entries (
    operation TEXT PRIMARY KEY, shard TEXT NOT NULL, principal TEXT NOT NULL, issuer TEXT NOT NULL, cardId TEXT,
    action TEXT NOT NULL, fingerprint TEXT NOT NULL, state TEXT NOT NULL, outcome TEXT, error TEXT, taskId TEXT,
    createdMs INTEGER NOT NULL, updatedMs INTEGER NOT NULL, leaseEndsMs INTEGER, expiresMs INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS claims (
    key TEXT PRIMARY KEY, isHandled INTEGER NOT NULL, sinceMs INTEGER NOT NULL, leaseEndsMs INTEGER NOT NULL,
    expiresMs INTEGER NOT NULL, answers TEXT
  );
  CREATE TABLE IF NOT EXISTS pointer (
    one INTEGER PRIMARY KEY CHECK (one = 1), operation TEXT, shard TEXT, progress TEXT, expiresMs INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY AUTOINCREMENT, atMs INTEGER NOT NULL, line TEXT NOT NULL);
  CREATE INDEX IF NOT EXISTS audit_by_age ON audit (atMs);
  CREATE TRIGGER IF NOT EXISTS audit_is_written_once BEFORE UPDATE ON audit
  BEGIN SELECT RAISE(ABORT, 'A line of the audit does not change.'); END;
`;

const columns = {
  entries: [
    ...["operation", "shard", "principal", "issuer", "cardId", "action", "fingerprint", "state", "outcome", "error", "taskId"],
    ...["createdMs", "updatedMs", "leaseEndsMs", "expiresMs"],
  ],
  claims: ["key", "isHandled", "sinceMs", "leaseEndsMs", "expiresMs", "answers"],
  pointer: ["one", "operation", "shard", "progress", "expiresMs"],
};

const written = (value) => (value === undefined ? null : typeof value === "boolean" ? Number(value) : value);
const text = (value) => (value === undefined ? null : JSON.stringify(value));

/** A row without what is not there. */
function present(row, ...kept) {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => value !== null || kept.includes(name)));
}

function entryOf({ outcome, error, ...row }) {
  return {
    ...present(row, "cardId"),
    ...(outcome !== null && { outcome: JSON.parse(outcome) }),
    ...(error !== null && { error: JSON.parse(error) }),
  };
}

const claimOf = ({ isHandled, ...row }) => ({ ...row, isHandled: isHandled === 1 });

export class Store {
  #storage;
  #isPrepared = false;

  constructor(storage) {
    this.#storage = storage;
  }

  #sql(query, ...values) {
    return this.#storage.sql.exec(query, ...values).toArray();
  }

  #prepare() {
    if (this.#isPrepared) return;
    this.#sql(tables);
    const [found] = this.#sql("SELECT version FROM schema");
    if (!found) this.#sql("INSERT INTO schema VALUES (?)", version);
    else if (found.version !== version) throw new Error(`The ledger's store has version ${found.version}; this code knows ${version}.`);
    this.#isPrepared = true;
  }

  #put(table, row) {
    const names = columns[table];
    const places = names.map(() => "?").join(", ");
    this.#sql(`INSERT OR REPLACE INTO ${table} (${names.join(", ")}) VALUES (${places})`, ...names.map((name) => written(row[name])));
  }

  /** Whether anything was ever kept: to look for something must not make a store. */
  get #isThere() {
    return this.#sql("SELECT 1 FROM sqlite_master WHERE name = 'schema'").length > 0;
  }

  /** What was kept before, into a shard. */
  load(shard) {
    if (!this.#isThere) return;
    this.#storage.transactionSync(() => this.#prepare());
    for (const row of this.#sql("SELECT * FROM entries ORDER BY createdMs, rowid")) shard.entries.set(row.operation, entryOf(row));
    for (const row of this.#sql("SELECT * FROM claims")) shard.claims.set(row.key, claimOf(row));
    const [row] = this.#sql("SELECT operation, shard, progress, expiresMs FROM pointer");
    shard.pointer = row ? present(row) : null;
  }

  /** Keeps changes, all of them or none. */
  save({ put, drop, claim, dropClaims, pointer, isMet, audit }) {
    this.#storage.transactionSync(() => {
      this.#prepare();
      for (const entry of put) this.#put("entries", { ...entry, outcome: text(entry.outcome), error: text(entry.error) });
      for (const operation of drop) this.#sql("DELETE FROM entries WHERE operation = ?", operation);
      if (claim) this.#put("claims", claim);
      for (const key of dropClaims) this.#sql("DELETE FROM claims WHERE key = ?", key);
      if (isMet && pointer) this.#put("pointer", { one: 1, ...pointer });
      else if (isMet) this.#sql("DELETE FROM pointer");
      if (audit) this.#sql("INSERT INTO audit (atMs, line) VALUES (?, ?)", audit.atMs, JSON.stringify(audit));
    });
  }

  trail() {
    if (!this.#isThere) return [];
    return this.#sql("SELECT line FROM audit ORDER BY number").map(({ line }) => JSON.parse(line));
  }

  /** When the oldest line was written; `Infinity` when there is none. */
  get oldestMs() {
    if (!this.#isThere) return Infinity;
    return this.#sql("SELECT MIN(atMs) AS atMs FROM audit")[0].atMs ?? Infinity;
  }

  forgetLines(untilMs) {
    if (this.#isThere) this.#sql("DELETE FROM audit WHERE atMs <= ?", untilMs);
  }

  /** Leaves nothing, not even tables: the object is then none that is paid for. */
  async clear() {
    this.#isPrepared = false;
    await this.#storage.deleteAll();
  }
}
