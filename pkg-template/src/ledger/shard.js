import * as rules from "./rules.js";

/** How many may wait on one shard. Who comes then is told that it is busy. */
const mostWaiting = 1000;

/** Hosts run at once what is to run later than that. */
const longestWait = 2 ** 31 - 1;

const later = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

/**
 * One shard at work: what it holds, and who waits. `save` keeps a set of changes in one piece, or throws
 * and nothing is changed; `timer(ms, run)` wakes those who wait and gives what calls it off.
 */
export class Shard {
  entries = new Map();
  claims = new Map();
  pointer = null;
  #queue = new Set();
  #watchers = new Set();
  #save;
  #timer;
  #cancelWake;

  constructor({ save, timer = later }) {
    this.#save = save;
    this.#timer = timer;
  }

  get isEmpty() {
    return !this.size && !this.#isAwaited;
  }

  /** How many things it holds. */
  get size() {
    return this.entries.size + this.claims.size + (this.pointer ? 1 : 0);
  }

  /** When the next thing is over; `Infinity` when there is none. */
  get dueMs() {
    let first = this.pointer?.expiresMs ?? Infinity;
    for (const { leaseEndsMs, expiresMs } of this.entries.values()) first = Math.min(first, leaseEndsMs ?? expiresMs);
    for (const { expiresMs } of this.claims.values()) first = Math.min(first, expiresMs);
    return first;
  }

  #commit({ put = [], drop = [], claim, dropClaims = [], pointer = this.pointer, audit }) {
    const isMet = pointer !== this.pointer;
    if (!put.length && !drop.length && !claim && !dropClaims.length && !isMet && !audit) return;
    const made = put.filter(({ operation }) => !this.entries.has(operation)).length + (claim && !this.claims.has(claim.key) ? 1 : 0);
    const met = (pointer ? 1 : 0) - (this.pointer ? 1 : 0);
    const grows = made - drop.length - dropClaims.length + met;
    this.#save({ put, drop, claim, dropClaims, pointer, isMet, audit, grows });
    for (const entry of put) this.entries.set(entry.operation, entry);
    for (const operation of drop) this.entries.delete(operation);
    if (claim) this.claims.set(claim.key, claim);
    for (const key of dropClaims) this.claims.delete(key);
    this.pointer = pointer;
    const changed = new Set([...put.map(({ operation }) => operation), ...drop]);
    for (const watcher of this.#watchers) if (changed.has(watcher.operation)) watcher.end();
  }

