//! The answers of Yativo.

use super::Row;
use cardlatch::{Action, IssuerId, Operation};

const OPTIONS: &str =
    r#"{"id":"yativo","baseUrl":"https://a.example","accountId":"a","appSecret":"s"}"#;
const MAJOR: &str = r#"{"id":"yativo","baseUrl":"https://a.example","accountId":"a","appSecret":"s","units":{"balance":"major"}}"#;
const MINOR: &str = r#"{"id":"yativo","baseUrl":"https://a.example","accountId":"a","appSecret":"s","units":{"balance":"minor"}}"#;

/// A card as the pages show it, and as it was seen in 2026.
const D: &str = r#"{"status":"success","status_code":200,"message":"Request successful","data":{"id":"5d2c0b1e-8f5e-4c8e-9a51-5cf3a1f0c0de","balance":300,"cardNumber":"4111111111111111","last4":"1111","cvv2":"987","cardName":"John Doe","cardType":"Virtual","cardBrand":"visa","expiry":"2027-05-29T00:00:00","valid":"05/2027","billingAddress":{"city":"Austin","state":"TX","street":"Main","country":"USA","zipCode":"78701","countryCode":"US"},"airlinePaymentEnabled":false}}"#;
const O: &str = r#"{"status":"success","status_code":200,"message":"Request successful","data":{"card_id":91,"id":"x","card_number":"4111111111111111","cvv":"987","expiry_date":"05 / 2027","card_status":"active","isAirlinePaymentEnabled":true,"balance":"12","display_amount":12.50,"balance_amount":12500000,"display_spent_current_month":"0.10","display_topup_current_month":20,"card_name":"John Doe","card_brand":"Visa","card_program":"p","masked_pan":"4111********1111","contactless_payment":true,"billing_address":{"line1":"Main 1","postal_code":"78701"}}}"#;
const NO_DISPLAY: &str = r#"{"status":"success","data":{"id":"u","card_number":"4111111111111111","cvc":"987","balance":250,"card_status":"frozen"}}"#;

const WITHDRAW: Operation = Operation::own("withdraw");
const AIRLINES: Operation = Operation::own("setAirlinePayments");
const ACTIVATE_CUSTOMER: Operation = Operation::own("activateCustomer");
const WEBHOOK: Operation = Operation::own("webhook");
const SET_WEBHOOK: Operation = Operation::own("setWebhook");
const ROTATE: Operation = Operation::own("rotateWebhookSecret");
const CANCEL: Operation = Operation::of(Action::Cancel);

const LOADED: &str = r#"{"customerId":"c","amount":5}"#;
const AMOUNT: &str = r#"{"amount":5}"#;
const CUSTOMER: &str = r#"{"customerId":"c"}"#;

const fn row(
    operation: Operation,
    fields: &'static str,
    body: &'static str,
    due: &'static str,
) -> Row {
    under(OPTIONS, operation, fields, body, due)
}

const fn under(
    options: &'static str,
    operation: Operation,
    fields: &'static str,
    body: &'static str,
    due: &'static str,
) -> Row {
    let issuer = IssuerId::Yativo;
    Row { issuer, operation, options, card: "c1", fields, status: 200, body, due }
}

