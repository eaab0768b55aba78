//! Ibanera's customer API: signed, with an id, and with no event on the use of a card.
//!
//! Page `/callbacks` and the pages below it. The signature is SHA-256 of the body with the secret
//! behind it. How the digest is written is not stated; the sibling page
//! `/quickbuy/validating-the-webhook-signature` has base64. Samples of `Type` begin with a blank,
//! have blanks for underscores, or misspell RECEIVED. Anything but status 200 has it sent again.

use crate::json::Json;

use super::fields::{Fields, is_one_of, progress};
use super::{Amount, DigestText, Event, Kind, Progress, Reply, Signature, Unit};

/// Exactly 200: other good statuses count as failures.
pub(super) const fn taken() -> Reply {
    Reply::empty(200)
}

pub(super) fn signed(signature: Signature, text: DigestText) -> Signature {
    signature.header("webhook-signature").text(text)
}

pub(super) fn read(fields: &mut Fields<'_>, event: &mut Event) {
    let data = Fields::look(fields.body, "Data");
    fields.event_id = fields.filled(fields.body, "Id");
    event.word = fields.text(fields.body, "Type");
    let word = event.word.clone().unwrap_or_default();
    event.status = fields.text(data, "Status|VerificationStatus");
    event.progress = progress(event.status.as_deref());
    if is_one_of(&word, "MANAGEE_CARD_APPROVAL_UPDATED") {
        event.kind = Kind::CardState;
        event.card_id = fields.filled(data, "TopUpCardsId");
        event.task_id = fields.filled(data, "RequestedTopUpCardsId");
    } else if is_one_of(&word, "MANAGEE_KYC_UPDATED|MANAGEE_JUMIO_COMPLETED") {
        event.kind = Kind::Kyc;
        event.time = fields.filled(data, "AcceptDate|DateJumioCompleted");
        event.time = event.time.take().or_else(|| fields.filled(data, "RejectDate"));
        event.remarks = fields.text(data, "RejectReason");
    } else if is_one_of(&word, MONEY) {
        event.kind = Kind::Transaction;
        event.time = fields.filled(data, "DateTime|Date");
        event.remarks = fields.text(data, "Description|Reference");
        event.amount = amount(fields, data);
        fields.subject = Fields::look(data, "Id|TransactionsId|TransactionId").scalar();
    }
    if is_one_of(&word, "TRANSACTION_STATUS_UPDATED") {
        event.progress = flags(data);
    }
}

/// A number, or an object with the currency as `Asset`.
fn amount<'a>(fields: &mut Fields<'a>, data: Json<'a>) -> Option<Amount> {
    let inner = Fields::look(data, "Amount");
    if !inner.is_object() {
        return fields.amount(data, Unit::NotStated);
    }
    let mut amount = fields.amount(inner, Unit::NotStated)?;
    amount.currency = fields.filled(inner, "Asset");
    Some(amount)
}

/// The flag that is set, if it is one alone.
fn flags(data: Json<'_>) -> Progress {
    let is_set = |name: &str| Fields::look(data, name).flag() == Some(true);
    match (is_set("bPending"), is_set("bCompleted"), is_set("bRejected")) {
        (true, false, false) => Progress::Pending,
        (false, true, false) => Progress::Done,
        (false, false, true) => Progress::Failed,
        _ => Progress::Unknown,
    }
}

const MONEY: &str = "TRANSACTION_STATUS_UPDATED|FIAT_DEPOSIT_RECEIVED|FIAT_DEPOSIT_RECIEVED|\
                     CRYPTO_DEPOSIT_CREATED|CRYPTO_DEPOSIT_UPDATED|\
                     CRYPTO_WITHDRAWAL_CREATED|CRYPTO_WITHDRAWAL_UPDATED";
