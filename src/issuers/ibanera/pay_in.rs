//! `POST /api/v1/customer/simulations/payins`: an incoming transfer that never was. In the issuer's
//! sandbox only.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::ibanera::envelope::taken;
use crate::prelude::*;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Simulates an incoming transfer.
///
/// `POST /api/v1/customer/simulations/payins`: takes `account`, `type` and `amount` and may take
/// `name` and `reference`.
///
/// Source: customer-api-docs.ibanera.com/api-endpoints/simulated-testing.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::ibanera::{IbaneraConfig, SimulatePayIn};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = IbaneraConfig::new("https://ibanera.example", "name", "password");
/// # let client = Client::new(IssuerConfig::Ibanera(config))?;
/// let fields = json::check(br#"{"account":1001,"type":"ACH","amount":5}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("simulatePayIn"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = SimulatePayIn::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"DestinationAccountId":1001,"TransferType":"ACH","Amount":5}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, r#"{"id":0,"status":"1","errors":[]}"#);
/// let Answer::Reply(reply) = SimulatePayIn::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"details":null,"status":"0","errors":[{"fieldName":"Amount","#,
///     r#""messageCode":"Required"}]}"#,
/// ));
/// let error = SimulatePayIn::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SimulatePayIn;

impl Endpoint for SimulatePayIn {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /api/v1/customer/simulations/payins
Authorization: Bearer <token>
otp: <otp>
Accept: */*
Content-Type: application/json

{\"DestinationAccountId\":<account>,\"TransferType\":\"<type>\",\"Amount\":<amount>,\"Name\":\"<name?>\",\"Reference\":\"<reference?>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
account digits
type word! ACH WIRE SWIFT
amount number
name text?
reference text?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "customer-api-docs.ibanera.com/api-endpoints/simulated-testing";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, |_| String::new())
    }
}
