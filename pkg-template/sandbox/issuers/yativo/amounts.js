import { toCents } from "../../money.js";

// The newest page has cents for what loads a card; withdrawals were only seen in dollars.
const UNITS = { create: "cents", topup: "cents", withdraw: "dollars" };

const readers = {
  // "integer cents, multiples of 100"
  cents: (amount) => {
    const number =
      typeof amount === "string" && /^\d{1,12}$/.test(amount) ? Number(amount) : amount;
    return Number.isInteger(number) && number % 100 === 0 ? number : null;
  },
  dollars: toCents,
};

/**
 * The unit of request amounts differs by page, operation and year, so it is an option.
 *
 * @param {import("./bank.js").Bank} bank
 * @param {"create" | "topup" | "withdraw"} operation
 * @param {import("../../world.js").Arrived} request
 * @param {unknown} amount
 * @returns {number | null} cents, above zero
 */
export function readAmount({ options }, operation, request, amount) {
  const unit = options.amounts?.[operation] ?? UNITS[operation];
  const cents = readers[unit](amount);
  request.note(`The amount was read in ${unit}.`);
  if (typeof amount === "string") {
    request.note("The amount came as text, as one page has it; others have a number.");
  }
  return cents !== null && cents > 0 ? cents : null;
}

/**
 * The pages contradict one another about every fee, so there is none unless the tester sets it.
 *
 * @param {import("./bank.js").Bank} bank
 * @param {"create" | "topup" | "withdraw"} operation
 */
export const feeOf = ({ options }, operation) => options.fees?.[operation] ?? 0;
