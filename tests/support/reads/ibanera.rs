//! The answers of Ibanera.

use super::Row;
use cardlatch::{IssuerId, Operation};

const OPTIONS: &str =
    r#"{"id":"ibanera","baseUrl":"https://a.example","username":"u","password":"p"}"#;

const fn row(
    operation: Operation,
    fields: &'static str,
    body: &'static str,
    due: &'static str,
) -> Row {
    Row {
        issuer: IssuerId::Ibanera,
        operation,
        options: OPTIONS,
        card: "1001",
        fields,
        status: 200,
        body,
        due,
    }
}

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    // Newest.
    row(Operation::CARD, "{}", r#"{"id":0,"details":{"customersID":1,"customersReference":"r","cardHolderName":"J","cardLast4":"1234","currency":"USD","totalBalance":10.50,"availableBalance":0.000000000000000001,"status":"Active"},"status":"1","errors":[]}"#,
        r#"{"state":"active","issuerWord":"Active","holder":"J","last4":"1234","currency":"USD","customer":"1","total":{"value":"10.50","currency":"USD"},"available":{"value":"0.000000000000000001","currency":"USD"}}"#),
    // Older, with secrets.
    row(Operation::CARD, "{}", r#"{"id":0,"details":{"nameOnCard":"J","cardNumber":"4111111111111111","fullCardNumber":"4111111111111111","pin":"1111","cvc":"222","status":"Deactivated"},"status":"1","errors":[]}"#,
        r#"{"state":"inactive","issuerWord":"Deactivated","holder":"J","last4":"1111"}"#),
    row(Operation::CARDS, r#"{"page":1}"#, r#"{"id":0,"details":[{"customersId":7,"cards":[{"id":1,"currency":"USD","cardNumber":"4111111111111111","totalBalance":-0,"bSuppressed":false}]},{"customersId":8,"cards":[{"id":2,"bSuppressed":true}]}],"status":"1","errors":[],"pageSize":2,"pageNumber":1,"numberOfPages":2}"#,
        r#"{"items":[{"id":"1","state":"active","last4":"1111","currency":"USD","total":{"value":"-0","currency":"USD"}},{"id":"2","state":"inactive"}],"next":2}"#),
    row(Operation::CARDS, "{}", r#"{"id":0,"details":[],"status":"1","errors":[]}"#, r#"{"items":[]}"#),
    row(Operation::CARDS, "{}", r#"{"id":0,"details":null,"status":"0","errors":[{"fieldName":"otp","messageCode":"Invalid"}]}"#, "issuer_rejected"),
];