  /** Ends what is over; gives how many entries that changed. */
  #touch(now) {
    const { put, drop } = rules.due(this.entries, now);
    this.#commit({ put, drop });
    return put.length + drop.length;
  }

  /** Decides for everybody who waits, in the order in which they came. */
  #advance(now) {
    const changes = this.#touch(now);
    let isTaken = false;
    for (const waiter of this.#queue) {
      if (isTaken && !this.entries.has(waiter.ask.operation)) continue;
      try {
        const answer = this.#decide(waiter.ask, now);
        if (answer) waiter.end(answer);
        else isTaken = true;
      } catch (error) {
        waiter.fail(error);
      }
    }
    this.#arrange(now);
    return changes;
  }

  #decide(ask, now) {
    const { verdict, entry } = rules.reserve(this.entries, ask, Math.max(now, ask.nowMs));
    if (verdict === "wait") return undefined;
    if (verdict === "go") this.#commit({ put: [entry] });
    return { verdict, ...(entry && { entry }) };
  }

  get #isAwaited() {
    return this.#queue.size + this.#watchers.size > 0;
  }

  /** A timer for nobody would keep the process up. */
  #rest() {
    if (!this.#isAwaited) this.#cancelWake?.();
  }

  /** Whoever waits is woken when the lease of what runs is over. */
  #arrange(now) {
    this.#cancelWake?.();
    const running = this.#isAwaited && rules.runningOf(this.entries);
    if (!running) return;
    const wait = Math.min(running.leaseEndsMs - now, longestWait);
    this.#cancelWake = this.#timer(wait, () => this.#advance(now + wait));
  }

  reserve(ask) {
    return new Promise((resolve, reject) => {
      let cancel;
      const leave = (how) => (value) => {
        cancel?.();
        this.#queue.delete(waiter);
        this.#rest();
        how(value);
      };
      const waiter = { ask, end: leave(resolve), fail: leave(reject) };
      const isFull = this.#queue.size >= mostWaiting;
      this.#queue.add(waiter);
      try {
        this.#advance(ask.nowMs);
      } catch (error) {
        waiter.fail(error);
      }
      if (!this.#queue.has(waiter)) return;
      if (isFull || !(ask.waitMs > 0)) waiter.end({ verdict: "busy" });
      else cancel = this.#timer(Math.min(ask.waitMs, longestWait), () => waiter.end({ verdict: "busy" }));
    });
  }

  record(change, early) {
    this.#touch(change.nowMs);
    const { entry, isMoved, drop, audit } = rules.record(this.entries, change, early);
    this.#commit({ put: isMoved ? [entry] : [], drop: drop === undefined ? [] : [drop], audit });
    this.#advance(change.nowMs);
    return entry;
  }

  find(operation, now) {
    this.#advance(now);
    return this.entries.get(operation);
  }

  async changed(operation, sinceMs, waitMs, now, signal) {
    const entry = this.find(operation, now);
    const isThere = !entry || entry.updatedMs > sinceMs;
    if (isThere || !(waitMs > 0) || signal?.aborted) return entry;
    // At once and unchanged would make whoever follows it ask again and again.
    if (this.#watchers.size >= mostWaiting) throw new Error("Too many wait for what happens on the shard.");
    await new Promise((resolve) => {
      const end = () => {
        cancel();
        signal?.removeEventListener("abort", end);
        this.#watchers.delete(watcher);
        this.#rest();
        resolve();
      };
      const watcher = { operation, end };
      const cancel = this.#timer(Math.min(waitMs, longestWait), end);
      signal?.addEventListener("abort", end);
      this.#watchers.add(watcher);
      this.#arrange(now);
    });
    return this.entries.get(operation);
  }

  /** Claims a callback and settles what it answers here. */
  take(delivery, pointer) {
    const { nowMs, key } = delivery;
    this.#touch(nowMs);
    const { state, claim } = rules.claim(this.claims.get(key?.text), delivery);
    if (state !== "new") return { state, settled: [], open: [] };
    const entry = rules.answered(this.entries, delivery, claim, pointer);
    const after = entry && rules.settled(entry, delivery, nowMs);
    this.#commit({
      put: after === entry ? [] : [after],
      claim: claim && { ...claim, answers: entry?.operation ?? claim.answers },
    });
    this.#advance(nowMs);
    return { state, settled: after ? [after] : [], open: rules.openOf(this.entries) };
  }

  /** Settles one entry by a callback that was claimed elsewhere. */
  settle(operation, delivery) {
    this.#touch(delivery.nowMs);
    const entry = this.entries.get(operation);
    if (!entry) return undefined;
    const after = rules.settled(entry, delivery, delivery.nowMs);
    this.#commit({ put: after === entry ? [] : [after] });
    this.#advance(delivery.nowMs);
    return after;
  }

  keep(delivery, isHandled) {
    this.#commit({ claim: rules.keep(this.claims.get(delivery.key.text), delivery, isHandled) });
  }

  bind(owner) {
    const pointer = rules.bind(this.pointer, owner);
    this.#commit({ pointer });
    return pointer.progress;
  }

  meet(delivery) {
    const pointer = rules.meet(this.pointer, delivery);
    this.#commit({ pointer });
    return pointer.operation === undefined ? undefined : pointer;
  }

  audit(line) {
    this.#commit({ audit: line });
  }

  /** Ends and forgets what is over; gives how many entries that changed. */
  expire(now) {
    const isOld = this.pointer?.expiresMs <= now;
    this.#commit({ dropClaims: rules.dueClaims(this.claims, now), pointer: isOld ? null : this.pointer });
    return this.#advance(now);
  }
}
