import { CardError } from "./error.js";
import { core } from "./instantiate.js";
import { hidden } from "./secret.js";
import { done, leave, take, tell } from "./seat.js";

/** What the core says at the end; its failures become errors with a stack of their own. */
export function ended({ failed, done }, body) {
  if (failed) throw new CardError({ ...failed, body });
  return hidden(done);
}

/** Frees the seats of clients and receivers that are gone. Not every runtime tells. */
const gone = globalThis.FinalizationRegistry && new FinalizationRegistry(leave);

/**
 * Gives a client or a receiver its seat, with its options in it, and says where that is: a promise where the
 * core must be fetched first. A seat that was lost with its instance of the core is made again.
 */
export function seatOf(owner, load, options) {
  // Registered once: what is registered stays as long as its owner, and with it an instance.
  const own = {};
  gone?.register(owner, own);
  let seat;
  const make = () => {
    leave(own);
    ended(tell(Object.assign(own, take()), [done, options]));
    return (seat = own);
  };
  const find = () => {
    // A promise is in no instance yet.
    if (!seat || (seat.core && seat.core !== core)) {
      const loading = load();
      seat = loading ? loading.then(make) : make();
      // Whoever calls gets the failure, and the next call tries again; nobody may ever call.
      seat.catch?.(() => {
        seat = undefined;
      });
    }
    return seat;
  };
  find();
  return find;
}

/** Works in a seat of its own, of the owner in another; errors tell what it is about. */
export async function seated(owner, work, about) {
  const seat = take(owner, about);
  try {
    return await work(seat);
  } finally {
    leave(seat);
  }
}
