//! The answers of Artha's Cards API.

use super::Row;
use cardlatch::{IssuerId, Operation};

const OPTIONS: &str = r#"{"id":"artha","baseUrl":"https://a.example","customerToken":"T"}"#;
const FIRST_PAGE: &str =
    r#"{"id":"artha","baseUrl":"https://a.example","customerToken":"T","firstPage":0}"#;

const fn row(
    operation: Operation,
    fields: &'static str,
    status: u16,
    body: &'static str,
    due: &'static str,
) -> Row {
    Row {
        issuer: IssuerId::Artha,
        operation,
        options: OPTIONS,
        card: "c1",
        fields,
        status,
        body,
        due,
    }
}

const fn paged(fields: &'static str, body: &'static str, due: &'static str) -> Row {
    Row { options: FIRST_PAGE, ..row(Operation::TRANSACTIONS, fields, 200, body, due) }
}

const CARD: Operation = Operation::CARD;
const REVEAL: Operation = Operation::REVEAL;
const PIN: Operation = Operation::REVEAL_PIN;
const BALANCE: Operation = Operation::BALANCE;
const TRANSACTIONS: Operation = Operation::TRANSACTIONS;
const FEE: Operation = Operation::TOP_UP_FEE;
const TOP_UP: Operation = Operation::TOP_UP;
const STATUS: Operation = Operation::TOP_UP_STATUS;
const ISSUE: Operation = Operation::ISSUE;
const BIND: Operation = Operation::own("bind");
const COUNTRIES: Operation = Operation::own("countries");
const TOWNS: Operation = Operation::own("towns");

