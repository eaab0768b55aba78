import { readDecimal } from "../../decimals.js";

const money = (text) => /** @type {bigint} */ (readDecimal(text));

const spent = (text, fee) => ({
  type: "consume",
  amount: -money(text),
  fee: money(fee),
  currency: "USD",
  status: "Success",
  remarks: "Sandbox purchase",
});

const cardId = (last) => `a0000000-0000-4000-8000-00000000000${last}`;

/** What the seeded cards hold. A card that is not listed holds nothing. */
export const LEDGER_SEEDS = [
  { id: cardId(1), balance: money("250.5"), entries: [spent("207.57", "1.35"), spent("12.29", "0")] },
  { id: cardId(2), balance: money("80") },
  { id: cardId(3), balance: money("1000"), entries: [spent("5", "0.25")] },
  { id: cardId(4), balance: money("0.01") },
];
