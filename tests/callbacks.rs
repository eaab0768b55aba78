//! Issuers' callbacks: what each documented payload means, and that only true ones are read.

#![cfg(feature = "crypto")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cardlatch::callbacks::{
    Check, Digest, DigestText, Event, Field, Incoming, Kind, Layout, Place, Proof, Receiver, Reply,
    Sender, Signature, Strength, Trust,
};
use cardlatch::{Error, ErrorCode};
use hmac::{Hmac, KeyInit, Mac};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};

const PATH_SECRET: &str = "0123456789abcdef";

fn read_back(make: impl FnOnce(Proof) -> Result<Receiver, Error>) -> Receiver {
    make(Proof::ReadBack).expect("a receiver")
}

fn artha() -> Receiver {
    read_back(Receiver::artha)
}

fn open_api() -> Receiver {
    read_back(|proof| Receiver::open_api(proof, Place::header("X-Event-Tag")))
}

fn yativo() -> Receiver {
    Receiver::yativo(["whsec_1"]).expect("a receiver")
}

fn ibanera() -> Receiver {
    Receiver::ibanera(["hash secret"], DigestText::Either).expect("a receiver")
}

fn artha_v1() -> Receiver {
    let layout = Layout::new(Place::body("event"))
        .field(Field::Id, "id")
        .field(Field::CardId, "data/card_id")
        .field(Field::TaskId, "data/task_id")
        .field(Field::Status, "data/status")
        .field(Field::Amount, "data/amount")
        .field(Field::Currency, "data/currency")
        .field(Field::Time, "timestamp")
        .field(Field::Remarks, "data/message");
    read_back(|proof| Receiver::artha_v1(proof, layout))
}

/// HMAC in hexadecimal digits, by the library and not by the code under test.
fn mac(secret: &str, body: &[u8]) -> String {
    let mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("any key");
    hex(&mac.chain_update(body).finalize().into_bytes())
}

fn hash(secret: &str, body: &[u8]) -> [u8; 32] {
    Sha256::digest([body, secret.as_bytes()].concat()).into()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a text takes all");
        text
    })
}

/// A request that its issuer has signed, as far as it signs.
fn deliver(receiver: &Receiver, tag: &str, body: &str) -> Result<Event, Error> {
    let body = body.as_bytes();
    let (name, value) = match receiver.sender() {
        Sender::Yativo => ("X-Yativo-Signature", mac("whsec_1", body)),
        Sender::Ibanera => ("webhook-signature", STANDARD.encode(hash("hash secret", body))),
        _ => ("x-event-tag", tag.to_owned()),
    };
    receiver.receive(Incoming::new("POST", &[(name, &value)], body))
}

/// All that an event holds, without what is not there.
fn told(event: &Event) -> String {
    let mut text = format!("{} {}", event.kind.as_str(), event.progress.as_str());
    let amount = event.amount.as_ref();
    let money = amount.map(|own| format!("{} {}", own.value, own.unit.as_str()));
    let parts = [
        ("word", event.word.clone()),
        ("card", event.card_id.clone()),
        ("task", event.task_id.clone()),
        ("action", event.action.map(|action| action.as_str().to_owned())),
        ("state", event.card_state.map(|state| state.as_str().to_owned())),
        ("status", event.status.clone()),
        ("amount", money),
        ("currency", amount.and_then(|own| own.currency.clone())),
        ("time", event.time.clone()),
        ("remarks", event.remarks.clone()),
        ("code", event.code.as_ref().map(|code| code.expose().clone())),
    ];
    for (name, value) in parts {
        if let Some(value) = value {
            write!(text, " {name}={value}").expect("a text takes all");
        }
    }
    for (name, value) in &event.secrets {
        write!(text, " secret:{name}={}", value.expose()).expect("a text takes all");
    }
    if !event.extra.is_empty() {
        write!(text, " extra={}", event.extra.json().as_str()).expect("a text takes all");
    }
    text
}

#[track_caller]
fn assert_told(receiver: &Receiver, cases: &[(&str, &str, &str)]) {
    for (source, body, expected) in cases {
        let event = deliver(receiver, "", body).unwrap_or_else(|error| panic!("{source}: {error}"));
        assert_eq!(&told(&event), expected, "{source}");
        assert_eq!(event.sender, receiver.sender());
    }
}