const AMOUNT: &str = r#"{"amount":"100.00"}"#;
const TASK: &str = r#"{"taskId":"t"}"#;
const PROGRAM: &str = r#"{"programId":"p"}"#;
const NUMBER: &str = r#"{"cardNumber":"4111111111111111"}"#;

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    // The number and the CVV stay out of what may be shown; words of `cardStatus` are not documented.
    row(CARD, "{}", 200, r#"{"cardNumber":"4111111111111111","cvv":"123","expirationDate":"2025-10-01","cardStatus":"Active"}"#,
        r#"{"state":"unknown","issuerWord":"Active","last4":"1111","expiry":"2025-10-01"}"#),
    row(CARD, "{}", 200, r#"{"cardNumber":null,"cvv":null,"expirationDate":null,"cardStatus":"New"}"#, r#"{"state":"unknown","issuerWord":"New"}"#),
    row(CARD, "{}", 200, r#"{"cardNumber":"4111111111111111","cvv":"123","cardStatus":7,"pin":"9876","more":"4111111111111111"}"#, r#"{"state":"unknown","last4":"1111"}"#),
    row(CARD, "{}", 404, "", "card_not_found"),
    row(CARD, "{}", 501, r#"{"error":{"code":"c","message":"m"}}"#, "issuer_unavailable"),
    row(REVEAL, "{}", 200, r#"{"cardNumber":"4111111111111111","cvv":"123","expirationDate":"2025-10-01","cardStatus":"Active"}"#,
        r#"{"pan":"4111111111111111","cvv":"123","expiry":"2025-10-01"}"#),
    // Older spellings, and what is not named stays out.
    row(REVEAL, "{}", 200, r#"{"CardNumber":"4111111111111111","CVV":"012","ExpirationDate":null,"pin":"9876"}"#, r#"{"pan":"4111111111111111","cvv":"012"}"#),
    row(REVEAL, "{}", 200, r#"{"status":"Failed","remarks":"no"}"#, "issuer_rejected"),
    row(REVEAL, "{}", 400, r#"{"cardNumber":"4111111111111111"}"#, "issuer_rejected"),
    row(REVEAL, "{}", 200, "[]", "unexpected_answer"),
    row(PIN, "{}", 200, r#"{"cardNumber":"4111111111111111","pin":"234"}"#, r#"{"pin":"234"}"#),
    row(PIN, "{}", 200, r#"{"cardNumber":"4111111111111111","Pin":"0234"}"#, r#"{"pin":"0234"}"#),
    row(PIN, "{}", 404, "", "card_not_found"),

    // The site, the manual, and its older form.
    row(BALANCE, "{}", 200, r#"{"availableBalance":"10.50","cardCurrency":"USD","cardNumber":"4111111111111111","cardType":"Virtual","currentBalance":"12.00"}"#,
        r#"{"available":{"value":"10.50","currency":"USD"},"total":{"value":"12.00","currency":"USD"},"currency":"USD","last4":"1111","extra":{"cardType":"Virtual"}}"#),
    row(BALANCE, "{}", 200, r#"{"availablebalance":"10","cardcurrency":"USD","cardnumber":"************1111","cardtype":null,"currentbalance":"0.000000000000000001"}"#,
        r#"{"available":{"value":"10","currency":"USD"},"total":{"value":"0.000000000000000001","currency":"USD"},"currency":"USD","last4":"1111"}"#),
    row(BALANCE, "{}", 200, r#"{"code":"200","data":{"available_balance":"10","card_currency":"USD","card_number":"4111111111111111","card_type":"v","current_balance":"12"},"msg":"ok"}"#,
        r#"{"available":{"value":"10","currency":"USD"},"total":{"value":"12","currency":"USD"},"currency":"USD","last4":"1111","extra":{"cardType":"v"}}"#),
    row(BALANCE, "{}", 200, r#"{"availableBalance":null,"cardCurrency":null,"other":"4111111111111111"}"#, "{}"),
    row(BALANCE, "{}", 200, r#"{"availableBalance":"much"}"#, r#"{"extra":{"available":"much"}}"#),
    row(BALANCE, "{}", 200, r#"{"code":"500","data":null,"msg":"no"}"#, "issuer_rejected"),
    row(BALANCE, "{}", 200, r#"{"code":500,"data":{"available_balance":"10"},"msg":"no"}"#, "issuer_rejected"),

    // No answer is documented: the list is found, the names of the page's prose are taken loosely.
    row(TRANSACTIONS, r#"{"page":1,"size":2}"#, 200, r#"[{"Amount":"207.5700","Currency":"USD","Fees":"1.35","Type":"consume","Status":"Success","Remarks":"Shop"},{"amount":-1.5,"currency":"EUR","id":12345678901234567890,"new":0.10,"cardNumber":"4111111111111111"}]"#,
        r#"{"items":[{"amount":{"value":"207.5700","currency":"USD"},"currency":"USD","type":"consume","status":"Success","description":"Shop","fee":{"value":"1.35","currency":"USD"}},{"id":"12345678901234567890","amount":{"value":"-1.5","currency":"EUR"},"currency":"EUR","last4":"1111","extra":{"new":"0.10"}}],"next":2}"#),
    row(TRANSACTIONS, r#"{"page":0,"size":2}"#, 200, r#"{"totalCount":1,"items":[{"cardId":"c1","type":null}]}"#, r#"{"items":[{"card":"c1"}]}"#),
    row(TRANSACTIONS, r#"{"size":1}"#, 200, r#"{"data":[{"card":"4111111111111111"}]}"#, r#"{"items":[{"last4":"1111"}]}"#),
    row(TRANSACTIONS, "{}", 200, "[]", r#"{"items":[]}"#),
    row(TRANSACTIONS, "{}", 200, r#"{"items":null}"#, "unexpected_answer"),
    row(TRANSACTIONS, "{}", 200, "{}", "unexpected_answer"),
    row(TRANSACTIONS, "{}", 500, "[]", "issuer_unavailable"),
    // With the number of the first page, a full page has a next one.
    paged(r#"{"size":1}"#, r#"[{"id":"a"}]"#, r#"{"items":[{"id":"a"}],"next":1}"#),
    paged(r#"{"size":1,"page":"7"}"#, r#"[{"id":"a"}]"#, r#"{"items":[{"id":"a"}],"next":8}"#),
    paged(r#"{"size":2}"#, r#"[{"id":"a"}]"#, r#"{"items":[{"id":"a"}]}"#),
    paged("{}", r#"[{"id":"a"}]"#, r#"{"items":[{"id":"a"}]}"#),

    row(FEE, AMOUNT, 200, r#"{"cardId":"c1","amount":"100","fee":"10","receiveAmount":"90","exchangeRate":1.10}"#,
        r#"{"card":"c1","amount":{"value":"100"},"fee":{"value":"10"},"received":{"value":"90"},"extra":{"exchangeRate":"1.10"}}"#),
    row(FEE, AMOUNT, 200, r#"{"cardId":"c1","amount":30,"fee":0.1,"receiveAmount":29.90}"#,
        r#"{"card":"c1","amount":{"value":"30"},"fee":{"value":"0.1"},"received":{"value":"29.90"}}"#),
    row(FEE, AMOUNT, 403, "", "forbidden"),
    row(TOP_UP, AMOUNT, 200, r#"{"taskId":"t","status":"Success","remarks":"CardInProgress"}"#,
        r#"{"issuer":"artha","action":"topUp","cardId":"c1","result":"accepted","confirmed":false,"taskId":"t","remarks":"CardInProgress"}"#),
    row(TOP_UP, AMOUNT, 200, r#"{"status":"Failed","remarks":"no"}"#, "issuer_rejected"),
    row(TOP_UP, AMOUNT, 200, "{}", "unexpected_answer"),
    row(STATUS, TASK, 200, r#"{"taskId":"t","cardId":"c1","currency":"USD","amount":100.10,"settlemetAmount":90,"fee":10.0,"type":"TopUp","date":"2025-02-14T12:42:35Z","status":"Failed","new":true}"#,
        r#"{"id":"t","card":"c1","amount":{"value":"100.10","currency":"USD"},"fee":{"value":"10.0","currency":"USD"},"settled":{"value":"90","currency":"USD"},"type":"TopUp","status":"Failed","time":"2025-02-14T12:42:35Z","currency":"USD","extra":{"new":true}}"#),
    row(STATUS, TASK, 200, r#"{"taskId":null,"cardId":null,"currency":null,"amount":null}"#, "{}"),
    row(STATUS, TASK, 404, "", "issuer_rejected"),

    row(ISSUE, PROGRAM, 200, r#"{"cardId":"c2","status":"Success","remarks":"Description"}"#,
        r#"{"issuer":"artha","action":"issue","cardId":"c1","result":"accepted","confirmed":false,"remarks":"Description","data":{"id":"c2"}}"#),
    row(ISSUE, PROGRAM, 200, r#"{"taskId":"t","referenceId":"r","status":"Submit","remarks":null,"new":0.10}"#,
        r#"{"issuer":"artha","action":"issue","cardId":"c1","result":"accepted","confirmed":false,"taskId":"t","data":{"reference":"r","extra":{"remarks":null,"new":"0.10"}}}"#),
    row(ISSUE, PROGRAM, 200, r#"{"cardId":"c2","status":"Failed","remarks":"no"}"#, "issuer_rejected"),
    row(ISSUE, PROGRAM, 200, r#"{"cardId":"c2"}"#, "unexpected_answer"),
    // The answer's number may be whole.
    row(BIND, NUMBER, 200, r#"{"cardId":"c1","cardno":"4111111111111111","status":"Success","remarks":"CardInProgress","pan":"4111111111111111"}"#,
        r#"{"issuer":"artha","action":"bind","cardId":"c1","result":"accepted","confirmed":false,"remarks":"CardInProgress","data":{"id":"c1","last4":"1111"}}"#),
    row(BIND, NUMBER, 200, r#"{"taskId":"t","cardno":4111111111111111,"status":"Submit"}"#,
        r#"{"issuer":"artha","action":"bind","cardId":"c1","result":"accepted","confirmed":false,"taskId":"t","data":{"last4":"1111"}}"#),
    row(BIND, NUMBER, 200, r#"{"cardno":"1","status":"Success"}"#, r#"{"issuer":"artha","action":"bind","cardId":"c1","result":"accepted","confirmed":false}"#),

    // A list, or one object in the older manuals.
    row(COUNTRIES, "{}", 200, r#"[ {"id":"u","name":"India","nationality":"Indian","isoTwo":"IN","isoThree":"IND","isoNumber":"356"}, {"n":0.10} ]"#,
        r#"{"items":[{"id":"u","name":"India","nationality":"Indian","isoTwo":"IN","isoThree":"IND","isoNumber":"356"},{"n":"0.10"}]}"#),
    row(COUNTRIES, "{}", 200, r#"{"id":"u","name":"India"}"#, r#"{"items":[{"id":"u","name":"India"}]}"#),
    row(COUNTRIES, "{}", 200, "[]", r#"{"items":[]}"#),
    row(COUNTRIES, "{}", 401, "", "unauthorized"),
    row(COUNTRIES, "{}", 200, "null", "unexpected_answer"),
    row(TOWNS, "{}", 200, r#"[{"id":"u","name":"T","code":"500","countryOrRegion":"IN"}]"#, r#"{"items":[{"id":"u","name":"T","code":"500","countryOrRegion":"IN"}]}"#),
    row(TOWNS, "{}", 200, r#"{"id":"u","name":"T","code":"500","countryOrRegion":"IN"}"#, r#"{"items":[{"id":"u","name":"T","code":"500","countryOrRegion":"IN"}]}"#),
    row(COUNTRIES, "{}", 200, r#"{"status":"Failed","remarks":"no"}"#, "issuer_rejected"),
    row(TOWNS, "{}", 200, r#"{"status":"Failed","remarks":null}"#, "issuer_rejected"),
    row(TRANSACTIONS, "{}", 200, r#"{"status":"Failed","items":[]}"#, "issuer_rejected"),
];
