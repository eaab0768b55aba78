import { fieldOfAnyCase, mediaType, parseObject } from "../../bodies.js";
import { OWN_CHOICE, emptyReply, jsonReply } from "../../replies.js";
import { createLedger } from "../../ledger.js";
import { CALLBACK_FORMS, callbackBody } from "./callback-forms.js";
import { LEDGER_SEEDS } from "./money-seeds.js";

const ERROR_TITLES = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Record Not Found",
  413: "Payload Too Large",
  429: "Too Many Requests",
  500: "Server Error",
  501: "501",
};

/** The newest first. `V2` stands for the two oldest manuals, which answer alike. */
export const ANSWER_FORMS = /** @type {const} */ (["site", "V4", "V3", "V2"]);

/**
 * What every operation of this issuer needs.
 *
 * @typedef {ReturnType<typeof createDesk>} Desk
 *
 * @param {{ world: import("../../world.js").World, options: import("../../index.js").ArthaOptions
 *   & { callbackForm?: import("../../index.js").ArthaCallbackForm },
 *   guard: ReturnType<typeof import("../artha-guard.js").createGuard> }} settings
 */
export function createDesk({ world, options, guard }) {
  const { cards, journal, settlements, callbacks } = world;
  const firstForm = options.answers ?? "site";
  let form = firstForm;
  const ledger = createLedger({ now: world.now, seeds: LEDGER_SEEDS });

  function refuse(status, why) {
    const verdict = `${why} The answer was ${status}.`;
    if (options.errorBody !== "abp") return emptyReply(status, verdict);
    const error = {
      code: null,
      message: ERROR_TITLES[status] ?? null,
      details: null,
      data: {},
      validationErrors: null,
    };
    return jsonReply(status, { error }, verdict);
  }

  const refuseByChoice = (status, why) => refuse(status, `${why} ${OWN_CHOICE}`);

  const answer = (value, verdict) => jsonReply(200, value, verdict, "text/plain");

  const failed = (why) =>
    answer(
      { taskId: null, status: "Failed", remarks: why },
      `${why} The answer was Failed. ${OWN_CHOICE}`,
    );

  // One general rule asks for lowercase URLs and no endpoint page follows it: both are taken.
  function noteSpelling({ path, note }) {
    if (path === path.toLowerCase()) note("The path came in lowercase; its page has capitals.");
  }

  function strangerReply(request, path, body) {
    const problem = guard.problem(request, path, body);
    return problem === null ? null : refuseByChoice(401, problem);
  }

  /**
   * @param {import("./callback-forms.js").Word} word
   * @param {import("../../index.js").ArthaCallbackForm} [wanted]
   */
  const say = (word, wanted = options.callbackForm ?? "camelCase") =>
    callbacks.announce({
      notifyType: word.kind,
      taskId: word.taskId,
      cardId: word.cardId,
      body: callbackBody(word, wanted),
    });

  const desk = {
    world,
    options,
    ledger,
    /** Card ids by the task id of their application. @type {Map<string, string>} */
    applications: new Map(),
    /** @type {Map<string, { taskId: string, cardId: string, amount: bigint, fee: bigint,
     *   at: number, status: "Pending" | "Success" | "Failed" }>} */
    topUps: new Map(),
    refuse,
    refuseByChoice,
    answer,
    failed,
    say,

    /** Whether answers have one of these forms now. */
    answersIn: (...forms) => forms.includes(form),

    answerIn(wanted) {
      if (!ANSWER_FORMS.includes(wanted)) {
        throw new TypeError(`A form of Artha's answers is one of: ${ANSWER_FORMS.join(", ")}.`);
      }
      form = wanted;
    },

    /** A body of JSON from the merchant, then `work`. */
    post(request, work) {
      noteSpelling(request);
      if (mediaType(request.headers) !== "application/json") {
        return refuseByChoice(400, "The Content-Type is not application/json.");
      }
      const body = parseObject(request.bytes);
      if (body === null) return refuseByChoice(400, "The body is not a JSON object.");
      return strangerReply(request, {}, body) ?? work(body);
    },

    /** A read by the merchant, then `work`. */
    get(request, path, work) {
      noteSpelling(request);
      return strangerReply(request, path, {}) ?? work();
    },

    /** The merchant's own card of that id, or the refusal. */
    cardWithId(cardId) {
      const card = cards.find("artha", cardId);
      if (card === undefined) return { refusal: refuse(404, "There is no such card.") };
      if (card.ofAnotherMerchant) {
        return { refusal: refuseByChoice(403, "The card belongs to another merchant.") };
      }
      return { card };
    },

    cardOf(request, body) {
      const cardId = fieldOfAnyCase(body, "cardId", request.note);
      if (typeof cardId !== "string" || cardId === "") {
        return { refusal: refuseByChoice(400, "The cardId is missing or is not text.") };
      }
      return desk.cardWithId(cardId);
    },

    stateProblem(card, { action, from }) {
      const running = settlements.inFlight(card);
      if (running) return `The card has a ${running} under way.`;
      return from.includes(card.state)
        ? null
        : `A card that is ${card.state} cannot take ${action}.`;
    },

    /** The answer to a write that was taken; `ids` stand first in it. */
    taken: (ids, remarks, verdict) =>
      answer({ ...ids, status: form === "V2" ? "Submit" : "Success", remarks }, verdict),

    executed: (action, cardId) => journal.executed({ issuer: "artha", action, cardId }),

    reset() {
      guard.reset();
      ledger.reset();
      desk.applications.clear();
      desk.topUps.clear();
      form = firstForm;
    },
  };

  desk.answerIn(form);
  if (!CALLBACK_FORMS.includes(options.callbackForm ?? "camelCase")) {
    throw new TypeError(`The callbackForm is one of: ${CALLBACK_FORMS.join(", ")}.`);
  }
  return desk;
}
