//! The answers of Artha's Cards API.

use super::{Group, Row, UNKNOWN, UNKNOWN_STATUS};
use crate::operations::{
    BALANCE, BIND, CANCEL, CARD, COUNTRIES, FREEZE, ISSUE, MERCHANT, PROGRAM, REVEAL, REVEAL_PIN,
    SET_PIN, TOP_UP, TOP_UP_FEE, TOP_UP_STATUS, TOWNS, TRANSACTIONS, UNFREEZE,
};
use cardlatch::{IssuerId, Operation};

const fn group(
    what: &'static str,
    operations: &'static [Operation],
    rows: &'static [Row],
) -> Group {
    Group { issuer: IssuerId::Artha, what, operations, rows }
}

const ACTIONS: &[Operation] = &[FREEZE, UNFREEZE, CANCEL, TOP_UP, ISSUE, BIND];

/// The wrapper of the framework.
const WRAPPED: &str = r#"{"error":{"code":"Card:0001","message":"No such card","details":null,"data":{},"validationErrors":[{"message":"m","members":["cardId"]}]}}"#;

/// What reads a card.
const READS: &[Operation] = &[CARD, REVEAL, REVEAL_PIN, BALANCE, TRANSACTIONS];
/// What reads something else.
const OTHER_READS: &[Operation] = &[TOP_UP_FEE, TOP_UP_STATUS, COUNTRIES, TOWNS, PROGRAM, MERCHANT];

