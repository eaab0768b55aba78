import { fieldOfAnyCase } from "../../bodies.js";
import { writeDecimal } from "../../decimals.js";

// Neither the first page's number nor the sizes are documented. Both are the sandbox's choice.
const FIRST_PAGE = 1;
const USUAL_SIZE = 10;
const LARGEST_SIZE = 100;

/**
 * The answer's names are in no stored page. Its prose speaks of amount, currency, fees, type,
 * status and remarks, and the request filters by time; a plain list of these is the simplest form.
 */
const shown = ({ cardId, amount, currency, fee, type, status, remarks, at }) => ({
  cardId,
  amount: writeDecimal(amount, 2),
  currency,
  fee: writeDecimal(fee, 2),
  type,
  status,
  remarks,
  date: new Date(at).toISOString(),
});

const isAbsent = (value) => value === undefined || value === null;
const isTime = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d{2}-\d{2}T/.test(value) &&
  !Number.isNaN(Date.parse(value));
const isInt32 = (value) => Number.isInteger(value) && value >= 0 && value <= 2147483647;

const RULES = {
  cardId: { fits: (value) => typeof value === "string", says: "text or null" },
  page: { fits: isInt32, says: "a whole number" },
  size: { fits: (value) => isInt32(value) && value > 0, says: "a whole number from 1" },
  startTime: { fits: isTime, says: "an ISO date-time" },
  endTime: { fits: isTime, says: "an ISO date-time" },
};

/** @returns {{ wanted: Record<string, any>, problem?: string }} */
function readFilter(body, note) {
  const wanted = {};
  for (const [name, { fits, says }] of Object.entries(RULES)) {
    const value = fieldOfAnyCase(body, name, note);
    if (isAbsent(value)) continue;
    if (!fits(value)) return { wanted, problem: `The ${name} is not ${says}.` };
    wanted[name] = value;
  }
  return { wanted };
}

function find(desk, { cardId, page, size = USUAL_SIZE, startTime, endTime }) {
  const first = desk.options.firstPage ?? FIRST_PAGE;
  const from = isAbsent(startTime) ? -Infinity : Date.parse(startTime);
  const to = isAbsent(endTime) ? Infinity : Date.parse(endTime);
  const length = Math.min(size, LARGEST_SIZE);
  const start = Math.max(0, (page ?? first) - first) * length;
  return desk.ledger
    .entries()
    .filter((entry) => isAbsent(cardId) || entry.cardId === cardId)
    .filter(({ at }) => at >= from && at <= to)
    .slice(start, start + length);
}

/** @param {import("./desk.js").Desk} desk */
export const transactions = (desk) => ({
  name: "Transactions",
  kind: /** @type {const} */ ("read"),
  methods: ["POST"],
  pattern: /^\/(?:Card\/Transactions|card\/transactions)$/,
  handle: (request) =>
    desk.post(request, (body) => {
      const { wanted, problem } = readFilter(body, request.note);
      if (problem !== undefined) return desk.refuseByChoice(400, problem);
      if (wanted.cardId !== undefined) {
        const { refusal } = desk.cardWithId(wanted.cardId);
        if (refusal) return refusal;
      } else {
        request.note("No cardId came: the transactions of all cards were read.");
      }
      return desk.answer(find(desk, wanted).map(shown), "The transactions were read.");
    }),
});
