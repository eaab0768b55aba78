import { toBytes } from "../bytes.js";
import { MemoryLedger } from "../ledger/memory.js";
import { seatOf } from "../owner.js";
import { wrongOption } from "../refusal.js";
import { done, leave, take, tell } from "../seat.js";
import { answerOf, trapped } from "./answers.js";
import { pieces } from "./body.js";
import { commandsOf } from "./commands.js";
import { settingsOf } from "./options.js";
import { operationEvents } from "./stream.js";

/** Does what the core says, one command after the other, until it has an answer. */
async function handled(seat, { method, url, headers }, commands) {
  let told = [done, toBytes(JSON.stringify({ method, url, headers: [...headers] }))];
  for (;;) {
    const next = tell(seat, told, crypto.getRandomValues(new Uint8Array(32)));
    if (!next.do) return next;
    told = await commands[next.do](next);
  }
}

/** What outlives its request: a host's own context is the last argument, wherever that is. */
const contextOf = (given) => given.find((argument) => typeof argument?.waitUntil === "function");

/**
 * Makes the function of one runtime; `load` loads the core, as for clients. Where the runtime is one of many that
 * serve the same pages, the memory of one does not know what another executes.
 */
export function proxyMaker(load, { isOneOfMany } = {}) {
  return function createCardProxy(options) {
    const text = toBytes(settingsOf(options));
    if (isOneOfMany && !options.ledger) {
      wrongOption("ledger", "there, since workers run in many places at once: durableLedger(…), or for tests new MemoryLedger()");
    }
    const own = { ...options, issuers: { ...options.issuers }, callbacks: { ...options.callbacks } };
    const ledger = options.ledger ?? new MemoryLedger();

    async function answered(request, context) {
      const state = {};
      const body = pieces(request);
      let used, events;
      try {
        used = take(await seat());
        const commands = commandsOf({ options: own, ledger, request, context, body, state });
        const { done: answer, stream } = await handled(used, request, commands);
        if (stream && request.method !== "HEAD") events = operationEvents(ledger, stream, answer.body, used);
        return answerOf(answer, events);
      } catch {
        return trapped(state.isBegun);
      } finally {
        // A stream leaves it at its own end.
        if (used && !events) leave(used);
        await body.leave();
      }
    }

    function handler(request, ...given) {
      const context = contextOf(given);
      const answer = answered(request, context);
      // The page may go away: what has begun goes on.
      context?.waitUntil(answer);
      return answer;
    }
    const seat = seatOf(handler, load, text);
    return handler;
  };
}
