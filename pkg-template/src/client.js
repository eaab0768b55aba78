import { fromBase64, toBytes } from "./bytes.js";
import { commandsOf, request, secondsOf } from "./commands.js";
import { drive, unsent } from "./drive.js";
import { ended, seated, seatOf } from "./owner.js";
import { refusal, wrongInput, wrongOption } from "./refusal.js";
import { done, tell, view } from "./seat.js";
import { isObject, told } from "./settings.js";
import { checkHooks, watching } from "./watch.js";
import operations from "cardlatch:operations";
import rules from "cardlatch:rules";

function checkBrowser(options) {
  if (options?.dangerouslyAllowBrowser || !globalThis.window || !globalThis.document) return;
  wrongOption("dangerouslyAllowBrowser", "true in a web page: its visitors can read your credentials");
}

function checkKeys(issuer) {
  const { id } = issuer;
  const usable = (key) => (typeof key === "string" && key) || key?.algorithm;
  if (HAS_ARTHA && id === "artha" && !usable(issuer.privateKey)) wrongOption("issuer.privateKey", "text or a CryptoKey");
  if (HAS_ARTHA_V1 && id === "artha-v1" && !usable(issuer.secret)) wrongOption("issuer.secret", "text or a CryptoKey");
  if (HAS_IBANERA && id === "ibanera" && (typeof issuer.oneTimeCode === "function") === Boolean(usable(issuer.totpSecret))) {
    wrongOption("issuer.totpSecret", "there, or else the function oneTimeCode");
  }
}

/** The options of a client, of every call, of an action, and of a prepared request. */
const limits = { timeoutMs: "m", deadlineMs: "m", maxAnswerBytes: "c" };
const hooks = { onAttempt: "", onAnswer: "", onRetry: "", logger: "", logLevel: "w? debug info warn error off" };
const ofClients = { issuer: "", fetch: "", dangerouslyAllowBrowser: "", ...limits, ...hooks };
const ofCalls = { signal: "", ...limits };
const ofActions = { ...ofCalls, signImage: "", form: "w? physical virtual", idempotencyKey: "h?" };
const ofPrepared = { ...ofActions, accessToken: "h?" };

/** Methods about a card, and methods about none. */
const ofCards =
  "freeze unfreeze activate deactivate cancel setPin card balance reveal revealPin replace topUp topUpFee limits setLimits".split(" ");
const ofIssuers = ["issue", "topUpStatus"];

/** What is known of an operation of an issuer. The core refuses what the issuer does not have. */
const missing = "w-";
function own(id, operation) {
  const table = operations[id];
  return Object.hasOwn(table, operation) ? table[operation] : [missing, {}];
}

/** The options of a client as the core takes them. */
function clientOptions(options) {
  const own = told(options, ofClients, wrongOption);
  const { issuer } = options;
  if (!isObject(issuer)) wrongOption("issuer", "an object");
  const { id } = issuer;
  if (!rules[id]?.baseUrl) wrongOption("issuer.id", `one of ${Object.keys(rules)}`);
  return `${own}id\0${id}\0${told(issuer, rules[id], refusal("configuration", "issuer.", id))}`;
}

