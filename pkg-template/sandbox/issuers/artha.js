import { generateKeyPair, randomBytes } from "node:crypto";
import { jsonReply } from "../replies.js";
import { createGuard } from "./artha-guard.js";
import { applyCard } from "./artha/apply-card.js";
import { binding } from "./artha/binding.js";
import { cardActions } from "./artha/card-actions.js";
import { cardReads } from "./artha/card-reads.js";
import { createDesk } from "./artha/desk.js";
import { merchantReads } from "./artha/merchant.js";
import { createNotify } from "./artha/notify.js";
import { places } from "./artha/places.js";
import { topUps } from "./artha/top-up.js";
import { transactions } from "./artha/transactions.js";

const BASE = "/artha/api/v1";

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
 * @param {import("../index.js").ArthaOptions & { callbackForm?: import("../index.js").ArthaCallbackForm }} options
 * @returns {Promise<import("../world.js").Issuer>}
 */
export async function createArtha(world, options) {
  const keys = await newKeys();
  const customerToken = randomBytes(16).toString("hex");
  const guard = createGuard({ now: world.now, options, customerToken, publicKey: keys.publicKey });
  const desk = createDesk({ world, options, guard });

  return {
    id: "artha",
    title: "Artha",
    base: BASE,
    // The call that reads the transactions of all cards is known from a menu alone, without its
    // path, so it is not here.
    routes: [
      ...cardActions(desk),
      applyCard(desk),
      binding(desk),
      ...merchantReads(desk),
      ...cardReads(desk),
      transactions(desk),
      ...places(desk),
      ...topUps(desk),
    ],
    config: (url) => ({
      id: "artha",
      baseUrl: url + BASE,
      customerToken,
      privateKey: keys.privateKey,
    }),
    refuse: desk.refuseByChoice,
    issuerError: ({ code, status = 200 }) =>
      jsonReply(
        status,
        { taskId: null, status: "Failed", remarks: code },
        "A failure chosen by the tester was answered.",
        "text/plain",
      ),
    successWithError: () =>
      desk.answer(
        { taskId: null, status: "Success", remarks: null, data: { error: "Error encountered" } },
        "A success that carries an error was answered.",
      ),
    notify: createNotify(desk),
    answerIn: desk.answerIn,
    reset: desk.reset,
  };
}
