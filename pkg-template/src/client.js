import { fromBase64, toBytes } from "./bytes.js";
import { drive } from "./drive.js";
import { CardError } from "./error.js";
import { keysOf } from "./keys.js";
import { done, leave, take, tell, view } from "./seat.js";
import supported from "cardlatch:supported";

/** What the core says at the end; its failures become errors with a stack of their own. */
function ended({ failed, done }, body) {
  if (failed) throw new CardError({ ...failed, body });
  return done;
}

const refuse = (code, path, message) =>
  new CardError({ code, effect: "none", retryable: false, path, message });

/** Options as JSON text. What is no plain data stays here, but its name is passed for checking. */
const plain = (value) =>
  toBytes(JSON.stringify(value, (name, field) => {
    if (name === "signImage" || name === "privateKey" || name === "totpSecret") return field && true;
    if (typeof field === "bigint") return String(field);
    // JSON would turn a time that is no number into none at all.
    if (/^(timeout|deadline)Ms$/.test(name) && !Number.isFinite(field)) return String(field);
    return typeof field === "function" || name === "signal" ? true : field;
  }));

/** Frees the seats of clients that are gone. Not every runtime tells. */
const gone = globalThis.FinalizationRegistry && new FinalizationRegistry(leave);

function checkBrowser(options) {
  if (options?.dangerouslyAllowBrowser || typeof window !== "object" || typeof document !== "object") return;
  throw refuse(
    "configuration",
    "dangerouslyAllowBrowser",
    "Whoever opens a web page can read the credentials in it: call an edge function of yours instead.",
  );
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


/** The options of every call, then those of an action, then that of a prepared request. */
const names = ["signal", "timeoutMs", "deadlineMs", "signImage", "form", "idempotencyKey", "accessToken"];
const ofCalls = 3;
const ofActions = 6;
const ofPrepared = 7;

/** A misspelt option, or one of another method, must not be ignored. */
function checkOptions(options, allowed) {
  if (typeof options !== "object" || !options || Array.isArray(options)) {
    throw refuse("invalid_input", "options", "The options must be an object.");
  }
  const odd = Object.keys(options).find((name) => !names.slice(0, allowed).includes(name));
  if (odd !== undefined) throw refuse("invalid_input", odd, "There is no such option.");
  const { signal } = options;
  if (signal && typeof signal.addEventListener !== "function") {
    throw refuse("invalid_input", "signal", "The signal must be an AbortSignal.");
  }
}

/** Base64 or a data URL, checked for its length before it is decoded. */
function decoded(text, check) {
  const [, head, payload] = text.trim().match(/^(?:data:([^,]*),)?(.*)$/s);
  check(Math.floor((payload.replace(/=+$/, "").length * 3) / 4));
  try {
    if (head === undefined || /;base64$/i.test(head)) return fromBase64(payload);
  } catch {}
  // No text is an image: the core says what it is.
  return toBytes(payload);
}

/** The image's bytes, checked for their number before they are read. */
async function imageOf(source, check) {
  if (source === undefined || source === null) return check(0);
  if (typeof source === "string") return decoded(source, check);
  const size = source.size ?? source.byteLength;
  if (typeof size === "number") {
    check(size);
    const bytes = toBytes(source.arrayBuffer ? await source.arrayBuffer() : source);
    if (bytes) return bytes;
  }
  throw refuse("invalid_input", "signImage", "The image must be a Blob, an ArrayBuffer, a view of one, or text.");
}

/**
 * Makes the class of one runtime. `load` loads the core, at once or with a promise where the runtime
 * cannot load wasm at once.
 *
 * @param {() => unknown} load
 */
export function clientClass(load) {
  // Out of an object, so that the bundle does not shorten the class's name.
  const { CardClient } = {
    CardClient: class {
      #core;
      #issuer;
      #host;

      constructor(options) {
        checkBrowser(options);
        const { fetch = (...call) => globalThis.fetch(...call) } = options ?? {};
        if (typeof fetch !== "function") throw refuse("configuration", "fetch", "The option must be a function.");
        // Whether there is an issuer, the core checks.
        const issuer = options?.issuer ?? {};
        checkKeys(issuer);
        this.#issuer = { id: issuer.id, paths: { ...issuer.paths } };
        this.#host = { fetch, keys: keysOf(issuer) };
        const text = plain(options);
        const make = () => {
          const seat = take(0);
          gone?.register(this, seat);
          ended(tell(seat, done, text));
          return seat;
        };
        const loading = load();
        this.#core = loading ? loading.then(make) : make();
        // Whoever calls gets the failure; nobody may ever call.
        this.#core.catch?.(() => {});
      }

      /** Works in a seat of its own, which the core is told the task of. */
      async #seated(task, work) {
        const seat = take(await this.#core);
        try {
          return await work(seat, plain(task));
        } finally {
          leave(seat);
        }
      }

      async #call(operation, cardId, options = {}, allowed, mode) {
        checkOptions(options, allowed);
        const { signal, signImage } = options;
        return this.#seated({ ...options, operation, cardId, mode }, async (seat, task) => {
          const image = await imageOf(signImage, (size) => void ended(tell(seat, done, task, size)));
          const end = await drive(seat, image, { ...this.#host, signal });
          const body = view(end.at).slice();
          const outcome = ended(end, body);
          return mode === "prepare" ? { ...outcome, body: body.length ? body : null } : outcome;
        });
      }

      freeze(cardId, options) {
        return this.#call("freeze", cardId, options, ofActions);
      }

      unfreeze(cardId, options) {
        return this.#call("unfreeze", cardId, options, ofActions);
      }

      activate(cardId, options) {
        return this.#call("activate", cardId, options, ofActions);
      }

      deactivate(cardId, options) {
        return this.#call("deactivate", cardId, options, ofActions);
      }

      cancel(cardId, options) {
        return this.#call("cancel", cardId, options, ofActions);
      }

      setPin(cardId, options) {
        return this.#call("setPin", cardId, options, ofActions);
      }

      card(cardId, options) {
        return this.#call("card", cardId, options, ofCalls);
      }

      reconcile(action, cardId, options) {
        return this.#call(action, cardId, options, ofCalls, "reconcile");
      }

      can(action) {
        const { id, paths } = this.#issuer;
        return (supported[id]?.includes(action) ?? false) || typeof paths[action] === "string";
      }

      prepare(operation, cardId, options) {
        return this.#call(operation, cardId, options, ofPrepared, "prepare");
      }

      async interpret(operation, cardId, { status, body, retryAfter }) {
        return this.#seated({ operation, cardId, mode: "interpret" }, (seat, task) => {
          const bytes = toBytes(body ?? "");
          if (!bytes) throw refuse("invalid_input", "response.body", "The body must be text or bytes.");
          if (!Number.isInteger(status) || status < 0 || status > 999) {
            throw refuse("invalid_input", "response.status", "The status must be a whole number.");
          }
          ended(tell(seat, done, task), bytes);
          return ended(tell(seat, done, bytes, status, retryAfter), bytes);
        });
      }
    },
  };
  return CardClient;
}
