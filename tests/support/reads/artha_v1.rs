//! The answers of Artha's newer API: the first form of names, the second, the newest.

use super::Row;
use cardlatch::{IssuerId, Operation};

const MAJOR: &str = r#"{"id":"artha-v1","baseUrl":"https://a.example","apiKey":"k","pathPrefix":"/api/v1","amountUnit":"major"}"#;
const MINOR: &str = r#"{"id":"artha-v1","baseUrl":"https://a.example","apiKey":"k","pathPrefix":"/api/v1","amountUnit":"minor"}"#;
const NO_UNIT: &str =
    r#"{"id":"artha-v1","baseUrl":"https://a.example","apiKey":"k","pathPrefix":"/api/v1"}"#;

const fn row(
    operation: Operation,
    fields: &'static str,
    body: &'static str,
    due: &'static str,
) -> Row {
    Row {
        issuer: IssuerId::ArthaV1,
        operation,
        options: MAJOR,
        card: "c1",
        fields,
        status: 200,
        body,
        due,
    }
}

const fn with(options: &'static str, row: Row) -> Row {
    Row { options, ..row }
}

const fn at(status: u16, row: Row) -> Row {
    Row { status, ..row }
}

const ISSUE: &str = r#"{"customerId":"cus_1","productId":"prod_1","currency":"USD"}"#;
const TOP_UP: &str = r#"{"amount":"100.50","currency":"USD"}"#;
const CUSTOMER: &str = r#"{"type":"individual","email":"a@b.example","phoneCode":"+44","phoneNumber":"1","country":"GB","dateOfBirth":"1990-06-15"}"#;
const APPLICANT: &str = r#"{"customerId":"cus_1","productId":"prod_1","details":{"docId":"x"}}"#;
const PRODUCT: &str = r#"{"customerId":"cus_1","productId":"prod_1"}"#;

/// What the first form's card holds.
const CARD: &str = r#"{"data":{"id":"c1","customer_id":"cus_1","product_id":"prod_1","product_name":"Gold","provider":null,"card_type":"virtual","card_number_masked":"****4242","currency":"USD","status":"active","balance":10.5,"created_at":"2026-01-01T00:00:00Z","updated_at":null}}"#;
const CARD_READ: &str = r#"{"id":"c1","state":"active","issuerWord":"active","form":"virtual","last4":"4242","currency":"USD","customer":"cus_1","program":"prod_1","createdAt":"2026-01-01T00:00:00Z","extra":{"balance":"10.5","productName":"Gold"}}"#;

