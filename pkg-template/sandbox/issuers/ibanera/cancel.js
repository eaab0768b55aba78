// Cancellation of outgoing transfers. The answers' details are not documented, so there are none:
// eligible is a success, anything else an error of the field.
import { isInt32Id, optional } from "../../checks.js";
import { toUnits } from "../../money.js";
import { OWN_CHOICE } from "../../replies.js";
import { JSON_TYPE, randomName } from "./desk.js";

const PATTERN = /^\/api\/v1\/customer\/transactions\/cancel$/;
const RULES = { transactionsId: isInt32Id, customersId: optional(isInt32Id) };

const asNumbers = (query) =>
  Object.fromEntries(
    [...query].map(([name, text]) => [name, /^\d+$/.test(text) ? Number(text) : text]),
  );

/** @returns {{ wire?: any, refused?: import("../../replies.js").Reply }} */
function eligible(desk, request, fields) {
  const { values, errors } = desk.readFields(request, fields, RULES);
  if (errors.length > 0)
    return { refused: desk.failed(errors, "A field is missing or does not fit.") };
  const wire = desk.wires().find(({ id }) => id === values.transactionsId);
  if (wire === undefined || wire.state !== "pending" || !wire.standalone) {
    const why = wire
      ? "Only a standalone outgoing transfer that is pending can be cancelled."
      : "There is no such transaction.";
    return { refused: desk.failure("transactionsId", "Invalid", `${why} ${OWN_CHOICE}`) };
  }
  return { wire };
}

function tell(desk, wire, RollbackTransactionsId) {
  const isCancelled = wire.state === "cancelled";
  desk.callbacks.tell("TRANSACTION_STATUS_UPDATED", {
    Id: wire.id,
    AccountsId: 8204,
    RollbackTransactionsId,
    Amount: toUnits(wire.cents),
    DateTime: new Date(desk.now()).toISOString().replace("Z", "+00:00"),
    bCompleted: !isCancelled,
    bRejected: isCancelled,
  });
}

/** A request only: whether it is cancelled shows when it is settled. */
function start(desk, wire) {
  const account = desk.account(8204);
  wire.state = "cancelling";
  desk.settlements.add({
    taskId: randomName("cancel-"),
    issuer: "ibanera",
    about: `transaction ${wire.id}`,
    action: "cancelTransaction",
    done(result) {
      wire.state = result === "Success" ? "cancelled" : "completed";
      const back = { description: "Rollback: Sandbox wire" };
      const rollback =
        result === "Success" ? desk.ledger.move(account, -wire.cents, back).id : null;
      tell(desk, wire, rollback);
    },
  });
}

/** @param {import("./desk.js").Desk} desk @returns {import("../../world.js").Route[]} */
export const cancelRoutes = (desk) => [
  {
    name: "cancel-eligibility",
    kind: "read",
    methods: ["GET"],
    pattern: PATTERN,
    handle: desk.signedIn((request) => {
      const { wire, refused } = eligible(desk, request, asNumbers(request.query));
      return refused ?? desk.done(0, undefined, `Transaction ${wire.id} can be cancelled.`);
    }),
  },
  {
    name: "cancel-transaction",
    kind: "action",
    methods: ["POST"],
    pattern: PATTERN,
    handle: desk.write(JSON_TYPE, (request, body) => {
      const { wire, refused } = eligible(desk, request, body);
      if (refused !== undefined) return refused;
      const verdict = desk.execute(request, "cancelTransaction", String(wire.id), () =>
        start(desk, wire),
      );
      return desk.done(wire.id, undefined, verdict);
    }),
  },
];
