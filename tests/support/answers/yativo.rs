//! The answers of Yativo.

use super::{Group, NO_TOKEN, Row, UNKNOWN_STATUS};
use crate::operations::{
    ACTIVATE_CUSTOMER, AIRLINES, BALANCE, CANCEL, CARD, CARDS, FREEZE, ISSUE, LOGIN, REFRESH,
    REVEAL, ROTATE_SECRET, SET_WEBHOOK, TOP_UP, TRANSACTIONS, UNFREEZE, WEBHOOK, WITHDRAW,
};
use cardlatch::{IssuerId, Operation};

const fn group(
    what: &'static str,
    operations: &'static [Operation],
    rows: &'static [Row],
) -> Group {
    Group { issuer: IssuerId::Yativo, what, operations, rows }
}

const ACTIONS: &[Operation] = &[FREEZE, UNFREEZE];

/// What moves money or ends a card where no error proves that nothing happened.
pub const IN_DOUBT: &[Operation] = &[ISSUE, TOP_UP, WITHDRAW, CANCEL];

/// What neither moves money nor changes a card's state.
const OTHERS: &[Operation] = &[
    AIRLINES,
    ACTIVATE_CUSTOMER,
    SET_WEBHOOK,
    ROTATE_SECRET,
    CARDS,
    BALANCE,
    TRANSACTIONS,
    REVEAL,
    WEBHOOK,
];

/// A success around an error.
const AROUND: &str = r#"{"status":"success","status_code":200,"message":"Request successful","data":{"error":"Error encountered, please check your request"}}"#;

