import { writeDecimal } from "../../decimals.js";
import { PLANTED } from "../../seeds.js";

// No page shows a value of cardStatus. These words are the sandbox's own.
const STATUS_WORDS = {
  inactive: "Inactive",
  active: "Active",
  frozen: "Frozen",
  closing: "Cancelling",
  closed: "Cancelled",
  lost: "Lost",
};

const EXPIRATION_DATE = "2030-10-01";

const numberOf = (card) => card.number ?? PLANTED.pan;

/** Number and code stand in clear, as documented. `cardStatus` is a field of the site alone. */
const details = (desk, card) => ({
  cardNumber: numberOf(card),
  cvv: PLANTED.cvc,
  expirationDate: EXPIRATION_DATE,
  ...(desk.answersIn("site") ? { cardStatus: card.issuerWord ?? STATUS_WORDS[card.state] } : {}),
});

/** The manual's table says `Pin`, its example `pin`. */
const pin = (desk, card) => ({
  cardNumber: numberOf(card),
  [desk.options.pinName ?? "pin"]: PLANTED.pin,
});

// Each source spells the five names in another way. The site's list is cut after the third; its
// prose has all five.
const BALANCE_NAMES = {
  site: ["availableBalance", "cardCurrency", "cardNumber", "cardType", "currentBalance"],
  manual: ["availablebalance", "cardcurrency", "cardnumber", "cardtype", "currentbalance"],
  V2: ["available_balance", "card_currency", "card_number", "card_type", "current_balance"],
};

/** Amounts are strings. */
function balance(desk, card) {
  const { balance: current, hold } = desk.ledger.accountOf(card.id);
  const values = [
    writeDecimal(current - hold, 2),
    "USD",
    numberOf(card),
    card.form === "virtual" ? "Virtual" : "Physical",
    writeDecimal(current, 2),
  ];
  const named = (names) => Object.fromEntries(names.map((name, index) => [name, values[index]]));
  if (desk.answersIn("V2")) return { code: "200", data: named(BALANCE_NAMES.V2), msg: "ok" };
  return named(desk.answersIn("site") ? BALANCE_NAMES.site : BALANCE_NAMES.manual);
}

const READS = {
  CardDetails: { make: details, said: "details were read" },
  PinDetails: { make: pin, said: "PIN was read" },
  CardBalance: { make: balance, said: "balance was read" },
};

/** @param {import("./desk.js").Desk} desk */
export const cardReads = (desk) =>
  Object.entries(READS).map(([name, { make, said }]) => ({
    name,
    kind: /** @type {const} */ ("read"),
    methods: ["GET"],
    pattern: new RegExp(`^/(?:${name}|${name.toLowerCase()})/([^/]+)$`),
    handle: (request, cardId) =>
      desk.get(request, { cardId }, () => {
        const { card, refusal } = desk.cardWithId(cardId);
        return refusal ?? desk.answer(make(desk, card), `The card's ${said}.`);
      }),
  }));
