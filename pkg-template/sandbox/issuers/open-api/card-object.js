import { toUnits } from "../../money.js";
import { PLANTED } from "../../seeds.js";
import { APP_ID } from "./seeds.js";

// The codes are on a page that is not public; only the sample's 2, with a time of use, is known.
const STATUS = { inactive: 1, active: 2, frozen: 3, closing: 4, closed: 5, lost: 6 };

// 21 digits, as in the sample: more than a double or 64 bits can hold.
const CARD_NO = `${PLANTED.pan}12345`;

const time = (ms) => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

/**
 * The card as its webhook carries it, with number and CVV in clear. What is unset is empty text.
 *
 * @param {import("../../seeds.js").Seed} card
 * @param {number} now
 */
export function cardObject(card, now) {
  const isClosing = ["closing", "closed"].includes(card.state);
  return {
    card_id: card.id,
    order_id: `ord_${card.id.slice(-8)}`,
    out_order_id: `platform_ord_${card.id.slice(-8)}`,
    app_id: APP_ID,
    bin_id: "cpi_5a0d000000001",
    holder_id: "",
    card_no: CARD_NO,
    balance: toUnits(card.balanceCents ?? 0),
    limit: 10,
    expiry: "05/31",
    cvv: PLANTED.cvc,
    pin: "",
    status: STATUS[card.state],
    use_at: card.state === "inactive" ? "" : "2025-03-03 02:42:11",
    close_at: isClosing ? time(now) : "",
    end_at: card.state === "closed" ? time(now) : "",
    mark: "",
  };
}
