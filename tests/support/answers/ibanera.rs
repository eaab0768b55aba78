//! The answers of Ibanera.

use super::{Group, NO_TOKEN, Row, UNKNOWN_STATUS};
use crate::operations::{
    ACCOUNTS, ACTIVATE, BALANCE, BALANCES, CANCEL_TRANSACTION, CANCELLABLE, CARD, CARDS,
    CARDS_OF_CUSTOMER, DEACTIVATE, ISSUE, LOGIN, REVEAL, SET_PIN, SIMULATE_PAY_IN, TOP_UP,
    TOP_UP_ACCOUNT, TRANSACTIONS, TRANSFER,
};
use cardlatch::{IssuerId, Operation};

const fn group(
    what: &'static str,
    operations: &'static [Operation],
    rows: &'static [Row],
) -> Group {
    Group { issuer: IssuerId::Ibanera, what, operations, rows }
}

/// The whole answer of the page, with its personal data.
pub const SWITCHED: &str = r#"{"id":0,"details":{"customersId":11057,"customerReference":"REF-SECRET","card":{"id":1001,"cardNumber":"4111111111111111","currency":"USD","totalBalance":1.5,"availableBalance":1,"pendingBalance":0,"bSuppressed":false},"notificationDetails":{"siteUsersDetails":[{"siteUsersId":1,"firstName":"Ada-SECRET","emailAddress":"ada-SECRET@a.example","phoneNumber":"+44-SECRET","notifications":["text-SECRET"]}]},"setNotificationDetails":null},"status":"1","errors":[]}"#;

/// What moves money or makes something, and is not final.
const TAKES: &[Operation] =
    &[ISSUE, TOP_UP, TOP_UP_ACCOUNT, TRANSFER, CANCEL_TRANSACTION, SIMULATE_PAY_IN];
const TAKES_AND_PIN: &[Operation] =
    &[ISSUE, TOP_UP, TOP_UP_ACCOUNT, TRANSFER, CANCEL_TRANSACTION, SIMULATE_PAY_IN, SET_PIN];

const WRITES: &[Operation] = &[
    ISSUE,
    TOP_UP,
    TOP_UP_ACCOUNT,
    TRANSFER,
    CANCEL_TRANSACTION,
    SIMULATE_PAY_IN,
    ACTIVATE,
    DEACTIVATE,
    SET_PIN,
];

const NO_DETAILS: &str = "unexpected_answer unknown path=details";
const LISTS_AND_ITEMS: &[Operation] =
    &[CARDS, TRANSACTIONS, BALANCES, ACCOUNTS, CARD, BALANCE, REVEAL, CARDS_OF_CUSTOMER];

const READS: &[Operation] = &[
    CARD,
    CARDS,
    CARDS_OF_CUSTOMER,
    BALANCE,
    BALANCES,
    TRANSACTIONS,
    REVEAL,
    ACCOUNTS,
    CANCELLABLE,
];

