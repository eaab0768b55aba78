import { asNumber } from "../../decimals.js";
import { PLANTED } from "../../seeds.js";

const STATUS_WORDS = {
  inactive: "inactive",
  active: "active",
  frozen: "frozen",
  // Four words are named; a card that is being closed or is lost has none of its own.
  closing: "cancelled",
  closed: "cancelled",
  lost: "frozen",
};

export const statusOf = (card) => card.issuerWord ?? STATUS_WORDS[card.state];

export const numberOf = (card) => card.number ?? PLANTED.pan;

/** The first revision has the type in lowercase, the newer ones with a capital. */
export const typeOf = (desk, { form }) =>
  desk.answersIn("R1") ? form : form === "virtual" ? "Virtual" : "Physical";

/** The names are the first revision's; the newest page is cut before them. */
export function cardObject(desk, card) {
  const product = desk.productWith(card.productId);
  return {
    id: card.id,
    customerId: card.customerId,
    productId: card.productId,
    productName: product.name,
    provider: null,
    cardType: typeOf(desk, card),
    cardNumberMasked: `****${numberOf(card).slice(-4)}`,
    currency: product.currency,
    status: statusOf(card),
    balance: asNumber(desk.ledger.accountOf(card.id).balance),
    createdAt: card.createdAt ?? desk.time(),
    updatedAt: card.updatedAt ?? null,
  };
}
