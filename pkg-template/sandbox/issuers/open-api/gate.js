import { randomBytes } from "node:crypto";
import { mediaType, parseObject } from "../../bodies.js";
import { OWN_CHOICE, jsonReply } from "../../replies.js";
import { APP_ID, CUSTOMER_ID } from "./seeds.js";

// No failing code is published. These are the sandbox's own, far from anything a vendor uses.
const REFUSALS = {
  malformed: { code: 990400, message: "sandbox: malformed request" },
  credentials: { code: 990401, message: "sandbox: wrong customer_id, app_id or key" },
  unknownCard: { code: 990404, message: "sandbox: unknown card" },
  unknownTransaction: { code: 990405, message: "sandbox: unknown transaction" },
  wrongState: { code: 990409, message: "sandbox: the card is in the wrong state" },
  virtualCard: { code: 990422, message: "sandbox: virtual cards are not supported" },
};

const isText = (value) => typeof value === "string" && value !== "";

/** The envelope, and who may pass: the credentials ride in every body. */
export function createGate() {
  const key = randomBytes(16).toString("hex");

  function shapeProblem(body, texts) {
    if (!Number.isInteger(body.customer_id) || !Number.isInteger(body.app_id)) {
      return "customer_id or app_id is not a whole JSON number.";
    }
    if (typeof body.key !== "string") return "The key is not text.";
    const lacking = texts.find((name) => !isText(body[name]));
    return lacking === undefined ? null : `The ${lacking} is not a JSON string.`;
  }

  const isKnown = (body) =>
    body.customer_id === CUSTOMER_ID && body.app_id === APP_ID && body.key === key;

  const gate = {
    key,

    /** @param {keyof typeof REFUSALS} name @param {string} why */
    refuse: (name, why) =>
      jsonReply(
        200,
        REFUSALS[name],
        `${why} The answer was code ${REFUSALS[name].code}. ${OWN_CHOICE}`,
      ),

    /** @param {string} verdict @param {unknown} [data] */
    success: (verdict, data) => jsonReply(200, { code: 0, message: "success", data }, verdict),

    /**
     * @param {readonly string[]} texts the fields of the body that are text, beside the key
     * @param {(request: import("../../world.js").Arrived, body: Record<string, any>) => import("../../replies.js").Reply} work
     * @returns {(request: import("../../world.js").Arrived) => import("../../replies.js").Reply}
     */
    admit: (texts, work) => (request) => {
      const isJson = mediaType(request.headers) === "application/json";
      const body = isJson ? parseObject(request.bytes) : null;
      if (body === null) {
        return gate.refuse("malformed", "The body is not a JSON object sent as application/json.");
      }
      const problem = shapeProblem(body, texts);
      if (problem !== null) return gate.refuse("malformed", problem);
      return isKnown(body)
        ? work(request, body)
        : gate.refuse("credentials", "The credentials are wrong.");
    },
  };
  return gate;
}

/** @typedef {ReturnType<typeof createGate>} Gate */