const ARTHA: &[(&str, &str, &str)] = &[
    (
        "PDF version 4, operation",
        r#"{"CardId":"968d17d5-7e75-931c-ddbb-3a14c9775903","TaskId":"b31fdd7b-f545-005a-aa28-3a15ed46b5d3","NotifyType":"operation","Status":"Success","Remarks":"status Description"}"#,
        "action.completed done word=operation card=968d17d5-7e75-931c-ddbb-3a14c9775903 task=b31fdd7b-f545-005a-aa28-3a15ed46b5d3 status=Success remarks=status Description",
    ),
    (
        "PDF version 4, consume",
        r#"{"CardId":"b2df3227","TaskId":"cf4a59d3","NotifyType":"consume","Status":"Success","amount":"207.5700","currency":"USD","Remarks":"r"}"#,
        "transaction done word=consume card=b2df3227 task=cf4a59d3 status=Success amount=207.5700 not_stated currency=USD remarks=r",
    ),
    (
        "PDF version 4, OPT_CODE: the code begins with a blank",
        r#"{"CardId":"75568818","TaskId":"75568818","NotifyType":"OPT_CODE","OPT_CODE":" 971615"}"#,
        "threeds.code unknown word=OPT_CODE card=75568818 task=75568818 code=971615",
    ),
    (
        "PDF version 4, the list of words",
        r#"{"CardId":"c","TaskId":"t","NotifyType":"opt_code","opt_code":"1"}"#,
        "threeds.code unknown word=opt_code card=c task=t code=1",
    ),
    (
        "recharge-callback-notification-858492m0",
        r#"{"taskId":"968d17d5-7e75-931c-ddbb-3a14c9775903","cardId":"b31fdd7b-f545-005a-aa28-3a15ed46b5d3","notifyType":"recharge","status":"Success","remarks":"Status Description"}"#,
        "topup done word=recharge card=b31fdd7b-f545-005a-aa28-3a15ed46b5d3 task=968d17d5-7e75-931c-ddbb-3a14c9775903 status=Success remarks=Status Description",
    ),
    (
        "PDF version 4, createcard: SUCCESS, and the card's id twice",
        r#"{"CardId":"c","TaskId":"c","NotifyType":"createcard","Status":"SUCCESS","Remarks":""}"#,
        "card.state done word=createcard card=c task=c status=SUCCESS remarks=",
    ),
    (
        "callback-notification-858485m0, createCard",
        r#"{"cardId":"c","taskId":"t","notifyType":"createCard","status":"Failed"}"#,
        "card.state failed word=createCard card=c task=t status=Failed",
    ),
    (
        "PDF version 4, kycstatus",
        r#"{"CardId":"c","TaskId":"t","NotifyType":"kycstatus","Status":"Success","Remarks":"r"}"#,
        "kyc done word=kycstatus card=c task=t status=Success remarks=r",
    ),
    (
        "callback-notification-858485m0, kycStatus",
        r#"{"cardId":"c","taskId":"t","notifyType":"kycStatus","status":"failed"}"#,
        "kyc failed word=kycStatus card=c task=t status=failed",
    ),
    (
        "PDF version 4, fee",
        r#"{"CardId":"c","TaskId":"t","NotifyType":"fee","Status":"Success","Amount":"1.35","Currency":"USD"}"#,
        "fee done word=fee card=c task=t status=Success amount=1.35 not_stated currency=USD",
    ),
    (
        "PDF version 4, refund",
        r#"{"CardId":"c","TaskId":"t","NotifyType":"refund","Status":"Success","Amount":"12.2900","Currency":"USD"}"#,
        "refund done word=refund card=c task=t status=Success amount=12.2900 not_stated currency=USD",
    ),
    (
        "PDF version 4 and consume-result-callback-notification-858520m0: amount as a Decimal",
        r#"{"taskId":"t","cardId":"c","notifyType":"consume","status":"Success","amount":207.5700,"currency":"USD"}"#,
        "transaction done word=consume card=c task=t status=Success amount=207.5700 not_stated currency=USD",
    ),
    (
        "callback-parameters-and-template-848530m0: taskld with a small L, all fields in all",
        r#"{"taskld":"t","cardId":"c","notifyType":"operation","Status":"Failed","Remarks":"r","opt_code":"","amount":""}"#,
        "action.failed failed word=operation card=c task=t status=Failed remarks=r secret:opt_code= extra={\"amount\":\"\"}",
    ),
    (
        "PDF versions 2 and 3, CreationTime",
        r#"{"cardId":"c","taskId":"t","notifyType":"operation","status":"Success","CreationTime":1700000000123}"#,
        "action.completed done word=operation card=c task=t status=Success time=1700000000123",
    ),
    (
        "an operation whose status no document has is neither done nor failed",
        r#"{"cardId":"c","taskId":"t","notifyType":"operation","status":"CardInProgress"}"#,
        "other unknown word=operation card=c task=t status=CardInProgress",
    ),
    (
        "a status that is a number",
        r#"{"cardId":7,"taskId":8,"notifyType":"operation","status":1}"#,
        "other unknown word=operation card=7 task=8 status=1",
    ),
    (
        "a word that no document has",
        r#"{"cardId":"c","notifyType":"replace","status":"Success","new":{"cardId":"d","cvv":123}}"#,
        "other done word=replace card=c status=Success secret:cvv=123 extra={\"new\":{\"cardId\":\"d\"}}",
    ),
    ("nothing at all", "{}", "other unknown"),
    (
        "PDF versions 2 and 3, number 3",
        r#"{"notifyType":3,"requestId":"q","merchantId":"m","signature":"s","data":{"uniqueId":"u","cardTypeId":1,"status":2,"statusDesc":"d"}}"#,
        "kyc unknown word=3 status=2 remarks=d extra={\"requestId\":\"q\",\"merchantId\":\"m\",\"signature\":\"s\",\"data\":{\"uniqueId\":\"u\",\"cardTypeId\":1}}",
    ),
    (
        "PDF versions 2 and 3, number 4",
        r#"{"notifyType":4,"data":{"status":1}}"#,
        "topup unknown word=4 status=1",
    ),
    (
        "PDF versions 2 and 3, number 5, done",
        r#"{"notifyType":5,"data":{"cardNo":"4111111111111111","status":5,"msg":"m"}}"#,
        "card.state done word=5 status=5 remarks=m secret:cardNo=4111111111111111",
    ),
    (
        "PDF versions 2 and 3, number 5, failed",
        r#"{"notifyType":"5","data":{"status":"12"}}"#,
        "card.state failed word=5 status=12",
    ),
    (
        "PDF versions 2 and 3, number 6, printed as 5: what the status means is not said",
        r#"{"notifyType":5,"data":{"uniqueId":"u","cardNo":"4111111111111111","status":1,"requestType":1}}"#,
        "other unknown word=5 status=1 secret:cardNo=4111111111111111 extra={\"data\":{\"uniqueId\":\"u\",\"requestType\":1}}",
    ),
    (
        "PDF versions 2 and 3, number 7, printed as 5",
        r#"{"notifyType":5,"data":{"cardNo":"4111111111111111","otp":"123456","merchantName":"M","transactionAmount":"1.00","transactionCurrency":"USD"}}"#,
        "threeds.code unknown word=5 code=123456 secret:cardNo=4111111111111111 extra={\"data\":{\"merchantName\":\"M\",\"transactionAmount\":\"1.00\",\"transactionCurrency\":\"USD\"}}",
    ),
    (
        "PDF versions 2 and 3, number 1, a remittance",
        r#"{"notifyType":1,"data":{"a":1}}"#,
        "other unknown word=1 extra={\"data\":{\"a\":1}}",
    ),
];

#[test]
fn artha_tells() {
    assert_told(&artha(), ARTHA);
}

