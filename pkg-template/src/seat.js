import { toBytes } from "./bytes.js";
import { CardError } from "./error.js";
import { core, discard } from "./instantiate.js";

/** How a command went, as the core counts it. */
export const done = 0;
export const timedOut = 1;
export const aborted = 2;
export const abortedUnsent = 3;
export const failed = 4;

/**
 * Works with the instance of the core that a seat is in. One that traps is not used again, by no call:
 * nothing in its memory can be trusted.
 */
function safely(seat, work) {
  if (seat.core === core) {
    try {
      return work(core);
    } catch {
      discard(seat.core);
    }
  }
  const message = "The module failed and is replaced: what the call did is not known.";
  throw new CardError({ code: "unexpected_answer", effect: "unknown", retryable: false, ...seat.about, message });
}

/** Takes a seat: for a call of the owner in another, or for a new owner. Errors tell what it is about. */
export const take = (owner = { core, number: 0 }, about = {}) => ({
  core: owner.core,
  number: safely({ ...owner, about }, (core) => core.take(owner.number)),
  about,
});

/** Leaves a seat; whoever still works in it then tells nobody. */
export function leave(seat) {
  const { number } = seat;
  seat.number = 0;
  try {
    safely(seat, (core) => core.leave(number));
  } catch {}
}

/** A part of the module's memory, not a copy: it is only good until the module runs again. */
export const view = ({ core, at, length }) => new Uint8Array(core.memory.buffer, at, length);

const decoder = new TextDecoder();

/** Tells a seat of the core what became of its command and gives what is next. */
export function tell(seat, [how, bytes = [], number = 0, text], random = []) {
  const words = toBytes(`${text ?? ""}`);
  const length = bytes.length + words.length + 32;
  return safely(seat, (core) => {
    // An address is unsigned, which numbers of the module are not.
    const buffer = (length) => view({ core, at: core.room(seat.number, length) >>> 0, length });
    const input = buffer(length);
    input.set(bytes);
    input.set(words, bytes.length);
    input.set(random, length - 32);
    const told = core.tell(seat.number, how, Date.now(), number, words.length);
    return { ...JSON.parse(decoder.decode(buffer(told))), core };
  });
}
