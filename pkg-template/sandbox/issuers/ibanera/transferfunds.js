import { fieldOfAnyCase } from "../../bodies.js";
import { isInt32Id, isOneOf, isText, optional } from "../../checks.js";
import { toCents, toUnits } from "../../money.js";
import { OWN_CHOICE } from "../../replies.js";
import { CARDS, JSON_TYPE } from "./desk.js";
import { canPay, startTransfer, transferFee } from "./transfers.js";

// The letter case is mixed inside this one body.
const isAmount = (value) => typeof value === "number" && (toCents(value) ?? 0) > 0;

const ENDS = {
  TopUpCard: { from: "account", to: "DestinationCardId" },
  TopUpAccount: { from: "SourceCardId", to: "account" },
  CardToCard: { from: "SourceCardId", to: "DestinationCardId" },
};

function rulesFor(type) {
  const { from, to } = ENDS[type] ?? { from: "", to: "" };
  const needed = (name) => ([from, to].includes(name) ? isInt32Id : optional(isInt32Id));
  return {
    amount: isAmount,
    reference: isText,
    transferTypes: isOneOf(...Object.keys(ENDS)),
    currencyType: type === "CardToCard" ? isOneOf("USD") : isOneOf("USD", "dUSD"),
    DestinationCardId: needed("DestinationCardId"),
    SourceCardId: needed("SourceCardId"),
    // Which fields are compulsory is not stated beyond the type's own.
    CustomersId: optional((value) => typeof value === "string" && /^\d{1,10}$/.test(value)),
    CustomerAssetAccountId: [from, to].includes("account") ? isInt32Id : optional(isInt32Id),
  };
}

/** The prose has another name than the table. */
function accountField(request, body) {
  const named = fieldOfAnyCase(body, "CustomerAssetAccountId", () => {});
  const other = fieldOfAnyCase(body, "CustomerAssetAccountsId", () => {});
  if (named !== undefined || other === undefined) return body;
  request.note("The account came as CustomerAssetAccountsId, as the prose has it.");
  return { ...body, CustomerAssetAccountId: other };
}

function findEnds(desk, values) {
  const { from, to } = ENDS[values.transferTypes];
  const find = (name) =>
    name === "account" ? desk.account(values.CustomerAssetAccountId) : desk.card(values[name]);
  return { from: find(from), to: find(to), names: { from, to } };
}

const nameOf = (end) => (end === "account" ? "CustomerAssetAccountId" : end);

function endProblem(desk, values, { from, to, names }) {
  const invalid = (name, why) => desk.failure(nameOf(name), "Invalid", `${why} ${OWN_CHOICE}`);
  if (from === undefined) return invalid(names.from, "There is no such source.");
  if (to === undefined) return invalid(names.to, "There is no such destination.");
  if (from === to) return invalid(names.to, "Source and destination are the same.");
  for (const [holder, name] of [
    [from, names.from],
    [to, names.to],
  ]) {
    if ("state" in holder && holder.state !== "active")
      return invalid(name, "The card is not active.");
    if (name === "account" && holder.currency !== values.currencyType) {
      return desk.failure(
        "currencyType",
        "Invalid",
        `The account has another currency. ${OWN_CHOICE}`,
      );
    }
  }
  return null;
}

function transfer(desk, request, sent) {
  const body = accountField(request, sent);
  const type = fieldOfAnyCase(body, "transferTypes", () => {});
  const { values, errors } = desk.readFields(request, body, rulesFor(type));
  if (errors.length > 0) return desk.failed(errors, "A field is missing or does not fit.");
  if (values.CustomersId !== undefined && desk.customer(values.CustomersId) === undefined) {
    return desk.failure("CustomersId", "Invalid", "There is no such customer.");
  }
  const ends = findEnds(desk, values);
  const problem = endProblem(desk, values, ends);
  if (problem !== null) return problem;
  const cents = toCents(values.amount) ?? 0;
  if (!canPay(desk, ends.from, cents)) {
    // The code is documented for the older call only.
    return desk.failure(
      "amount",
      "Insufficient_Funds",
      `The source holds too little. ${OWN_CHOICE}`,
    );
  }
  const what = {
    from: ends.from,
    to: ends.to,
    cents,
    description: values.reference,
    action: "transferfunds",
  };
  let ids = { fromId: 0, toId: 0, feeId: null };
  const verdict = desk.execute(
    request,
    "transferfunds",
    "state" in ends.to ? ends.to.id : ends.from.id,
    () => {
      ids = startTransfer(desk, what);
    },
  );
  const details = {
    FromTransactionId: ids.fromId,
    ToTransactionId: ids.toId,
    FeeTransactionId: ids.feeId,
    amount: toUnits(cents),
    feeAmount: transferFee(desk),
    description: values.reference,
    bPending: true,
  };
  return desk.done(Number(ids.fromId), details, verdict);
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route} */
export const transferFundsRoute = (desk) => ({
  name: "transferfunds",
  kind: "action",
  methods: ["POST"],
  pattern: new RegExp(`^${CARDS}/transferfunds$`),
  handle: desk.write(JSON_TYPE, (request, body) => transfer(desk, request, body)),
});
