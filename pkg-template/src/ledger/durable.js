import { Shard } from "./shard.js";
import { ShardedLedger } from "./sharded.js";
import { Store } from "./store.js";

/** How often a call is made that may be made twice: an object may be moved or restarted at any time. */
const attempts = 3;

/** What an object answers, by the path of the request. */
const calls = {
  reserve: (shard, ask) => shard.reserve(ask),
  record: (shard, { change, early }) => shard.record(change, early),
  find: (shard, { operation, nowMs = Date.now() }) => shard.find(operation, nowMs),
  changed: (shard, { operation, sinceMs, waitMs }) => shard.changed(operation, sinceMs, waitMs, Date.now()),
  take: (shard, { delivery, pointer }) => shard.take(delivery, pointer),
  settle: (shard, { operation, delivery }) => shard.settle(operation, delivery),
  keep: (shard, { delivery, isHandled }) => shard.keep(delivery, isHandled),
  bind: (shard, owner) => shard.bind(owner),
  meet: (shard, delivery) => shard.meet(delivery),
  audit: (shard, line) => shard.audit(line),
};

/**
 * A Durable Object that holds one shard of the ledger, in SQLite. Bind it with `new_sqlite_classes`.
 * Who waits is held in memory: when the object restarts, those who waited are told so by their host.
 */
export class CardLedger {
  // The bundle shortens the class's own name.
  static name = "CardLedger";
  /** How long lines of the audit are kept. Extend the class to say another time. */
  static auditKeepMs = 400 * 86_400_000;

  /** How many entries and claims an object holds. Who comes then is refused; what is there is ended. */
  static most = 10_000;

  #storage;
  #store;
  #shard;
  #alarmMs = Infinity;

  constructor(state) {
    this.#storage = state.storage;
    this.#store = new Store(state.storage);
    this.#shard = new Shard({ save: (changes) => this.#save(changes) });
    state.blockConcurrencyWhile(async () => {
      this.#store.load(this.#shard);
      this.#alarmMs = (await state.storage.getAlarm()) ?? Infinity;
      await this.#wakeAt(this.#dueMs);
    });
  }

  async fetch(request) {
    const name = new URL(request.url).pathname.slice(1);
    const told = await request.json();
    const value = name === "trail" ? this.#store.trail() : await calls[name](this.#shard, told);
    return Response.json({ value });
  }

  async alarm() {
    this.#alarmMs = Infinity;
    const now = Date.now();
    this.#shard.expire(now);
    this.#store.forgetLines(now - this.constructor.auditKeepMs);
    await this.#wakeAt(this.#dueMs);
    if (this.#dueMs === Infinity) await this.#store.clear();
  }

  /** When the next thing is over; `Infinity` when nothing is kept. */
  get #dueMs() {
    return Math.min(this.#shard.dueMs, this.#store.oldestMs + this.constructor.auditKeepMs);
  }

  #save(changes) {
    if (changes.grows > 0 && this.#shard.size + changes.grows > this.constructor.most) throw new Error("The ledger is full.");
    this.#store.save(changes);
    const times = changes.put.map(({ leaseEndsMs, expiresMs }) => leaseEndsMs ?? expiresMs);
    if (changes.claim) times.push(changes.claim.expiresMs);
    if (changes.isMet && changes.pointer) times.push(changes.pointer.expiresMs);
    if (changes.audit) times.push(changes.audit.atMs + this.constructor.auditKeepMs);
    this.#wakeAt(Math.min(...times));
  }

  /** An alarm that comes too early costs less than one more write for each change. */
  #wakeAt(ms) {
    if (ms >= this.#alarmMs) return undefined;
    this.#alarmMs = ms;
    return this.#storage.setAlarm(ms);
  }
}

async function call(stub, name, told, signal) {
  const body = JSON.stringify(told ?? null);
  const response = await stub().fetch(`https://ledger/${name}`, { method: "POST", body, ...(signal && { signal }) });
  return (await response.json()).value;
}

/** The same for what changes nothing the second time. */
async function again(stub, name, told) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call(stub, name, told);
    } catch (error) {
      if (attempt === attempts) throw error;
    }
  }
}

/** A shard's object, from afar. A new stub for each call: one that failed may stay broken. */
function objectOf(stub) {
  return {
    reserve: (ask) => call(stub, "reserve", ask),
    record: (change, early) => again(stub, "record", { change, early }),
    find: (operation, nowMs) => again(stub, "find", { operation, nowMs }),
    changed: (operation, sinceMs, waitMs, signal) => changed(stub, { operation, sinceMs, waitMs }, signal),
    take: (delivery, pointer) => call(stub, "take", { delivery, pointer }),
    settle: (operation, delivery) => again(stub, "settle", { operation, delivery }),
    keep: (delivery, isHandled) => again(stub, "keep", { delivery, isHandled }),
    bind: (owner) => again(stub, "bind", owner),
    meet: (delivery) => again(stub, "meet", delivery),
    audit: (line) => call(stub, "audit", line),
    trail: () => again(stub, "trail"),
  };
}

/** Waits, but no longer than somebody listens. */
async function changed(stub, told, signal) {
  try {
    return await call(stub, "changed", told, signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    return again(stub, "find", { operation: told.operation });
  }
}

class DurableLedger extends ShardedLedger {
  constructor(namespace) {
    super((name) => objectOf(() => namespace.get(namespace.idFromName(name))));
  }

  /** Each object wakes by itself for what is over. */
  async expire() {
    return 0;
  }
}

/**
 * The ledger of the objects of a namespace: `durableLedger(env.LEDGER)`.
 *
 * @param {{ idFromName(name: string): unknown, get(id: unknown): { fetch(url: string, init: object): Promise<Response> } }} namespace
 */
export function durableLedger(namespace) {
  return new DurableLedger(namespace);
}