/** A task as the core takes it, as text. */
function task(operation, cardId, mode, options, list, beganMs = "") {
  const { signal, signImage } = Object(options);
  if (signal && !signal.addEventListener) wrongInput("signal", "an AbortSignal");
  const own = told(options, list, wrongInput);
  const card = told({ cardId: cardId ?? "" }, { cardId: "a" }, wrongInput);
  const image = signImage == null ? "" : "signImage\0true\0";
  return `${own}${card}${image}operation\0${/^\w+$/.exec(operation)}\0mode\0${mode}\0beganMs\0${beganMs}\0`;
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
async function imageOf(source, check, name = "signImage") {
  if (source == null) return check(0);
  if (typeof source === "string") return decoded(source, check);
  const size = source.size ?? source.byteLength;
  if (typeof size === "number") {
    check(size);
    const bytes = toBytes(source.arrayBuffer ? await source.arrayBuffer() : source);
    if (bytes) return bytes;
  }
  return wrongInput(name, "a Blob, bytes or text");
}

/**
 * The options with each picture of a field checked and as text. `working` works in a seat of its own;
 * `group` is where they stand.
 */
async function pictured(options, fields, working, group = "") {
  const all = { ...options };
  for (const [name, rule] of Object.entries(fields)) {
    const value = all[name];
    const path = group + name;
    if (isObject(rule) && isObject(value)) all[name] = await pictured(value, rule, working, `${path}.`);
    if (value == null || rule[0] !== "i") continue;
    all[name] = await working(async (seat) => {
      const taken = (...what) => {
        const end = tell(seat, [done, ...what]);
        ended(end.failed ? { failed: { ...end.failed, path } } : end);
        return end;
      };
      const wanted = toBytes("mode\0picture\0");
      const bytes = await imageOf(value, (size) => void taken(wanted, size), path);
      return new TextDecoder().decode(view(taken(bytes)));
    });
  }
  return all;
}

/**
 * Makes the class of one runtime. `load` loads the core, at once or with a promise where the runtime
 * cannot load wasm at once; `send` is the fetch of clients that are given none.
 *
 * @param {() => unknown} load
 * @param {(url: string, init: RequestInit) => Promise<Response>} send
 */
export function clientClass(load, send = (...call) => globalThis.fetch(...call)) {
  // Out of an object, so that the bundle does not shorten the class's name.
  const { CardClient } = {
    CardClient: class {
      #seat;
      #issuer;
      #commands;
      #watch;
      #deadlineMs;

      constructor(options) {
        checkBrowser(options);
        const text = toBytes(clientOptions(options));
        const { issuer, fetch = send } = options;
        if (typeof fetch !== "function") wrongOption("fetch", "a function");
        checkKeys(issuer);
        checkHooks(options, wrongOption);
        this.#watch = watching(issuer.id, options);
        this.#deadlineMs = options.deadlineMs ?? 30_000;
        this.#issuer = { id: issuer.id };
        if (HAS_OPEN_API) this.#issuer.paths = { ...issuer.paths };
        if (HAS_YATIVO) this.#issuer.observedOnly = issuer.observedOnly;
        this.#commands = commandsOf(fetch, issuer);
        this.#seat = seatOf(this, load, text);
      }

      async #call(operation, cardId, options = {}, mode = "", list = undefined) {
        const [letters, fields] = own(this.#issuer.id, operation);
        const known = { ...(list ?? (/w/.test(letters) ? ofActions : ofCalls)), ...(mode === "reconcile" ? {} : fields) };
        const beganMs = Date.now();
        const taskOf = (options) => task(operation, cardId, mode, options, known, beganMs);
        let wanted = taskOf(options);
        const { signal, deadlineMs, signImage } = options;
        const about = { issuer: this.#issuer.id, action: operation, cardId };
        const first = (work) => unsent(work, beganMs + (deadlineMs ?? this.#deadlineMs) - Date.now(), signal, about);
        const owner = await first(this.#seat);
        if (HAS_ARTHA && fields) wanted = taskOf(await first(() => pictured(options, fields, (work) => seated(owner, work, about))));
        return seated(owner, async (seat) => {
          // Where no issuer takes a picture the core refuses one before it is read.
          const check = (size) => void ended(tell(seat, [done, toBytes(wanted), size]));
          const image = HAS_ARTHA ? await first(() => imageOf(signImage, check)) : check(0);
          const end = await drive(seat, [done, image], this.#commands, signal, this.#watch(operation));
          const body = view(end).slice();
          const outcome = ended(end, body);
          return mode === "prepare" ? { ...request(outcome.head), body: body.length ? body : null } : outcome;
        }, about);
      }

      /** A list that is read page by page. */
      #list(operation, cardId, options) {
        const read = async (page) => this.#call(operation, cardId, page == null ? options : { ...options, page });
        return {
          page: read,
          async *[Symbol.asyncIterator]() {
            let next, last;
            do {
              const page = await read(next);
              const items = JSON.stringify(page.items);
              // An issuer that does not know where to begin gives the same page for ever.
              if (items === last) return;
              last = items;
              yield* page.items;
              next = page.next;
            } while (next != null);
          },
        };
      }

      cards(options) {
        return this.#list("cards", null, options);
      }

      transactions(cardId, options) {
        return this.#list("transactions", cardId, options);
      }

      reconcile(action, cardId, options) {
        return this.#call(action, cardId, options, "reconcile", ofCalls);
      }

      can(operation) {
        const { id, paths, observedOnly } = this.#issuer;
        const known = own(id, operation);
        if (HAS_OPEN_API && known[2]) return typeof paths[known[2]] === "string";
        if (HAS_YATIVO && /o/.test(known[0]) && observedOnly !== true) return false;
        return known[0] !== missing;
      }

      static {
        const define = (name, value) => Object.defineProperty(this.prototype, name, { value, configurable: true, writable: true });
        for (const name of ofCards) {
          define(name, function (cardId, options) {
            return this.#call(name, cardId, options);
          });
        }
        for (const name of ofIssuers) {
          define(name, function (options) {
            return this.#call(name, null, options);
          });
        }
        for (const id of Object.keys(operations)) {
          const only = Object.entries(operations[id]).filter(([name]) => !(name in this.prototype));
          // `artha-v1` is `arthaV1` in code.
          Object.defineProperty(this.prototype, id.replace(/-./g, ([, letter]) => letter.toUpperCase()), {
            configurable: true,
            get() {
              if (this.#issuer.id !== id) return undefined;
              const method = ([name, [letters]]) => [
                name,
                /c/.test(letters)
                  ? (cardId, options) => this.#call(name, cardId, options)
                  : (options) => this.#call(name, null, options),
              ];
              return Object.fromEntries(only.map(method));
            },
          });
        }
      }

      prepare(operation, cardId, options) {
        return this.#call(operation, cardId, options, "prepare", ofPrepared);
      }

      async interpret(operation, cardId, { status, body, retryAfter }) {
        const wanted = task(operation, cardId, "interpret", {}, ofCalls);
        const bytes = toBytes(body ?? "");
        if (!bytes) wrongInput("response.body", "text or bytes");
        if (!Number.isInteger(status) || status < 0 || status > 999) wrongInput("response.status", "a whole number");
        return seated(await this.#seat(), (seat) => {
          ended(tell(seat, [done, toBytes(wanted)]), bytes);
          return ended(tell(seat, [done, bytes, status, secondsOf(retryAfter)]), bytes);
        });
      }
    },
  };
  return CardClient;
}
