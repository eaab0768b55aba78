import { CardError } from "../error.js";
import { wrongInput } from "../refusal.js";
import { hidden } from "../secret.js";
import { about, errorOf, ofWord } from "./about.js";
import { fromProblem } from "./answer.js";
import { bodyOf } from "./body.js";
import { follow } from "./follow.js";
import { checkCard, checkOptions, given, isKey, ownOptions, placeOf, queryOf } from "./options.js";
import { headersOf, sender } from "./send.js";
import { alone, shelfOf } from "./store.js";
import { backoff, clock, pause, race } from "./wait.js";

const writes = "freeze unfreeze activate deactivate cancel setPin replace topUp setLimits".split(" ");
const reads = ["card", "balance", "limits", "topUpFee"];
const reveals = ["reveal", "revealPin"];

/** A proxy keeps a key for a day. What it does not know after that may have been there. */
const KEPT_MS = 82_800_000;
/**
 * How long a request that a page left behind may still be on its way: to the proxy, which knows nothing of it
 * while it waits there for its card, or from a tab that has no locks and sends it again.
 */
const ON_ITS_WAY_MS = 50_000;

/** How many pages without anything may follow each other. */
const MOST_EMPTY = 1000;
const endless = { code: "unexpected_answer", effect: "none", retryable: false, message: `${MOST_EMPTY} pages in succession are empty.` };

const isFinal = (state) => /^(done|failed|unknown)$/.test(state);
const isKnown = (state) => state === "accepted" || isFinal(state);
const isOperation = ({ id, state }) => typeof id === "string" && typeof state === "string";
const isOutcome = (action) => (json) => /^(completed|accepted|already)$/.test(json.result) && json.action === action;
const hasItems = ({ items }) => Array.isArray(items);
const hasIssuers = ({ issuers }) => Array.isArray(issuers);

const kebab = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

function pathOf(cardId, operation) {
  checkCard(cardId);
  return `/cards/${encodeURIComponent(cardId)}${operation === "card" ? "" : `/${kebab(operation)}`}`;
}

/** 128 random bits, also where a page that is not served by HTTPS has no `randomUUID`. */
const freshKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const unclear = (error) => Object.assign(error, { effect: "unknown", retryable: false });

/** The end of an operation: what it failed with is thrown. */
function endOf({ id, state, outcome, error }, call) {
  if (state !== "failed" && state !== "unknown" && Object(outcome) === outcome) return { ...outcome, operation: id };
  const failure = fromProblem(error) ?? { code: "unexpected_answer", message: "The proxy does not know how it ended." };
  throw errorOf(call, { operation: id, ...failure }, state === "failed" ? (failure.effect ?? "none") : "unknown");
}

