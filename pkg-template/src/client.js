import { fromBase64, toBytes } from "./bytes.js";
import { drive, request } from "./drive.js";
import { CardError } from "./error.js";
import { core } from "./instantiate.js";
import { keysOf } from "./keys.js";
import { done, tell, view } from "./seat.js";
import { isObject, told } from "./settings.js";
import rules from "cardlatch:rules";
import supported from "cardlatch:supported";

/** What the core says at the end; its failures become errors with a stack of their own. */
function ended({ failed, done }, body) {
  if (failed) throw new CardError({ ...failed, body });
  return done;
}

/** Refuses options and arguments with a code, and says what each must be. */
const refusal = (code, group = "", issuer = undefined) => (path, due, other = code) => {
  path = group + path;
  throw new CardError({ code: other, effect: "none", retryable: false, issuer, path, message: `${path} must be ${due}.` });
};
const wrongInput = refusal("invalid_input");
const wrongOption = refusal("configuration");

/** Frees the seats of clients that are gone. Not every runtime tells. */
const gone = globalThis.FinalizationRegistry && new FinalizationRegistry((seat) => core.leave(seat));

function checkBrowser(options) {
  if (options?.dangerouslyAllowBrowser || !globalThis.window || !globalThis.document) return;
  wrongOption("dangerouslyAllowBrowser", "true in a web page: its visitors can read your credentials");
}

function checkKeys({ id, privateKey, totpSecret, oneTimeCode }) {
  const usable = (key) => (typeof key === "string" && key) || key?.algorithm;
  if (id === "artha" && !usable(privateKey)) wrongOption("issuer.privateKey", "text or a CryptoKey");
  if (id === "ibanera" && (typeof oneTimeCode === "function") === Boolean(usable(totpSecret))) {
    wrongOption("issuer.totpSecret", "there, or else the function oneTimeCode");
  }
}

/** The options of a client, of every call, of an action, and of a prepared request. */
const ofClients = { issuer: "", fetch: "", dangerouslyAllowBrowser: "", timeoutMs: "m", deadlineMs: "m" };
const ofCalls = { signal: "", timeoutMs: "m", deadlineMs: "m" };
const ofActions = { ...ofCalls, signImage: "", form: "w? physical virtual", idempotencyKey: "h?" };
const ofPrepared = { ...ofActions, accessToken: "h?" };

/** The options of a client as the core takes them. */
function clientOptions(options) {
  const own = told(options, ofClients, wrongOption);
  const { issuer } = options;
  if (!isObject(issuer)) wrongOption("issuer", "an object");
  const { id } = issuer;
  if (!rules[id]?.baseUrl) wrongOption("issuer.id", `one of ${Object.keys(rules)}`);
  return `${own}id\0${id}\0${told(issuer, rules[id], refusal("configuration", "issuer.", id))}`;
}

/** A task as the core takes it. */
function task(operation, cardId, mode, options, list) {
  const own = told(options, list, wrongInput);
  const { signal, signImage } = options;
  if (signal && !signal.addEventListener) wrongInput("signal", "an AbortSignal");
  const card = told({ cardId: operation === "login" ? "" : cardId }, { cardId: "a" }, wrongInput);
  const image = signImage == null ? "" : "signImage\0true\0";
  return toBytes(`${own}${card}${image}operation\0${/^\w+$/.exec(operation)}\0mode\0${mode}\0`);
}

/** Base64 or a data URL, checked for its length before it is decoded. */
function decoded(text, check) {
  const [, head, payload] = text.trim().match(/^(?:data:([^,]*),)?(.*)$/s);
  check((payload.replace(/=+$/, "").length * 3) / 4);
  try {
    if (head === undefined || /;base64$/i.test(head)) return fromBase64(payload);
  } catch {}
  // No text is an image: the core says what it is.
  return toBytes(payload);
}

/** The image's bytes, checked for their number before they are read. */
async function imageOf(source, check) {
  if (source == null) return check(0);
  if (typeof source === "string") return decoded(source, check);
  const size = source.size ?? source.byteLength;
  if (typeof size === "number") {
    check(size);
    const bytes = toBytes(source.arrayBuffer ? await source.arrayBuffer() : source);
    if (bytes) return bytes;
  }
  return wrongInput("signImage", "a Blob, bytes or text");
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
        if (typeof fetch !== "function") wrongOption("fetch", "a function");
        checkKeys(issuer);
        this.#issuer = { id: issuer.id, paths: { ...issuer.paths } };
        this.#host = { fetch, keys: keysOf(issuer) };
        const make = () => {
          const seat = core.take(0);
          gone?.register(this, seat);
          ended(tell(seat, [done, text]));
          return seat;
        };
        const loading = load();
        this.#core = loading ? loading.then(make) : make();
        // Whoever calls gets the failure; nobody may ever call.
        this.#core.catch?.(() => {});
      }

      /** Works in a seat of its own. */
      async #seated(work) {
        // The core is there once there is a client.
        const client = await this.#core;
        const seat = core.take(client);
        try {
          return await work(seat);
        } finally {
          core.leave(seat);
        }
      }

      async #call(operation, cardId, options = {}, list = ofActions, mode = "") {
        const wanted = task(operation, cardId, mode, options, list);
        const { signal, signImage } = options;
        return this.#seated(async (seat) => {
          const image = await imageOf(signImage, (size) => void ended(tell(seat, [done, wanted, size])));
          const end = await drive(seat, image, this.#host, signal);
          const body = view(end).slice();
          const outcome = ended(end, body);
          return mode === "prepare" ? { ...request(outcome.head), body: body.length ? body : null } : outcome;
        });
      }

      freeze(cardId, options) {
        return this.#call("freeze", cardId, options);
      }

      unfreeze(cardId, options) {
        return this.#call("unfreeze", cardId, options);
      }

      activate(cardId, options) {
        return this.#call("activate", cardId, options);
      }

      deactivate(cardId, options) {
        return this.#call("deactivate", cardId, options);
      }

      cancel(cardId, options) {
        return this.#call("cancel", cardId, options);
      }

      setPin(cardId, options) {
        return this.#call("setPin", cardId, options);
      }

      card(cardId, options) {
        return this.#call("card", cardId, options, ofCalls);
      }

      reconcile(action, cardId, options) {
        return this.#call(action, cardId, options, ofCalls, "reconcile");
      }

      can(action) {
        const { id, paths } = this.#issuer;
        return supported[id].includes(action) || typeof paths[action] === "string";
      }

      prepare(operation, cardId, options) {
        return this.#call(operation, cardId, options, ofPrepared, "prepare");
      }

      async interpret(operation, cardId, { status, body, retryAfter }) {
        const wanted = task(operation, cardId, "interpret", {}, ofCalls);
        const bytes = toBytes(body ?? "");
        if (!bytes) wrongInput("response.body", "text or bytes");
        if (!Number.isInteger(status) || status < 0 || status > 999) wrongInput("response.status", "a whole number");
        return this.#seated((seat) => {
          ended(tell(seat, [done, wanted]), bytes);
          return ended(tell(seat, [done, bytes, status, retryAfter]), bytes);
        });
      }
    },
  };
  return CardClient;
}
