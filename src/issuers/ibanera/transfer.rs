//! `POST /api/v1/customer/cards/transferfunds`: money from an account onto a card, back, and from
//! card to card. Older pages have `…/cards/topup` and `…/cards/movefunds` for it: an option.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::taken;
use crate::json::Json;
use crate::prelude::*;
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

const TRANSFER: &str = "fromTransactionId=fromTransactionId toTransactionId=toTransactionId \
feeTransactionId=feeTransactionId amount:n=amount fee:n=feeAmount time=dateTime pending:f=bPending";

#[cfg(not(feature = "ship"))]
const PAGE: &str = "customer-api-docs.ibanera.com/api-endpoints/cards/card-transfers";

/// The fields of money between an account and a card.
#[cfg(not(feature = "ship"))]
const WITH_AN_ACCOUNT: Rules = "\
amount number
reference text
currency word? USD dUSD
customer digits?
account digits?";

fn transfer(details: Json<'_>) -> String {
    read(details, TRANSFER, "")
}

/// Moves money from an account onto a card.
///
/// `POST /api/v1/customer/cards/transferfunds`: takes `amount` and `reference` and may take
/// `currency`, `customer` and `account`.
///
/// Letters are large and small within one body, and `CustomersId` is text, as in the page's
/// examples. Samples are pending, so no answer is final. Source:
/// customer-api-docs.ibanera.com/api-endpoints/cards/card-transfers.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, TopUpCard};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"amount":10,"reference":"Test"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP, fields)?;
/// # let (settings, card) = (client.settings(), "1749");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = TopUpCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"amount":10,"reference":"Test","transferTypes":"TopUpCard","#,
///     r#""DestinationCardId":1749}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"id":30939,"details":{"amount":10,"feeAmount":0,"bPending":true},"status":"1"}"#,
/// ));
/// let Answer::Reply(reply) = TopUpCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("30939")));
/// assert_eq!(reply.data.json().as_str(), concat!(
///     r#"{"amount":{"value":"10"},"fee":{"value":"0"},"pending":true}"#,
/// ));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"Amount","#,
///     r#""messageCode":"Required"}]}"#,
/// ));
/// let error = TopUpCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TopUpCard;

impl Endpoint for TopUpCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/transferfunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"amount\":<amount>,\"reference\":\"<reference>\",\"transferTypes\":\"TopUpCard\",\"currencyType\":\"<currency?>\",\"DestinationCardId\":<card>,\"CustomersId\":\"<customer?>\",\"CustomerAssetAccountId\":<account?>}\x0ctransfers=topup_movefunds
POST /api/v1/customer/cards/topup
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"CustomerAssetAccountsId\":<account>,\"CardsId\":<card>,\"Amount\":<amount>,\"Reference\":\"<reference>\",\"Type\":\"Deposit\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = WITH_AN_ACCOUNT;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = PAGE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, transfer)
    }
}

/// Moves money from a card back to an account.
///
/// `POST /api/v1/customer/cards/transferfunds`: takes `amount` and `reference` and may take
/// `currency`, `customer` and `account`.
///
/// What the pages leave open stands at [`TopUpCard`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, TopUpAccount, Transfers};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// let mut config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// config.transfers = Transfers::TopUpMoveFunds;
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(concat!(
///     r#"{"amount":"0.01","reference":"Back","account":1001}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("topUpAccount"), fields)?;
/// # let (settings, card) = (client.settings(), "1234");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = TopUpAccount::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"CustomerAssetAccountsId":1001,"CardsId":1234,"Amount":0.01,"Reference":"Back","#,
///     r#""Type":"Withdraw"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"id":30939,"details":{"amount":-0.01,"bPending":true},"status":"1"}"#,
/// ));
/// let Answer::Reply(reply) = TopUpAccount::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("30939")));
/// assert_eq!(reply.data.json().as_str(), r#"{"amount":{"value":"-0.01"},"pending":true}"#);
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"Amount","#,
///     r#""messageCode":"Required"}]}"#,
/// ));
/// let error = TopUpAccount::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TopUpAccount;

impl Endpoint for TopUpAccount {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/transferfunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"amount\":<amount>,\"reference\":\"<reference>\",\"transferTypes\":\"TopUpAccount\",\"currencyType\":\"<currency?>\",\"SourceCardId\":<card>,\"CustomersId\":\"<customer?>\",\"CustomerAssetAccountId\":<account?>}\x0ctransfers=topup_movefunds
POST /api/v1/customer/cards/topup
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"CustomerAssetAccountsId\":<account>,\"CardsId\":<card>,\"Amount\":<amount>,\"Reference\":\"<reference>\",\"Type\":\"Withdraw\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = WITH_AN_ACCOUNT;
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = PAGE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, transfer)
    }
}

/// Moves money from a card to another.
///
/// `POST /api/v1/customer/cards/transferfunds`: takes `amount` and `to` and may take `reference`
/// and `customer`.
///
/// What the pages leave open stands at [`TopUpCard`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, TransferToCard};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(concat!(
///     r#"{"amount":"12.30","to":1749,"reference":"Test"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("transfer"), fields)?;
/// # let (settings, card) = (client.settings(), "1249");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = TransferToCard::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"amount":12.30,"reference":"Test","transferTypes":"CardToCard","#,
///     r#""currencyType":"USD","SourceCardId":1249,"DestinationCardId":1749}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, r#"{"id":30939,"details":{"amount":12.30},"status":"1"}"#);
/// let Answer::Reply(reply) = TransferToCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("30939")));
/// assert_eq!(reply.data.json().as_str(), r#"{"amount":{"value":"12.30"}}"#);
///
/// let refusal = Response::new(200, concat!(
///     r#"{"status":"0","errors":[{"messageCode":"ShareFunds_Failed"}]}"#,
/// ));
/// let error = TransferToCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerUnavailable, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TransferToCard;

impl Endpoint for TransferToCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/cards/transferfunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"amount\":<amount>,\"reference\":\"<reference>\",\"transferTypes\":\"CardToCard\",\"currencyType\":\"USD\",\"SourceCardId\":<card>,\"CustomersId\":\"<customer?>\",\"DestinationCardId\":<to>}\x0ctransfers=topup_movefunds
POST /api/v1/customer/cards/movefunds
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json-patch+json

{\"fromCardsId\":<card>,\"toCardsId\":<to>,\"amount\":<amount>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number\nreference text?\nto digits\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = PAGE;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, transfer)
    }
}
