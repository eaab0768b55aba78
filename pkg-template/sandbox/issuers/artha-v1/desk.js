import { mediaType, parseObject } from "../../bodies.js";
import { OWN_CHOICE, emptyReply, jsonReply } from "../../replies.js";
import { createLedger } from "../../ledger.js";
import { ANSWER_FORMS, formed, readForm } from "./forms.js";
import { APPLICANTS, CUSTOMERS, LEDGER_SEEDS, PRODUCTS } from "./seeds.js";

const PREFIX = "(?:/ext)?/api/v1";

/**
 * What every operation of this issuer needs.
 *
 * @typedef {ReturnType<typeof createDesk>} Desk
 *
 * @param {{ world: import("../../world.js").World, options: import("../../index.js").ArthaV1Options,
 *   guard: ReturnType<typeof import("./guard.js").createGuard> }} settings
 */
export function createDesk({ world, options, guard }) {
  const { cards, journal } = world;
  const firstForm = options.answers ?? "R3";
  /** @type {import("../../index.js").ArthaV1Answers} */
  let form = firstForm;
  const ledger = createLedger({ now: world.now, seeds: LEDGER_SEEDS });

  // The body of an error is on no page.
  const refuse = (status, why) => emptyReply(status, `${why} The answer was ${status}.`);
  const refuseByChoice = (status, why) => refuse(status, `${why} ${OWN_CHOICE}`);

  const desk = {
    world,
    options,
    ledger,
    refuse,
    refuseByChoice,

    /** 422 is the one status that a page names for content that cannot be taken. */
    unfit: (why) => refuseByChoice(422, why),

    /** @type {Map<string, any>} */
    customers: new Map(),
    /** By customer and product. @type {Map<string, any>} */
    applicants: new Map(),
    /** By card. @type {Map<string, Record<string, number | null>>} */
    limits: new Map(),
    /** By task. @type {Map<string, any>} */
    topUps: new Map(),

    productWith: (id) => PRODUCTS.find(({ productId }) => productId === id),
    applicantKey: (customerId, productId) => `${customerId} ${productId}`,
    time: (ms = world.now()) => new Date(ms).toISOString(),

    answersIn: (...forms) => forms.includes(form),

    answerIn(wanted) {
      if (!ANSWER_FORMS.includes(wanted)) {
        throw new TypeError(
          `A form of this issuer's answers is one of: ${ANSWER_FORMS.join(", ")}.`,
        );
      }
      form = wanted;
    },

    inForm: (value) => formed(value, form, world.now()),
    answer: (status, value, verdict) => jsonReply(status, desk.inForm(value), verdict),

    executed: (action, id) => journal.executed({ issuer: "artha-v1", action, cardId: id }),

    /**
     * @param {string} name
     * @param {"action" | "read"} kind
     * @param {string} method
     * @param {string} path `:id` stands for one part of a path
     * @param {(request: import("../../world.js").Arrived, ...parts: string[]) =>
     *   import("../../replies.js").Reply} work
     * @returns {import("../../world.js").Route}
     */
    route(name, kind, method, path, work) {
      // The pages write these two resources with a capital here and without it there.
      const spelt = path
        .replaceAll("customers", "[Cc]ustomers")
        .replaceAll("products", "[Pp]roducts")
        .replaceAll(":id", "([^/]+)");
      return {
        name,
        kind,
        methods: [method],
        pattern: new RegExp(`^${PREFIX}/${spelt}$`),
        handle(request, ...parts) {
          const isOuter = request.path.startsWith("/ext/");
          request.note(`The prefix was ${isOuter ? "/ext/api/v1" : "/api/v1"}.`);
          const problem = guard.problem(request);
          // 401 is documented, what it is answered for is not.
          return problem === null ? work(request, ...parts) : refuseByChoice(401, problem);
        },
      };
    },

    /**
     * The body in the newest names, then `work`. An empty body counts as `{}` where nothing in it
     * is required.
     */
    withBody(request, { mayBeEmpty = false }, work) {
      if (mayBeEmpty && request.bytes.length === 0) return work({}, false);
      if (mediaType(request.headers) !== "application/json") {
        return refuseByChoice(400, "The Content-Type is not application/json.");
      }
      const body = parseObject(request.bytes);
      if (body === null) return refuseByChoice(400, "The body is not a JSON object.");
      const { fields, isSnake } = readForm(body, request.note);
      return work(fields, isSnake);
    },

    withCard(cardId, work) {
      const card = cards.find("artha-v1", cardId);
      return card === undefined ? refuse(404, "There is no such card.") : work(card);
    },

    withCustomer(customerId, work) {
      const customer = desk.customers.get(customerId);
      return customer === undefined ? refuse(404, "There is no such customer.") : work(customer);
    },

    reset() {
      guard.reset();
      ledger.reset();
      form = firstForm;
      for (const books of [desk.customers, desk.applicants, desk.limits, desk.topUps]) {
        books.clear();
      }
      const createdAt = desk.time();
      for (const one of CUSTOMERS) desk.customers.set(one.id, { ...one, createdAt });
      for (const one of APPLICANTS) {
        desk.applicants.set(desk.applicantKey(one.customerId, one.productId), { ...one });
      }
    },
  };

  desk.answerIn(form);
  desk.reset();
  return desk;
}
