import { generateKeyPair, randomBytes, randomUUID } from "node:crypto";
import { fieldOfAnyCase, mediaType, parseObject } from "../bodies.js";
import { OWN_CHOICE, effectVerdict, emptyReply, jsonReply } from "../replies.js";
import { PROGRAMS } from "../seeds.js";
import { inspectSignImage } from "../sign-image.js";
import { merchantAnswer, programAnswer } from "./artha-answers.js";
import { createGuard } from "./artha-guard.js";

const BASE = "/artha/api/v1";

// `image` is the spelling of the page that describes the call. Set PIN is only known from an
// older manual, which writes the field in lowercase.
const ACTIONS = {
  CardFreeze: { action: "freeze", from: ["active"], to: "frozen", image: "signImage" },
  CardUnFreeze: { action: "unfreeze", from: ["frozen"], to: "active", image: "signImage" },
  CancelCard: {
    action: "cancel",
    from: ["inactive", "active", "frozen"],
    to: "closed",
    image: null,
  },
  CardSetPin: { action: "setPin", from: ["active"], to: null, image: "signimage" },
};

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

/** @returns {Promise<{ publicKey: string, privateKey: string }>} */
function newKeys() {
  const form = {
    modulusLength: 1024,
    publicKeyEncoding: {
      type: /** @type {const} */ ("spki"),
      format: /** @type {const} */ ("pem"),
    },
    privateKeyEncoding: {
      type: /** @type {const} */ ("pkcs8"),
      format: /** @type {const} */ ("pem"),
    },
  };
  return new Promise((resolve, reject) => {
    generateKeyPair("rsa", form, (error, publicKey, privateKey) =>
      error ? reject(error) : resolve({ publicKey, privateKey }),
    );
  });
}

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").ArthaOptions} options
 * @returns {Promise<import("../world.js").Issuer>}
 */
export async function createArtha(world, options) {
  const { cards, journal, settlements } = world;
  const keys = await newKeys();
  const customerToken = randomBytes(16).toString("hex");
  const guard = createGuard({ now: world.now, options, customerToken, publicKey: keys.publicKey });

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

  function strangerReply(request, path, body) {
    const problem = guard.problem(request, path, body);
    return problem === null ? null : refuseByChoice(401, problem);
  }

  function imageProblem(request, body, card, name) {
    const value = fieldOfAnyCase(body, name, request.note);
    if (value === undefined || value === null || value === "") {
      const program = PROGRAMS.find(({ programId }) => programId === card.programId);
      return program?.needPhotoForOperateCard
        ? "The card's program needs a signature picture and none came."
        : null;
    }
    const { problem, dataUrl, kind } = inspectSignImage(value);
    if (dataUrl) {
      request.note(
        "The signature picture came as a data URL; the page says base64, both are taken.",
      );
    }
    if (problem !== null) return `The signature picture was refused: ${problem}.`;
    request.note(`The signature picture is a sound ${kind}.`);
    return null;
  }

  const failed = (why) =>
    answer(
      { taskId: null, status: "Failed", remarks: why },
      `${why} The answer was Failed. ${OWN_CHOICE}`,
    );

  function stateProblem(card, { action, from }) {
    const running = settlements.inFlight(card);
    if (running) return `The card has a ${running} under way.`;
    return from.includes(card.state) ? null : `A card that is ${card.state} cannot take ${action}.`;
  }

  function perform(request, card, { action, to }) {
    const taskId = randomUUID();
    if (!request.dry) {
      journal.executed({ issuer: "artha", action, cardId: card.id });
      if (to !== null) settlements.add({ taskId, card, action, to });
    }
    const remarks = to === null ? "CardSetPin SuccesFully!" : "CardInProgress";
    if (to !== null && !request.dry) request.note(`It takes effect later, as task ${taskId}.`);
    return answer({ taskId, status: "Success", remarks }, effectVerdict(request, action, card));
  }

  function cardOf(request, body) {
    const cardId = fieldOfAnyCase(body, "cardId", request.note);
    if (typeof cardId !== "string" || cardId === "") {
      return { refusal: refuseByChoice(400, "The cardId is missing or is not text.") };
    }
    const card = cards.find("artha", cardId);
    if (card === undefined) return { refusal: refuse(404, "There is no such card.") };
    if (card.ofAnotherMerchant) {
      return { refusal: refuseByChoice(403, "The card belongs to another merchant.") };
    }
    return { card };
  }

  function actOnCard(rule, request, body) {
    const { card, refusal } = cardOf(request, body);
    if (refusal) return refusal;
    const picture = rule.image === null ? null : imageProblem(request, body, card, rule.image);
    if (picture !== null) return refuseByChoice(400, picture);
    const wrongState = stateProblem(card, rule);
    return wrongState === null ? perform(request, card, rule) : failed(wrongState);
  }

  function act(rule, request) {
    if (mediaType(request.headers) !== "application/json") {
      return refuseByChoice(400, "The Content-Type is not application/json.");
    }
    const body = parseObject(request.bytes);
    if (body === null) return refuseByChoice(400, "The body is not a JSON object.");
    return strangerReply(request, {}, body) ?? actOnCard(rule, request, body);
  }

  function merchant(request) {
    noteSpelling(request);
    return (
      strangerReply(request, {}, {}) ??
      answer(merchantAnswer(options.programs ?? "array"), "The merchant was read.")
    );
  }

  function programDetails(request, programid) {
    noteSpelling(request);
    const stranger = strangerReply(request, { programid }, {});
    if (stranger !== null) return stranger;
    const program = PROGRAMS.find(({ programId }) => programId === programid.toLowerCase());
    if (program === undefined) return refuse(404, "There is no such program.");
    return answer(programAnswer(program), "The program details were read.");
  }

  // One general rule asks for lowercase URLs and no endpoint page follows it: both are taken.
  function noteSpelling({ path, note }) {
    if (path === path.toLowerCase()) note("The path came in lowercase; its page has capitals.");
  }

  const actionRoutes = Object.entries(ACTIONS).map(([name, rule]) => ({
    name,
    kind: /** @type {const} */ ("action"),
    methods: ["POST"],
    pattern: new RegExp(`^/(?:${name}|${name.toLowerCase()})$`),
    handle(request) {
      noteSpelling(request);
      return act(rule, request);
    },
  }));

  return {
    id: "artha",
    title: "Artha",
    base: BASE,
    routes: [
      ...actionRoutes,
      {
        name: "Merchant",
        kind: "read",
        methods: ["GET"],
        pattern: /^\/MerchantInformation\/Merchant$/i,
        handle: merchant,
      },
      {
        name: "programdetails",
        kind: "read",
        methods: ["GET"],
        pattern: /^\/MerchantInformation\/programdetails\/([^/]+)$/i,
        handle: programDetails,
      },
    ],
    config: (url) => ({
      id: "artha",
      baseUrl: url + BASE,
      customerToken,
      privateKey: keys.privateKey,
    }),
    refuse: refuseByChoice,
    issuerError: ({ code, status = 200 }) =>
      jsonReply(
        status,
        { taskId: null, status: "Failed", remarks: code },
        "A failure chosen by the tester was answered.",
        "text/plain",
      ),
    successWithError: () =>
      answer(
        { taskId: null, status: "Success", remarks: null, data: { error: "Error encountered" } },
        "A success that carries an error was answered.",
      ),
    reset: guard.reset,
  };
}
