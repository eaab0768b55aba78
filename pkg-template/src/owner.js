import { CardError } from "./error.js";
import { core } from "./instantiate.js";
import { hidden } from "./secret.js";
import { done, tell } from "./seat.js";

/** What the core says at the end; its failures become errors with a stack of their own. */
export function ended({ failed, done }, body) {
  if (failed) throw new CardError({ ...failed, body });
  return hidden(done);
}

/** Frees the seats of clients and receivers that are gone. Not every runtime tells. */
const gone = globalThis.FinalizationRegistry && new FinalizationRegistry((seat) => core.leave(seat));

/** The seat of a client or a receiver with its options, or a promise where the core must be fetched first. */
export function seatOf(owner, load, options) {
  const make = () => {
    const seat = core.take(0);
    gone?.register(owner, seat);
    ended(tell(seat, [done, options]));
    return seat;
  };
  const loading = load();
  const seat = loading ? loading.then(make) : make();
  // Whoever calls gets the failure; nobody may ever call.
  seat.catch?.(() => {});
  return seat;
}

/** Works in a seat of its own, of the owner in another. */
export async function seated(owner, work) {
  // The core is there once the owner's seat is.
  const from = await owner;
  const seat = core.take(from);
  try {
    return await work(seat);
  } finally {
    core.leave(seat);
  }
}
