import { toUnits } from "../../money.js";
import { randomName } from "./desk.js";

/**
 * Takes money from one holder and brings it to another when it is settled. If it fails, or is
 * voided, the first one gets it back, the fee included.
 *
 * @param {import("./desk.js").Desk} desk
 * @param {{ from: any, to: any, cents: number, description: string, action: string }} what
 */
export function startTransfer(desk, { from, to, cents, description, action }) {
  const { ledger, settlements, now } = desk;
  const feeCents = desk.options.feeCents ?? 0;
  const { id: fromId } = ledger.move(from, -cents, { description });
  const toId = ledger.reserveId();
  const feeId = feeCents > 0 ? ledger.move(from, -feeCents, { description: "Fee" }).id : null;
  settlements.add({
    taskId: randomName("transfer-"),
    // The card is named in the log; a transfer has one at either end.
    card: "state" in to ? to : from,
    action,
    transfer: { id: toId, from: from.id, to: to.id, cents, description, at: now() },
    done(result) {
      if (result === "Success") ledger.move(to, cents, { id: toId, description });
      else ledger.move(from, cents + feeCents, { description: `Rollback: ${description}` });
    },
  });
  return { fromId, toId, feeId };
}

/** What a transfer would answer if it were done. @param {import("./desk.js").Desk} desk */
export const transferFee = (desk) => toUnits(desk.options.feeCents ?? 0);

/** @param {import("./desk.js").Desk} desk @param {any} from @param {number} cents */
export const canPay = (desk, from, cents) =>
  (from.balanceCents ?? 0) >= cents + (desk.options.feeCents ?? 0);
