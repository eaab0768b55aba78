import { OWN_CHOICE } from "../replies.js";
import { activateRoute } from "./yativo/activate.js";
import { unitsFor } from "./yativo/amounts.js";
import { createBank } from "./yativo/bank.js";
import { createRoute } from "./yativo/create.js";
import { customerRoutes } from "./yativo/customer-calls.js";
import { ENVELOPE_CODES, envelope } from "./yativo/envelopes.js";
import { getRoute } from "./yativo/get.js";
import { listRoute } from "./yativo/list.js";
import { loginRoutes } from "./yativo/login.js";
import { observedRoutes } from "./yativo/observed.js";
import { topupRoute } from "./yativo/topup.js";
import { transactionsRoute } from "./yativo/transactions.js";
import { updateRoute } from "./yativo/update.js";
import { OTHER_BASE, webhookRoutes } from "./yativo/webhook-calls.js";

const BASE = "/yativo/api/v1";

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").YativoOptions} options
 * @returns {import("../world.js").Issuer}
 */
export function createYativo(world, options) {
  const bank = createBank(world, options);
  const { accountId, appSecret } = bank;

  return {
    id: "yativo",
    title: "Yativo",
    base: BASE,
    otherBase: OTHER_BASE,
    routes: [
      ...loginRoutes(bank),
      updateRoute(bank),
      getRoute(bank),
      listRoute(bank),
      transactionsRoute(bank),
      activateRoute(bank),
      createRoute(bank),
      topupRoute(bank),
      ...observedRoutes(bank),
      ...webhookRoutes(bank),
      ...customerRoutes(bank),
    ],
    config: (url) => ({
      id: "yativo",
      baseUrl: url + BASE,
      accountId,
      appSecret,
      units: unitsFor(options),
    }),
    refuse(status, why) {
      if (status === 401) return envelope("E6", { why });
      return envelope("E1", {
        status,
        text: "Request could not be processed",
        why: `${why} ${OWN_CHOICE}`,
      });
    },
    errorCodes: ENVELOPE_CODES,
    issuerError: ({ code, status }) =>
      envelope(String(code), { status, why: "An error chosen by the tester was answered." }),
    successWithError: () => envelope("E2"),
    webhook: bank.hook.letter,
    seeds: () => ({
      customers: bank.customers.all().map(({ id, label, email, isEndorsed, isActivated }) => ({
        id,
        label,
        email,
        isEndorsed,
        isActivated,
      })),
    }),
    reset: bank.reset,
  };
}