const YATIVO: &[(&str, &str, &str)] = &[
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"deposit.created","payload":{"id":"d_1","amount":100.10,"currency":"USD","created_at":"2026-01-01T00:00:00Z","updated_at":null}}"#,
        "transaction unknown word=deposit.created amount=100.10 major currency=USD time=2026-01-01T00:00:00Z extra={\"payload\":{\"id\":\"d_1\",\"updated_at\":null}}",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"deposit.updated","payload":{"status":"pending","updated_at":"u","created_at":"c"}}"#,
        "transaction pending word=deposit.updated status=pending time=u extra={\"payload\":{\"created_at\":\"c\"}}",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"deposit.completed","payload":{}}"#,
        "transaction done word=deposit.completed extra={\"payload\":{}}",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"payout.updated","payload":{"status":"failed"}}"#,
        "transaction failed word=payout.updated status=failed",
    ),
    (
        "a payout that is completed and failed",
        r#"{"event.type":"payout.completed","payload":{"status":"failed"}}"#,
        "transaction unknown word=payout.completed status=failed",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"virtual_account.funded","payload":{"amount":"5"}}"#,
        "transaction unknown word=virtual_account.funded amount=5 major",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"virtual_account.deposit","payload":{"amount":5}}"#,
        "transaction unknown word=virtual_account.deposit amount=5 major",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"customer.kyc.approved","payload":{"customer_id":"u"}}"#,
        "kyc done word=customer.kyc.approved extra={\"payload\":{\"customer_id\":\"u\"}}",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"customer.kyc.rejected","payload":{"reason":"blurred"}}"#,
        "kyc failed word=customer.kyc.rejected remarks=blurred",
    ),
    (
        "yativo-fiat/webhooks",
        r#"{"event.type":"customer.created","payload":{"id":1}}"#,
        "other unknown word=customer.created extra={\"payload\":{\"id\":1}}",
    ),
    (
        "seen at a rotation of the secret: it is not to be taken from here",
        r#"{"event.type":"webhook_updated","payload":{"id":1,"secret":"whsec_2"}}"#,
        "other unknown word=webhook_updated secret:secret=whsec_2 extra={\"payload\":{\"id\":1}}",
    ),
    (
        "the sandbox's demo call",
        r#"{"event.type":"virtual_card.deposit","payload":{"amount":10}}"#,
        "topup unknown word=virtual_card.deposit amount=10 not_stated",
    ),
    (
        "guidance, labelled: a card frozen after failed charges",
        r#"{"event":"virtualcard.deactivated","cardId":"c","reason":"charges"}"#,
        "card.state unknown word=virtualcard.deactivated card=c state=frozen remarks=charges",
    ),
    (
        "guidance, created.success",
        r#"{"cardId":"c","createdStatus":"active"}"#,
        "card.state done card=c extra={\"createdStatus\":\"active\"}",
    ),
    (
        "guidance, created.failed",
        r#"{"cardId":"c","reason":"no funds"}"#,
        "card.state failed card=c remarks=no funds",
    ),
    (
        "guidance, user.kyc.success",
        r#"{"cardId":"c","kycPassed":true}"#,
        "kyc done card=c extra={\"kycPassed\":true}",
    ),
    (
        "guidance, user.kyc.failed",
        r#"{"cardId":"c","kycPassed":false,"reason":"r"}"#,
        "kyc failed card=c remarks=r extra={\"kycPassed\":false}",
    ),
    (
        "a check that was not passed, without a reason",
        r#"{"cardId":"c","kycPassed":false}"#,
        "kyc unknown card=c extra={\"kycPassed\":false}",
    ),
    (
        "guidance, withdrawal.success",
        r#"{"cardId":"c","isTerminated":true}"#,
        "transaction done card=c extra={\"isTerminated\":true}",
    ),
    (
        "guidance, withdrawal.failed",
        r#"{"cardId":"c","isTerminated":true,"status":"failed"}"#,
        "transaction failed card=c status=failed extra={\"isTerminated\":true}",
    ),
    (
        "guidance, transaction.verification",
        r#"{"cardId":"c","id":"x","narrative":"shop"}"#,
        "transaction unknown card=c remarks=shop extra={\"id\":\"x\"}",
    ),
    (
        "guidance: debit, decline, top-up look the same; amounts are cents",
        r#"{"id":"x","amount":1050,"cardId":"c","reason":"r","status":"success","narrative":"n","reference":"f"}"#,
        "other done card=c status=success amount=1050 minor remarks=r extra={\"id\":\"x\",\"narrative\":\"n\",\"reference\":\"f\"}",
    ),
    (
        "nothing that is known",
        r#"{"amount":1,"reason":"r"}"#,
        "other unknown amount=1 not_stated remarks=r",
    ),
];

#[test]
fn yativo_tells() {
    assert_told(&yativo(), YATIVO);
}

