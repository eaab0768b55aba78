import { tell as goOn, leave, room, take } from "./cardlatch_bg.js";
import { toBytes } from "./bytes.js";
import { memory } from "./instantiate.js";

export { leave, take };

/** How a command went, as the core counts it. */
export const done = 0;
export const timedOut = 1;
export const aborted = 2;
export const abortedUnsent = 3;
export const failed = 4;

/** A part of the module's memory, not a copy: it is only good until the module runs again. */
export const view = ({ at, length }) => new Uint8Array(memory(), at, length);

const decoder = new TextDecoder();

/** Tells a seat of the core what became of its command and gives what is next. */
export function tell(seat, how, bytes = [], number = 0, text, random = []) {
  const words = toBytes(typeof text === "string" ? text : "");
  const length = bytes.length + words.length + 32;
  const input = view({ at: room(seat, length), length });
  input.set(bytes);
  input.set(words, bytes.length);
  input.set(random, length - 32);
  const told = goOn(seat, how, Date.now(), number, words.length);
  return JSON.parse(decoder.decode(view({ at: room(seat, told), length: told })));
}