#[rustfmt::skip]
pub const GROUPS: &[Group] = &[
    group("actions", ACTIONS, &[
        // The pages' examples.
        (200, r#"{"taskId":"b3190d60-a06f-47ee-b9a9-bc63246b912d","status":"Success","remarks":"CardInProgress"}"#, "accepted task=b3190d60-a06f-47ee-b9a9-bc63246b912d remarks=CardInProgress"),
        // Every field is `X | null` and optional.
        (200, r#"{"taskId":null,"status":"Success","remarks":null}"#, "accepted"),
        (200, r#"{"status":"Success"}"#, "accepted"),
        (200, r#"{"taskId":12345678901234567890,"status":"Success"}"#, "accepted task=12345678901234567890"),
        // The older manual's word.
        (200, r#"{"taskId":"t","status":"Submit","remarks":"Submit"}"#, "accepted task=t remarks=Submit"),
        (200, r#"{"status":"Failed","remarks":"Card is frozen"}"#, "issuer_rejected none words=Card is frozen"),
        (200, r#"{"status":"Failed","remarks":null}"#, "issuer_rejected none"),
        (200, "{}", UNKNOWN_STATUS),
        (200, r#"{"taskId":"t","status":null,"remarks":"CardInProgress"}"#, UNKNOWN_STATUS),
        (200, r#"{"taskId":"t","status":"Pending"}"#, UNKNOWN_STATUS),
        (200, r#"{"status":1}"#, UNKNOWN_STATUS),
        (200, r#"{"status":true}"#, UNKNOWN_STATUS),
        (200, r#"{"Status":"Success"}"#, UNKNOWN_STATUS),
    ]),
    group("never done", ACTIONS, &[
        (200, r#"{"status":"Success","remarks":"CardSetPin SuccesFully!"}"#, "accepted remarks=CardSetPin SuccesFully!"),
    ]),
    group("a PIN is done", &[SET_PIN], &[
        (200, r#"{"status":"Success","remarks":"CardSetPin SuccesFully!"}"#, "completed confirmed remarks=CardSetPin SuccesFully!"),
        (200, r#"{"taskId":"t","status":"Success"}"#, "completed confirmed task=t"),
        (200, r#"{"taskId":"t","status":"Success","remarks":"CardInProgress"}"#, "accepted task=t remarks=CardInProgress"),
        (200, r#"{"status":"Submit"}"#, "accepted"),
        (200, r#"{"status":"Failed","remarks":"no"}"#, "issuer_rejected none words=no"),
        (200, "{}", UNKNOWN_STATUS),
    ]),
    group("the framework's wrapper", &[FREEZE, UNFREEZE, CANCEL, SET_PIN, TOP_UP, BIND], &[
        (200, WRAPPED, "issuer_rejected unknown code=Card:0001 words=No such card"),
        (400, WRAPPED, "issuer_rejected none code=Card:0001 words=No such card"),
        (401, WRAPPED, "unauthorized none code=Card:0001 words=No such card"),
        (403, WRAPPED, "forbidden none code=Card:0001 words=No such card"),
        (404, WRAPPED, "card_not_found none code=Card:0001 words=No such card"),
        (500, WRAPPED, "issuer_unavailable unknown code=Card:0001 words=No such card"),
        (501, WRAPPED, "issuer_unavailable unknown code=Card:0001 words=No such card"),
    ]),
    // An error beside a success is not a success.
    group("an error beside a success", &[FREEZE, SET_PIN], &[
        (200, r#"{"status":"Success","error":{"message":"no"}}"#, "issuer_rejected unknown words=no"),
    ]),
    group("programs", &[PROGRAM], &[
        (200, r#"{"programId":"p","bin":123456,"needPhotoForOperateCard":true}"#, "photo Some(true)"),
        (200, r#"{"needPhotoForOperateCard":false,"cardFee":15.99}"#, "photo Some(false)"),
        (200, r#"{"NeedPhotoForOperateCard":true}"#, "photo Some(true)"),
        (200, r#"{"isKycRequired":"Yes"}"#, "photo None"),
        (200, r#"{"needPhotoForOperateCard":null}"#, "photo None"),
        (200, r#"{"needPhotoForOperateCard":"true"}"#, "photo None"),
        (401, "{}", "unauthorized none"),
        (500, "{}", "issuer_unavailable unknown"),
    ]),
    group("programs of a merchant", &[MERCHANT], &[
        (200, r#"{"name":"m","balances":{"amount":"100"},"Programs":{"needPhotoForOperateCard":true}}"#, "photo Some(true)"),
        (200, r#"{"Programs":[{"needPhotoForOperateCard":false},{"needPhotoForOperateCard":false}]}"#, "photo Some(false)"),
        (200, r#"{"programs":[{"needPhotoForOperateCard":true}]}"#, "photo Some(true)"),
        // They differ, or one does not tell.
        (200, r#"{"Programs":[{"needPhotoForOperateCard":true},{"needPhotoForOperateCard":false}]}"#, "photo None"),
        (200, r#"{"Programs":[{"needPhotoForOperateCard":true},{}]}"#, "photo None"),
        (200, r#"{"Programs":[{"needPhotoForOperateCard":true},null]}"#, "photo None"),
        (200, r#"{"Programs":[]}"#, "photo None"),
        (200, r#"{"Programs":null}"#, "photo None"),
        (200, "{}", "photo None"),
        (200, "", UNKNOWN),
    ]),
    // The pages of actions have these statuses, and no page has their body.
    group("documented statuses", READS, &[
        (400, "", "issuer_rejected none"),
        (401, "", "unauthorized none"),
        (403, "", "forbidden none"),
        (404, "", "card_not_found none"),
        (404, WRAPPED, "card_not_found none code=Card:0001 words=No such card"),
        (500, "", "issuer_unavailable unknown"),
        (501, "", "issuer_unavailable unknown"),
    ]),
    group("documented statuses without a card", OTHER_READS, &[
        (400, "", "issuer_rejected none"),
        (400, WRAPPED, "issuer_rejected none code=Card:0001 words=No such card"),
        (401, "", "unauthorized none"),
        (403, "", "forbidden none"),
        (500, "", "issuer_unavailable unknown"),
        (501, "", "issuer_unavailable unknown"),
    ]),
    group("a success and an error", &[FREEZE, UNFREEZE, CANCEL, SET_PIN, TOP_UP, ISSUE, BIND], &[
        (200, r#"{"status":"Success","error":"boom"}"#, UNKNOWN),
        (200, r#"{"status":"Success","Errors":["boom"]}"#, UNKNOWN),
        (200, r#"{"status":"Success","data":{"error":"boom"}}"#, UNKNOWN),
        (200, r#"{"status":"Submit","data":{"errors":{"cardId":"no"}}}"#, UNKNOWN),
        (400, r#"{"status":"Success"}"#, UNKNOWN),
        (401, r#"{"status":"Submit"}"#, UNKNOWN),
        (403, r#"{"taskId":"t","status":"Success","remarks":"done"}"#, UNKNOWN),
        (500, r#"{"status":"success"}"#, UNKNOWN),
        (200, r#"{"status":"Failed","error":"boom","remarks":"no"}"#, "issuer_rejected none words=no"),
    ]),
    group("a PIN in other letters, and errors that are none", &[SET_PIN], &[
        (200, r#"{"status":"Success","error":null,"errors":[],"data":{"error":"","errors":{}}}"#, "completed confirmed"),
        (200, r#"{"status":"Success","remarks":"cardInProgress"}"#, "accepted remarks=cardInProgress"),
    ]),
];
