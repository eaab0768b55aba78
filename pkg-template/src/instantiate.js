import { wrongOption } from "./refusal.js";
import { adopted, imports } from "cardlatch:imports";

/** What the module exports, once there is an instance: numbers in, numbers out. */
export let core;
/** What it is made of, again where one trapped. */
export let compiled;

/** A second call keeps the first instance. */
function adopt(instance) {
  core ??= instance.exports;
  adopted(core);
}

/** Drops an instance that trapped: the next call gets a fresh one. */
export function discard(trapped) {
  if (core === trapped) core = undefined;
}

/**
 * For runtimes that have the compiled module at hand. No `instanceof`: the module may come from
 * another realm.
 *
 * @param {() => WebAssembly.Module} compile
 */
export function now(compile) {
  if (core) return;
  compiled ??= compile();
  adopt(new WebAssembly.Instance(compiled, imports));
}

/**
 * For runtimes that must fetch the module. A failed load is tried again by the next call.
 *
 * @param {() => Promise<Response>} fetchModule
 */
export function later(fetchModule) {
  let loading;
  return () => {
    if (core) return;
    loading ??= load(fetchModule).finally(() => {
      loading = undefined;
    });
    return loading;
  };
}

async function load(fetchModule) {
  try {
    compiled ??= await compile(await fetchModule());
  } catch ({ message }) {
    wrongOption(MODULE_FILE, `served beside the code: ${message}`);
  }
  adopt(await WebAssembly.instantiate(compiled, imports));
}

async function compile(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  // Not while it streams: that fails where a server names another media type, and a module of 50 KB gains nothing.
  return WebAssembly.compile(await response.arrayBuffer());
}

/**
 * For programs that bring the module: compiled, as bytes or in a response. One that is not `isKnown` is refused.
 *
 * @param {WebAssembly.Module | Response | ArrayBuffer | ArrayBufferView} found
 * @param {(module: WebAssembly.Module) => boolean} isKnown
 */
export async function give(found, isKnown) {
  const bytes = found.byteLength >= 0;
  const module = bytes ? await WebAssembly.compile(found) : found.headers ? await compile(found) : found;
  if (!isKnown(module)) throw new Error("it is another module");
  compiled ??= module;
  adopt(await WebAssembly.instantiate(compiled, imports));
}
