//! Yativo's fiat API: signed, and the events of cards are hardly documented.
//!
//! Pages `yativo-fiat/webhooks`, `yativo-fiat/security` and `fiat-api-reference/webhooks/create` of
//! docs.yativo.com for the signature and the enveloped events. Events of cards are known by the
//! vendor's guidance to others only: bare data, most without a word, so that the fields present
//! hint at the event. They may never come: the card itself tells the truth. Neither an id of the
//! delivery nor its time is sent; what is repeated is told by name, id, status and date.

use crate::json::Json;
use crate::text::{cut, parts};

use super::fields::{Fields, PROGRESS, known, walk};

/// Three names of the header are reported, and a prefix that an earlier page had. The words are the
/// documented ones, and `virtualcard.deactivated`: a card that was frozen after failed charges.
pub(super) const FACTS: &str = "word.body\0event.type|event\0root\0payload\0\
    headers.\0X-Yativo-Signature\0headers.\0Signature\0headers.\0X-Signature\0\
    prefix\0sha256=\0digest\0hex\0algorithm\0hmac-sha256\0\
    words\0virtualcard.deactivated=card.state/frozen \
    customer.kyc.approved=kyc customer.kyc.rejected=kyc virtual_card.deposit=topup \
    deposit.created=transaction deposit.updated=transaction deposit.completed=transaction \
    payout.updated=transaction payout.completed=transaction \
    virtual_account.deposit=transaction virtual_account.funded=transaction\0\
    fields\0cardId=cardId amount.value:n=amount~currency status:t=status \
    time=updated_at|created_at remarks:t=reason|narrative about=id|transaction_id|customer_id\0";

pub(super) fn read<'a>(fields: &mut Fields<'a>, data: Json<'a>) {
    let word = fields.text("word");
    let is_bare = word.is_empty() && !fields.text("cardId").is_empty();
    // Events of cards are in cents, others in whole units.
    let unit = if is_bare || word.starts_with("virtualcard.") {
        "minor"
    } else if word.is_empty() || word.starts_with("virtual_card.") {
        return;
    } else {
        "major"
    };
    fields.set_unit(unit);
    if is_bare {
        hinted(data, fields);
    }
}

/// The first field that is there, the kind that it hints at, and whether its value says how it went.
/// With an amount, a debit, a decline and a top-up look the same.
const HINTS: &str = "createdStatus=card.state/value kycPassed=kyc/value \
    isTerminated=transaction/value amount= narrative=transaction reason=card.state";

/// What the fields of an event without a word hint at. Nothing is done where a reason or the status
/// says otherwise.
fn hinted<'a>(data: Json<'a>, fields: &mut Fields<'a>) {
    for entry in parts(HINTS, b' ') {
        let (name, meaning) = cut(entry, b'=');
        let (kind, value) = cut(meaning, b'/');
        let (field, is_end) = (walk(data, name), name == "isTerminated");
        if field.is_null() || is_end && field.flag() == Some(false) {
            continue;
        }
        let status = fields.text("status");
        let mut told = known(status, PROGRESS);
        if told.is_empty() && !status.is_empty() {
            told = "unknown";
        }
        let mut own = "";
        if !value.is_empty() {
            let is_true = field.flag() == Some(true);
            own = if is_true { "done" } else { known(&field.text().unwrap_or_default(), PROGRESS) };
        }
        let may_be_done = value.is_empty() || own == "done";
        // That the card is closed says nothing of the withdrawal where a status does.
        if is_end && !told.is_empty() {
            own = "";
        }
        let reason = if walk(data, "reason").is_null() { "" } else { "failed" };
        let mut progress = "";
        for voice in [told, own, reason] {
            if progress.is_empty() {
                progress = voice;
            } else if !voice.is_empty() && voice != progress {
                progress = "unknown";
            }
        }
        if progress == "done" && !may_be_done {
            progress = "unknown";
        }
        fields.set("progress", progress);
        fields.set("kind", kind);
        return;
    }
}
