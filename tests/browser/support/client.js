// The client as a page has it, out of its sources, and what tests of it need.
import assert from "node:assert/strict";

export { CardClient, CardError, Secret } from "../../../pkg-template/src/entries/plain/browser-client/index.js";

/** A storage as pages have it. */
export function memory() {
  const items = new Map();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (place) => [...items.keys()][place] ?? null,
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, value) => void items.set(name, `${value}`),
    removeItem: (name) => void items.delete(name),
  };
}

/** The error that a call ends with; its fields are as expected. */
export async function fails(call, expected) {
  const error = await call.then(
    (value) => assert.fail(`it gave ${JSON.stringify(value)}`),
    (error) => error,
  );
  if (error.name !== "CardError") throw error;
  for (const [name, value] of Object.entries(expected)) assert.deepEqual(error[name], value, `${name} of ${JSON.stringify(error)}`);
  return error;
}
