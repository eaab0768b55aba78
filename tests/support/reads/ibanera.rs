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

const fn failed(operation: Operation, status: u16, body: &'static str, due: &'static str) -> Row {
    let mut row = row(operation, "{}", body, due);
    row.status = status;
    row
}

const ISSUE: &str =
    r#"{"customer":1,"currency":"USD","reference":"r","shipping":"Standard","program":1002}"#;
const MOVE: &str = r#"{"amount":10,"reference":"Test"}"#;
const MOVED: &str = r#"{"id":30939,"details":{"FromTransactionId":30939,"ToTransactionId":30941,"FeeTransactionId":30940,"amount":10,"feeAmount":0,"description":"Card transfer - Top Up Funds","bPending":true},"status":"1","errors":[]}"#;

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    // Newest.
    row(Operation::CARD, "{}", r#"{"id":0,"details":{"customersID":1,"customersReference":"r","cardHolderName":"J","cardLast4":"1234","currency":"USD","totalBalance":10.50,"availableBalance":0.000000000000000001,"status":"Active"},"status":"1","errors":[]}"#,
        r#"{"state":"active","issuerWord":"Active","holder":"J","last4":"1234","currency":"USD","customer":"1","total":{"value":"10.50","currency":"USD"},"available":{"value":"0.000000000000000001","currency":"USD"},"extra":{"customersReference":"r"}}"#),
    // Older, with secrets.
    row(Operation::CARD, "{}", r#"{"id":0,"details":{"nameOnCard":"J","cardNumber":"4111111111111111","fullCardNumber":"4111111111111111","pin":"1111","cvc":"222","status":"Deactivated"},"status":"1","errors":[]}"#,
        r#"{"state":"inactive","issuerWord":"Deactivated","holder":"J","last4":"1111"}"#),
    row(Operation::CARDS, r#"{"page":1}"#, r#"{"id":0,"details":[{"customersId":7,"cards":[{"id":1,"currency":"USD","cardNumber":"4111111111111111","totalBalance":-0,"bSuppressed":false}]},{"customersId":8,"cards":[{"id":2,"bSuppressed":true}]}],"status":"1","errors":[],"pageSize":2,"pageNumber":1,"numberOfPages":2}"#,
        r#"{"items":[{"id":"1","state":"active","last4":"1111","currency":"USD","total":{"value":"-0","currency":"USD"},"customer":"7"},{"id":"2","state":"inactive","customer":"8"}],"next":2}"#),
    row(Operation::CARDS, "{}", r#"{"id":0,"details":[],"status":"1","errors":[]}"#, r#"{"items":[]}"#),
    row(Operation::CARDS, "{}", r#"{"id":0,"details":null,"status":"0","errors":[{"fieldName":"otp","messageCode":"Invalid"}]}"#, "issuer_rejected"),
    // The last page by number, one that is short, one that is full, and one that says how long it is.
    row(Operation::CARDS, r#"{"page":2}"#, r#"{"details":[],"status":"1","errors":[],"pageSize":1,"pageNumber":2,"numberOfPages":2}"#, r#"{"items":[]}"#),
    row(Operation::CARDS, r#"{"page":5,"size":2}"#, r#"{"details":[{"customersId":1,"customersReference":"r","cards":[]},{"customersId":2,"cards":[{"id":3}]}],"status":"1","numberOfPages":0}"#,
        r#"{"items":[{"id":"3","state":"unknown","customer":"2"}],"next":6}"#),
    row(Operation::CARDS, r#"{"size":50}"#, r#"{"details":[{"cards":[{"id":3}]}],"status":"1","pageSize":1}"#, r#"{"items":[{"id":"3","state":"unknown"}],"next":2}"#),
    row(Operation::own("cardsOfCustomer"), r#"{"customer":11057}"#, r#"{"id":0,"details":[{"customersId":11057,"customersReference":"ref-1","cards":[{"id":1,"currency":"USD","cardNumber":"411111******1111","totalBalance":1,"availableBalance":1,"pendingBalance":0,"bSuppressed":true}]}],"status":"1","errors":[]}"#,
        r#"{"items":[{"id":"1","state":"inactive","last4":"1111","currency":"USD","total":{"value":"1","currency":"USD"},"available":{"value":"1","currency":"USD"},"pending":{"value":"0","currency":"USD"},"customer":"11057","extra":{"customersReference":"ref-1"}}]}"#),
    row(Operation::own("cardsOfCustomer"), "{}", r#"{"details":{"CustomersId":5,"Cards":[{"Id":1},{"Id":2}]},"status":"1","errors":[]}"#,
        r#"{"items":[{"id":"1","state":"unknown","customer":"5"},{"id":"2","state":"unknown","customer":"5"}]}"#),
    row(Operation::own("cardsOfCustomer"), "{}", r#"{"details":null,"status":"0","errors":[{"messageCode":"Invalid"}]}"#, "issuer_rejected"),
    row(Operation::BALANCE, "{}", r#"{"id":0,"details":{"customersID":1,"cardHolderName":"J","cardLast4":"1234","currency":"USD","totalBalance":10.50,"availableBalance":-20.000000000000000000,"status":"Active"},"status":"1","errors":[]}"#,
        r#"{"available":{"value":"-20.000000000000000000","currency":"USD"},"total":{"value":"10.50","currency":"USD"},"currency":"USD","last4":"1234"}"#),
    row(Operation::BALANCE, "{}", r#"{"details":{"obfuscatedCardNumber":"****4321","fullCardNumber":"4111111111111111","pin":"1111","cvc":"222","pendingBalance":3,"currency":"usd"},"status":"1"}"#,
        r#"{"pending":{"value":"3","currency":"usd"},"currency":"usd","last4":"4321"}"#),
    // Newest, then older with names in capitals and a customer that is a number.
    row(Operation::own("balances"), "{}", r#"{"id":0,"details":[{"id":7,"customersReference":"r","cardHolderName":"J","cardLast4":"1234","customersID":"14619","currency":"USD","totalBalance":0,"availableBalance":0,"pendingBalance":0,"status":"Active"}],"pageSize":1,"pageNumber":1,"numberOfPages":3,"status":"1","errors":[]}"#,
        r#"{"items":[{"id":"7","state":"active","issuerWord":"Active","holder":"J","last4":"1234","currency":"USD","customer":"14619","total":{"value":"0","currency":"USD"},"available":{"value":"0","currency":"USD"},"pending":{"value":"0","currency":"USD"},"extra":{"customersReference":"r"}}],"next":2}"#),
    row(Operation::own("balances"), r#"{"page":2}"#, r#"{"id":14619,"details":[{"id":0,"CustomersReference":"string","CardHolderName":"John Doe","CardLast4":"1234","CustomersID":1234,"currency":"usd","totalBalance":0,"availableBalance":0,"pendingBalance":0,"status":"Deactivated"}],"pageSize":2,"pageNumber":2,"numberOfPages":0,"status":"1","errors":[]}"#,
        r#"{"items":[{"id":"0","state":"inactive","issuerWord":"Deactivated","holder":"John Doe","last4":"1234","currency":"usd","customer":"1234","total":{"value":"0","currency":"usd"},"available":{"value":"0","currency":"usd"},"pending":{"value":"0","currency":"usd"},"extra":{"customersReference":"string"}}]}"#),
    row(Operation::TRANSACTIONS, "{}", r#"{"id":0,"details":[{"id":41,"cardsId":1001,"amount":-12.340,"currency":"USD","description":"Shop","dateTime":"2025-07-10T16:43:50.359Z","bPending":true,"RefundTransactionsID":null}],"pageSize":10,"pageNumber":1,"numberOfPages":1,"status":"1","errors":[]}"#,
        r#"{"items":[{"id":"41","card":"1001","amount":{"value":"-12.340","currency":"USD"},"currency":"USD","description":"Shop","time":"2025-07-10T16:43:50.359Z","pending":true}]}"#),
    // Without a number of pages a full page is followed by another; card data is dropped.
    row(Operation::TRANSACTIONS, r#"{"page":4,"size":2}"#, r#"{"details":[{"id":1,"RefundTransactionsID":9,"cardNumber":"4111111111111111","pin":"1234"},{"id":2,"bPending":false}],"status":"1"}"#,
        r#"{"items":[{"id":"1","extra":{"refundTransactionsId":9}},{"id":"2","pending":false}],"next":5}"#),
    row(Operation::TRANSACTIONS, r#"{"from":"2025-07-01","size":3}"#, r#"{"details":[{"id":1},{"id":2}],"status":"1"}"#, r#"{"items":[{"id":"1"},{"id":"2"}]}"#),
    row(Operation::TRANSACTIONS, "{}", r#"{"details":[{},{},{},{},{},{},{},{},{},{}],"status":"1"}"#, r#"{"items":[{},{},{},{},{},{},{},{},{},{}],"next":2}"#),
    row(Operation::TRANSACTIONS, "{}", r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","messageCode":"Invalid"}]}"#, "issuer_rejected"),
    row(Operation::REVEAL, "{}", r#"{"id":0,"details":{"cardHolderName":"J","expiryDate":"2025-12-05T18:28:08.228Z","cardNumber":"4111111111111111","cvc":"012","pin":"1234","fullCardNumber":"4111111111111111"},"status":"1","errors":[]}"#,
        r#"{"pan":"4111111111111111","cvv":"012","expiry":"2025-12-05T18:28:08.228Z","holder":"J"}"#),
    failed(Operation::REVEAL, 404, r#"{"id":0,"details":null,"status":"0","errors":[]}"#, "card_not_found"),
    failed(Operation::REVEAL, 401, "", "unauthorized"),
    row(Operation::ISSUE, ISSUE, r#"{"id":1359,"details":{"customersId":14387,"customersReference":"card-ref-1","card":{"id":1359,"currency":"USD","totalBalance":0,"availableBalance":0,"pendingBalance":0,"status":"Deactivated"}},"status":"1","errors":[]}"#,
        r#"{"issuer":"ibanera","action":"issue","cardId":"1001","result":"accepted","confirmed":false,"taskId":"1359","data":{"id":"1359","state":"inactive","issuerWord":"Deactivated","currency":"USD","total":{"value":"0","currency":"USD"},"available":{"value":"0","currency":"USD"},"pending":{"value":"0","currency":"USD"},"customer":"14387","extra":{"customersReference":"card-ref-1"}}}"#),
    row(Operation::ISSUE, ISSUE, r#"{"id":0,"details":null,"status":"1","errors":[]}"#,
        r#"{"issuer":"ibanera","action":"issue","cardId":"1001","result":"accepted","confirmed":false}"#),
    row(Operation::TOP_UP, MOVE, MOVED, r#"{"issuer":"ibanera","action":"topUp","cardId":"1001","result":"accepted","confirmed":false,"taskId":"30939","remarks":"Card transfer - Top Up Funds","data":{"fromTransactionId":"30939","toTransactionId":"30941","feeTransactionId":"30940","amount":{"value":"10"},"fee":{"value":"0"},"pending":true}}"#),
    // Older.
    row(Operation::own("topUpAccount"), MOVE, r#"{"id":30939,"details":{"FromTransactionId":30939,"amount":-10,"feeAmount":0,"description":"Card transfer - Top Up Funds","dateTime":"2024-02-15T17:05:09.97+00:00","bPending":true},"status":"1","errors":[]}"#,
        r#"{"issuer":"ibanera","action":"topUpAccount","cardId":"1001","result":"accepted","confirmed":false,"taskId":"30939","remarks":"Card transfer - Top Up Funds","data":{"fromTransactionId":"30939","amount":{"value":"-10"},"fee":{"value":"0"},"time":"2024-02-15T17:05:09.97+00:00","pending":true}}"#),
    row(Operation::own("transfer"), r#"{"amount":10,"reference":"x","to":1002}"#, r#"{"id":30939,"details":{"amount":12345678901234567890.10},"status":"1","errors":[]}"#,
        r#"{"issuer":"ibanera","action":"transfer","cardId":"1001","result":"accepted","confirmed":false,"taskId":"30939","data":{"amount":{"value":"12345678901234567890.10"}}}"#),
    row(Operation::own("transfer"), r#"{"amount":10,"to":1002}"#, r#"{"status":"0","errors":[{"messageCode":"ShareFunds_Failed"}]}"#, "issuer_unavailable"),
    row(Operation::own("accounts"), "{}", r#"{"status":"1","errors":[],"id":1,"details":[{"id":1,"asset":"USD","totalBalance":1.10,"availableBalance":1,"pendingBalance":0.10,"bSuppressed":true}],"pageSize":1,"pageNumber":1,"numberOfPages":1}"#,
        r#"{"items":[{"id":"1","currency":"USD","total":{"value":"1.10","currency":"USD"},"available":{"value":"1","currency":"USD"},"pending":{"value":"0.10","currency":"USD"},"extra":{"bSuppressed":true}}]}"#),
    // All at once, however many there are; and a page.
    row(Operation::own("accounts"), "{}", r#"{"status":"1","details":[{},{},{},{},{},{},{},{},{},{}]}"#, r#"{"items":[{},{},{},{},{},{},{},{},{},{}]}"#),
    row(Operation::own("accounts"), r#"{"page":1,"size":1}"#, r#"{"status":"1","details":[{"assetAccountId":2}]}"#, r#"{"items":[{"id":"2"}],"next":2}"#),
    row(Operation::own("cancellable"), r#"{"transaction":30939}"#, r#"{"id":30939,"details":{"bCancellable":true,"other":0.10},"status":"1","errors":[]}"#,
        r#"{"bCancellable":true}"#),
    row(Operation::own("cancellable"), r#"{"transaction":30939}"#, r#"{"id":0,"details":null,"status":"0","errors":[{"messageCode":"BadRequest"}]}"#, "issuer_rejected"),
    row(Operation::own("cancelTransaction"), r#"{"transaction":30939}"#, r#"{"id":0,"details":{"TransactionsId":30939,"CancellationRequestsCode":"c-1"},"status":"1","errors":[]}"#,
        r#"{"issuer":"ibanera","action":"cancelTransaction","cardId":"1001","result":"accepted","confirmed":false,"taskId":"c-1","data":{"transactionsId":"30939"}}"#),
    row(Operation::own("simulatePayIn"), r#"{"account":1001,"type":"ACH","amount":5}"#, r#"{"id":0,"status":"1","errors":[]}"#,
        r#"{"issuer":"ibanera","action":"simulatePayIn","cardId":"1001","result":"accepted","confirmed":false}"#),
];
