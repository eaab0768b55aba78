//! Yativo's fiat API: signed, and the events of cards are hardly documented.
//!
//! Pages `yativo-fiat/webhooks`, `yativo-fiat/security` and `fiat-api-reference/webhooks/create` of
//! docs.yativo.com for the signature and the enveloped events. Events of cards are known by the
//! vendor's guidance to others only: bare data, most without a word, so that the fields present
//! hint at the event. They may never come: the card itself tells the truth. Neither an id of the
//! delivery nor its time is sent; what is repeated is told by name, id, status and date.

use crate::json::Json;

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

/// What the fields of an event without a word hint at.
fn hinted<'a>(data: Json<'a>, fields: &mut Fields<'a>) {
    let has = |name: &str| !walk(data, name).is_null();
    let is_not = |name: &str| walk(data, name).flag() == Some(false);
    let (kind, progress) = if has("createdStatus") {
        let told = walk(data, "createdStatus").text().unwrap_or_default();
        let told = known(&told, PROGRESS);
        ("card.state", if told.is_empty() { "done" } else { told })
    } else if has("kycPassed") {
        let progress = if is_not("kycPassed") { "unknown" } else { "done" };
        ("kyc", if has("reason") { "failed" } else { progress })
    } else if has("isTerminated") && !is_not("isTerminated") {
        let is_failed = fields.text("progress") == "failed";
        ("transaction", if is_failed { "" } else { "done" })
    } else if has("amount") {
        // A debit, a decline and a top-up look the same.
        ("", "")
    } else if has("narrative") {
        ("transaction", "")
    } else if has("reason") {
        ("card.state", "failed")
    } else {
        ("", "")
    };
    fields.set("kind", kind);
    fields.set("progress", progress);
}
