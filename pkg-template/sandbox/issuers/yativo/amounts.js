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

/** The unit in which an operation's amount is read. */
const unitOf = ({ amounts }, operation) => amounts?.[operation] ?? UNITS[operation];

const WORDS = { cents: /** @type {const} */ ("minor"), dollars: /** @type {const} */ ("major") };

/** The same for a client, in its words. */
export const unitsFor = (options) => ({
  issue: WORDS[unitOf(options, "create")],
  topUp: WORDS[unitOf(options, "topup")],
  withdraw: WORDS[unitOf(options, "withdraw")],
});

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
  const unit = unitOf(options, operation);
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
