// What the page says of the five issuers, and what a visitor must say for an action. What may be done is
// told by the proxy; why, and with what consequence, by the package's own table.
import { capabilities } from "cardlatch/capabilities";

const AMOUNT = { name: "amount" };

const ISSUERS = {
  artha: {
    name: "Artha",
    about: "Accepts at once. The result comes later, by callback.",
    readable: false,
    callsBack: true,
    asks: { topUp: [AMOUNT] },
  },
  "artha-v1": {
    name: "Artha v1",
    about: "The newer API. Answers are checked by reading the card.",
    readable: true,
    callsBack: false,
    asks: { setPin: [{ name: "pin" }], topUp: [AMOUNT] },
  },
  yativo: {
    name: "Yativo",
    about: "Can say success and mean failure, so the card is read back.",
    readable: true,
    callsBack: false,
    asks: { topUp: [{ ...AMOUNT, whole: true }] }, // documented: cents in multiples of 100
  },
  "open-api": {
    name: "OPEN-API",
    about: "Takes orders for physical cards, and tells their new state on its own.",
    readable: false,
    callsBack: false,
    asks: {},
  },
  ibanera: {
    name: "Ibanera",
    about: "A fresh one-time code with every call.",
    readable: true,
    callsBack: false,
    asks: { setPin: [{ name: "oldPin" }, { name: "newPin" }], topUp: [AMOUNT] },
  },
};

/** What the page reads of cards beside their state. */
const READS = ["cards", "balance", "transactions", "topUpFee"];

/** `offers(issuer, operation)` says what the proxy allows and the issuer has. */
export function describeIssuers(offers) {
  return Object.entries(ISSUERS).map(([id, { asks, ...issuer }]) => {
    const table = capabilities.filter((capability) => capability.issuer === id);
    const actions = [...table, topUp(id, offers)].map((capability) => ({
      ...capability,
      offered: offers(id, capability.action),
      asks: asks[capability.action] ?? [],
    }));
    return { id, ...issuer, actions, reads: READS.filter((read) => offers(id, read)) };
  });
}

// Money is no matter of the capability table, but it is moved by a button beside the others.
function topUp(issuer, offers) {
  const offered = offers(issuer, "topUp");
  return {
    issuer,
    action: "topUp",
    support: offered ? "supported" : "not_offered",
    requires: [],
    effects: [],
    answer: ISSUERS[issuer].callsBack ? "accepted_then_callback" : "accepted_only",
    reason: offered
      ? "The issuer takes the top-up; the money arrives later."
      : "There is no documented top-up call.",
  };
}
