import { randomBytes } from "node:crypto";
import { jsonReply } from "../replies.js";
import { applicantRoutes } from "./artha-v1/applicants.js";
import { cardActions } from "./artha-v1/card-actions.js";
import { cardRoutes } from "./artha-v1/cards.js";
import { customerRoutes } from "./artha-v1/customers.js";
import { createDesk } from "./artha-v1/desk.js";
import { fundingRoutes } from "./artha-v1/funding.js";
import { createGuard } from "./artha-v1/guard.js";
import { limitRoutes } from "./artha-v1/limits.js";
import { productRoutes } from "./artha-v1/products.js";
import { transactionRoutes } from "./artha-v1/transactions.js";
import { createNotify } from "./artha-v1/webhooks.js";

const BASE = "/artha-v1";

/**
 * Artha's newer API, with HMAC headers. It reads requests of all three revisions.
 *
 * @param {import("../world.js").World} world
 * @param {import("../index.js").ArthaV1Options} options
 * @returns {import("../world.js").Issuer}
 */
export function createArthaV1(world, options) {
  const apiKey = `ak_sandbox_${randomBytes(8).toString("hex")}`;
  const secret = randomBytes(32).toString("base64");
  const guard = createGuard({ now: world.now, options, base: BASE, apiKey, secret });
  const desk = createDesk({ world, options, guard });

  return {
    id: "artha-v1",
    title: "Artha v1",
    base: BASE,
    // The history of top-ups and the transactions of a customer are known from a menu alone.
    routes: [
      ...cardActions(desk),
      ...cardRoutes(desk),
      ...limitRoutes(desk),
      ...fundingRoutes(desk),
      ...transactionRoutes(desk),
      ...customerRoutes(desk),
      ...applicantRoutes(desk),
      ...productRoutes(desk),
    ],
    config: (url) => ({
      id: "artha-v1",
      baseUrl: url + BASE,
      apiKey,
      secret,
      pathPrefix: "/api/v1",
      amountUnit: "major",
      ...(options.secretEncoding === "base64" ? { secretEncoding: "base64" } : {}),
    }),
    refuse: desk.refuseByChoice,
    // No failure's body is documented; these have the fields of an action's result.
    issuerError: ({ code, status = 200 }) =>
      jsonReply(
        status,
        desk.inForm({ cardId: null, status: "failed", message: code, taskId: null }),
        "A failure chosen by the tester was answered.",
      ),
    successWithError: () =>
      desk.answer(
        200,
        { cardId: null, status: "success", message: null, error: "Error encountered" },
        "A success that carries an error was answered.",
      ),
    notify: createNotify(desk),
    answerIn: desk.answerIn,
    reset: desk.reset,
  };
}
