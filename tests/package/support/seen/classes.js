// The package's classes with ears: every event, log line, error, outcome and secret of every client is kept.
// What a test observes stays as it is.
import { plant, see, seeError } from "./record.js";
import { secretsIn, secretsInBody, secretsOfError } from "./secrets.js";

const LEVELS = ["debug", "info", "warn", "error"];

function kept(error) {
  if (Object(error) === error) plant(secretsOfError(error));
  seeError(error);
}

/** Hooks that keep each event before the test's own see it. */
function hooksOf(options) {
  const hooks = {};
  for (const name of ["onAttempt", "onAnswer", "onRetry"]) {
    const own = options[name];
    if (own !== undefined && own !== null && typeof own !== "function") continue;
    hooks[name] = (event) => {
      see("event", event);
      return own?.(event);
    };
  }
  return hooks;
}

/** A logger of every level. The test's own is told what it asked for. */
function loggerOf({ logger: own, logLevel = "warn" }) {
  const isRight = !own || LEVELS.every((level) => typeof own[level] === "function");
  if (!isRight || ![...LEVELS, "off"].includes(logLevel)) return {};
  const least = logLevel === "off" ? LEVELS.length : LEVELS.indexOf(logLevel);
  const methods = LEVELS.map((level, at) => [
    level,
    (...words) => {
      see("log line", ...words);
      if (at >= least) return own?.[level](...words);
    },
  ]);
  return { logger: Object.fromEntries(methods), logLevel: "debug" };
}

/** A fetch that sees what is sent and leaves it alone. */
function fetchOf({ fetch: own = (...call) => globalThis.fetch(...call) }) {
  if (typeof own !== "function") return {};
  const fetch = (url, init) => {
    plant(secretsIn(init.headers));
    if (init.body) plant(secretsInBody(init.body));
    return own(url, init);
  };
  return { fetch };
}

const CLIENT = {
  options(options) {
    plant(secretsIn(options.issuer));
    return { ...options, ...hooksOf(options), ...loggerOf(options), ...fetchOf(options) };
  },
  // What is prepared and what a login gives hold credentials on purpose.
  isQuiet: (method, [operation]) => method === "prepare" || (method === "interpret" && /^(login|refresh)$/.test(operation)),
};

const RECEIVER = {
  options(options) {
    const { secrets, pathSecret } = options;
    plant(secretsIn({ webhookSecret: secrets, pathSecret }));
    return options;
  },
  isQuiet: () => false,
};

/** The same promise once more, so that one that nobody waits for is still noticed. */
const passedOn = (promise, given) =>
  promise.then(
    (value) => {
      given(value);
      return value;
    },
    (error) => {
      kept(error);
      throw error;
    },
  );

/** The same function, but what it is given, gives and throws is kept. */
function heard(work, isQuiet = () => false) {
  return new Proxy(work, {
    apply(target, self, args) {
      const given = (value) => {
        plant(secretsIn(value));
        if (!isQuiet(args) && !(value instanceof Response)) see("outcome", value);
      };
      plant(secretsIn(args));
      let answer;
      try {
        answer = Reflect.apply(target, self, args);
      } catch (error) {
        kept(error);
        throw error;
      }
      if (answer instanceof Promise) return passedOn(answer, given);
      if (typeof answer?.page === "function") hearPages(answer);
      return answer;
    },
  });
}

function hearPages(list) {
  list.page = heard(list.page);
  const all = list[Symbol.asyncIterator];
  list[Symbol.asyncIterator] = (...args) => {
    const items = all.apply(list, args);
    items.next = heard(items.next.bind(items));
    return items;
  };
}

/** The methods of a class, those of an issuer alone included. */
function hearMethods(prototype, isQuiet) {
  for (const [name, { value, get, ...rest }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name === "constructor") continue;
    const method = typeof value === "function" && heard(value, (args) => isQuiet(name, args));
    if (method) Object.defineProperty(prototype, name, { ...rest, value: method });
    else if (get) Object.defineProperty(prototype, name, { ...rest, get: hearGroup(get) });
  }
}

const hearGroup = (get) =>
  function () {
    const group = get.call(this);
    return group && Object.fromEntries(Object.entries(group).map(([name, method]) => [name, heard(method)]));
  };

const done = new WeakMap();

function withEars(own, { options: prepared, isQuiet }) {
  if (!own || done.has(own)) return done.get(own) ?? own;
  hearMethods(own.prototype, isQuiet);
  const proxy = new Proxy(own, {
    construct(target, [options, ...rest], newTarget) {
      const args = Object(options) === options ? [prepared(options), ...rest] : [options, ...rest];
      try {
        const made = Reflect.construct(target, args, newTarget === proxy ? target : newTarget);
        see("client", made);
        return made;
      } catch (error) {
        kept(error);
        throw error;
      }
    },
  });
  done.set(own, proxy);
  return proxy;
}

/** What a module of the package exports, with ears. */
export function recorded({ ...exports }) {
  if (exports.CardClient) exports.CardClient = withEars(exports.CardClient, CLIENT);
  if (exports.CallbackReceiver) exports.CallbackReceiver = withEars(exports.CallbackReceiver, RECEIVER);
  return exports;
}
