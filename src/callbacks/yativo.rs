//! Yativo's fiat API: signed, and the events of cards are hardly documented.
//!
//! Pages `yativo-fiat/webhooks`, `yativo-fiat/security` and `fiat-api-reference/webhooks/create` of
//! docs.yativo.com for the signature and the enveloped events. Events of cards are known by the
//! vendor's guidance to others only: bare data, most without a word, so that the fields present
//! hint at the event. They may never come: the card itself tells the truth. Neither an id of the
//! delivery nor its time is sent; what is repeated is told by name, id, status and date.

use crate::card::CardState;
use crate::json::Json;

use super::fields::{Fields, agreed, is_one_of, meaning, progress};
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

    event.card_id = fields.filled(data, "cardId");
    event.amount = fields.amount(data, unit(&word, event.card_id.is_some()));
    event.status = fields.text(data, "status");
    event.time = fields.filled(data, "updated_at").or_else(|| fields.filled(data, "created_at"));
    let (told, status) = (word.rsplit('.').next(), event.status.as_deref());
    event.progress = agreed(progress(told), progress(status));
    event.kind = kind(&word);
    if word.is_empty() && event.card_id.is_some() {
        hinted(data, event);
    }
    if is_one_of(&word, FROZEN) {
        event.card_state = Some(CardState::Frozen);
    }
    event.remarks = fields.text(data, "reason|narrative");
    fields.subject = Fields::look(data, "id|transaction_id|customer_id").scalar();
}

/// Events of cards are in cents, others in whole units.
fn unit(word: &str, has_card: bool) -> Unit {
    if word.starts_with("virtualcard.") || (word.is_empty() && has_card) {
        Unit::Minor
    } else if word.is_empty() || word.starts_with("virtual_card.") {
        Unit::NotStated
    } else {
        Unit::Major
    }
}

/// What the fields of an event without a word hint at.
fn hinted(data: Json<'_>, event: &mut Event) {
    let has = |name: &str| !Fields::look(data, name).is_null();
    let flag = |name: &str| Fields::look(data, name).flag();
    (event.kind, event.progress) = match () {
        () if has("createdStatus") => {
            let told = progress(Fields::look(data, "createdStatus").text().as_deref());
            (Kind::CardState, if told == Progress::Unknown { Progress::Done } else { told })
        }
        () if has("kycPassed") && has("reason") => (Kind::Kyc, Progress::Failed),
        () if flag("kycPassed") == Some(false) => (Kind::Kyc, Progress::Unknown),
        () if has("kycPassed") => (Kind::Kyc, Progress::Done),
        () if has("isTerminated") && flag("isTerminated") != Some(false) => {
            let has_failed = event.progress == Progress::Failed;
            let progress = if has_failed { Progress::Failed } else { Progress::Done };
            (Kind::Transaction, progress)
        }
        () if has("narrative") && !has("amount") => (Kind::Transaction, event.progress),
        () if has("reason") && !has("amount") => (Kind::CardState, Progress::Failed),
        // With an amount alone, a debit, a decline and a top-up look the same.
        () => (Kind::Other, event.progress),
    };
}

/// The documented words, and `virtualcard.deactivated`: a card that was frozen after failed charges.
fn kind(word: &str) -> Kind {
    let lists = [
        (FROZEN, Kind::CardState),
        ("customer.kyc.approved|customer.kyc.rejected", Kind::Kyc),
        ("virtual_card.deposit", Kind::Topup),
        (MONEY, Kind::Transaction),
    ];
    meaning(word, &lists).unwrap_or(Kind::Other)
}

const FROZEN: &str = "virtualcard.deactivated";
const MONEY: &str = "deposit.created|deposit.updated|deposit.completed|payout.updated|\
                     payout.completed|virtual_account.deposit|virtual_account.funded";