const IBANERA: &[(&str, &str, &str)] = &[
    (
        "/callbacks",
        r#"{"Id":"g","Type":"MANAGEE_CARD_APPROVAL_UPDATED","Data":{"TopUpCardsId":1000,"RequestedTopUpCardsId":1000,"Status":"Approved","bManuallyUpdated":true}}"#,
        "card.state done word=MANAGEE_CARD_APPROVAL_UPDATED card=1000 task=1000 status=Approved extra={\"Data\":{\"bManuallyUpdated\":true}}",
    ),
    (
        "/callbacks/managee-card-approval-updated: a blank before the word, no card yet",
        r#"{"Id":"g","Type":" MANAGEE_CARD_APPROVAL_UPDATED","Data":{"RequestedTopUpCardsId":1001,"Status":"Rejected"}}"#,
        "card.state failed word= MANAGEE_CARD_APPROVAL_UPDATED task=1001 status=Rejected",
    ),
    (
        "/callbacks/managee-kyc-updated",
        r#"{"Id":"g","Type":"MANAGEE_KYC_UPDATED","Data":{"ManageesId":5,"VerificationStatus":"Accepted","AcceptDate":"2024-04-04T15:41:52.15","RejectDate":null,"RejectReason":null}}"#,
        "kyc done word=MANAGEE_KYC_UPDATED status=Accepted time=2024-04-04T15:41:52.15 extra={\"Data\":{\"ManageesId\":5,\"RejectDate\":null,\"RejectReason\":null}}",
    ),
    (
        "/callbacks/managee-kyc-updated",
        r#"{"Id":"g","Type":"MANAGEE_KYC_UPDATED","Data":{"VerificationStatus":"Rejected","AcceptDate":null,"RejectDate":"d","RejectReason":"r"}}"#,
        "kyc failed word=MANAGEE_KYC_UPDATED status=Rejected time=d remarks=r extra={\"Data\":{\"AcceptDate\":null}}",
    ),
    (
        "/callbacks/managee-jumio-completed",
        r#"{"Id":"g","Type":"MANAGEE_JUMIO_COMPLETED","Data":{"ManageesId":5,"ManageeCustomerUsersId":6,"DateJumioCompleted":"2024-04-04T15:41:52.15"}}"#,
        "kyc unknown word=MANAGEE_JUMIO_COMPLETED time=2024-04-04T15:41:52.15 extra={\"Data\":{\"ManageesId\":5,\"ManageeCustomerUsersId\":6}}",
    ),
    (
        "/callbacks/transaction-status-updated: a minus is outgoing",
        r#"{"Id":"g","Type":"TRANSACTION_STATUS_UPDATED","Data":{"Id":9,"AccountsId":1,"RollbackTransactionsID":null,"Amount":-120.50,"Description":"wire","DateTime":"2024-01-01T00:00:00+00:00","bPending":false,"bCompleted":true,"bRejected":false}}"#,
        "transaction done word=TRANSACTION_STATUS_UPDATED amount=-120.50 not_stated time=2024-01-01T00:00:00+00:00 remarks=wire extra={\"Data\":{\"Id\":9,\"AccountsId\":1,\"RollbackTransactionsID\":null,\"bPending\":false,\"bCompleted\":true,\"bRejected\":false}}",
    ),
    (
        "a transaction that is completed and rejected",
        r#"{"Id":"g","Type":"TRANSACTION_STATUS_UPDATED","Data":{"bCompleted":true,"bRejected":true}}"#,
        "transaction unknown word=TRANSACTION_STATUS_UPDATED extra={\"Data\":{\"bCompleted\":true,\"bRejected\":true}}",
    ),
    (
        "/callbacks/fiat-deposit-received",
        r#"{"Id":"g","Type":"FIAT_DEPOSIT_RECEIVED","Data":{"TransactionsId":7,"Reference":"f","SenderDetails":{"Name":"N"},"Amount":10,"Date":"d","bReversal":false}}"#,
        "transaction unknown word=FIAT_DEPOSIT_RECEIVED amount=10 not_stated time=d remarks=f extra={\"Data\":{\"TransactionsId\":7,\"SenderDetails\":{\"Name\":\"N\"},\"bReversal\":false}}",
    ),
    (
        "/callbacks/fiat-deposit-received: blanks for underscores",
        r#"{"Id":"g","Type":"FIAT DEPOSIT RECEIVED","Data":{}}"#,
        "transaction unknown word=FIAT DEPOSIT RECEIVED extra={\"Data\":{}}",
    ),
    (
        "/callbacks/fiat-deposit-received: misspelt",
        r#"{"Id":"g","Type":"FIAT_DEPOSIT_RECIEVED","Data":{"Amount":1}}"#,
        "transaction unknown word=FIAT_DEPOSIT_RECIEVED amount=1 not_stated",
    ),
    (
        "/callbacks/cryptocurrency-transfers: an amount with its asset, blanks for underscores",
        r#"{"Id":"g","Type":"CRYPTO DEPOSIT UPDATED","Data":{"TransactionsId":7,"Amount":{"Asset":"BTC","Amount":0.000000010000000000001},"NetworkFee":{"Asset":"BTC","Amount":0.1},"Status":"Completed"}}"#,
        "transaction done word=CRYPTO DEPOSIT UPDATED status=Completed amount=0.000000010000000000001 not_stated currency=BTC extra={\"Data\":{\"TransactionsId\":7,\"NetworkFee\":{\"Asset\":\"BTC\",\"Amount\":0.1}}}",
    ),
    (
        "/callbacks/cryptocurrency-transfers",
        r#"{"Id":"g","Type":"CRYPTO_WITHDRAWAL_CREATED","Data":{"Status":"Frozen"}}"#,
        "transaction unknown word=CRYPTO_WITHDRAWAL_CREATED status=Frozen",
    ),
    (
        "/callbacks/exchange-status-updated",
        r#"{"Id":"g","Type":"EXCHANGE_STATUS_UPDATED","Data":{"Status":"WaitingForApproval","ExchangeType":0}}"#,
        "other pending word=EXCHANGE_STATUS_UPDATED status=WaitingForApproval extra={\"Data\":{\"ExchangeType\":0}}",
    ),
    (
        "/callbacks/information-requests",
        r#"{"Id":"g","Type":"INFORMATION_REQUEST_UPDATED","Data":{"CustomersId":3,"UpdatedInformationRequestIds":"1013"}}"#,
        "other unknown word=INFORMATION_REQUEST_UPDATED extra={\"Data\":{\"CustomersId\":3,\"UpdatedInformationRequestIds\":\"1013\"}}",
    ),
    (
        "camel case and a word that no document has",
        r#"{"id":"g","type":"CARD_LOST","data":null}"#,
        "other unknown word=CARD_LOST extra={\"data\":null}",
    ),
];

#[test]
fn ibanera_tells() {
    assert_told(&ibanera(), IBANERA);
}

/// Page 80710370f0, with a number of 21 digits, and a CVV.
const OPEN_API: &str = r#"{"card_id":"cid_sxdwXPRxtXt6Ch4n","order_id":"ord_5uY0AjUE","out_order_id":"platform_ord_5uY0AjUE","app_id":100005,"bin_id":"cpi_6530de6a2f1c7","holder_id":"","card_no":"907152573585214424064","balance":10,"limit":10,"expiry":"03/28","cvv":"345","pin":"","status":2,"use_at":"2025-03-03 02:42:11","close_at":"","end_at":"","mark":""}"#;

