import { toBytes } from "../bytes.js";
import { done, leave, tell } from "../seat.js";

const heartbeat = ": \n\n";
const heartbeatMs = 15_000;
const longestMs = 300_000;

/**
 * An operation as server-sent events: as it is, then each change, until it is final or five minutes are over.
 * The core, in the seat of the request, says how a change is told. Nothing is read while nobody listens.
 */
export function operationEvents(ledger, { operation, shard, sinceMs }, first, seat) {
  const gone = new AbortController();
  const ends = Date.now() + longestMs;
  let told = { event: first };

  /** The event after a change, or a heartbeat when there was none. */
  async function next() {
    const waitMs = Math.min(heartbeatMs, ends - Date.now());
    const entry = await ledger.changed(operation, shard, sinceMs, waitMs, gone.signal);
    // The seat was left then, and its memory is not ours any more.
    if (gone.signal.aborted) return {};
    if (entry && entry.updatedMs <= sinceMs) return { event: heartbeat };
    sinceMs = entry?.updatedMs;
    // What is forgotten ends the stream.
    return entry ? tell(seat, [done, toBytes(JSON.stringify({ entry }))]) : {};
  }

  return new ReadableStream(
    {
      async pull(controller) {
        told ??= await next().catch(() => ({}));
        if (gone.signal.aborted) return;
        const { event, isLast } = told;
        told = undefined;
        if (event) controller.enqueue(toBytes(event));
        if (event && !isLast && Date.now() < ends) return;
        controller.close();
        leave(seat);
      },
      cancel() {
        gone.abort();
        leave(seat);
      },
    },
    { highWaterMark: 0 },
  );
}
