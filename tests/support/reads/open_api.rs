//! The answers of OPEN-API.

use super::Row;
use cardlatch::{IssuerId, Operation};

const fn row(
    operation: &'static str,
    fields: &'static str,
    body: &'static str,
    due: &'static str,
) -> Row {
    Row {
        issuer: IssuerId::OpenApi,
        operation: Operation::own(operation),
        options: r#"{"id":"open-api","baseUrl":"https://a.example","version":"v1","customerId":1,"appId":2,"key":"k","paths":{"walletTransaction":"/w"}}"#,
        card: "",
        fields,
        status: 200,
        body,
        due,
    }
}

const WALLET: &str = r#"{"transaction":"1"}"#;
const PATH: &str = r#"{"path":"/a/b","fields":{"x":1}}"#;

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    // The sample, as far as it can be read.
    row("walletTransaction", WALLET, r#"{"code":0,"message":"success","data":{"transaction_list":[{"record_id":"","transaction_id":"300020240221051141000010000011fe4e6b5fb723e436"}]}}"#,
        r#"{"items":[{"id":"300020240221051141000010000011fe4e6b5fb723e436","extra":{"record_id":""}}]}"#),
    // Every field of the table: an exchange gives two records.
    row("walletTransaction", WALLET, r#"{"code":0,"message":"success","data":{"transaction_list":[{"record_id":"r","transaction_id":"t1","out_transaction_id":"pm_1","in_out_type":1,"transaction_type":3,"transaction_desc":"d","amount":0.10,"currency":"USD","before_balance":1.00,"after_balance":1.10,"status":2,"reject_reason":"","remark":"","transaction_time":"2024-02-21 05:11:41","create_at":"2024-02-21 05:11:40"},{"transaction_id":"t2","in_out_type":2,"amount":-12345678901234567890.5,"currency":"EUR"}]}}"#,
        r#"{"items":[{"id":"t1","amount":{"value":"0.10","currency":"USD"},"currency":"USD","type":"3","status":"2","description":"d","time":"2024-02-21 05:11:41","reference":"pm_1","balanceAfter":{"value":"1.10","currency":"USD"},"extra":{"record_id":"r","in_out_type":1,"before_balance":"1.00","reject_reason":"","remark":"","create_at":"2024-02-21 05:11:40"}},{"id":"t2","amount":{"value":"-12345678901234567890.5","currency":"EUR"},"currency":"EUR","extra":{"in_out_type":2}}]}"#),
    // As the table has it, and nothing at all.
    row("walletTransaction", WALLET, r#"{"code":0,"transaction_list":[{"transaction_id":"t"}]}"#, r#"{"items":[{"id":"t"}]}"#),
    row("walletTransaction", WALLET, r#"{"code":0,"message":"success","data":{}}"#, r#"{"items":[]}"#),
    row("walletTransaction", WALLET, r#"{"code":40001,"message":"no"}"#, "issuer_rejected"),
    row("walletTransaction", WALLET, "{}", "unexpected_answer"),
    row("read", PATH, r#"{"code":0,"message":"success", "data":{"list":[{"id":12345678901234567890,"amount":0.10,"n":1}]},"total":1}"#,
        r#"{"code":0,"message":"success","data":{"list":[{"id":"12345678901234567890","amount":"0.10","n":1}]},"total":1}"#),
    row("read", PATH, r#"{"code":1,"message":"no"}"#, "issuer_rejected"),
    row("read", PATH, r#"{"code":"0"}"#, "unexpected_answer"),
    row("call", PATH, r#"{"code":0,"message":"success","data":{"order_id":"ord_5uY0AjUE","amount":0.10}}"#,
        r#"{"issuer":"open-api","action":"call","cardId":"","result":"accepted","confirmed":false,"remarks":"success","extra":{"data":{"order_id":"ord_5uY0AjUE","amount":"0.10"}}}"#),
    row("call", PATH, r#"{"code":-1,"message":"no"}"#, "issuer_rejected"),
    row("call", PATH, r#"{"message":"success"}"#, "unexpected_answer"),
];
