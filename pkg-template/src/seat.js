import { toBytes } from "./bytes.js";
import { core } from "./instantiate.js";

/** How a command went, as the core counts it. */
export const done = 0;
export const timedOut = 1;
export const aborted = 2;
export const abortedUnsent = 3;
export const failed = 4;

/** A part of the module's memory, not a copy: it is only good until the module runs again. */
export const view = ({ at, length }) => new Uint8Array(core.memory.buffer, at, length);

/** The buffer of a seat, made so long. An address is unsigned, which numbers of the module are not. */
const buffer = (seat, length) => view({ at: core.room(seat, length) >>> 0, length });

const decoder = new TextDecoder();

/** Tells a seat of the core what became of its command and gives what is next. */
export function tell(seat, [how, bytes = [], number = 0, text], random = []) {
  const words = toBytes(`${text ?? ""}`);
  const length = bytes.length + words.length + 32;
  const input = buffer(seat, length);
  input.set(bytes);
  input.set(words, bytes.length);
  input.set(random, length - 32);
  const told = core.tell(seat, how, Date.now(), number, words.length);
  return JSON.parse(decoder.decode(buffer(seat, told)));
}
