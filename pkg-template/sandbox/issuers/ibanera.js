import { OWN_CHOICE, emptyReply, jsonReply } from "../replies.js";
import { accountBalancesRoute } from "./ibanera/accounts.js";
import { cancelRoutes } from "./ibanera/cancel.js";
import { changePinRoute } from "./ibanera/change-pin.js";
import { createRoute } from "./ibanera/create.js";
import { createDesk } from "./ibanera/desk.js";
import { detailRoutes } from "./ibanera/details.js";
import { informationRoutes } from "./ibanera/information-requests.js";
import { listRoutes } from "./ibanera/lists.js";
import { loginRoute } from "./ibanera/login.js";
import { olderTransferRoutes } from "./ibanera/older-transfers.js";
import { payinsRoute } from "./ibanera/payins.js";
import { PROGRAMS, WIRES } from "./ibanera/seeds.js";
import { switchRoutes } from "./ibanera/switch.js";
import { transferFundsRoute } from "./ibanera/transferfunds.js";

const BASE = "/ibanera";

/**
 * @param {import("../world.js").World} world
 * @param {import("../index.js").IbaneraOptions} options
 * @returns {import("../world.js").Issuer}
 */
export function createIbanera(world, options) {
  const desk = createDesk(world, options);
  const { principal, totpEncoding, failure, errorStatus } = desk;

  return {
    id: "ibanera",
    title: "Ibanera",
    base: BASE,
    routes: [
      loginRoute(desk),
      ...switchRoutes(desk),
      ...detailRoutes(desk),
      ...listRoutes(desk),
      createRoute(desk),
      transferFundsRoute(desk),
      ...olderTransferRoutes(desk),
      changePinRoute(desk),
      accountBalancesRoute(desk),
      ...cancelRoutes(desk),
      payinsRoute(desk),
      ...informationRoutes(desk),
    ],
    config: (url) => ({
      id: "ibanera",
      baseUrl: url + BASE,
      username: principal.username,
      password: principal.password,
      totpSecret: principal.totpSecret,
      // The sandbox takes a code twice; with an issuer that is not known to, a client waits for the next.
      reuseOneTimeCode: true,
      ...(totpEncoding === "text" ? { totpEncoding } : {}),
    }),
    refuse(status, why) {
      if (status === 401 || status === 404) {
        return emptyReply(status, `${why} The answer was ${status}.`);
      }
      return failure("request", "Invalid", `${why} ${OWN_CHOICE}`, status);
    },
    issuerError: ({ code, status }) =>
      failure(
        "CardsId",
        String(code),
        "An error chosen by the tester was answered.",
        status ?? (code === "Card_Provider_Error" ? 500 : errorStatus),
      ),
    successWithError: () =>
      jsonReply(
        200,
        {
          id: 0,
          details: null,
          status: "1",
          errors: [{ fieldName: "CardsId", messageCode: "Invalid" }],
        },
        "A success that carries an error was answered.",
      ),
    webhook: desk.callbacks.letter,
    seeds: () => ({
      customers: desk.customers,
      programs: PROGRAMS,
      callbackSecret: desk.callbacks.secret,
      transactions: WIRES.map(({ id }) => String(id)),
    }),
    reset: desk.reset,
  };
}
