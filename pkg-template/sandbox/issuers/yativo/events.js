import { randomUUID } from "node:crypto";

/** Events in the documented wrapper, and those that only a client has seen in it. */
const WRAPPED = [
  "deposit.created",
  "deposit.updated",
  "deposit.completed",
  "payout.updated",
  "payout.completed",
  "customer.created",
  "customer.kyc.approved",
  "customer.kyc.rejected",
  "virtual_account.deposit",
  "virtual_account.funded",
  "customer.updated",
  "endorsement.updated",
  "tracking.created",
  "webhook_updated",
  "user.updated",
  "virtual_card.deposit",
];

const money = () => ({ id: randomUUID(), amount: 500 });

// Events of cards come bare and mostly without a name. Their schemas are published nowhere: these
// are the few fields by which a client tells them apart. `amount` is in cents.
/** @type {Record<string, () => Record<string, unknown>>} */
const BARE = {
  "virtualcard.created.success": () => ({ createdStatus: "success" }),
  "virtualcard.created.failed": () => ({ reason: "Card could not be created" }),
  "virtualcard.user.kyc.success": () => ({ kycPassed: true }),
  "virtualcard.user.kyc.failed": () => ({ kycPassed: false, reason: "Document not readable" }),
  "virtualcard.withdrawal.success": () => ({ ...money(), isTerminated: true }),
  "virtualcard.withdrawal.failed": () => ({ ...money(), isTerminated: true, status: "failed" }),
  "virtualcard.transaction.verification": () => ({ narrative: "Verification code sent" }),
  "virtualcard.transaction.debit": () => ({ ...money(), status: "success" }),
  "virtualcard.transaction.reversed": () => ({ ...money(), status: "success" }),
  "virtualcard.transaction.declined": () => ({ ...money(), status: "failed" }),
  "virtualcard.transaction.crossborder": () => ({ ...money(), status: "success" }),
  "virtualcard.topup": () => ({ ...money(), status: "success" }),
  "virtualcard.deactivated": () => ({
    event: "virtualcard.deactivated",
    reason: "Repeated failed charges",
  }),
};

export const EVENTS = [...WRAPPED, ...Object.keys(BARE)];

/**
 * @param {{ event: string, cardId?: string | number, data?: Record<string, unknown>, form?: string }} wanted
 * @returns {Record<string, unknown>}
 */
export function letterBody({ event, cardId, data = {}, form }) {
  if (!EVENTS.includes(event)) throw new TypeError(`The event is one of: ${EVENTS.join(", ")}.`);
  const isBare = Object.hasOwn(BARE, event);
  const card = cardId === undefined ? {} : { cardId };
  const fields = isBare ? { ...BARE[event](), ...card, ...data } : { ...card, ...data };
  const usual = isBare ? "bare" : "wrapped";
  if (!["bare", "wrapped"].includes(form ?? usual)) {
    throw new TypeError("The form is one of: bare, wrapped.");
  }
  if ((form ?? usual) === "bare") return fields;
  // The dot is part of the key.
  return { "event.type": event, payload: isBare ? fields : { id: randomUUID(), ...fields } };
}
