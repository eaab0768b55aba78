//! Yativo's fiat API: signed, and the events of cards are hardly documented.
//!
//! Pages `yativo-fiat/webhooks`, `yativo-fiat/security` and `fiat-api-reference/webhooks/create` of
//! docs.yativo.com for the signature and the enveloped events. Events of cards are known by the
//! vendor's guidance to others only: bare data, most without a word, so that the fields present
//! hint at the event. They may never come: the card itself tells the truth. Neither an id of the
//! delivery nor its time is sent; what is repeated is told by name, id, status and date.

use crate::json::Json;

use super::fields::{Fields, PROGRESS, known, walk};

/// Three names of the header are reported, and a prefix that an earlier page had.
pub(super) const FACTS: &str = "word.body\0event.type|event\0headers.\0X-Yativo-Signature\0\
    headers.\0Signature\0headers.\0X-Signature\0prefix\0sha256=\0digest\0hex\0";

pub(super) fn read(fields: &mut Fields<'_>) {
    let payload = walk(fields.body, "payload");
    let data = if payload.is_object() { payload } else { fields.body };
    fields.fill(data, FIELDS);
    fields.judge();
    fields.kind = fields.by_word(WORDS).unwrap_or_default();
    let word = fields.word.as_deref().unwrap_or_default();
    let is_bare = word.is_empty() && fields.has("cardId");
    // Events of cards are in cents, others in whole units.
    fields.unit = if word.starts_with("virtualcard.") || is_bare {
        "minor"
    } else if word.is_empty() || word.starts_with("virtual_card.") {
        "not_stated"
    } else {
        "major"
    };
    if is_bare {
        hinted(data, fields);
    }
    // A card that was frozen after failed charges.
    if fields.kind == "card.state" && !is_bare {
        fields.card_state = "frozen";
    }
}

/// What the fields of an event without a word hint at.
fn hinted(data: Json<'_>, fields: &mut Fields<'_>) {
    let field = |name: &str| walk(data, name);
    let has = |name: &str| !field(name).is_null();
    let is_passed = field("kycPassed").flag();
    (fields.kind, fields.progress) = if has("createdStatus") {
        let told = field("createdStatus").text().unwrap_or_default();
        ("card.state", known(&told, PROGRESS).unwrap_or("done"))
    } else if has("kycPassed") {
        let progress = if is_passed == Some(false) { "" } else { "done" };
        ("kyc", if has("reason") { "failed" } else { progress })
    } else if has("isTerminated") && field("isTerminated").flag() != Some(false) {
        ("transaction", if fields.progress == "failed" { "failed" } else { "done" })
    } else if has("amount") {
        // A debit, a decline and a top-up look the same.
        ("", fields.progress)
    } else if has("narrative") {
        ("transaction", fields.progress)
    } else if has("reason") {
        ("card.state", "failed")
    } else {
        ("", fields.progress)
    };
}

const FIELDS: &str = "cardId=cardId amount:n=amount~currency status:t=status \
    time=updated_at|created_at remarks:t=reason|narrative about=id|transaction_id|customer_id";

/// The documented words, and `virtualcard.deactivated`.
const WORDS: &str = "virtualcard.deactivated=card.state \
    customer.kyc.approved=kyc customer.kyc.rejected=kyc virtual_card.deposit=topup \
    deposit.created=transaction deposit.updated=transaction deposit.completed=transaction \
    payout.updated=transaction payout.completed=transaction \
    virtual_account.deposit=transaction virtual_account.funded=transaction";
