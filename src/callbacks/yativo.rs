//! Yativo's fiat API: signed, and the events of cards are hardly documented.
//!
//! Pages `yativo-fiat/webhooks`, `yativo-fiat/security` and `fiat-api-reference/webhooks/create` of
//! docs.yativo.com for the signature and the enveloped events. Events of cards are known by the
//! vendor's guidance to others only: bare data, most without a word, so that the fields present
//! hint at the event. They may never come: the card itself tells the truth. Neither an id of the
//! delivery nor its time is sent; what is repeated is told by name, id, status and date.

use crate::card::CardState;

use super::fields::{Fields, is_one_of, progress};
use super::{DigestText, Event, Kind, Progress, Reply, Signature, Unit};

/// Any status 2xx is enough.
pub(super) const fn taken() -> Reply {
    Reply::empty(200)
}

/// Three names of the header are reported, and a prefix that an earlier page had.
pub(super) fn signed(signature: Signature) -> Signature {
    let named = signature.header("X-Yativo-Signature").header("Signature").header("X-Signature");
    named.prefix("sha256=").text(DigestText::Hex)
}

pub(super) fn read(fields: &mut Fields<'_>, event: &mut Event) {
    event.word = fields.text(fields.body, "event.type|event");
    let payload = Fields::look(fields.body, "payload");
    let data = if payload.is_object() { payload } else { fields.body };
    let word = event.word.clone().unwrap_or_default();
    let is_card = word.is_empty() || word.starts_with("virtualcard.");
    let (has, mut kind) = (|name: &str| !Fields::look(data, name).is_null(), kind(&word));

    event.card_id = fields.filled(data, "cardId");
    event.amount = fields.amount(data, if is_card { Unit::Minor } else { Unit::Major });
    event.status = fields.text(data, "status");
    event.time = fields.filled(data, "updatedAt").or_else(|| fields.filled(data, "createdAt"));
    event.progress = progress(event.status.as_deref().or(word.rsplit('.').next()));
    if word.is_empty() && event.card_id.is_some() {
        let is_paid = has("amount");
        let has_failed = has("reason") || event.progress == Progress::Failed;
        (kind, event.progress) = match () {
            () if has("createdStatus") => (Kind::CardState, Progress::Done),
            () if has("kycPassed") && has("reason") => (Kind::Kyc, Progress::Failed),
            () if has("kycPassed") => (Kind::Kyc, Progress::Done),
            () if has("isTerminated") && has_failed => (Kind::Transaction, Progress::Failed),
            () if has("isTerminated") => (Kind::Transaction, Progress::Done),
            () if has("narrative") && !is_paid => (Kind::Transaction, event.progress),
            () if has("reason") && !is_paid => (Kind::CardState, Progress::Failed),
            // With an amount alone, a debit, a decline and a top-up look the same.
            () => (Kind::Other, event.progress),
        };
    }
    if is_one_of(&word, "virtualcard.deactivated") {
        event.card_state = Some(CardState::Frozen);
    }
    event.kind = kind;
    event.remarks = fields.text(data, "reason|narrative");
    let id = Fields::look(data, "id|transactionId|customerId");
    fields.subject = id.scalar();
}

/// The documented words, and `virtualcard.deactivated`: a card that was frozen after failed charges.
fn kind(word: &str) -> Kind {
    if is_one_of(word, "virtualcard.deactivated") {
        Kind::CardState
    } else if is_one_of(word, "customer.kyc.approved|customer.kyc.rejected") {
        Kind::Kyc
    } else if is_one_of(word, "virtual_card.deposit") {
        Kind::Topup
    } else if is_one_of(word, MONEY) {
        Kind::Transaction
    } else {
        Kind::Other
    }
}

const MONEY: &str = "deposit.created|deposit.updated|deposit.completed|payout.updated|\
                     payout.completed|virtual_account.deposit|virtual_account.funded";
