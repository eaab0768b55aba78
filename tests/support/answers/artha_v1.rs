//! The answers of Artha's newer API.

use super::{Group, Row, UNKNOWN, UNKNOWN_STATUS};
use crate::operations::{
    ACTIVATE, ALL_TRANSACTIONS, APPLICANT_STATUS, BALANCE, CANCEL, CARD, CARDS, CREATE_CUSTOMER,
    CUSTOMER, CUSTOMERS, FREEZE, ISSUE, LIMITS, PRODUCT, PRODUCTS, REPLACE, REVEAL, SET_LIMITS,
    SET_PIN, SUBMIT_APPLICANT, TOP_UP, TOP_UP_STATUS, TRANSACTION, TRANSACTIONS, UNFREEZE,
    UPDATE_CUSTOMER,
};
use cardlatch::{IssuerId, Operation};

const fn group(
    what: &'static str,
    operations: &'static [Operation],
    rows: &'static [Row],
) -> Group {
    Group { issuer: IssuerId::ArthaV1, what, operations, rows }
}

const ACTIONS: &[Operation] = &[FREEZE, UNFREEZE, ACTIVATE, CANCEL, SET_PIN];

/// What is about a card and is no action.
const OF_A_CARD: &[Operation] = &[CARD, REVEAL, BALANCE, TRANSACTIONS, LIMITS, SET_LIMITS, TOP_UP];
/// What is about no card.
const OTHERS: &[Operation] = &[
    CARDS,
    ISSUE,
    TOP_UP_STATUS,
    ALL_TRANSACTIONS,
    TRANSACTION,
    PRODUCTS,
    PRODUCT,
    CREATE_CUSTOMER,
    CUSTOMERS,
    CUSTOMER,
    UPDATE_CUSTOMER,
    SUBMIT_APPLICANT,
    APPLICANT_STATUS,
];

const OTHER_CARD: &str = "unexpected_answer unknown path=cardId";

#[rustfmt::skip]
pub const GROUPS: &[Group] = &[
    group("actions", ACTIONS, &[
        // The stored example of several actions.
        (200, "{}", "accepted"),
        (200, r#"{"data":{}}"#, "accepted"),
        // The newest form, without and with the wrapper.
        (200, r#"{"cardId":"1001","customerId":"c","productId":"p","cardType":"Virtual","action":"freeze","status":"success","message":"Card replaced successfully","taskId":"task_123456789"}"#, "accepted task=task_123456789 remarks=Card replaced successfully"),
        (200, r#"{"data":{"cardId":"1001","status":"Success"},"request_id":"req_abc123","timestamp":"t"}"#, "accepted"),
        (202, r#"{"data":{"card_id":"1001","task_id":7}}"#, "accepted task=7"),
        (200, r#"{"cardId":null,"action":"freeze","status":null}"#, "accepted"),
        // Another card, a state that nobody documents, a failure, nothing of the documents.
        (200, r#"{"cardId":"1002","status":"success"}"#, "unexpected_answer unknown path=cardId"),
        (200, r#"{"data":{"card_id":1002}}"#, "unexpected_answer unknown path=cardId"),
        (200, r#"{"cardId":"1001","status":"lost"}"#, UNKNOWN_STATUS),
        (200, r#"{"cardId":"1001","status":true}"#, UNKNOWN_STATUS),
        (200, r#"{"cardId":"1001","status":"failed","message":"no"}"#, "issuer_rejected unknown words=no"),
        (200, r#"{"message":"no"}"#, UNKNOWN),
        (200, r#"{"success":false}"#, UNKNOWN),
        (200, r#"{"status":"success","error":{"code":"x"},"message":"no"}"#, "issuer_rejected unknown words=no"),
        (200, r#"{"data":[{"status":"success"}]}"#, UNKNOWN),
        (200, r#"[{"status":"success"}]"#, UNKNOWN),
        (200, "null", UNKNOWN),
        (401, r#"{"message":"no"}"#, "unauthorized none words=no"),
        (404, r#"{"status":"success"}"#, "card_not_found none"),
        (404, "[]", UNKNOWN),
        (409, "{}", "issuer_rejected none"),
        (500, "{}", "issuer_unavailable unknown"),
    ]),
    // No state shows a PIN.
    group("a PIN", &[SET_PIN], &[
        (200, r#"{"status":"active"}"#, "accepted card=active(active)"),
    ]),
    group("a bare 202", &[REPLACE], &[
        (202, "", "accepted"),
        (200, "", UNKNOWN),
        (202, "<html>", UNKNOWN),
        (401, "", "unauthorized none"),
        (404, "", "card_not_found none"),
    ]),
    // Readable pages have 401 and 404, and none has their body.
    group("documented statuses", OF_A_CARD, &[
        (401, "", "unauthorized none"),
        (404, "", "card_not_found none"),
    ]),
    group("documented statuses without a card", OTHERS, &[
        (401, "", "unauthorized none"),
        (401, r#"{"message":"no"}"#, "unauthorized none words=no"),
    ]),
    group("errors beside a success", &[FREEZE, CANCEL, SET_PIN, TOP_UP, ISSUE, REPLACE, SET_LIMITS], &[
        (200, r#"{"status":"success","errors":["boom"],"message":"no"}"#, "issuer_rejected unknown words=no"),
        (200, r#"{"data":{"status":"success","error":"boom"}}"#, "issuer_rejected unknown"),
        (200, r#"{"data":{"status":"success","errors":[{"code":1}]}}"#, "issuer_rejected unknown"),
        (200, r#"{"error":null,"errors":[],"data":{"status":"success","error":"","errors":{}}}"#, "accepted"),
    ]),
    group("errors beside a state", &[CANCEL], &[
        (200, r#"{"data":{"status":"cancelled","errors":["boom"]}}"#, "issuer_rejected unknown"),
    ]),
    group("another card's answer", &[TOP_UP, SET_LIMITS, FREEZE, BALANCE, LIMITS, REVEAL, CARD], &[
        (200, r#"{"cardId":"1002","status":"completed"}"#, OTHER_CARD),
        (200, r#"{"data":{"card_id":1002}}"#, OTHER_CARD),
    ]),
    group("another card", &[CARD], &[
        (200, r#"{"id":"1002","status":"frozen"}"#, OTHER_CARD),
        (200, r#"{"data":{"id":1002,"status":"frozen"}}"#, OTHER_CARD),
        (200, r#"{"card_id":"1002","id":"1001","status":"frozen"}"#, OTHER_CARD),
    ]),
    group("words of a replacement", &[REPLACE], &[
        (202, r#"{"action":"replace","status":"success"}"#, "accepted"),
        (202, r#"{"action":"replace","status":"Active"}"#, "accepted card=active(Active)"),
        (202, r#"{"action":"replace","status":"cancelled"}"#, "accepted card=closed(cancelled)"),
        (202, r#"{"action":"replace","status":"declined"}"#, UNKNOWN_STATUS),
        (202, r#"{"action":"replace","status":false}"#, UNKNOWN_STATUS),
        (202, r#"{"action":"replace","status":"failed","message":"no"}"#, "issuer_rejected unknown words=no"),
    ]),
    group("an applicant that failed", &[SUBMIT_APPLICANT], &[
        (200, r#"{"status":"failed","message":"no"}"#, "issuer_rejected unknown words=no"),
    ]),
];
