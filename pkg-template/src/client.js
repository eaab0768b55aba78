import { fromBase64, fromBody } from "./bytes.js";
import { drive, request } from "./drive.js";
import { CardError } from "./error.js";
import { keysOf } from "./keys.js";
import supported from "cardlatch:supported";

/** The core tells a failure as JSON text; callers get an error with a stack of their own. */
function raise(failure, body) {
  if (failure) throw new CardError({ ...JSON.parse(failure).failed, body });
}

const refuse = (code, path, message) =>
  new CardError({ code, effect: "none", retryable: false, path, message });

/** Options as JSON text. What is no plain data stays here, but its name is passed for checking. */
const plain = (value) =>
  JSON.stringify(value, (name, field) => {
    if (name === "signImage" || name === "privateKey" || name === "totpSecret") return field && true;
    if (typeof field === "bigint") return String(field);
    // JSON would turn a time that is no number into none at all.
    if (/^(timeout|deadline)Ms$/.test(name) && !Number.isFinite(field)) return String(field);
    return typeof field === "function" || name === "signal" ? true : field;
  });

function checkBrowser(options) {
  if (options?.dangerouslyAllowBrowser || typeof window !== "object" || typeof document !== "object") return;
  throw refuse(
    "configuration",
    "dangerouslyAllowBrowser",
    "An issuer's credentials do not belong in a web page: whoever opens it can read them. Call an edge function of yours instead.",
  );
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

function checkClient(options) {
  if (!isObject(options)) throw refuse("configuration", undefined, "The options must be an object.");
  if (!isObject(options.issuer)) {
    throw refuse("configuration", "issuer", "The issuer's options are missing.");
  }
  if (options.fetch !== undefined && typeof options.fetch !== "function") {
    throw refuse("configuration", "fetch", "The option must be a function.");
  }
}

function checkKeys({ id, privateKey, totpSecret, oneTimeCode }) {
  const usable = (key) => (typeof key === "string" && key) || key?.algorithm;
  if (id === "artha" && !usable(privateKey)) {
    throw refuse("configuration", "issuer.privateKey", "The private key must be text or a CryptoKey.");
  }
  if (id === "ibanera" && (typeof oneTimeCode === "function") === Boolean(usable(totpSecret))) {
    throw refuse("configuration", "issuer.totpSecret", "Give either totpSecret or the function oneTimeCode.");
  }
}

const callOptions = ["signal", "timeoutMs", "deadlineMs"];
const actionOptions = [...callOptions, "signImage", "form", "idempotencyKey"];
const prepareOptions = [...actionOptions, "accessToken"];

/** A misspelt option, or one of another method, must not be ignored. */
function checkOptions(options, names) {
  if (options === undefined) return;
  if (!isObject(options)) throw refuse("invalid_input", "options", "The options must be an object.");
  const odd = Object.keys(options).find((name) => !names.includes(name));
  if (odd !== undefined) throw refuse("invalid_input", odd, "There is no such option.");
  const { signal } = options;
  if (signal && typeof signal.addEventListener !== "function") {
    throw refuse("invalid_input", "signal", "The signal must be an AbortSignal.");
  }
}

const notBase64 = () =>
  refuse("image_format", "signImage", "The image must be a PNG or a JPEG, but this is text that is not base64.");

/** Base64 or a data URL, checked for its length before it is decoded. */
function decoded(text, check) {
  const [, head, payload] = text.trim().match(/^(?:data:([^,]*),)?(.*)$/s);
  if (head !== undefined && !/;base64$/i.test(head)) throw notBase64();
  check(Math.floor((payload.replace(/=+$/, "").length * 3) / 4));
  try {
    return fromBase64(payload);
  } catch {
    throw notBase64();
  }
}

/** The image's bytes, checked for their number before they are read. */
async function imageOf(source, check) {
  if (source === undefined || source === null) return check(0), fromBody();
  if (typeof source === "string") return decoded(source, check);
  const size = source.size ?? source.byteLength;
  if (typeof size !== "number") throw notImage();
  check(size);
  if (source.arrayBuffer) return new Uint8Array(await source.arrayBuffer());
  if (source.byteLength === undefined) throw notImage();
  return source.buffer ? new Uint8Array(source.buffer, source.byteOffset, size) : new Uint8Array(source);
}

const notImage = () =>
  refuse("invalid_input", "signImage", "The image must be a Blob, an ArrayBuffer, a view of one, or text.");

/**
 * Makes the class of one runtime. `load` gives the core's class, at once or as a promise where the
 * runtime cannot load wasm at once.
 *
 * @param {() => unknown} load
 */
export function clientClass(load) {
  return class CardClient {
    // The bundle shortens names; what is printed should not be short.
    static {
      Object.defineProperty(this, "name", { value: "CardClient" });
    }

    #core;
    #issuer;
    #host;

    constructor(options) {
      checkBrowser(options);
      checkClient(options);
      const { issuer } = options;
      checkKeys(issuer);
      const text = plain(options);
      this.#issuer = { id: issuer.id, paths: { ...issuer.paths } };
      this.#host = {
        fetch: options.fetch ?? ((...call) => globalThis.fetch(...call)),
        keys: keysOf(issuer),
      };
      const make = (Core) => {
        const core = new Core(text);
        raise(core.failure());
        return core;
      };
      const loaded = load();
      this.#core = typeof loaded.then === "function" ? loaded.then(make) : make(loaded);
      // Whoever calls gets the failure; nobody may ever call.
      this.#core.catch?.(() => {});
    }

    async #call(operation, cardId, options, names, mode) {
      checkOptions(options, names);
      const core = await this.#core;
      const task = plain({ ...options, operation, cardId, mode });
      const image = await imageOf(options?.signImage, (size) => raise(core.check(task, size)));
      const host = { ...this.#host, signal: options?.signal };
      const end = await drive(core.start(task, image), host);
      if (end.failed) throw new CardError({ ...end.failed, body: end.bytes });
      return mode === "prepare" ? { ...request(end.done.head), body: end.bytes.length ? end.bytes : null } : end.done;
    }

    freeze(cardId, options) {
      return this.#call("freeze", cardId, options, actionOptions);
    }

    unfreeze(cardId, options) {
      return this.#call("unfreeze", cardId, options, actionOptions);
    }

    activate(cardId, options) {
      return this.#call("activate", cardId, options, actionOptions);
    }

    deactivate(cardId, options) {
      return this.#call("deactivate", cardId, options, actionOptions);
    }

    cancel(cardId, options) {
      return this.#call("cancel", cardId, options, actionOptions);
    }

    setPin(cardId, options) {
      return this.#call("setPin", cardId, options, actionOptions);
    }

    card(cardId, options) {
      return this.#call("card", cardId, options, callOptions);
    }

    reconcile(action, cardId, options) {
      return this.#call(action, cardId, options, callOptions, "reconcile");
    }

    can(action) {
      const { id, paths } = this.#issuer;
      return (supported[id]?.includes(action) ?? false) || typeof paths[action] === "string";
    }

    prepare(operation, cardId, options) {
      return this.#call(operation, cardId, options, prepareOptions, "prepare");
    }

    async interpret(operation, cardId, { status, body, retryAfter }) {
      const core = await this.#core;
      const bytes = fromBody(body);
      if (!bytes) throw refuse("invalid_input", "response.body", "The body must be text or bytes.");
      if (!Number.isInteger(status) || status < 0 || status > 999) {
        throw refuse("invalid_input", "response.status", "The status must be a whole number.");
      }
      const wait = typeof retryAfter === "string" ? retryAfter : "";
      const told = core.interpret(plain({ operation, cardId }), status, wait, bytes);
      const { done, failed } = JSON.parse(told);
      if (failed) throw new CardError({ ...failed, body: bytes });
      return done;
    }
  };
}