#[rustfmt::skip]
pub const GROUPS: &[Group] = &[
    group("actions", ACTIONS, &[
        (200, r#"{"status":"success","status_code":200,"message":"Request successful","data":{"action":"freeze card successfully"}}"#, "accepted remarks=freeze card successfully"),
        (200, r#"{"status":"success","status_code":200,"message":"Request successful","data":{"action":"unfreeze card successful"}}"#, "accepted remarks=unfreeze card successful"),
        // `data` is an object, an array or absent; `status_code` may differ.
        (201, r#"{"status":"success","status_code":200,"data":[{"action":"a"}]}"#, "accepted remarks=a"),
        (200, r#"{"status":"success","status_code":201,"data":[]}"#, "accepted"),
        (200, r#"{"status":"success","status_code":200}"#, "accepted"),
        (200, r#"{"status":"success","data":null}"#, "accepted"),
        (200, r#"{"status":"success","data":{"error":null}}"#, "accepted"),
        (200, r#"{"status":"success","data":{},"errors":[]}"#, "accepted"),
    ]),
    group("a success around an error", ACTIONS, &[
        (200, AROUND, "issuer_rejected unknown words=Error encountered, please check your request"),
        (201, AROUND, "issuer_rejected unknown words=Error encountered, please check your request"),
        (400, AROUND, "issuer_rejected none words=Error encountered, please check your request"),
        (200, r#"{"status":"success","errors":["no"]}"#, "issuer_rejected unknown words=no"),
        (200, r#"{"status":"success","error":"no"}"#, "issuer_rejected unknown words=no"),
        (200, r#"{"status":"success","data":{"status":false,"message":"no"}}"#, "issuer_rejected unknown words=no"),
    ]),
    group("errors", &[FREEZE, UNFREEZE, CARD], &[
        // E1, with and without `status`.
        (400, r#"{"status":"failed","status_code":400,"message":"Request failed","data":{"error":"Wallet is empty"}}"#, "issuer_rejected none words=Wallet is empty"),
        (400, r#"{"status_code":400,"message":"Request failed","data":{"error":"e"}}"#, "issuer_rejected none words=e"),
        (200, r#"{"status":"failed","message":"Request failed","data":{"error":"e"}}"#, "issuer_rejected none words=e"),
        // E3, its status is not documented.
        (400, r#"{"error":"Invalid request"}"#, "issuer_rejected none words=Invalid request"),
        (200, r#"{"error":"Invalid request"}"#, "issuer_rejected none words=Invalid request"),
        (409, r#"{"error":"Idempotency-Key expired. Please use a new key."}"#, "issuer_rejected none words=Idempotency-Key expired. Please use a new key."),
        // E5.
        (422, r#"{"status":"failed","message":"Request failed","data":{"status":false,"message":"the useful text"}}"#, "issuer_rejected none words=the useful text"),
        // E6.
        (401, r#"{"message":"Unauthenticated."}"#, "unauthorized none words=Unauthenticated."),
        // E7, the body is not shown.
        (403, "", "forbidden none"),
        (403, r#"{"message":"IP not allowed"}"#, "forbidden none words=IP not allowed"),
        (404, r#"{"status":"failed","message":"Not found"}"#, "card_not_found none words=Not found"),
        (429, r#"{"message":"Too Many Attempts."}"#, "rate_limited none words=Too Many Attempts."),
        (500, r#"{"message":"Server Error"}"#, "issuer_unavailable unknown words=Server Error"),
        // A bare answer, another word, or none.
        (200, r#"{"customer_id":"c"}"#, UNKNOWN_STATUS),
        (200, r#"{"status":"Success","data":{}}"#, UNKNOWN_STATUS),
        (200, r#"{"status":true,"data":{}}"#, UNKNOWN_STATUS),
        (200, r#"{"status":200,"message":"Request successful"}"#, "unexpected_answer unknown path=status words=Request successful"),
        (200, "{}", UNKNOWN_STATUS),
    ]),
    group("errors do not prove that no money moved", IN_DOUBT, &[
        (400, r#"{"status":"failed","status_code":400,"message":"Request failed","data":{"error":"Wallet is empty"}}"#, "issuer_rejected unknown words=Wallet is empty"),
        (400, r#"{"status":"failed","status_code":400,"message":"Request failed","data":{"error":"Error please confirm card is active, or contact support if error persist"}}"#, "issuer_rejected unknown words=Error please confirm card is active, or contact support if error persist"),
        (200, r#"{"status":"success","status_code":200,"message":"Request successful","data":{"error":"Error encountered, please check your request"}}"#, "issuer_rejected unknown words=Error encountered, please check your request"),
        (200, r#"{"error":"Idempotency-Key is required for this request."}"#, "issuer_rejected unknown words=Idempotency-Key is required for this request."),
        (422, r#"{"status":"error","status_code":422,"message":"Validation failed","errors":{"amount":["too low"]}}"#, "issuer_rejected unknown words=too low"),
        (401, r#"{"message":"Unauthenticated."}"#, "unauthorized none words=Unauthenticated."),
        (403, r#"{"message":"IP not allowed"}"#, "forbidden none words=IP not allowed"),
        (429, r#"{"message":"Too Many Attempts."}"#, "rate_limited none words=Too Many Attempts."),
        (500, r#"{"message":"Server Error"}"#, "issuer_unavailable unknown words=Server Error"),
    ]),
    group("errors of what moves no money", OTHERS, &[
        (400, r#"{"error":"Invalid request"}"#, "issuer_rejected none words=Invalid request"),
        (401, r#"{"message":"Unauthenticated."}"#, "unauthorized none words=Unauthenticated."),
        (403, "", "forbidden none"),
        (422, r#"{"status":"error","message":"Validation failed","errors":{"url":["must be https"]}}"#, "issuer_rejected none words=must be https"),
        (200, r#"{"status":"success","data":{"error":"Error encountered, please check your request"}}"#, "issuer_rejected unknown words=Error encountered, please check your request"),
        (200, "{}", UNKNOWN_STATUS),
    ]),
    group("cards", &[CARD], &[
        // The documented shape has no state at all, the observed one has `card_status`.
        (200, r#"{"status":"success","data":{"id":"u","balance":300,"cardNumber":"4111111111111111","last4":"1111","cvv2":"987"}}"#, "unknown"),
        (200, r#"{"status":"success","data":{"card_id":1,"card_number":"4111111111111111","cvv":"987","card_status":"active"}}"#, "active(active)"),
        (200, r#"{"status":"success","data":{"card_status":"FROZEN","status":"active"}}"#, "frozen(FROZEN)"),
        (200, r#"{"status":"success","data":{"status":"card frozen by user"}}"#, "frozen(card frozen by user)"),
        (200, r#"{"status":"success","data":[{"card_status":"Active"}]}"#, "active(Active)"),
        (200, r#"{"status":"success","data":[{"card_status":"active"},{"card_status":"frozen"}]}"#, "unexpected_answer unknown path=data"),
        (200, r#"{"status":"success","data":{"card_status":"unfrozen"}}"#, "unknown(unfrozen)"),
        (200, r#"{"status":"success","data":{"card_status":"inactive"}}"#, "unknown(inactive)"),
        (200, r#"{"status":"success","data":{"card_status":"terminated"}}"#, "unknown(terminated)"),
        (200, r#"{"status":"success","data":{"card_status":1}}"#, "unknown"),
        // A success without a card tells nothing of it.
        (200, r#"{"status":"success"}"#, "unexpected_answer unknown path=data"),
        (200, r#"{"status":"success","data":"x"}"#, "unexpected_answer unknown path=data"),
        (500, r#"{"status":"success"}"#, "unexpected_answer unknown path=data"),
        (200, r#"{"status":"success","data":{"error":"Invalid request"}}"#, "issuer_rejected unknown words=Invalid request"),
    ]),
    group("a state that is null does not hide the other", &[CARD], &[
        (200, r#"{"status":"success","data":{"card_status":null,"status":"active"}}"#, "active(active)"),
    ]),
    group("sessions", &[LOGIN, REFRESH], &[
        (200, r#"{"status":"success","status_code":200,"message":"Request successful","data":{"access_token":"j.w.t","token_type":"bearer","expires_in":600}}"#, "session j.w.t 600"),
        (200, r#"{"status":"success","message":"Authentication successful","data":{"access_token":"t","expires_in":3600}}"#, "session t 3600"),
        (200, r#"{"status":"success","data":{"access_token":"t"}}"#, NO_TOKEN),
        (200, r#"{"status":"success","data":{"access_token":"","expires_in":600}}"#, NO_TOKEN),
        (200, r#"{"status":"success","data":{"access_token":1,"expires_in":600}}"#, NO_TOKEN),
        (200, r#"{"status":"success","data":{"access_token":"t","expires_in":-1}}"#, NO_TOKEN),
        (200, r#"{"status":"success","data":{"access_token":"t","expires_in":600.5}}"#, NO_TOKEN),
        (200, r#"{"status":"success"}"#, NO_TOKEN),
        (401, r#"{"message":"Unauthenticated."}"#, "unauthorized none words=Unauthenticated."),
        (400, r#"{"status":"failed","data":{"error":"Invalid credentials"}}"#, "issuer_rejected none words=Invalid credentials"),
    ]),
];
