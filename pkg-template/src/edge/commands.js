import { sha256 } from "../commands.js";
import { toBytes } from "../bytes.js";
import { within } from "../drive.js";
import { done, failed, view } from "../seat.js";
import { whole } from "./body.js";
import { isObject } from "../settings.js";
import { exposed } from "./values.js";

/** What a callback may weigh; issuers send a few hundred bytes. */
const mostOfCallback = 2 ** 20;

const json = (value) => [done, toBytes(JSON.stringify(value))];

/** What somebody else's code gives, or that it threw. */
async function asked(work) {
  try {
    return json(await work());
  } catch {
    return [failed];
  }
}

/** Errors of other libraries have a `toJSON` too, with all that they know. */
const isOfClient = (error) => error?.name === "CardError" && typeof error.toJSON === "function" && typeof error.effect === "string";

/** How a call of a client ended. What is no error of the client tells nothing of the effect: the core assumes the worst. */
async function called(work) {
  try {
    return json({ done: (await work()) ?? {} });
  } catch (error) {
    return isOfClient(error) ? json({ failed: error.toJSON() }) : [failed];
  }
}

function idOf(principal) {
  if (principal == null) return null;
  const id = isObject(principal) ? principal.id : principal;
  if (typeof id !== "string") throw new TypeError("A principal is a text or has a text as its id.");
  return id;
}

/** What a program's hook could not do before anything was sent. */
const failedBefore = { code: "failed", effect: "none", retryable: false };

/** The hook took all the time that there was for the call. */
const lateBefore = { code: "timeout", effect: "none", retryable: true };

/** What the client is called with: what the page said, or what the program makes of it; or why it is not called. */
async function completedBy({ complete }, principal, about, mostMs) {
  if (!complete) return [undefined, about.options];
  try {
    const [how, completed] = await within(async () => [done, await complete(principal, about)], mostMs);
    if (how !== done) return [lateBefore];
    return isObject(completed) ? [undefined, completed] : [failedBefore];
  } catch (error) {
    // What nobody has sent has done nothing, whatever the error says. Errors of other libraries tell of their own
    // requests, which is not for a page.
    return [isOfClient(error) ? { ...error.toJSON(), effect: "none" } : failedBefore];
  }
}

function limitOf(answer) {
  if (answer === undefined || answer === true) return { allowed: true };
  const { allowed, limit, remaining, resetSeconds } = Object(answer);
  return { allowed: allowed === true, limit, remaining, resetSeconds };
}

/** How the client's method of an operation is called: about a card, about none, or one page of a list. */
function calls(client, { operation, cardId, options }) {
  if (operation === "issue") return client.issue(options);
  if (operation === "cards") return client.cards(options).page(options.page);
  if (operation === "transactions") return client.transactions(cardId, options).page(options.page);
  return client[operation](cardId, options);
}

/**
 * What each command of the core means for one request. Each gives what the core is told: how it went, bytes,
 * a number. None decides anything. A principal's own object goes back to the program's hooks as it came.
 */
export function commandsOf({ options, ledger, request, context, body, state }) {
  /** A line that is kept is told; what a hook does with it changes nothing. */
  const told = async (line) => {
    try {
      if (line) await options.onAudit?.(line);
    } catch {}
  };
  return {
    authenticate: () =>
      asked(async () => {
        state.principal = await options.authenticate(request);
        return { principal: idOf(state.principal) };
      }),
    rateLimit: ({ action, cardId, issuer }) =>
      asked(async () => limitOf(await options.rateLimit(state.principal, { action, cardId, issuer }, request))),
    owns: ({ cards, action, issuer }) =>
      asked(async () => {
        const answers = await Promise.all(cards.map(async (card) => options.owns(state.principal, card, action, issuer)));
        return { owns: answers.map((answer) => answer === true) };
      }),
    confirm: ({ action, cardId, issuer, options: wanted }) =>
      asked(async () => {
        const about = { action, cardId: cardId ?? null, issuer, options: wanted };
        return { confirmed: (await options.confirm(state.principal, about, request)) === true };
      }),

    async read() {
      try {
        const { piece, isLast } = await body.next();
        return [done, piece, Number(isLast)];
      } catch {
        return [failed];
      }
    },
    hash: async (place) => sha256(view(place)),

    async execute({ issuer, operation, cardId, options: wanted, deadlineMs, image, core }) {
      const picture = image && { signImage: view({ core, ...image }).slice() };
      // A page that goes away ends what only reads for it, and never what changes a card.
      const signal = state.isReserved ? undefined : request.signal;
      const endsMs = Date.now() + deadlineMs;
      const about = { action: operation, cardId: cardId ?? null, issuer, options: wanted };
      const [refused, completed] = await completedBy(options, state.principal, about, deadlineMs);
      // The lease of a write is for the hook and the call together.
      const leftMs = endsMs - Date.now();
      if (refused || leftMs <= 0) return json({ failed: refused ?? lateBefore });
      const own = { ...completed, ...picture, deadlineMs: leftMs, ...(signal && { signal }) };
      state.isBegun ||= state.isReserved;
      return called(async () => {
        const value = await calls(options.issuers[issuer], { operation, cardId, options: own });
        return /^reveal/.test(operation) ? exposed(value) : value;
      });
    },
    reconcile: ({ issuer, action, cardId, deadlineMs }) => called(() => options.issuers[issuer].reconcile(action, cardId, { deadlineMs })),

    reserve({ ask }) {
      state.isReserved = true;
      return asked(async () => {
        const answer = await ledger.reserve(ask);
        // An earlier request may have done what this one repeats.
        state.isBegun ||= answer.verdict === "known" || answer.verdict === "running";
        return answer;
      });
    },
    record: ({ change }) =>
      asked(async () => {
        const entry = await ledger.record(change);
        told(change.audit);
        return { entry };
      }),
    find: ({ operation, shard }) => asked(async () => ({ entry: await ledger.find(operation, shard, Date.now()) })),
    audit: ({ line }) =>
      asked(async () => {
        await ledger.audit(line);
        told(line);
        return {};
      }),

    async callback({ issuer, pathSecret }) {
      const { method, headers } = request;
      const bytes = await whole(body, mostOfCallback).catch(() => undefined);
      if (!bytes) return json({ failed: { code: "invalid_input" }, reply: { status: 413, headers: {}, body: "" } });
      try {
        const address = await (options.address ? options.address(request) : context?.address);
        const { event, reply } = await options.callbacks[issuer].receive({ method, headers, body: bytes, pathSecret, address });
        state.event = event;
        return json({ event, reply });
      } catch (error) {
        return error?.reply ? json({ failed: error.toJSON(), reply: error.reply }) : [failed];
      }
    },
    take: ({ delivery }) => asked(() => ledger.take(delivery)),
    async handle({ issuer, operations }) {
      const { event } = state;
      try {
        await options.onEvent?.(event, { issuer, operations });
        return json({ handled: true });
      } catch {
        return json({ handled: false });
      }
    },
    keep: ({ delivery, handled }) =>
      asked(async () => {
        await ledger.keep(delivery, handled);
        return {};
      }),
  };
}
