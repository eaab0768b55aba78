import { settles } from "./rules.js";

const day = 86_400_000;

/** Where the claim of a callback is kept: with its card, so that one transaction claims and settles. */
function homeOf({ issuer, cardId, key }) {
  if (cardId !== undefined && cardId !== null) return `card:${issuer}:${cardId}`;
  return key ? `event:${issuer}:${key.text}` : undefined;
}

/** Where a line of the audit goes that is not kept with a change: to its card, or to its day. */
function trailOf({ issuer, cardId, atMs }) {
  if (cardId !== undefined && cardId !== null) return `card:${issuer}:${cardId}`;
  return `audit:${issuer}:${new Date(atMs - (atMs % day)).toISOString().slice(0, 10)}`;
}

/**
 * A ledger over objects that each hold one shard. What concerns two of them is done in an order that a
 * stop in the middle does no harm to.
 */
export class ShardedLedger {
  #at;

  /** @param {(name: string) => object} at gives the object of a name; its methods are those of `Shard` */
  constructor(at) {
    this.#at = at;
  }

  reserve(ask) {
    return this.#at(ask.shard).reserve(ask);
  }

  async record(change) {
    const { operation, shard, issuer, state, taskId, nowMs, keepMs } = change;
    const isTask = taskId !== undefined && (state === "accepted" || state === "unknown");
    // First the pointer: a callback then finds the operation, even if nothing is recorded after this.
    const early = isTask ? await this.#at(`task:${issuer}:${taskId}`).bind({ operation, shard, nowMs, keepMs }) : undefined;
    return this.#at(shard).record(change, early);
  }

  find(operation, shard, nowMs) {
    return this.#at(shard).find(operation, nowMs);
  }

  changed(operation, shard, sinceMs, waitMs, signal) {
    return this.#at(shard).changed(operation, sinceMs, waitMs, signal);
  }

  async take(delivery) {
    const { issuer, taskId } = delivery;
    const isTask = taskId !== undefined && settles(delivery);
    const pointer = isTask ? await this.#at(`task:${issuer}:${taskId}`).meet(delivery) : undefined;
    const home = homeOf(delivery);
    const isHere = pointer?.shard === home;
    const taken = home
      ? await this.#at(home).take(delivery, pointer)
      : { state: "new", settled: [], open: [] };
    if (!pointer || isHere || taken.state !== "new") return taken;
    const settled = await this.#at(pointer.shard).settle(pointer.operation, delivery);
    return settled ? { ...taken, settled: [settled] } : taken;
  }

  async keep(delivery, isHandled) {
    if (delivery.key) await this.#at(homeOf(delivery)).keep(delivery, isHandled);
  }

  async audit(line) {
    await this.#at(trailOf(line)).audit(line);
  }

  /** The lines of the audit that a shard keeps, or `audit:<issuer>:<yyyy-mm-dd>`, the oldest first. */
  trail(shard) {
    return this.#at(shard).trail();
  }
}
