import { isInt32Id, isOneOf, isText, optional } from "../../checks.js";
import { toCents, toUnits } from "../../money.js";
import { JSON_TYPE } from "./desk.js";
import { POOLED } from "./seeds.js";

const RULES = {
  DestinationAccountId: isInt32Id,
  TransferType: isOneOf("ACH", "WIRE", "SWIFT"),
  Amount: (value) => typeof value === "number" && (toCents(value) ?? 0) > 0,
  Name: optional(isText),
  Reference: optional(isText),
};

/** The money of a funding subledger goes on to its card. */
function fundCard(desk, account, cents) {
  const card = account.fundsCardId && desk.cards.find("ibanera", account.fundsCardId);
  if (!card || card.state !== "active") return;
  desk.ledger.move(account, -cents, { description: "Top-up of the card" });
  desk.ledger.move(card, cents, { description: "Top-up by deposit" });
}

function payIn(desk, request, body) {
  const { values, errors } = desk.readFields(request, body, RULES);
  if (errors.length > 0) return desk.failed(errors, "A field is missing or does not fit.");
  const account = desk.account(values.DestinationAccountId);
  if (account === undefined) {
    return desk.failure("DestinationAccountId", "Invalid", "There is no such account.");
  }
  if (account.id === POOLED && values.Reference === undefined) {
    return desk.failure("Reference", "Required", "A pooled account needs a reference.");
  }
  const cents = toCents(values.Amount) ?? 0;
  const verdict = desk.execute(request, "payin", account.id, () => {
    const { id } = desk.ledger.move(account, cents, { description: values.Reference ?? "Deposit" });
    fundCard(desk, account, cents);
    desk.callbacks.tell("FIAT_DEPOSIT_RECEIVED", {
      AccountsId: Number(account.id),
      TransactionsId: id,
      Reference: values.Reference ?? "",
      Amount: toUnits(cents),
      Date: new Date(desk.now()).toISOString().replace("Z", ""),
    });
  });
  return desk.done(0, undefined, verdict);
}

/** Deposits that a tester asks for; the issuer has this in its own sandbox only. @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route} */
export const payinsRoute = (desk) => ({
  name: "payins",
  kind: "action",
  methods: ["POST"],
  pattern: /^\/api\/v1\/customer\/simulations\/payins$/,
  handle: desk.write(JSON_TYPE, (request, body) => payIn(desk, request, body)),
});