#[rustfmt::skip]
pub const GROUPS: &[Group] = &[
    group("activations", &[ACTIVATE], &[
        (200, SWITCHED, "completed confirmed card=active"),
        (200, r#"{"id":0,"details":null,"status":"1","errors":[]}"#, "accepted"),
        (200, r#"{"status":"1"}"#, "accepted"),
        // No state is told where the answer tells none.
        (200, r#"{"status":"1","details":{"card":{}}}"#, "completed confirmed"),
        (200, r#"{"Status":"1","Details":{"Card":{"Id":1001,"BSuppressed":false}}}"#, "completed confirmed card=active"),
        (200, r#"{"status":"1","details":{"card":{"id":"1001"}}}"#, "completed confirmed"),
        // The sample's `bSuppressed: true` is a placeholder, so it is no proof either way.
        (200, r#"{"status":"1","details":{"card":{"id":1001,"bSuppressed":true}}}"#, "accepted card=inactive"),
        (200, r#"{"status":"0","errors":[{"fieldName":"CardsId","messageCode":"Card_Active"}]}"#, "already confirmed card=active"),
        (400, r#"{"status":"0","errors":[{"messageCode":"Card_Active"}]}"#, "already confirmed card=active"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Card_Inactive"}]}"#, "issuer_rejected none code=Card_Inactive"),
    ]),
    group("deactivations", &[DEACTIVATE], &[
        (200, r#"{"status":"1","details":{"card":{"id":1001,"bSuppressed":true}}}"#, "completed confirmed card=inactive"),
        (200, r#"{"status":"1"}"#, "accepted"),
        (200, SWITCHED, "accepted card=active"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Card_Inactive"}]}"#, "already confirmed card=inactive"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Card_Active"}]}"#, "issuer_rejected none code=Card_Active"),
    ]),
    group("errors", &[ACTIVATE, DEACTIVATE], &[
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"fieldName":"CardsId","messageCode":"Invalid"}]}"#, "issuer_rejected none code=Invalid"),
        (400, r#"{"status":"0","errors":[{"errorType":"text","messageCode":"Required"}]}"#, "issuer_rejected none code=Required"),
        (200, r#"{"Status":"0","Errors":[{"MessageCode":"Invalid"}]}"#, "issuer_rejected none code=Invalid"),
        (200, r#"{"status":"0","errors":[]}"#, "issuer_rejected unknown"),
        (200, r#"{"status":"0","errors":null}"#, "issuer_rejected unknown"),
        (200, r#"{"status":"0"}"#, "issuer_rejected unknown"),
        // The processor failed: whether it happened is not known, under any status.
        (200, r#"{"status":"0","errors":[{"messageCode":"Card_Provider_Error"}]}"#, "issuer_unavailable unknown code=Card_Provider_Error"),
        (400, r#"{"status":"0","errors":[{"messageCode":"Card_Provider_Error"}]}"#, "issuer_unavailable unknown code=Card_Provider_Error"),
        (500, r#"{"status":"0","errors":[{"messageCode":"Card_Provider_Error"}]}"#, "issuer_unavailable unknown code=Card_Provider_Error"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Invalid"},{"messageCode":"Card_Provider_Error"}]}"#, "issuer_unavailable unknown code=Invalid"),
        // More than one error is not "already".
        (200, r#"{"status":"0","errors":[{"messageCode":"Card_Active"},{"messageCode":"Card_Inactive"}]}"#, "issuer_rejected none code=Card_Active"),
        (401, r#"{"status":"0","errors":[]}"#, "unauthorized none"),
        (404, r#"{"status":"0","errors":[{"messageCode":"Invalid"}]}"#, "card_not_found none code=Invalid"),
        (500, r#"{"status":"0","errors":[{"messageCode":"Invalid"}]}"#, "issuer_unavailable unknown code=Invalid"),
        // "1" is text and nothing else.
        (200, r#"{"status":1,"errors":[]}"#, UNKNOWN_STATUS),
        (200, r#"{"status":true}"#, UNKNOWN_STATUS),
        (200, r#"{"status":"01"}"#, UNKNOWN_STATUS),
        (200, r#"{"status":"1 "}"#, UNKNOWN_STATUS),
        (200, r#"{"status":"success"}"#, UNKNOWN_STATUS),
        (200, r#"{"status":0,"errors":[]}"#, UNKNOWN_STATUS),
        (200, "{}", UNKNOWN_STATUS),
        (200, r#"{"status":"1","details":{"card":{"id":1001}},"errors":[{"messageCode":"Invalid"}]}"#, "unexpected_answer unknown path=errors"),
        // Somebody else's card.
        (200, r#"{"status":"1","details":{"card":{"id":1002,"bSuppressed":false}}}"#, "unexpected_answer unknown path=details.card.id"),
    ]),
    group("cards", &[CARD], &[
        (200, r#"{"status":"1","details":{"cardLast4":"1111","status":"Active"}}"#, "active(Active)"),
        (200, r#"{"status":"1","details":{"status":"Deactivated"}}"#, "inactive(Deactivated)"),
        (200, r#"{"status":"1","details":{"Status":"active"}}"#, "active(active)"),
        (200, r#"{"status":"1","details":{"status":"Suspended"}}"#, "unknown(Suspended)"),
        (200, r#"{"status":"1","details":{"bSuppressed":true}}"#, "inactive"),
        (200, r#"{"status":"1","details":{"bSuppressed":false}}"#, "active"),
        (200, r#"{"status":"1","details":{}}"#, "unknown"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Invalid"}]}"#, "issuer_rejected none code=Invalid"),
        (404, r#"{"status":"0","errors":[]}"#, "card_not_found none"),
        (404, "", "card_not_found unknown"),
        (401, "", "unauthorized none"),
    ]),
    group("PINs", &[SET_PIN], &[
        (200, r#"{"id":0,"details":{"TopUpCardsId":1001},"status":"1","errors":[]}"#, "completed confirmed"),
        // Another sample.
        (200, r#"{"id":0,"status":"1","errors":[]}"#, "completed confirmed"),
        (200, r#"{"id":0,"details":null,"status":"1","errors":[]}"#, "completed confirmed"),
        (200, r#"{"details":{"topUpCardsId":"1002"},"status":"1"}"#, "unexpected_answer unknown path=details.TopUpCardsId"),
        (200, r#"{"status":"1","errors":[{"messageCode":"Invalid"}]}"#, "unexpected_answer unknown path=errors"),
    ]),
    group("moves of money", TAKES, &[
        (200, r#"{"id":30939,"details":{"FromTransactionId":30939,"ToTransactionId":30941,"FeeTransactionId":30940,"amount":10,"feeAmount":0,"description":"Card transfer - Top Up Funds","bPending":true},"status":"1","errors":[]}"#, "accepted task=30939 remarks=Card transfer - Top Up Funds"),
        // Nobody says that what is not pending is final.
        (200, r#"{"id":1,"details":{"bPending":false},"status":"1","errors":[]}"#, "accepted task=1"),
        (200, r#"{"id":0,"status":"1","errors":[]}"#, "accepted"),
        (200, r#"{"status":"1","details":[]}"#, "accepted"),
    ]),
    group("errors of what moves money", TAKES_AND_PIN, &[
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"fieldName":"Amount","messageCode":"Required"}]}"#, "issuer_rejected none code=Required"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Invalid"}]}"#, "issuer_rejected none code=Invalid"),
        (400, r#"{"status":"0","errors":[{"messageCode":"Amout_Less_Than_Fee"}]}"#, "issuer_rejected none code=Amout_Less_Than_Fee"),
        (400, r#"{"status":"0","errors":[{"messageCode":"Insufficient_Funds"}]}"#, "issuer_rejected none code=Insufficient_Funds"),
        // An internal error while money moved.
        (400, r#"{"status":"0","errors":[{"messageCode":"ShareFunds_Failed"}]}"#, "issuer_unavailable unknown code=ShareFunds_Failed"),
        (500, r#"{"status":"0","errors":[{"messageCode":"InternalServerError"}]}"#, "issuer_unavailable unknown code=InternalServerError"),
        (401, r#"{"status":"0","errors":[{"messageCode":"Unauthorized"}]}"#, "unauthorized none code=Unauthorized"),
        (200, r#"{"status":"0","errors":[{"messageCode":"InternalServerError"}]}"#, "issuer_unavailable unknown code=InternalServerError"),
        (200, r#"{"id":1,"details":{},"status":1,"errors":[]}"#, UNKNOWN_STATUS),
        (200, "{}", UNKNOWN_STATUS),
    ]),
    group("logins", &[LOGIN], &[
        (200, r#"{"id":0,"details":{"accessToken":"j.w.t","expiresIn":3600},"status":"1","errors":[]}"#, "session j.w.t 3600"),
        (200, r#"{"details":{"accessToken":"t","expiresIn":60,"refreshToken":"r","refreshTokenExpiresIn":9},"status":"1"}"#, "session t 60"),
        (200, r#"{"Details":{"AccessToken":"t","ExpiresIn":60},"Status":"1"}"#, "session t 60"),
        (200, r#"{"status":"1","details":null}"#, NO_TOKEN),
        (200, r#"{"status":"1","details":{"accessToken":"t","expiresIn":"60"}}"#, NO_TOKEN),
        (200, r#"{"status":1,"details":{"accessToken":"t","expiresIn":60}}"#, UNKNOWN_STATUS),
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Required"}]}"#, "issuer_rejected none code=Required"),
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Username_Or_Password_Incorrect"}]}"#, "unauthorized none code=Username_Or_Password_Incorrect"),
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Account_Not_Verified"}]}"#, "forbidden none code=Account_Not_Verified"),
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Account_Suppressed"}]}"#, "forbidden none code=Account_Suppressed"),
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Account_Locked"}]}"#, "forbidden none code=Account_Locked wait=600000"),
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Something_New"}]}"#, "issuer_rejected unknown code=Something_New"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Required"}]}"#, "issuer_rejected none code=Required"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Username_Or_Password_Incorrect"}]}"#, "unauthorized none code=Username_Or_Password_Incorrect"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Account_Not_Verified"}]}"#, "forbidden none code=Account_Not_Verified"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Account_Suppressed"}]}"#, "forbidden none code=Account_Suppressed"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Account_Locked"}]}"#, "forbidden none code=Account_Locked wait=600000"),
        // Whichever code comes first.
        (200, r#"{"status":"0","errors":[{"messageCode":"Username_Or_Password_Incorrect"},{"messageCode":"Account_Locked"}]}"#, "forbidden none code=Account_Locked wait=600000"),
        (400, r#"{"status":"0","errors":[{"messageCode":"Required"},{"messageCode":"Account_Locked"},{"messageCode":"Invalid"}]}"#, "forbidden none code=Account_Locked wait=600000"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Something_New"}]}"#, "issuer_rejected unknown code=Something_New"),
    ]),
    group("reads that hold nothing", LISTS_AND_ITEMS, &[
        (200, r#"{"status":"1","details":null}"#, NO_DETAILS),
        (200, r#"{"status":"1","errors":[]}"#, NO_DETAILS),
        (404, r#"{"status":"1","details":"x"}"#, NO_DETAILS),
    ]),
    group("lists that are none", &[CARDS, TRANSACTIONS, BALANCES, ACCOUNTS], &[
        (200, r#"{"status":"1","details":{}}"#, NO_DETAILS),
    ]),
    group("items that are none", &[CARD, BALANCE, REVEAL], &[
        (200, r#"{"status":"1","details":[]}"#, NO_DETAILS),
    ]),
    group("codes that no page has prove nothing", WRITES, &[
        (400, r#"{"status":"0","errors":[{"messageCode":"BadRequest"}]}"#, "issuer_rejected unknown code=BadRequest"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Invalid"},{"messageCode":"New"}]}"#, "issuer_rejected unknown code=Invalid"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Invalid"},{"fieldName":"x"}]}"#, "issuer_rejected unknown code=Invalid"),
        (200, r#"{"status":"0","errors":[{"messageCode":"Invalid"},{"messageCode":"Required"}]}"#, "issuer_rejected none code=Invalid"),
        (200, r#"{"status":"0","errors":[]}"#, "issuer_rejected unknown"),
        (400, "{}", "issuer_rejected unknown"),
        (429, r#"{"status":"0","errors":[]}"#, "rate_limited none"),
    ]),
    group("errors of reads", READS, &[
        (200, r#"{"id":0,"details":null,"status":"0","errors":[{"fieldName":"CardsId","messageCode":"Invalid"}]}"#, "issuer_rejected none code=Invalid"),
        (400, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"Required"}]}"#, "issuer_rejected none code=Required"),
        (401, "", "unauthorized none"),
    ]),
];
