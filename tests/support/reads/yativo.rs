//! The answers of Yativo.

use super::Row;
use cardlatch::{IssuerId, Operation};

const OPTIONS: &str =
    r#"{"id":"yativo","baseUrl":"https://a.example","accountId":"a","appSecret":"s"}"#;

const fn row(
    operation: Operation,
    fields: &'static str,
    body: &'static str,
    due: &'static str,
) -> Row {
    Row {
        issuer: IssuerId::Yativo,
        operation,
        options: OPTIONS,
        card: "c1",
        fields,
        status: 200,
        body,
        due,
    }
}

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    // Shape D.
    row(Operation::CARD, "{}", r#"{"status":"success","status_code":200,"message":"Request successful","data":{"id":"u","balance":300,"cardNumber":"4111111111111111","last4":"1111","cvv2":"987","cardName":"John Doe","cardType":"Virtual","cardBrand":"visa","expiry":"2027-05-29T00:00:00","valid":"05/2027"}}"#,
        r#"{"id":"u","state":"unknown","holder":"John Doe","last4":"1111","brand":"visa","form":"virtual","expiry":"05/2027"}"#),
];
