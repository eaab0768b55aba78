import { Shard } from "./shard.js";
import { ShardedLedger } from "./sharded.js";

/** So few are not worth looking through for what is out of date. */
const few = 1000;

/**
 * The ledger of one process: for tests, and for a service that runs as one process and may forget its keys
 * when it ends. What is in force is never dropped for room, since a key that is forgotten early would let
 * its operation run twice: a full ledger refuses.
 */
export class MemoryLedger extends ShardedLedger {
  // The bundle shortens the class's own name.
  static name = "MemoryLedger";
  #shards = new Map();
  #trail = [];
  #held = 0;
  #sweepAt = few;
  #options;

  constructor({ most = 50_000, mostAudit = 10_000, now = Date.now, timer } = {}) {
    super((name) => this.#object(name));
    this.#options = { most, mostAudit, now, timer };
  }

  async expire(nowMs) {
    return this.#sweep(nowMs);
  }

  #sweep(nowMs) {
    let changes = 0;
    for (const [name, shard] of this.#shards) {
      changes += shard.expire(nowMs);
      this.#leave(name, shard);
    }
    this.#sweepAt = Math.max(few, 2 * this.#held);
    return changes;
  }

  #make(name) {
    const shard = new Shard({ save: (changes) => this.#save(name, changes), timer: this.#options.timer });
    this.#shards.set(name, shard);
    return shard;
  }

  #leave(name, shard) {
    if (shard.isEmpty && this.#shards.get(name) === shard) this.#shards.delete(name);
  }

  /** Counts what is held. The pointer of an operation has its room, since the operation had. */
  #save(name, { grows, pointer, audit }) {
    const isOwed = !grows || pointer?.operation !== undefined;
    if (!isOwed && this.#held + grows > this.#options.most) throw new Error("The ledger is full.");
    this.#held += grows;
    if (audit) this.#trail.push({ shard: name, line: { ...audit } });
    if (this.#trail.length > this.#options.mostAudit) this.#trail.shift();
  }

  async #use(name, work) {
    const shard = this.#shards.get(name) ?? this.#make(name);
    try {
      return structuredClone(await work(shard));
    } finally {
      this.#leave(name, shard);
    }
  }

  /** The same, where something new may be kept. */
  async #grow(name, nowMs, work) {
    if (this.#held >= Math.min(this.#sweepAt, this.#options.most)) this.#sweep(nowMs);
    return this.#use(name, work);
  }

  #object(name) {
    const { now } = this.#options;
    const use = (work) => this.#use(name, work);
    return {
      reserve: (ask) => this.#grow(name, ask.nowMs, (shard) => shard.reserve(ask)),
      record: (change, early) => use((shard) => shard.record(structuredClone(change), early)),
      find: (operation, nowMs = now()) => use((shard) => shard.find(operation, nowMs)),
      changed: (operation, sinceMs, waitMs, signal) => use((shard) => shard.changed(operation, sinceMs, waitMs, now(), signal)),
      take: (delivery, pointer) => this.#grow(name, delivery.nowMs, (shard) => shard.take(delivery, pointer)),
      settle: (operation, delivery) => use((shard) => shard.settle(operation, delivery)),
      keep: (delivery, isHandled) => use((shard) => shard.keep(delivery, isHandled)),
      bind: (owner) => use((shard) => shard.bind(owner)),
      meet: (delivery) => this.#grow(name, delivery.nowMs, (shard) => shard.meet(delivery)),
      audit: (line) => use((shard) => shard.audit(line)),
      trail: async () => this.#trail.filter(({ shard }) => shard === name).map(({ line }) => ({ ...line })),
    };
  }
}
