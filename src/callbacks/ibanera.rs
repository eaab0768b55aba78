//! Ibanera's customer API: signed, with an id, and with no event on the use of a card.
//!
//! Page `/callbacks` and the pages below it. The signature is SHA-256 of the body with the secret
//! behind it. How the digest is written is not stated; the sibling page
//! `/quickbuy/validating-the-webhook-signature` has base64. Samples of `Type` begin with a blank,
//! have blanks for underscores, or misspell RECEIVED. Anything but status 200 has it sent again.

use crate::json::Json;

use super::fields::{Fields, PROGRESS, walk};

pub(super) const FACTS: &str = "word.body\0Type\0headers.\0webhook-signature\0algorithm\0sha256\0";

pub(super) fn read(fields: &mut Fields<'_>) {
    let data = walk(fields.body, "Data");
    fields.fill(fields.body, "id=Id");
    fields.fill(data, "status:t=Status|VerificationStatus");
    fields.progress = fields.by_status(PROGRESS);
    fields.kind = fields.by_word(WORDS).unwrap_or_default();
    fields.fill(
        data,
        match fields.kind {
            "card.state" => "cardId=TopUpCardsId taskId=RequestedTopUpCardsId",
            "kyc" => "time=AcceptDate|DateJumioCompleted|RejectDate remarks:t=RejectReason",
            "transaction" => MONEY,
            _ => "",
        },
    );
    if fields.by_word("TRANSACTION_STATUS_UPDATED").is_some() {
        fields.progress = flags(data);
    }
}

/// An amount is a number, or an object with the currency as `Asset`.
const MONEY: &str = "time=DateTime|Date remarks:t=Description|Reference \
    about=Id|TransactionsId|TransactionId amount:n=Amount/Amount|Amount~Amount/Asset|currency";

/// The flag that is set, if it is one alone.
fn flags(data: Json<'_>) -> &'static str {
    let is_set = |name: &str| walk(data, name).flag() == Some(true);
    match (is_set("bPending"), is_set("bCompleted"), is_set("bRejected")) {
        (true, false, false) => "pending",
        (false, true, false) => "done",
        (false, false, true) => "failed",
        _ => "",
    }
}

const WORDS: &str = "MANAGEE_CARD_APPROVAL_UPDATED=card.state \
    MANAGEE_KYC_UPDATED=kyc MANAGEE_JUMIO_COMPLETED=kyc \
    TRANSACTION_STATUS_UPDATED=transaction \
    FIAT_DEPOSIT_RECEIVED=transaction FIAT_DEPOSIT_RECIEVED=transaction \
    CRYPTO_DEPOSIT_CREATED=transaction CRYPTO_DEPOSIT_UPDATED=transaction \
    CRYPTO_WITHDRAWAL_CREATED=transaction CRYPTO_WITHDRAWAL_UPDATED=transaction";
