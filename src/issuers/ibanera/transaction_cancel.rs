//! `GET` and `POST /api/v1/customer/transactions/cancel`: whether an outgoing transfer can be
//! cancelled, and the request to do so.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::{details, taken};
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Reads whether a transfer can be cancelled.
///
/// `GET /api/v1/customer/transactions/cancel`: takes `transaction` and may take `customer`.
///
/// A request that was taken does not promise that the transfer is cancelled. One is taken for each
/// transfer; further ones are ignored. Source:
/// customer-api-docs.ibanera.com/api-endpoints/transaction-cancellation.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{Cancellable, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{Client, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"transaction":30939}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("cancellable"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Cancellable::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://ibanera.example/api/v1/customer/transactions/cancel?transactionsId=30939"
/// );
///
/// let answer = Response::new(200, concat!(
///     r#"{"id":30939,"details":{"bCancellable":true},"status":"1"}"#,
/// ));
/// let Answer::Data(data) = Cancellable::parse(&about, &answer)? else { panic!() };
/// assert_eq!(data.expose(), r#"{"bCancellable":true}"#);
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"CardsId","#,
///     r#""messageCode":"Invalid"}]}"#,
/// ));
/// let error = Cancellable::parse(&about, &refusal).err().unwrap();
/// assert_eq!(error.code(), ErrorCode::IssuerRejected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Cancellable;

impl Endpoint for Cancellable {
    const KIND: Kind = Kind::Read;
    const REQUEST: &'static str = "\
GET /api/v1/customer/transactions/cancel?transactionsId=<transaction>&customersId=<customer?>
Authorization: Bearer <token>
otp: <otp>
Accept: */*

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "transaction digits\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/transaction-cancellation";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        Ok(Answer::data(read(details(response)?, "bCancellable:f=bCancellable", "")))
    }
}

/// Asks for a transfer to be cancelled.
///
/// `POST /api/v1/customer/transactions/cancel`: takes `transaction` and may take `customer`.
///
/// What the pages leave open stands at [`Cancellable`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{CancelTransaction, IbaneraConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"transaction":30939}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("cancelTransaction"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = CancelTransaction::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"transactionsId":30939}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"details":{"TransactionsId":30939,"CancellationRequestsCode":"c-1"},"status":"1"}"#,
/// ));
/// let Answer::Reply(reply) = CancelTransaction::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.task_id.as_deref()), (ActionResult::Accepted, Some("c-1")));
/// assert_eq!(reply.data.json().as_str(), r#"{"transactionsId":"30939"}"#);
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"Amount","#,
///     r#""messageCode":"Required"}]}"#,
/// ));
/// let error = CancelTransaction::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CancelTransaction;

impl Endpoint for CancelTransaction {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/transactions/cancel
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"transactionsId\":<transaction>,\"customersId\":<customer?>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "transaction digits\ncustomer digits?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str =
        "customer-api-docs.ibanera.com/api-endpoints/transaction-cancellation";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, |details| read(details, "transactionsId=transactionsId", ""))
    }
}
