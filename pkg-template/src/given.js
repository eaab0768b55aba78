import { CardError } from "./error.js";
import { compiled, give, now } from "./instantiate.js";
import { refusal } from "./refusal.js";

const wrong = refusal("configuration");
const isModule = (found) => Object.prototype.toString.call(found) === "[object WebAssembly.Module]";
const isKnown = (module) => WebAssembly.Module.exports(module).some(({ name }) => name === "tell");

/** The module, or its bytes, or a response that brings them. */
async function opened(source, open) {
  const found = await source;
  const response = typeof found === "string" || found?.href ? await open(found) : found;
  return isModule(response) || response?.byteLength >= 0 || response?.headers ? response : wrong("source", "a WebAssembly.Module, a Response, bytes or a URL");
}

/**
 * For programs that load the module themselves: `load` takes it in any form, and `loaded` is what the classes of
 * the entry wait for. Once a module is there, another changes nothing.
 *
 * @param {(url: URL | string) => Promise<Response | Uint8Array>} open
 */
export function given(open = (url) => fetch(url)) {
  let loading;

  /** A module that is handed over is there at once: a worker need not wait for it. */
  function load(source) {
    if (!compiled && isModule(source) && isKnown(source)) now(() => source);
    loading ??= compiled ? Promise.resolve() : take(source).finally(() => {
      loading = undefined;
    });
    return loading;
  }

  async function take(source) {
    try {
      await give(await opened(source, open), isKnown);
    } catch (error) {
      throw error instanceof CardError ? error : wrong("source", `this package's module, or lead to it (${error.message})`);
    }
  }

  function loaded() {
    if (compiled) return now(() => compiled);
    return loading ?? wrong("load(source)", "called before a client is made");
  }

  return { load, loaded };
}