// Out of an object, so that the bundle does not shorten the class's name.
export const { CardClient } = {
  CardClient: class {
    #options;
    #shelf;
    #send;
    #capabilities;

    constructor(all) {
      checkOptions(all);
      const options = {
        fetch: (...call) => globalThis.fetch(...call),
        credentials: "same-origin",
        timeoutMs: 30_000,
        deadlineMs: 120_000,
        maxAnswerBytes: 2 ** 20,
        maxImageBytes: 2 ** 21,
        ...given(all),
      };
      this.#options = options;
      this.#send = sender(options);
      this.#shelf = shelfOf(all.store, [placeOf(options.proxy), options.storeName].filter(Boolean).join(" "));
    }

    #url(path, query = {}, issuer = this.#options.issuer) {
      const { proxy } = this.#options;
      if (!globalThis.location && proxy[0] === "/") {
        throw new CardError({ code: "configuration", effect: "none", retryable: false, path: "proxy", message: "proxy must be a whole URL outside of a page." });
      }
      return placeOf(proxy) + path + queryOf({ ...query, issuer: issuer ?? null });
    }

    /** Does some work within the limits of a call. */
    async #within(options = {}, work) {
      const { deadlineMs, signal } = { ...this.#options, ...given(options) };
      const limit = clock(deadlineMs, signal);
      try {
        return await work({ signal: limit.signal, endsMs: Date.now() + deadlineMs });
      } finally {
        limit.clear();
      }
    }

    async #read(operation, cardId, options, path, fits) {
      const own = ownOptions(options);
      const request = { method: "GET", url: this.#url(path, own), call: about(operation, cardId), options, fits };
      return this.#within(options, (within) => this.#send(request, within));
    }

    async #reveal(operation, cardId, options) {
      const body = JSON.stringify(ownOptions(options));
      const url = this.#url(pathOf(cardId, operation));
      const request = { method: "POST", url, headers: { "content-type": "application/json" }, body, call: about(operation, cardId), options };
      return hidden(await this.#within(options, (within) => this.#send(request, within)));
    }

    #list(operation, cardId, options, path) {
      const read = async (page) => this.#read(operation, cardId, page == null ? options : { ...options, page }, path(), hasItems);
      return {
        page: read,
        async *[Symbol.asyncIterator]() {
          const asked = new Set();
          let next, last;
          for (let empty = 0; next != null || !asked.size; ) {
            // An issuer that does not know where to begin gives the same page for ever, or goes round.
            if (asked.has(next)) return;
            asked.add(next);
            const { items, next: other } = await read(next);
            const text = JSON.stringify(items);
            if (items.length && text === last) return;
            last = text;
            // A page of other people's cards has none of the user's, and is not the end.
            empty = items.length ? 0 : empty + 1;
            if (empty === MOST_EMPTY) throw errorOf(about(operation, cardId), endless);
            yield* items;
            next = other;
          }
        },
      };
    }

    async #write(action, cardId, options = {}) {
      const own = ownOptions(options);
      const url = this.#url(cardId === null ? "/cards" : pathOf(cardId, action));
      const { issuer, maxImageBytes } = this.#options;
      const key = options.idempotencyKey ?? freshKey();
      const order = { key, action, cardId, issuer };
      const before = this.#shelf.find(key);
      if (before && (before.action !== action || before.cardId !== cardId || before.issuer !== issuer)) {
        wrongInput("idempotencyKey", "a new one: with this one something else was asked for", "key_reused");
      }
      const keep = () => this.#shelf.keep({ ...order, atMs: Date.now() });
      const work = async (within) => {
        const [type, body] = await race(bodyOf(own, options, maxImageBytes), within.signal);
        const headers = { "content-type": type, "idempotency-key": key };
        const request = { method: "POST", url, headers, body, call: about(action, cardId), options, fits: isOutcome(action), keep };
        return this.#outcome(await this.#send(request, within), order);
      };
      return this.#within(options, (within) =>
        alone(this.#shelf.nameOf(key), { ifAvailable: true }, () =>
          work(within).catch((error) => {
            // A refusal now says nothing of what the same key asked for before.
            if (before && error.effect === "none" && !error.operation) unclear(error);
            this.#failed(error, order, before ? "unknown" : "none");
          }),
        ),
      );
    }

    /** Throws what a write ended with. It is kept as long as its end is not known. */
    #failed(error, { key, action, cardId }, effect) {
      const call = about(action, cardId);
      if (typeof error === "string") error = errorOf(call, ofWord(error), effect);
      if (error.effect === "none") this.#shelf.forget(key);
      // An accessor, since a console shows what stands in a field.
      else Object.defineProperty(error, "idempotencyKey", { get: () => key, configurable: true });
      throw Object.assign(error, call);
    }

    #outcome(outcome, order) {
      const isOver = outcome.result !== "accepted";
      if (isOver) this.#shelf.forget(order.key);
      const settled = async (options) => {
        ownOptions(options);
        return isOver ? outcome : this.#ended(order, { deadlineMs: 300_000, ...given(options ?? {}) }, async (within) => this.#follow(outcome.operation, order, options, within, isFinal));
      };
      return Object.defineProperty(outcome, "settled", { value: settled, configurable: true });
    }

    /** Asks what became of a write. Where nothing is learnt, that is as unclear as before. */
    async #ended(order, options, work) {
      const call = about(order.action, order.cardId);
      const isUnclear = (error) => {
        throw typeof error === "string" ? errorOf(call, ofWord(error)) : unclear(error);
      };
      try {
        return this.#outcome(endOf(await this.#within(options, (within) => work(within).catch(isUnclear)), call), order);
      } catch (error) {
        return this.#failed(error, order);
      }
    }

    /** Waits until an operation is in a state that is an end. */
    async #follow(id, { action, cardId }, options, within, isEnd) {
      const { signal } = within;
      const { credentials, headers, maxAnswerBytes: most, fetch } = this.#options;
      const url = placeOf(this.#options.proxy) + `/operations/${encodeURIComponent(id)}`;
      const request = { method: "GET", url, call: about(action, cardId), options, fits: isOperation };
      return follow({
        open: async () => ({ fetch, url, init: { headers: await headersOf(headers, { accept: "text/event-stream" }, signal), credentials }, most, signal }),
        ask: () => this.#send(request, within),
        isEnd,
        signal,
      });
    }

    /** The writes whose end is not known here, the oldest first. */
    pending() {
      return this.#shelf.list();
    }

    /** What became of a write: its outcome, or its error. */
    async resume(pending, options) {
      ownOptions(options);
      const order = typeof pending === "string" ? this.#shelf.find(pending) : pending;
      if (!isKey(order?.key) || typeof order.action !== "string") wrongInput("pending", "one of pending(), or the key of one");
      const { key, action, cardId, issuer } = order;
      if (cardId !== null) checkCard(cardId);
      const request = {
        method: "GET",
        url: this.#url("/operations", { card: cardId }, issuer),
        headers: { "idempotency-key": key },
        call: about(action, cardId),
        options,
        fits: isOperation,
      };
      // Another tab may still be at it.
      return this.#ended(order, options, (within) =>
        alone(this.#shelf.nameOf(key), { signal: within.signal }, async () => {
          const found = await this.#found(request, order, within);
          return isKnown(found.state) ? found : this.#follow(found.id, order, options, within, isKnown);
        }),
      );
    }

    /** Finds the operation of a key. What never arrived has failed without an effect. */
    async #found(request, { key, atMs = 0 }, within) {
      for (let tries = 1; ; tries += 1) {
        try {
          return await this.#send(request, within);
        } catch (error) {
          if (error.code !== "not_found") throw error;
        }
        // Another tab may have sent it again meanwhile.
        const ageMs = Date.now() - Math.max(atMs, this.#shelf.find(key)?.atMs ?? 0);
        if (ageMs > ON_ITS_WAY_MS) {
          const isOld = ageMs > KEPT_MS;
          // There is nothing left to ask.
          if (isOld) this.#shelf.forget(key);
          const title = isOld ? "The proxy does not know it any more." : "It never arrived at the proxy.";
          return { state: isOld ? "unknown" : "failed", error: { code: "not_found", effect: "none", title } };
        }
        await pause(backoff(tries, 5_000), within.signal);
      }
    }

    /** Reads what may be asked of the proxy. */
    async capabilities(options) {
      return (this.#capabilities = await this.#read("capabilities", null, options, "/capabilities", hasIssuers));
    }

    /** Whether the proxy does an operation; nothing before `capabilities()` was read. */
    can(operation) {
      const { issuer } = this.#options;
      const own = this.#capabilities?.issuers.filter(({ name }) => issuer === undefined || name === issuer);
      return own?.some(({ operations, can }) => (operations ?? can)?.includes(operation));
    }

    cards(options) {
      return this.#list("cards", null, options, () => "/cards");
    }

    transactions(cardId, options) {
      return this.#list("transactions", cardId, options, () => pathOf(cardId, "transactions"));
    }

    async issue(options) {
      return this.#write("issue", null, options);
    }

    static {
      const define = (names, method) => {
        for (const name of names) {
          const value = async function (cardId, options) {
            return method(this, name, cardId, options);
          };
          Object.defineProperty(this.prototype, name, { value, configurable: true, writable: true });
        }
      };
      // Before a write is told anything its card is checked: no card stands for a new one.
      define(writes, (client, name, cardId, options) => (checkCard(cardId), client.#write(name, cardId, options)));
      define(reads, (client, name, cardId, options) => client.#read(name, cardId, options, pathOf(cardId, name)));
      define(reveals, (client, name, cardId, options) => client.#reveal(name, cardId, options));
    }
  },
};
