import { adopted, imports } from "cardlatch:imports";

/** What the module exports, once there is an instance: numbers in, numbers out. */
export let core;

/** A second call keeps the first instance. */
function adopt(instance) {
  core ??= instance.exports;
  adopted(core);
}

/**
 * For runtimes that have the compiled module at hand. No `instanceof`: the module may come from
 * another realm.
 *
 * @param {() => WebAssembly.Module} compile
 */
export function now(compile) {
  if (!core) adopt(new WebAssembly.Instance(compile(), imports));
}

/**
 * For runtimes that must fetch the module. A failed load is tried again by the next client.
 *
 * @param {() => Promise<Response>} fetchModule
 */
export function later(fetchModule) {
  let loading;
  return () => {
    if (core) return;
    loading ??= load(fetchModule).catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

async function load(fetchModule) {
  const response = await fetchModule();
  if (!response.ok) throw new Error(`cardlatch.wasm answered ${response.status}`);
  // A server that sends .wasm with another media type would make streaming fail.
  const streams = response.headers.get("content-type") === "application/wasm";
  const { instance } = streams
    ? await WebAssembly.instantiateStreaming(response, imports)
    : await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  adopt(instance);
}