const TRANSACTION: &str = r#"{"transaction_id":"t1","card_id":"c1","customer_id":"cus_1","original_transaction_id":"t0","local_currency":"EUR","local_amount":9.99,"authorized_amount":10.990,"authorized_currency":"USD","authorization_code":"A1","authorized_at":"2026-03-01T10:00:00Z","fee":0.10,"fee_currency":"USD","crossborder_fee":null,"crossborder_fee_currency":null,"settle_amount":11,"settle_currency":"EUR","settle_date":null,"merchant_name":"Shop","merchant_category_code":"5411","merchant_country":"DE","merchant_city":null,"type":"purchase","sub_type":null,"status":"settled","description":null}"#;
const TRANSACTION_READ: &str = r#"{"id":"t1","card":"c1","amount":{"value":"10.990","currency":"USD"},"currency":"USD","settled":{"value":"11","currency":"EUR"},"fee":{"value":"0.10","currency":"USD"},"type":"purchase","status":"settled","time":"2026-03-01T10:00:00Z","merchant":"Shop","original":"t0","extra":{"customer_id":"cus_1","local_currency":"EUR","local_amount":"9.99","authorization_code":"A1","crossborder_fee":null,"crossborder_fee_currency":null,"settle_date":null,"merchant_category_code":"5411","merchant_country":"DE","merchant_city":null,"sub_type":null}}"#;

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    row(Operation::CARD, "{}", CARD, CARD_READ),
    row(Operation::CARD, "{}", r#"{"cardId":"c1","cardType":"Virtual","status":"Cancelled","cardNumber":"4111111111111111","cvv":"987"}"#,
        r#"{"id":"c1","state":"closed","issuerWord":"Cancelled","form":"virtual"}"#),
    row(Operation::CARD, "{}", r#"{"data":{"id":"c1","status":"lost"},"request_id":"req_abc123","timestamp":"t"}"#, r#"{"id":"c1","state":"unknown","issuerWord":"lost"}"#),
    at(404, row(Operation::CARD, "{}", r#"{"message":"no"}"#, "card_not_found")),
    row(Operation::CARD, "{}", r#"{"error":{"code":"x"}}"#, "issuer_rejected"),
    row(Operation::CARD, "{}", "[]", "unexpected_answer"),
    row(Operation::CARD, "{}", r#"{"data":[]}"#, "unexpected_answer"),

    // What wraps a list is not documented: any list that the answer holds.
    row(Operation::CARDS, r#"{"size":2}"#, r#"{"data":[{"id":"c1","status":"frozen"},{"id":"c2","status":"inactive"}]}"#,
        r#"{"items":[{"id":"c1","state":"frozen","issuerWord":"frozen"},{"id":"c2","state":"inactive","issuerWord":"inactive"}],"next":2}"#),
    row(Operation::CARDS, r#"{"size":2,"page":4}"#, r#"{"data":{"items":[{"id":"c1"},{"id":"c2"}],"total":9}}"#, r#"{"items":[{"id":"c1","state":"unknown"},{"id":"c2","state":"unknown"}],"next":6}"#),
    row(Operation::CARDS, r#"{"size":2}"#, r#"[{"id":"c1"}]"#, r#"{"items":[{"id":"c1","state":"unknown"}]}"#),
    row(Operation::CARDS, "{}", r#"{"cards":[{"id":"c1"}]}"#, r#"{"items":[{"id":"c1","state":"unknown"}],"next":1}"#),
    row(Operation::CARDS, r#"{"page":1}"#, r#"{"cards":[]}"#, r#"{"items":[]}"#),
    row(Operation::CARDS, "{}", r#"{"cards":[],"others":[]}"#, "unexpected_answer"),
    row(Operation::CARDS, "{}", "{}", "unexpected_answer"),
    at(401, row(Operation::CARDS, "{}", "[]", "unauthorized")),

    row(Operation::REVEAL, "{}", r#"{"data":{"id":"c1","card_number":"4111111111111111","cvv":"987","expiry_date":"05/29","cardholder_name":"A N","iframe_url":null,"pin":"1234"}}"#,
        r#"{"pan":"4111111111111111","cvv":"987","expiry":"05/29","holder":"A N"}"#),
    row(Operation::REVEAL, "{}", r#"{"cardNumber":null,"iframeUrl":"https://a.example/f"}"#, r#"{"iframeUrl":"https://a.example/f"}"#),
    at(403, row(Operation::REVEAL, "{}", "{}", "forbidden")),

    row(Operation::BALANCE, "{}", r#"{"data":{"card_id":"c1","available_balance":90.00,"hold_amount":10.50,"total_balance":100.50,"currency":"USD","retrieved_at":"2026-01-01T00:00:00Z"}}"#,
        r#"{"available":{"value":"90.00","currency":"USD"},"total":{"value":"100.50","currency":"USD"},"held":{"value":"10.50","currency":"USD"},"currency":"USD","asOf":"2026-01-01T00:00:00Z"}"#),
    with(MINOR, row(Operation::BALANCE, "{}", r#"{"cardId":"c1","availableBalance":9000,"currency":"USD"}"#, r#"{"available":{"value":"90.00","currency":"USD"},"currency":"USD"}"#)),
    with(NO_UNIT, row(Operation::BALANCE, "{}", r#"{"cardId":"c1","availableBalance":9000,"holdAmount":0.000000000000000001,"currency":"USD"}"#, r#"{"currency":"USD","extra":{"available":9000,"held":"0.000000000000000001"}}"#)),

    row(Operation::own("transaction"), r#"{"transactionId":"t1"}"#, TRANSACTION, TRANSACTION_READ),
    row(Operation::own("transaction"), r#"{"transactionId":"t1"}"#, r#"{"transactionId":"t1","cardId":"c1","authorizedAmount":-5,"authorizedCurrency":null,"localCurrency":"EUR","status":"declined","type":"top_up"}"#,
        r#"{"id":"t1","card":"c1","amount":{"value":"-5"},"type":"top_up","status":"declined","extra":{"localCurrency":"EUR"}}"#),
    at(404, row(Operation::own("transaction"), r#"{"transactionId":"t1"}"#, "", "issuer_rejected")),
    row(Operation::TRANSACTIONS, r#"{"size":1}"#, r#"{"data":{"transactions":[{"transaction_id":"t1","authorized_amount":1e2,"authorized_currency":"USD"}]}}"#,
        r#"{"items":[{"id":"t1","amount":{"value":"100","currency":"USD"},"currency":"USD"}],"next":1}"#),
    with(NO_UNIT, row(Operation::TRANSACTIONS, r#"{"size":9}"#, r#"[{"transactionId":"t1","authorizedAmount":12,"authorizedCurrency":"USD","settleAmount":null}]"#,
        r#"{"items":[{"id":"t1","currency":"USD","extra":{"amount":12}}]}"#)),
    row(Operation::own("allTransactions"), "{}", r#"{"data":[]}"#, r#"{"items":[]}"#),

    at(201, row(Operation::ISSUE, ISSUE, CARD,
        r#"{"issuer":"artha-v1","action":"issue","cardId":"c1","result":"accepted","confirmed":false,"data":{"id":"c1","state":"active","issuerWord":"active","form":"virtual","last4":"4242","currency":"USD","customer":"cus_1","program":"prod_1","createdAt":"2026-01-01T00:00:00Z","extra":{"balance":"10.5","productName":"Gold"}}}"#)),
    at(201, row(Operation::ISSUE, ISSUE, "{}", r#"{"issuer":"artha-v1","action":"issue","cardId":"c1","result":"accepted","confirmed":false}"#)),
    at(201, row(Operation::ISSUE, ISSUE, r#"{"title":"x"}"#, "unexpected_answer")),
    at(422, row(Operation::ISSUE, ISSUE, r#"{"message":"no"}"#, "issuer_rejected")),
    at(401, row(Operation::ISSUE, ISSUE, "", "unauthorized")),

    at(202, row(Operation::REPLACE, "{}", r#"{"cardId":"c1","customerId":"cus_1","productId":"prod_1","cardType":"Virtual","action":"replace","status":"success","message":"Card replaced successfully","taskId":"task_123456789"}"#,
        r#"{"issuer":"artha-v1","action":"replace","cardId":"c1","result":"accepted","confirmed":false,"taskId":"task_123456789","remarks":"Card replaced successfully","extra":{"cardId":"c1","customerId":"cus_1","productId":"prod_1","cardType":"Virtual"}}"#)),
    at(202, row(Operation::REPLACE, "{}", r#"{"data":{"card_id":"c2","action":"replace","status":"active","task_id":null,"performed_at":"t"}}"#,
        r#"{"issuer":"artha-v1","action":"replace","cardId":"c1","result":"accepted","confirmed":false,"card":{"state":"active","issuerWord":"active"},"extra":{"card_id":"c2","task_id":null,"performed_at":"t"}}"#)),

    at(202, row(Operation::TOP_UP, TOP_UP, r#"{"data":{"card_id":"c1","amount":100.50,"currency":"USD","status":"processing","transaction_id":"t1","task_id":"k1","performed_at":"t"}}"#,
        r#"{"issuer":"artha-v1","action":"topUp","cardId":"c1","result":"accepted","confirmed":false,"taskId":"k1","data":{"transaction":"t1","amount":{"value":"100.50","currency":"USD"},"status":"processing","time":"t"}}"#)),
    with(NO_UNIT, row(Operation::TOP_UP, TOP_UP, r#"{"cardId":"c1","amount":100.50,"status":"completed"}"#,
        r#"{"issuer":"artha-v1","action":"topUp","cardId":"c1","result":"completed","confirmed":true,"data":{"amount":{"value":"100.50"},"status":"completed"}}"#)),
    row(Operation::TOP_UP, TOP_UP, r#"{"data":{"status":"failed","message":"no"}}"#, "issuer_rejected"),
    row(Operation::TOP_UP, TOP_UP, r#"{"status":"Approved"}"#, "unexpected_answer"),
    row(Operation::TOP_UP_STATUS, r#"{"topupId":"u1"}"#, r#"{"id":"u1","cardId":"c1","amount":100.50,"currency":"USD","status":"Approved","createdAt":"t","more":1}"#,
        r#"{"id":"u1","card":"c1","amount":{"value":"100.50","currency":"USD"},"currency":"USD","status":"Approved","createdAt":"t","extra":{"more":1}}"#),
    at(400, row(Operation::TOP_UP_STATUS, r#"{"topupId":"u1"}"#, "{}", "issuer_rejected")),
    at(500, row(Operation::TOP_UP_STATUS, r#"{"topupId":"u1"}"#, "{}", "issuer_unavailable")),

    row(Operation::LIMITS, "{}", r#"{"data":{"card_id":"c1","daily_limit":500,"monthly_limit":null,"per_transaction_limit":50.5,"atm_withdrawal_limit":0,"yearly_limit":1,"lifetime_limit":2,"currency":"USD"}}"#,
        r#"{"daily":{"value":"500","currency":"USD"},"perTransaction":{"value":"50.5","currency":"USD"},"atm":{"value":"0","currency":"USD"},"yearly":{"value":"1","currency":"USD"},"lifetime":{"value":"2","currency":"USD"}}"#),
    row(Operation::SET_LIMITS, r#"{"daily":"500"}"#, r#"{"data":{"card_id":"c1","daily_limit":500,"currency":"USD"}}"#,
        r#"{"issuer":"artha-v1","action":"setLimits","cardId":"c1","result":"accepted","confirmed":false,"data":{"daily":{"value":"500","currency":"USD"}}}"#),

    row(Operation::own("product"), r#"{"productId":"p"}"#, r#"{"productId":"p","name":"n","organization":"Master","type":"Virtual","country":null,"bin":"632","currency":"USDT","status":"Active","fee":1.50}"#,
        r#"{"productId":"p","name":"n","organization":"Master","type":"Virtual","country":null,"bin":"632","currency":"USDT","status":"Active","fee":"1.50"}"#),
    row(Operation::own("products"), "{}", r#"{"data":[{"productId":"p"}]}"#, r#"{"items":[{"productId":"p"}]}"#),

    row(Operation::own("createCustomer"), CUSTOMER, r#"{"data":{"id":"cus_1","type":"individual","kycState":"not_submitted","createdAt":"t"},"request_id":"req_abc123","timestamp":"t"}"#,
        r#"{"issuer":"artha-v1","action":"createCustomer","cardId":"c1","result":"accepted","confirmed":false,"data":{"id":"cus_1","type":"individual","kycState":"not_submitted","createdAt":"t"}}"#),
    at(409, row(Operation::own("createCustomer"), CUSTOMER, "", "issuer_rejected")),
    row(Operation::own("customers"), "{}", r#"{"data":[{"id":"cus_1","status":"active","kyc_state":"approved"}]}"#, r#"{"items":[{"id":"cus_1","status":"active","kyc_state":"approved"}]}"#),
    row(Operation::own("customer"), r#"{"customerId":"cus_1"}"#, r#"{"data":{"id":"cus_1"}}"#, r#"{"id":"cus_1"}"#),
    row(Operation::own("updateCustomer"), r#"{"customerId":"cus_1"}"#, r#"{"data":{"id":"cus_1","status":"suspended"}}"#,
        r#"{"issuer":"artha-v1","action":"updateCustomer","cardId":"c1","result":"accepted","confirmed":false,"data":{"id":"cus_1","status":"suspended"}}"#),
    row(Operation::own("submitApplicant"), APPLICANT, r#"{"x":1}"#,
        r#"{"issuer":"artha-v1","action":"submitApplicant","cardId":"c1","result":"accepted","confirmed":false,"data":{"x":1}}"#),
    row(Operation::own("submitApplicant"), APPLICANT, "{}", r#"{"issuer":"artha-v1","action":"submitApplicant","cardId":"c1","result":"accepted","confirmed":false}"#),
    row(Operation::own("submitApplicant"), APPLICANT, r#"{"error":"no"}"#, "issuer_rejected"),
    row(Operation::own("applicantStatus"), PRODUCT, r#"{"customerId":"cus_1","productId":"prod_1","applicantStatus":"UnderReview","remarks":"r"}"#,
        r#"{"customerId":"cus_1","productId":"prod_1","applicantStatus":"UnderReview","remarks":"r"}"#),
    row(Operation::CARDS, r#"{"page":0,"size":1}"#, r#"[{"id":"c1"}]"#, r#"{"items":[{"id":"c1","state":"unknown"}],"next":1}"#),
    row(Operation::own("customer"), r#"{"customerId":"cus_1"}"#, r#"{"data":{"errors":["no"]}}"#, "issuer_rejected"),
];