#[rustfmt::skip]
pub const ROWS: &[Row] = &[
    // Get card. The balance of the first shape is documented as cents.
    row(Operation::CARD, "{}", D,
        r#"{"id":"5d2c0b1e-8f5e-4c8e-9a51-5cf3a1f0c0de","state":"unknown","holder":"John Doe","last4":"1111","brand":"visa","form":"virtual","expiry":"05/2027","available":{"value":"3.00","currency":"USD"},"extra":{"airlinePayments":false,"billingAddress":{"city":"Austin","state":"TX","street":"Main","country":"USA","zipCode":"78701","countryCode":"US"}}}"#),
    under(MAJOR, Operation::CARD, "{}", r#"{"status":"success","data":{"id":"u","balance":5,"cardNumber":"4111111111111111"}}"#,
        r#"{"id":"u","state":"unknown","last4":"1111","available":{"value":"5","currency":"USD"}}"#),
    row(Operation::CARD, "{}", O,
        r#"{"id":"91","state":"active","issuerWord":"active","holder":"John Doe","last4":"1111","brand":"Visa","expiry":"05 / 2027","program":"p","available":{"value":"12.50","currency":"USD"},"extra":{"airlinePayments":true,"contactless":true,"billingAddress":{"line1":"Main 1","postal_code":"78701"},"balance":"12"}}"#),
    under(MAJOR, Operation::CARD, "{}", r#"{"status":"success","data":{"card_id":"1","display_amount":"12.50","balance":1250}}"#,
        r#"{"id":"1","state":"unknown","available":{"value":"12.50","currency":"USD"}}"#),
    // Without a known unit nothing is said of the amount.
    row(Operation::CARD, "{}", NO_DISPLAY,
        r#"{"id":"u","state":"frozen","issuerWord":"frozen","last4":"1111","extra":{"balance":250}}"#),
    row(Operation::CARD, "{}", r#"{"status":"success","data":{}}"#, "{}"),
    row(Operation::CARD, "{}", r#"{"status":"success","data":{"error":"Invalid request"}}"#, "issuer_rejected"),
    // Balance.
    row(Operation::BALANCE, "{}", D, r#"{"last4":"1111","available":{"value":"3.00","currency":"USD"}}"#),
    row(Operation::BALANCE, "{}", O,
        r#"{"last4":"1111","available":{"value":"12.50","currency":"USD"},"extra":{"spentThisMonth":"0.10","toppedUpThisMonth":20,"balance":"12"}}"#),
    row(Operation::BALANCE, "{}", NO_DISPLAY, r#"{"last4":"1111","extra":{"balance":250}}"#),
    under(MAJOR, Operation::BALANCE, "{}", NO_DISPLAY, r#"{"last4":"1111","available":{"value":"250","currency":"USD"}}"#),
    under(MINOR, Operation::BALANCE, "{}", NO_DISPLAY, r#"{"last4":"1111","available":{"value":"2.50","currency":"USD"}}"#),
    under(MINOR, Operation::BALANCE, "{}", O,
        r#"{"last4":"1111","available":{"value":"12.50","currency":"USD"},"extra":{"spentThisMonth":"0.10","toppedUpThisMonth":20}}"#),
    // Card number and CVV.
    row(Operation::REVEAL, "{}", D, r#"{"pan":"4111111111111111","cvv":"987","expiry":"05/2027","holder":"John Doe"}"#),
    row(Operation::REVEAL, "{}", O, r#"{"pan":"4111111111111111","cvv":"987","expiry":"05 / 2027","holder":"John Doe"}"#),
    row(Operation::REVEAL, "{}", NO_DISPLAY, r#"{"pan":"4111111111111111","cvv":"987"}"#),
    row(Operation::REVEAL, "{}", r#"{"status":"success","data":{"id":"u","masked_pan":"4111********1111"}}"#, "unexpected_answer"),
    row(Operation::REVEAL, "{}", r#"{"status":"success","data":{"error":"Invalid request"}}"#, "issuer_rejected"),
    // Cards: no secret of an item is kept, and no item twice.
    row(Operation::CARDS, CUSTOMER, r#"{"status":"success","data":[{"card_id":"1","card_number":"4111111111111111","cvv":"987","expiry_date":"05 / 2027","card_status":"active","card_brand":"visa","card_type":"Virtual","raw_data":{"card_number":"4111111111111111","cvv":"987"}},{"card_id":2,"card_status":"Frozen"},{"id":"1"},{"card_id":"2"},{"card_status":null},{"card_brand":"visa"}],"pagination":null}"#,
        r#"{"items":[{"id":"1","state":"active","issuerWord":"active","last4":"1111","brand":"visa","form":"virtual","expiry":"05 / 2027"},{"id":"2","state":"frozen","issuerWord":"Frozen"},{"state":"unknown"},{"state":"unknown","brand":"visa"}]}"#),
    row(Operation::CARDS, "{}", r#"{"status":"success","data":[]}"#, r#"{"items":[]}"#),
    row(Operation::CARDS, "{}", r#"{"status":"success","data":{}}"#, "unexpected_answer"),
    row(Operation::CARDS, "{}", r#"{"status":"success"}"#, "unexpected_answer"),
    row(Operation::CARDS, "{}", r#"{"status":"success","data":{"error":"no"}}"#, "issuer_rejected"),
    // Transactions in both shapes.
    row(Operation::TRANSACTIONS, "{}", r#"{"status":"success","status_code":200,"message":"Request successful","data":[{"id":"t","cardId":"u","createdAt":"2024-05-29T19:52:00.911Z","updatedAt":"2024-05-29T19:52:01.000Z","amount":"4","centAmount":"400","cardBalanceAfter":"300","type":"credit","method":"topup","narrative":"Top-up card","status":"success","currency":"usd","reference":"CREATE_CARD_1","transactionType":null,"authorizationTransactionId":null,"settlementTransactionId":null}]}"#,
        r#"{"items":[{"id":"t","card":"u","amount":{"value":"4","currency":"usd"},"currency":"usd","type":"credit","status":"success","description":"Top-up card","time":"2024-05-29T19:52:00.911Z","reference":"CREATE_CARD_1","balanceAfter":{"value":"3.00","currency":"usd"},"extra":{"updatedAt":"2024-05-29T19:52:01.000Z","centAmount":"400","method":"topup","transactionType":null,"authorizationTransactionId":null,"settlementTransactionId":null}}]}"#),
    row(Operation::TRANSACTIONS, "{}", r#"{"status":"success","data":[{"id":7,"amount":-4.10,"type":"fee","status":"ok","currency":"USD","reference":"r","balance_before":"10.00","balance_after":5.9,"fee_amount":"0.10","fee_type":"f","description":"d","cardholder_name":"J","transaction_date":"2026-01-02","created_at":"2026-01-03"},{}]}"#,
        r#"{"items":[{"id":"7","amount":{"value":"-4.10","currency":"USD"},"currency":"USD","type":"fee","status":"ok","description":"d","time":"2026-01-02","fee":{"value":"0.10","currency":"USD"},"reference":"r","balanceAfter":{"value":"5.9","currency":"USD"},"extra":{"balance_before":"10.00","fee_type":"f","cardholder_name":"J"}},{}]}"#),
    row(Operation::TRANSACTIONS, "{}", r#"{"status":"success","data":[]}"#, r#"{"items":[]}"#),
    row(Operation::TRANSACTIONS, "{}", r#"{"status":"success","data":null}"#, "unexpected_answer"),
    row(Operation::TRANSACTIONS, "{}", r#"{"status":"success","status_code":200,"message":"Request successful","data":{"error":"Error encountered, please check your request"}}"#, "issuer_rejected"),
    // A new card: the number and the CVV of the older answer are dropped, and its balance, whose unit is
    // not certain.
    row(Operation::ISSUE, LOADED, r#"{"status":"success","status_code":200,"message":"Virtual card created successfully","data":{"id":"u","balance":5,"cardNumber":"4111111111111111","last4":"1111","cvv2":"987","cardName":"John Doe","cardType":"virtual","cardBrand":"visa","valid":"05/2027"}}"#,
        r#"{"issuer":"yativo","action":"issue","cardId":"c1","result":"accepted","confirmed":false,"data":{"id":"u","state":"unknown","holder":"John Doe","last4":"1111","brand":"visa","form":"virtual","expiry":"05/2027"}}"#),
    row(Operation::ISSUE, LOADED, r#"{"status":"success","data":{"card_id":17,"id":"x","customer_email":"j@a.example","customer_id":"c","card_brand":"visa","card_type":"virtual"}}"#,
        r#"{"issuer":"yativo","action":"issue","cardId":"c1","result":"accepted","confirmed":false,"data":{"id":"17","state":"unknown","brand":"visa","form":"virtual","customer":"c","extra":{"customerEmail":"j@a.example"}}}"#),
    row(Operation::ISSUE, LOADED, r#"{"status":"success","data":{"card_brand":"visa"}}"#, "unexpected_answer"),
    row(Operation::ISSUE, LOADED, r#"{"status":"success"}"#, "unexpected_answer"),
    row(Operation::ISSUE, LOADED, r#"{"error":"Invalid request"}"#, "issuer_rejected"),
    // Top up, with and without the envelope.
    row(Operation::TOP_UP, LOADED, r#"{"status":"success","status_code":200,"message":"Request successful","data":{"message":"card topup in progress"}}"#,
        r#"{"issuer":"yativo","action":"topUp","cardId":"c1","result":"accepted","confirmed":false,"remarks":"card topup in progress"}"#),
    row(Operation::TOP_UP, LOADED, r#"{"message":"Top-up initiated","reference":"r-1","amount":5.00}"#,
        r#"{"issuer":"yativo","action":"topUp","cardId":"c1","result":"accepted","confirmed":false,"remarks":"Top-up initiated","data":{"reference":"r-1"},"extra":{"amount":"5.00"}}"#),
    row(Operation::TOP_UP, LOADED, r#"{"amount":"5"}"#,
        r#"{"issuer":"yativo","action":"topUp","cardId":"c1","result":"accepted","confirmed":false,"extra":{"amount":"5"}}"#),
    row(Operation::TOP_UP, LOADED, r#"{"status":"success","message":"m","reference":9,"amount":5}"#,
        r#"{"issuer":"yativo","action":"topUp","cardId":"c1","result":"accepted","confirmed":false,"remarks":"m","data":{"reference":"9"},"extra":{"amount":5}}"#),
    row(Operation::TOP_UP, LOADED, r#"{"message":"m","error":"no"}"#, "issuer_rejected"),
    row(Operation::TOP_UP, LOADED, r#"{"status":null,"message":"m"}"#, "unexpected_answer"),
    row(Operation::TOP_UP, LOADED, r#"{"other":1}"#, "unexpected_answer"),
    Row { status: 400, ..row(Operation::TOP_UP, LOADED, r#"{"message":"m","reference":"r"}"#, "issuer_rejected") },
    Row { status: 302, ..row(Operation::TOP_UP, LOADED, r#"{"message":"m","reference":"r"}"#, "unexpected_answer") },
    // What the answers of these hold nobody shows.
    row(WITHDRAW, AMOUNT, r#"{"status":"success","message":"Request successful","data":{"message":"ok","reference":"w","cardNumber":"4111111111111111"}}"#,
        r#"{"issuer":"yativo","action":"withdraw","cardId":"c1","result":"accepted","confirmed":false,"remarks":"ok","data":{"reference":"w"}}"#),
    row(WITHDRAW, AMOUNT, r#"{"message":"m","reference":"r"}"#, "unexpected_answer"),
    row(AIRLINES, r#"{"airlinePayments":true}"#, r#"{"status":"success","data":{"isAirlinePaymentEnabled":true}}"#,
        r#"{"issuer":"yativo","action":"setAirlinePayments","cardId":"c1","result":"accepted","confirmed":false}"#),
    row(CANCEL, "{}", r#"{"status":"success","message":"Card terminated"}"#,
        r#"{"issuer":"yativo","action":"cancel","cardId":"c1","result":"accepted","confirmed":false,"remarks":"Card terminated"}"#),
    // A customer: the envelope without data, with it, and nothing but an id.
    row(ACTIVATE_CUSTOMER, CUSTOMER, r#"{"status":"success","message":"Virtual card service activated successfully.","activationDate":"2024-05-29T12:34:56Z"}"#,
        r#"{"issuer":"yativo","action":"activateCustomer","cardId":"c1","result":"accepted","confirmed":false,"remarks":"Virtual card service activated successfully.","extra":{"activationDate":"2024-05-29T12:34:56Z"}}"#),
    row(ACTIVATE_CUSTOMER, CUSTOMER, r#"{"status":"success","status_code":200,"message":"Request successful","data":{"message":"ok","state":"pending"}}"#,
        r#"{"issuer":"yativo","action":"activateCustomer","cardId":"c1","result":"accepted","confirmed":false,"remarks":"ok","extra":{"state":"pending"}}"#),
    row(ACTIVATE_CUSTOMER, CUSTOMER, r#"{"customer_id":"another"}"#,
        r#"{"issuer":"yativo","action":"activateCustomer","cardId":"c1","result":"accepted","confirmed":false,"extra":{"customer_id":"another"}}"#),
    row(ACTIVATE_CUSTOMER, CUSTOMER, r#"{"customer_id":"c","errors":["no"]}"#, "issuer_rejected"),
    row(ACTIVATE_CUSTOMER, CUSTOMER, r#"{"error":"Invalid request"}"#, "issuer_rejected"),
    row(ACTIVATE_CUSTOMER, CUSTOMER, "{}", "unexpected_answer"),
    // Webhooks.
    row(WEBHOOK, "{}", r#"{"status":"success","data":[{"id":3,"url":"https://a.example/h","secret":"whsec_1","events":"general","created_at":"2026-01-01","updated_at":"2026-01-02","new":1}]}"#,
        r#"{"items":[{"id":"3","url":"https://a.example/h","secret":"whsec_1","events":"general","createdAt":"2026-01-01","updatedAt":"2026-01-02","extra":{"new":1}}]}"#),
    row(WEBHOOK, "{}", r#"{"status":"success","data":{"url":"https://a.example/h","secret":null}}"#, r#"{"items":[{"url":"https://a.example/h"}]}"#),
    row(WEBHOOK, "{}", r#"{"status":"success","data":[]}"#, r#"{"items":[]}"#),
    row(WEBHOOK, "{}", r#"{"status":"success","data":null}"#, "unexpected_answer"),
    Row { status: 201, ..row(SET_WEBHOOK, r#"{"url":"https://a.example/h"}"#, r#"{"status":"success","status_code":201,"message":"Webhook configured successfully","data":{"url":"https://a.example/h","secret":"whsec_1","created_at":"2026-01-01"}}"#,
        r#"{"issuer":"yativo","action":"setWebhook","cardId":"c1","result":"completed","confirmed":true,"data":{"url":"https://a.example/h","secret":"whsec_1","createdAt":"2026-01-01"}}"#) },
    row(SET_WEBHOOK, r#"{"url":"https://a.example/h"}"#, r#"{"status":"success","status_code":200,"data":{"id":3,"url":"https://a.example/h","secret":null,"events":"general","created_at":"2026-01-01","updated_at":"2026-01-02"}}"#,
        r#"{"issuer":"yativo","action":"setWebhook","cardId":"c1","result":"completed","confirmed":true,"data":{"id":"3","url":"https://a.example/h","events":"general","createdAt":"2026-01-01","updatedAt":"2026-01-02"}}"#),
    row(SET_WEBHOOK, r#"{"url":"https://a.example/h"}"#, r#"{"status":"success"}"#,
        r#"{"issuer":"yativo","action":"setWebhook","cardId":"c1","result":"accepted","confirmed":false}"#),
    row(ROTATE, r#"{"webhookId":"3"}"#, r#"{"status":"success","data":{"id":3,"url":"https://a.example/h","secret":"whsec_2"}}"#,
        r#"{"issuer":"yativo","action":"rotateWebhookSecret","cardId":"c1","result":"completed","confirmed":true,"data":{"id":"3","url":"https://a.example/h","secret":"whsec_2"}}"#),
    // Another address, or no secret: not what was asked for.
    row(SET_WEBHOOK, r#"{"url":"https://a.example/h"}"#, r#"{"status":"success","data":{"url":"https://a.example/old"}}"#,
        r#"{"issuer":"yativo","action":"setWebhook","cardId":"c1","result":"accepted","confirmed":false,"data":{"url":"https://a.example/old"}}"#),
    row(ROTATE, r#"{"webhookId":"3"}"#, r#"{"status":"success","data":{"id":3,"url":"https://a.example/h","secret":null}}"#,
        r#"{"issuer":"yativo","action":"rotateWebhookSecret","cardId":"c1","result":"accepted","confirmed":false,"data":{"id":"3","url":"https://a.example/h"}}"#),
    row(ROTATE, r#"{"webhookId":"3"}"#, r#"{"status":"success","data":{"secret":""}}"#,
        r#"{"issuer":"yativo","action":"rotateWebhookSecret","cardId":"c1","result":"accepted","confirmed":false,"data":{"secret":""}}"#),
    row(ROTATE, r#"{"webhookId":"3"}"#, r#"{"status":"failed","message":"Request failed","data":{"error":"no"}}"#, "issuer_rejected"),
];
