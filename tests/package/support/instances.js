// The module's memory, which nobody sees from outside: kept from when an instance is made.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
export const gc = runInNewContext("gc");

/** The memories of the instances that are made from now on, held weakly. */
export function watchInstances() {
  const memories = [];
  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...given) {
    const instance = new Instance(...given);
    memories.push(new WeakRef(instance.exports.memory));
    return instance;
  };
  return memories;
}