#[test]
fn open_api_tells() {
    let secrets =
        "secret:card_no=907152573585214424064 secret:expiry=03/28 secret:cvv=345 secret:pin=";
    let rest = r#""order_id":"ord_5uY0AjUE","out_order_id":"platform_ord_5uY0AjUE","app_id":100005,"bin_id":"cpi_6530de6a2f1c7","holder_id":"","balance":10,"limit":10,"#;
    let used = r#""use_at":"2025-03-03 02:42:11","#;
    let dates = r#""close_at":"","end_at":"","mark":"""#;
    for (tag, state, time, dates) in [
        ("card.status.active", "active", " time=2025-03-03 02:42:11", dates.to_owned()),
        ("card.status.freeze", "frozen", "", format!("{used}{dates}")),
        ("card.status.unfreeze", "active", "", format!("{used}{dates}")),
        ("card.status.closing", "closing", "", format!("{used}{dates}")),
        ("card.status.closed", "closed", "", format!("{used}{dates}")),
        ("card.status.lost", "lost", "", format!("{used}{dates}")),
        ("card.status.replace", "", "", format!("{used}{dates}")),
        ("card.trade", "-", "", format!("{used}{dates}")),
    ] {
        let event = deliver(&open_api(), tag, OPEN_API).expect(tag);
        let kind = if state == "-" { "other" } else { "card.state" };
        let state = match state {
            "" | "-" => String::new(),
            state => format!(" state={state}"),
        };
        let expected = format!(
            "{kind} unknown word={tag} card=cid_sxdwXPRxtXt6Ch4n{state} status=2{time} {secrets} \
             extra={{{rest}{dates}}}"
        );
        assert_eq!(told(&event), expected, "{tag}");
        assert_eq!(event.secret("cvv"), Some("345"));
    }
}

#[test]
fn open_api_may_wrap_the_card_and_carry_the_word_anywhere() {
    let wrapped = r#"{"head":{"eventTag":"card.status.freeze"},"data":{"card_id":"c"}}"#;
    let receiver = read_back(|proof| Receiver::open_api(proof, Place::body("head/eventTag")));
    let event = deliver(&receiver, "", wrapped).expect("an event");
    assert_eq!(told(&event), "card.state unknown word=card.status.freeze card=c state=frozen");

    let event = deliver(&open_api(), "", wrapped).expect("an event");
    assert_eq!((event.kind, event.word.as_deref()), (Kind::Other, Some("")));
    let event = open_api().receive(Incoming::new("POST", &[], wrapped.as_bytes()));
    assert_eq!(event.expect("an event").word, None);
}

