import { fromBase64, toBytes } from "./bytes.js";
import { drive, request } from "./drive.js";
import { CardError } from "./error.js";
import { keysOf } from "./keys.js";
import { done, leave, take, tell, view } from "./seat.js";
import { isObject, told } from "./settings.js";
import rules from "cardlatch:rules";
import supported from "cardlatch:supported";

/** What the core says at the end; its failures become errors with a stack of their own. */
function ended({ failed, done }, body) {
  if (failed) throw new CardError({ ...failed, body });
  return done;
}

const refuse = (code, path, message, issuer) =>
  new CardError({ code, effect: "none", retryable: false, issuer, path, message });

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

/** The options of a client, of every call, of an action, and of a prepared request. */
const ofClients = "issuer else\nfetch else\ndangerouslyAllowBrowser else\ntimeoutMs ms\ndeadlineMs ms";
const ofCalls = "signal else\ntimeoutMs ms\ndeadlineMs ms";
const ofActions = `${ofCalls}\nsignImage else\nform word? physical virtual\nidempotencyKey header?`;
const ofPrepared = `${ofActions}\naccessToken header?`;

/** The options of a client as the core takes them. */
function clientOptions(options) {
  const wrong = (path, message, code = "configuration", issuer = undefined) => {
    throw refuse(code, path, message, issuer);
  };
  if (!isObject(options)) wrong(undefined, "The options must be an object.");
  const own = told(options, ofClients, wrong);
  const { issuer } = options;
  if (!isObject(issuer)) wrong("issuer", "The issuer's options are missing.");
  const { id } = issuer;
  if (!Object.hasOwn(rules, id)) wrong("issuer.id", "The issuer's id is none of artha, yativo, open-api, ibanera.");
  return `${own}id\0${id}\0${told(issuer, rules[id], (name, message, code) => wrong(`issuer.${name}`, message, code, id))}`;
}

/** A task as the core takes it. */
function task(operation, cardId, mode, options, list) {
  const wrong = (path, message) => {
    throw refuse("invalid_input", path, message);
  };
  if (!isObject(options)) wrong("options", "The options must be an object.");
  const own = told(options, list, wrong);
  const { signal, signImage } = options;
  if (signal && typeof signal.addEventListener !== "function") wrong("signal", "The signal must be an AbortSignal.");
  const card = told({ cardId: operation === "login" ? "" : cardId }, "cardId any", wrong);
  const image = signImage == null ? "" : "signImage\0true\0";
  return toBytes(`${own}${card}${image}operation\0${/^\w+$/.exec(operation)}\0mode\0${mode}\0`);
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
        const text = toBytes(clientOptions(options));
        const { issuer, fetch = (...call) => globalThis.fetch(...call) } = options;
        if (typeof fetch !== "function") throw refuse("configuration", "fetch", "The option must be a function.");
        checkKeys(issuer);
        this.#issuer = { id: issuer.id, paths: { ...issuer.paths } };
        this.#host = { fetch, keys: keysOf(issuer) };
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

      /** Works in a seat of its own. */
      async #seated(work) {
        const seat = take(await this.#core);
        try {
          return await work(seat);
        } finally {
          leave(seat);
        }
      }

      async #call(operation, cardId, options = {}, list, mode = "") {
        const wanted = task(operation, cardId, mode, options, list);
        const { signal, signImage } = options;
        return this.#seated(async (seat) => {
          const image = await imageOf(signImage, (size) => void ended(tell(seat, done, wanted, size)));
          const end = await drive(seat, image, { ...this.#host, signal });
          const body = view(end).slice();
          const outcome = ended(end, body);
          return mode === "prepare" ? { ...request(outcome.head), body: body.length ? body : null } : outcome;
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
        const wanted = task(operation, cardId, "interpret", {}, ofCalls);
        const bytes = toBytes(body ?? "");
        if (!bytes) throw refuse("invalid_input", "response.body", "The body must be text or bytes.");
        if (!Number.isInteger(status) || status < 0 || status > 999) {
          throw refuse("invalid_input", "response.status", "The status must be a whole number.");
        }
        return this.#seated((seat) => {
          ended(tell(seat, done, wanted), bytes);
          return ended(tell(seat, done, bytes, status, retryAfter), bytes);
        });
      }
    },
  };
  return CardClient;
}
