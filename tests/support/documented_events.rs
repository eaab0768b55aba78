//! What the issuers' documents have of callbacks, event by event.

use cardlatch::IssuerId;

/// One documented event.
pub struct DocumentedEvent {
    pub issuer: IssuerId,
    pub name: Name,
    /// The page.
    pub source: &'static str,
}

/// How the documents tell it from others.
#[derive(Clone, Copy)]
pub enum Name {
    /// By the issuer's word. Capitals, underscores and blanks do not count.
    Word(&'static str),
    /// By the form of its payload, or by a number that its example does not have.
    Form(&'static str),
    /// The page is known and no word of it.
    Unreadable(&'static str),
}

use IssuerId::{Artha, ArthaV1, Ibanera, OpenApi, Yativo};
use Name::{Form, Unreadable, Word};

const fn row(issuer: IssuerId, name: Name, source: &'static str) -> DocumentedEvent {
    DocumentedEvent { issuer, name, source }
}

const NAMED: &str = "PDF version 4, callback-notification-858485m0";
const NUMBERED: &str = "PDF versions 2 and 3, obsolete";
const V1: &str = "webhooks-1964252m0";
const FIAT: &str = "yativo-fiat/webhooks";
const OBSERVED: &str = "observed in public programs";
const GUIDANCE: &str = "the vendor's guidance, observed in public programs";
const CARD: &str = "80710370f0";

#[rustfmt::skip]
pub const EVENTS: &[DocumentedEvent] = &[
    row(Artha, Word("kycStatus"), NAMED),
    row(Artha, Word("createCard"), NAMED),
    row(Artha, Word("recharge"), "recharge-callback-notification-858492m0"),
    row(Artha, Word("operation"), NAMED),
    row(Artha, Word("consume"), "consume-result-callback-notification-858520m0"),
    row(Artha, Word("fee"), NAMED),
    row(Artha, Word("refund"), NAMED),
    row(Artha, Word("OPT_CODE"), "PDF version 4"),
    row(Artha, Word("1"), NUMBERED),
    row(Artha, Word("2"), NUMBERED),
    row(Artha, Word("3"), NUMBERED),
    row(Artha, Word("4"), NUMBERED),
    row(Artha, Word("5"), NUMBERED),
    row(Artha, Word("6"), NUMBERED),
    row(Artha, Form("6, printed as 5"), NUMBERED),
    row(Artha, Word("7"), NUMBERED),
    row(Artha, Form("7, printed as 5"), NUMBERED),

    row(ArthaV1, Word("consume"), V1),
    row(ArthaV1, Word("refund"), V1),
    row(ArthaV1, Word("reversal"), V1),
    row(ArthaV1, Word("maintain_fee"), V1),
    row(ArthaV1, Word("settlement"), V1),
    row(ArthaV1, Word("cardholder.reviewing"), V1),
    row(ArthaV1, Word("cardholder.approved"), V1),
    row(ArthaV1, Word("cardholder.rejected"), V1),
    row(ArthaV1, Word("card.freeze"), V1),
    row(ArthaV1, Word("card.unfreeze"), V1),
    row(ArthaV1, Word("card.cancel"), V1),
    row(ArthaV1, Word("card.activate"), V1),
    row(ArthaV1, Word("card.set_pin"), V1),
    row(ArthaV1, Word("card.approved"), V1),
    row(ArthaV1, Word("card.rejected"), V1),
    row(ArthaV1, Word("card.under_review"), V1),

    row(Yativo, Word("deposit.created"), FIAT),
    row(Yativo, Word("deposit.updated"), FIAT),
    row(Yativo, Word("deposit.completed"), FIAT),
    row(Yativo, Word("payout.updated"), FIAT),
    row(Yativo, Word("payout.completed"), FIAT),
    row(Yativo, Word("customer.created"), FIAT),
    row(Yativo, Word("customer.kyc.approved"), FIAT),
    row(Yativo, Word("customer.kyc.rejected"), FIAT),
    row(Yativo, Word("virtual_account.deposit"), FIAT),
    row(Yativo, Word("virtual_account.funded"), FIAT),
    row(Yativo, Word("customer.updated"), OBSERVED),
    row(Yativo, Word("endorsement.updated"), OBSERVED),
    row(Yativo, Word("tracking.created"), OBSERVED),
    row(Yativo, Word("user.updated"), OBSERVED),
    row(Yativo, Word("webhook_updated"), OBSERVED),
    row(Yativo, Word("virtual_card.deposit"), OBSERVED),
    row(Yativo, Word("virtualcard.deactivated"), GUIDANCE),
    row(Yativo, Form("created.success"), GUIDANCE),
    row(Yativo, Form("created.failed"), GUIDANCE),
    row(Yativo, Form("user.kyc.success"), GUIDANCE),
    row(Yativo, Form("user.kyc.failed"), GUIDANCE),
    row(Yativo, Form("withdrawal.success"), GUIDANCE),
    row(Yativo, Form("withdrawal.failed"), GUIDANCE),
    row(Yativo, Form("transaction.verification"), GUIDANCE),
    row(Yativo, Form("debit, reversed, declined, crossborder, topup"), GUIDANCE),

    row(OpenApi, Word("card.status.active"), CARD),
    row(OpenApi, Word("card.status.freeze"), CARD),
    row(OpenApi, Word("card.status.unfreeze"), CARD),
    row(OpenApi, Word("card.status.closing"), CARD),
    row(OpenApi, Word("card.status.closed"), CARD),
    row(OpenApi, Word("card.status.lost"), CARD),
    row(OpenApi, Word("card.status.replace"), CARD),
    row(OpenApi, Unreadable("Card Notify, Order"), "80710369f0"),
    row(OpenApi, Unreadable("Card Notify, Card Trade"), "80710371f0"),
    row(OpenApi, Unreadable("Payee Notify"), "80710372f0"),
    row(OpenApi, Unreadable("Payment Notify"), "80710373f0"),
    row(OpenApi, Unreadable("Wallet Notify"), "80710374f0"),

    row(Ibanera, Word("MANAGEE_CARD_APPROVAL_UPDATED"), "/callbacks/managee-card-approval-updated"),
    row(Ibanera, Word("MANAGEE_KYC_UPDATED"), "/callbacks/managee-kyc-updated"),
    row(Ibanera, Word("MANAGEE_JUMIO_COMPLETED"), "/callbacks/managee-jumio-completed"),
    row(Ibanera, Word("TRANSACTION_STATUS_UPDATED"), "/callbacks/transaction-status-updated"),
    row(Ibanera, Word("FIAT_DEPOSIT_RECEIVED"), "/callbacks/fiat-deposit-received"),
    row(Ibanera, Word("FIAT_DEPOSIT_RECIEVED"), "/callbacks/fiat-deposit-received"),
    row(Ibanera, Word("CRYPTO_DEPOSIT_CREATED"), "/callbacks/cryptocurrency-transfers"),
    row(Ibanera, Word("CRYPTO_DEPOSIT_UPDATED"), "/callbacks/cryptocurrency-transfers"),
    row(Ibanera, Word("CRYPTO_WITHDRAWAL_CREATED"), "/callbacks/cryptocurrency-transfers"),
    row(Ibanera, Word("CRYPTO_WITHDRAWAL_UPDATED"), "/callbacks/cryptocurrency-transfers"),
    row(Ibanera, Word("EXCHANGE_STATUS_UPDATED"), "/callbacks/exchange-status-updated"),
    row(Ibanera, Word("INFORMATION_REQUESTED"), "/callbacks/information-requests"),
    row(Ibanera, Word("INFORMATION_REQUEST_UPDATED"), "/callbacks/information-requests"),
];