#[test]
fn artha_v1_tells_where_the_caller_says_so() {
    let cases = [
        ("consume", "amount\":\"1.50\",\"currency\":\"USD", "transaction unknown"),
        ("refund", "", "refund unknown"),
        ("reversal", "", "transaction unknown"),
        ("maintain_fee", "", "fee unknown"),
        ("settlement", "", "transaction unknown"),
        ("cardholder.reviewing", "", "kyc pending"),
        ("cardholder.approved", "", "kyc done"),
        ("cardholder.rejected", "", "kyc failed"),
        ("card.approved", "", "card.state done"),
        ("card.rejected", "", "card.state failed"),
        ("card.under_review", "", "card.state pending"),
        ("card.approved", "status\":\"rejected", "card.state unknown"),
        ("card.freeze", "", "other unknown"),
        ("card.freeze", "status\":\"success", "action.completed done"),
        ("card.freeze", "status\":\"frozen", "action.completed done"),
        ("card.freeze", "status\":\"active", "other unknown"),
        ("card.freeze", "status\":\"failed", "action.failed failed"),
        ("card.unfreeze", "status\":\"active", "action.completed done"),
        ("card.cancel", "status\":\"cancelled", "action.completed done"),
        ("card.activate", "status\":\"processing", "other pending"),
        ("card.set_pin", "status\":\"success", "action.completed done"),
        ("card.setPin", "status\":\"success", "action.completed done"),
        ("card.replace", "status\":\"success", "other done"),
    ];
    for (word, more, expected) in cases {
        let more = if more.is_empty() { String::new() } else { format!(",\"{more}\"") };
        let body = format!(
            r#"{{"id":"e","event":"{word}","timestamp":"2026-01-01T00:00:00Z","data":{{"cardId":"c","task_id":null{more}}}}}"#
        );
        let event = deliver(&artha_v1(), "", &body).expect(word);
        assert_eq!(
            format!("{} {}", event.kind.as_str(), event.progress.as_str()),
            expected,
            "{body}"
        );
        assert_eq!(event.card_id.as_deref(), Some("c"));
        assert_eq!(event.time.as_deref(), Some("2026-01-01T00:00:00Z"));
        assert_eq!(event.extra.json().as_str(), r#"{"data":{"task_id":null}}"#);
        let key = event.key.expect("a key");
        assert_eq!((key.text.as_str(), key.strength), ("artha-v1:e", Strength::Id));
    }
    let bare = Layout::new(Place::header("x-event-tag"));
    let receiver = read_back(|proof| Receiver::artha_v1(proof, bare));
    let event = deliver(&receiver, "card.freeze", r#"{"cardId":"c"}"#).expect("an event");
    assert_eq!(
        told(&event),
        "other unknown word=card.freeze action=freeze extra={\"cardId\":\"c\"}"
    );
}

#[track_caller]
fn assert_untrue(result: Result<Event, Error>, fault: &str) {
    let error = result.expect_err(fault);
    assert_eq!((error.code(), error.message()), (ErrorCode::Unauthorized, fault));
    assert!(error.body().is_none());
}

const NO_SIGNATURE: &str = "The callback has no signature.";
const NO_DIGEST: &str = "The callback's signature is not a whole digest.";
const WRONG: &str = "The callback's signature is wrong.";

#[test]
fn yativo_signs_with_hmac() {
    let body = br#"{"event.type":"deposit.created","payload":{}}"#;
    // By OpenSSL: openssl dgst -sha256 -hmac whsec_1
    let good = "00221ef5fb769416716318f739e5a4433e7234a583cecaa6b07b59a2489d787f";
    assert_eq!(mac("whsec_1", body), good);
    let deliver = |receiver: &Receiver, headers: &[(&str, &str)], body: &[u8]| {
        receiver.receive(Incoming::new("POST", headers, body))
    };
    let (prefixed, capital) = (format!("sha256={good}"), good.to_uppercase());
    let (padded, old) = (format!(" {good}\t"), mac("whsec_0", body));
    for (name, value) in [
        ("X-Yativo-Signature", good),
        ("x-yativo-signature", &prefixed),
        ("Signature", good),
        ("signature", &padded),
        ("X-SIGNATURE", &prefixed),
        ("x-signature", &capital),
    ] {
        let headers = [("host", "h"), (name, value)];
        let event = deliver(&yativo(), &headers, body).expect(name);
        assert_eq!(event.trust, Trust::Signed);
    }
    let both = Receiver::yativo(["whsec_1", "whsec_0"]).expect("a receiver");
    for value in [good, &old] {
        deliver(&both, &[("signature", value)], body).expect("either secret");
    }
    deliver(&yativo(), &[("signature", &old), ("x-yativo-signature", good)], body)
        .expect("one of the headers");

    assert_untrue(deliver(&yativo(), &[], body), NO_SIGNATURE);
    assert_untrue(deliver(&yativo(), &[("webhook-signature", good)], body), NO_SIGNATURE);
    assert_untrue(deliver(&yativo(), &[("x-webhook-signature", good)], body), NO_SIGNATURE);
    assert_untrue(deliver(&yativo(), &[("signature", &old)], body), WRONG);
    assert_untrue(deliver(&yativo(), &[("signature", good)], b"{}"), WRONG);
    for value in ["", "sha256=", "00", "zz", "0022", &format!("{good}00"), "sha1=00"] {
        assert_untrue(deliver(&yativo(), &[("signature", value)], body), NO_DIGEST);
    }
    let base64 = STANDARD.encode(Sha256::digest(body));
    assert_untrue(deliver(&yativo(), &[("signature", &base64)], body), NO_DIGEST);
}

#[test]
fn ibanera_signs_with_a_hash() {
    let body = br#"{"Id":"7f1c","Type":"MANAGEE_CARD_APPROVAL_UPDATED","Data":{}}"#;
    // By OpenSSL: openssl dgst -sha256 over the body and the secret.
    let (hex, base64) = (
        "b9d05b3c632b8075f13f9818722d2e933f3eec50722b77eeb20bc777b93a23af",
        "udBbPGMrgHXxP5gYci0ukz8+7FByK3fusgvHd7k6I68=",
    );
    let deliver = |text: DigestText, value: &str| {
        let receiver = Receiver::ibanera(["hash secret"], text).expect("a receiver");
        receiver.receive(Incoming::new("POST", &[("Webhook-Signature", value)], body))
    };
    let capital = hex.to_uppercase();
    for (text, value) in [
        (DigestText::Either, hex),
        (DigestText::Either, base64),
        (DigestText::Hex, hex),
        (DigestText::Hex, &capital),
        (DigestText::Base64, base64),
    ] {
        assert_eq!(deliver(text, value).expect(value).trust, Trust::Signed);
    }
    assert_untrue(deliver(DigestText::Hex, base64), NO_DIGEST);
    assert_untrue(deliver(DigestText::Base64, hex), NO_DIGEST);
    assert_untrue(deliver(DigestText::Either, &mac("hash secret", body)), WRONG);
    assert_untrue(deliver(DigestText::Either, &STANDARD.encode(hash("another", body))), WRONG);
}

#[test]
fn what_is_not_signed_has_another_proof() {
    let receiver = Receiver::artha(Proof::path_secret(PATH_SECRET)).expect("a receiver");
    let plain = Incoming::new("POST", &[], b"{}");
    let wrong = "The callback's path has another secret.";
    let event = receiver.receive(plain.with_path_secret(PATH_SECRET)).expect("an event");
    assert_eq!(event.trust, Trust::Origin);
    assert_untrue(receiver.receive(plain), wrong);
    for text in ["", "0123456789abcdeF", "0123456789abcde", "0123456789abcdef0"] {
        assert_untrue(receiver.receive(plain.with_path_secret(text)), wrong);
    }

    let list = Proof::addresses(["203.0.113.7", "2001:db8::1"]);
    let receiver = Receiver::artha(list).expect("a receiver");
    let wrong = "The callback comes from another address.";
    for text in ["203.0.113.7", "::ffff:203.0.113.7", "2001:DB8:0::1", " 203.0.113.7"] {
        let event = receiver.receive(plain.from_address(text)).expect(text);
        assert_eq!(event.trust, Trust::Origin);
    }
    assert_untrue(receiver.receive(plain), wrong);
    for text in ["", "203.0.113.8", "203.0.113.7:443", "203.0.113.07", "x"] {
        assert_untrue(receiver.receive(plain.from_address(text)), wrong);
    }

    let event = artha().receive(plain).expect("an event");
    assert_eq!(event.trust, Trust::ReadCardFirst);

    let signature = Signature::hmac(["k"]).header("x-artha");
    let receiver = Receiver::artha(Proof::Signature(signature)).expect("a receiver");
    assert_untrue(receiver.receive(plain), NO_SIGNATURE);
    let good = mac("k", b"{}");
    receiver.receive(Incoming::new("POST", &[("X-Artha", &good)], b"{}")).expect("an event");
}

#[test]
fn there_is_no_receiver_without_a_proof() {
    let none: [&str; 0] = [];
    let refused = [
        Receiver::yativo(none).err(),
        Receiver::yativo(["whsec_1", ""]).err(),
        Receiver::ibanera(none, DigestText::Hex).err(),
        Receiver::artha(Proof::addresses(none)).err(),
        Receiver::artha(Proof::addresses(["203.0.113.7", "example.org"])).err(),
        Receiver::artha(Proof::path_secret("0123456789abcde")).err(),
        Receiver::artha(Proof::path_secret("")).err(),
        Receiver::artha(Proof::Signature(Signature::hmac(["k"]))).err(),
        Receiver::open_api(Proof::ReadBack, Place::body("")).err(),
        Receiver::open_api(Proof::path_secret(""), Place::body("eventTag")).err(),
        Receiver::artha_v1(Proof::ReadBack, Layout::new(Place::header(""))).err(),
        Receiver::artha_v1(
            Proof::ReadBack,
            Layout::new(Place::body("event")).field(Field::CardId, ""),
        )
        .err(),
    ];
    for (place, error) in refused.into_iter().enumerate() {
        let error = error.unwrap_or_else(|| panic!("number {place} was made"));
        assert_eq!(error.code(), ErrorCode::Configuration, "number {place}");
        assert!(error.path().is_some(), "number {place}");
    }
}

#[test]
fn digests_may_come_from_elsewhere() {
    let body = b"{}";
    let receiver = Receiver::yativo(["a", "b", "c"]).expect("a receiver");
    let (good, mut asked) = (mac("b", body), Vec::new());
    let headers = [("signature", good.as_str())];
    let mut check = receiver.check(Incoming::new("POST", &headers, body)).expect("a check");
    while let Some(digest) = check.needed() {
        let Digest::HmacSha256 { key, message } = digest else { panic!("another digest") };
        assert_eq!(message, body);
        asked.push(key.to_vec());
        check.give(&digest.compute());
    }
    assert_eq!(asked, [b"a", b"b"], "none is asked for after the right one");
    check.event().expect("an event");

    let start = || receiver.check(Incoming::new("POST", &headers, body)).expect("a check");
    let give = |mut check: Check<'_>, digests: &[&[u8]]| {
        for digest in digests {
            check.give(digest);
        }
        check.event()
    };
    assert_untrue(give(start(), &[]), WRONG);
    let right = Digest::HmacSha256 { key: b"b", message: body }.compute();
    assert_untrue(give(start(), &[b"", &right[..31]]), WRONG);
    assert_untrue(give(start(), &[&[0; 32], &[0; 32], &[0; 32], &right]), WRONG);

    let digest = hash("hash secret", body);
    let value = hex(&digest);
    let headers = [("webhook-signature", value.as_str())];
    let receiver = ibanera();
    let mut check = receiver.check(Incoming::new("POST", &headers, body)).expect("a check");
    let Some(Digest::Sha256 { parts }) = check.needed() else { panic!("another digest") };
    assert_eq!(parts.concat(), b"{}hash secret");
    check.give(&digest);
    assert!(check.needed().is_none());
    check.event().expect("an event");
}

#[test]
fn methods_and_broken_bodies_are_refused() {
    for method in ["GET", "HEAD", "DELETE", "OPTIONS", "", "POST "] {
        let error = artha().receive(Incoming::new(method, &[], b"{}")).expect_err(method);
        assert_eq!((error.code(), error.path()), (ErrorCode::InvalidInput, Some("method")));
        assert_eq!(artha().refused(&error), Reply::empty(405));
    }
    for method in ["POST", "post", "PUT", "PATCH"] {
        artha().receive(Incoming::new(method, &[], b"{}")).expect(method);
    }
    artha_v1().receive(Incoming::new("PUT", &[], b"{}")).expect_err("POST is documented");

    for body in
        ["", "{", "[]", "1", "null", "\"x\"", "<html>", "{\"a\":1,\"a\":2}", "{} x", "{'a':1}"]
    {
        for receiver in [artha(), open_api(), artha_v1(), yativo(), ibanera()] {
            let error = deliver(&receiver, "", body).expect_err(body);
            assert_eq!(error.code(), ErrorCode::UnexpectedAnswer, "{body}");
            assert_eq!(error.issuer(), receiver.sender().issuer());
            assert_eq!(receiver.refused(&error), Reply::empty(400));
        }
    }
    // The samples of these pages are not JSON: a comma too many.
    let sample = r#"{"Id":"g","Type":"TRANSACTION_STATUS_UPDATED","Data":{"Id":1,}}"#;
    assert_eq!(deliver(&ibanera(), "", sample).unwrap_err().code(), ErrorCode::UnexpectedAnswer);
    let deep = "[".repeat(100_000);
    let body = format!(r#"{{"a":{deep}}}"#);
    deliver(&artha(), "", &body).expect_err("too deep");
    let long = format!(r#"{{"a":"{}"}}"#, "x".repeat(1024 * 1024));
    deliver(&artha(), "", &long).expect_err("too long");
}

#[test]
fn replies_are_what_the_issuer_wants() {
    let taken = artha().taken();
    assert_eq!(taken.status, 200);
    assert_eq!(taken.media_type, "application/json");
    assert_eq!(taken.body, r#"{"code":0,"message":"success"}"#);
    for receiver in [yativo(), ibanera(), open_api(), artha_v1()] {
        assert_eq!(receiver.taken(), Reply::empty(200));
        assert_eq!(receiver.later(), Reply::empty(503));
    }
    let own = open_api().with_taken(Reply::json(r#"{"code":0}"#));
    assert_eq!(own.taken().body, r#"{"code":0}"#);
    let untrue = yativo().receive(Incoming::new("POST", &[], b"{}")).expect_err("no signature");
    assert_eq!(yativo().refused(&untrue), Reply::empty(401));
}

#[test]
fn keys_are_stable_and_tell_events_apart() {
    let mut seen = BTreeSet::new();
    for (receiver, cases) in [(artha(), ARTHA), (yativo(), YATIVO)] {
        for (source, body, _) in cases {
            let event = deliver(&receiver, "", body).expect(source);
            let again = deliver(&receiver, "", body).expect(source);
            assert_eq!(event.key, again.key);
            let Some(key) = event.key else {
                assert_eq!(event.kind, Kind::ThreedsCode, "{source}");
                continue;
            };
            assert_eq!(key.strength, Strength::Derived);
            assert!(seen.insert(key.text.clone()), "{source}: {} twice", key.text);
        }
    }
    let key = |body: &str| deliver(&ibanera(), "", body).expect(body).key.expect("a key");
    let one = key(r#"{"Id":"g1","Type":"A","Data":{}}"#);
    assert_eq!((one.text.as_str(), one.strength), ("ibanera:g1", Strength::Id));
    assert_eq!(one, key(r#"{"Id":"g1","Type":"B","Data":{"Amount":1}}"#));
    assert_ne!(one, key(r#"{"Id":"g2","Type":"A","Data":{}}"#));
    assert_eq!(key(r#"{"Type":"A"}"#).strength, Strength::Derived);

    let tags = ["card.status.active", "card.status.freeze", "card.status.unfreeze"];
    for tag in tags {
        let event = deliver(&open_api(), tag, OPEN_API).expect(tag);
        let key = event.key.expect("a key");
        assert!(!key.text.contains("907152573585214424064"));
        assert!(seen.insert(key.text));
    }
}

#[test]
fn nothing_shows_a_secret() {
    let secrets = ["whsec_hidden", "path-secret-hidden-1", "971615", "4111111111111111", "whsec_1"];
    let body = r#"{"notifyType":"OPT_CODE","OPT_CODE":"971615","cardNo":"4111111111111111","remarks":"4111111111111111"}"#;
    let event = deliver(&artha(), "", body).expect("an event");
    let receiver = Receiver::yativo(["whsec_hidden"]).expect("a receiver");
    let signature = mac("whsec_1", body.as_bytes());
    let headers = [("signature", signature.as_str())];
    let incoming = Incoming::new("POST", &headers, body.as_bytes());
    let incoming = incoming.with_path_secret("path-secret-hidden-1");
    let check = receiver.check(incoming).expect("a check");
    let digest = check.needed().expect("a digest");
    let mut shown = format!("{event:?} {receiver:?} {incoming:?} {check:?} {digest:?}");
    let error = receiver.receive(incoming).expect_err("another secret");
    write!(shown, "{error:?} {error} {:?}", Proof::path_secret("path-secret-hidden-1"))
        .expect("a text takes all");
    write!(shown, "{:?}{:?}", event.secrets, event.code).expect("a text takes all");
    write!(shown, "{:?}{:?}", event.extra, event.key).expect("a text takes all");
    for secret in secrets {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    assert!(!shown.contains(&signature));
}

fn receivers() -> [Receiver; 5] {
    [artha(), artha_v1(), yativo(), open_api(), ibanera()]
}

/// Values as a callback may hold them, and names that mean something.
fn object() -> impl Strategy<Value = String> {
    let name = prop::sample::select(
        "notifyType event.type event Type Data payload data cardId card_id taskld status amount \
         currency OPT_CODE otp id Id requestType kycPassed isTerminated reason narrative cvv \
         updated_at bPending Amount Asset eventTag"
            .split_whitespace()
            .collect::<Vec<_>>(),
    );
    let leaf = prop::sample::select(vec![
        "null",
        "true",
        "false",
        "1",
        "-0.10",
        "1e999",
        "\"\"",
        "\" \"",
        "\"operation\"",
        "\"consume\"",
        "\"virtualcard.deactivated\"",
        "\"FIAT DEPOSIT RECEIVED\"",
        "\"success\"",
        "5",
        "\"5\"",
        "\"\\u00e9\"",
        "[]",
        "{}",
    ]);
    leaf.prop_map(str::to_owned).prop_recursive(4, 40, 6, move |inner| {
        let fields = prop::collection::btree_map(name.clone(), inner.clone(), 0..6);
        let object = fields.prop_map(|fields| {
            let fields = fields.iter().map(|(name, value)| format!("\"{name}\":{value}"));
            format!("{{{}}}", fields.collect::<Vec<_>>().join(","))
        });
        let list = prop::collection::vec(inner, 0..4);
        prop_oneof![4 => object, 1 => list.prop_map(|items| format!("[{}]", items.join(",")))]
    })
}

proptest! {
    #[test]
    fn any_bytes_are_an_event_or_an_error(
        body in prop::collection::vec(any::<u8>(), 0..200),
        method in ".{0,6}",
        header in ".{0,70}",
    ) {
        let headers = [("signature", header.as_str()), ("webhook-signature", &header)];
        for receiver in receivers() {
            let _ = receiver.receive(Incoming::new(&method, &headers, &body));
            let signed = String::from_utf8_lossy(&body);
            let _ = deliver(&receiver, &header, &signed);
        }
    }

    #[test]
    fn any_object_is_an_event(body in object()) {
        for receiver in receivers() {
            let result = deliver(&receiver, "card.status.closed", &body);
            prop_assert_eq!(result.is_ok(), body.starts_with('{'), "{}", body);
            let Ok(event) = result else { continue };
            let extra = event.extra.json().as_str().as_bytes();
            prop_assert!(cardlatch::json::check(extra, cardlatch::json::Limits::default()).is_ok());
            prop_assert_eq!(event.key.is_none(), event.kind == Kind::ThreedsCode);
        }
    }

    #[test]
    fn amounts_keep_every_digit(value in r"-?(0|[1-9][0-9]{0,40})(\.[0-9]{1,30})?", quoted: bool) {
        let written = if quoted { format!("\"{value}\"") } else { value.clone() };
        for (receiver, body) in [
            (artha(), format!(r#"{{"notifyType":"consume","Amount":{written}}}"#)),
            (yativo(), format!(r#"{{"cardId":"c","amount":{written}}}"#)),
            (ibanera(), format!(r#"{{"Type":"FIAT_DEPOSIT_RECEIVED","Data":{{"Amount":{written}}}}}"#)),
            (artha_v1(), format!(r#"{{"event":"consume","data":{{"amount":{written}}}}}"#)),
        ] {
            let event = deliver(&receiver, "", &body).expect("an event");
            prop_assert_eq!(event.amount.expect("an amount").value, value.clone());
        }
    }

    #[test]
    fn a_changed_byte_never_verifies(
        name in "[a-z]{1,12}",
        place in any::<prop::sample::Index>(),
        change in 1_u8..=255,
        in_signature: bool,
    ) {
        let mut body = format!(r#"{{"Id":"{name}","event":"{name}"}}"#).into_bytes();
        let yativo_value = mac("whsec_1", &body);
        let ibanera_value = hex(&hash("hash secret", &body));
        let (mut first, mut second) = (yativo_value.into_bytes(), ibanera_value.into_bytes());
        if in_signature {
            let at = place.index(first.len());
            for value in [&mut first, &mut second] {
                // Another hexadecimal digit: small and capital letters are the same one.
                value[at] = if value[at] == b'0' { b'1' } else { b'0' };
            }
        } else {
            let at = place.index(body.len());
            body[at] ^= change;
        }
        for (receiver, header, value) in
            [(yativo(), "signature", &first), (ibanera(), "webhook-signature", &second)]
        {
            let value = String::from_utf8_lossy(value);
            let headers = [(header, value.as_ref())];
            let error = receiver.receive(Incoming::new("POST", &headers, &body)).unwrap_err();
            prop_assert_eq!(error.code(), ErrorCode::Unauthorized);
        }
    }
}
