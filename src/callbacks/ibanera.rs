//! Ibanera's customer API: signed, with an id, and with no event on the use of a card.
//!
//! Page `/callbacks` and the pages below it. The signature is SHA-256 of the body with the secret
//! behind it. How the digest is written is not stated; the sibling page
//! `/quickbuy/validating-the-webhook-signature` has base64. Samples of `Type` begin with a blank,
//! have blanks for underscores, or misspell RECEIVED. Anything but status 200 has it sent again.

use crate::json::Json;

use super::fields::{Fields, known, walk};

/// An amount is a number, or an object with the currency as `Asset`.
pub(super) const FACTS: &str = "word.body\0Type\0root\0Data\0\
    headers.\0webhook-signature\0algorithm\0sha256\0\
    words\0MANAGEE_CARD_APPROVAL_UPDATED=card.state \
    MANAGEE_KYC_UPDATED=kyc MANAGEE_JUMIO_COMPLETED=kyc TRANSACTION_STATUS_UPDATED=transaction \
    FIAT_DEPOSIT_RECEIVED=transaction FIAT_DEPOSIT_RECIEVED=transaction \
    CRYPTO_DEPOSIT_CREATED=transaction CRYPTO_DEPOSIT_UPDATED=transaction \
    CRYPTO_WITHDRAWAL_CREATED=transaction CRYPTO_WITHDRAWAL_UPDATED=transaction\0\
    fields\0status:t=Status|VerificationStatus\0\
    of card.state\0cardId=TopUpCardsId taskId=RequestedTopUpCardsId\0\
    of kyc\0time=AcceptDate|DateJumioCompleted|RejectDate remarks:t=RejectReason\0\
    of transaction\0time=DateTime|Date remarks:t=Description|Reference \
    about=Id|TransactionsId|TransactionId \
    amount.value:n=Amount/Amount|Amount~Amount/Asset|currency\0";

pub(super) fn read<'a>(fields: &mut Fields<'a>, body: Json<'a>, data: Json<'a>) {
    fields.fill(body, "id=Id");
    if known(fields.text("word"), "TRANSACTION_STATUS_UPDATED").is_empty() {
        return;
    }
    // The flag that is set, if it is one alone.
    let (mut told, mut count) = ("", 0);
    for (name, progress) in
        [("bPending", "pending"), ("bCompleted", "done"), ("bRejected", "failed")]
    {
        if walk(data, name).flag() == Some(true) {
            told = progress;
            count += 1;
        }
    }
    fields.set("progress", if count == 1 { told } else { "unknown" });
}
