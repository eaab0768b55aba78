//! `PUT /customer/virtual/cards/enable-airlines/{card_id}`: whether the card may pay airlines.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Switches payments to airlines on or off.
///
/// `PUT /customer/virtual/cards/enable-airlines/{card}`: takes `airlinePayments`. It works where
/// the option `observedOnly` is set.
///
/// No document has it: one public program sends it. What the answer holds is not known, so the
/// client reads the card back.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{SetAirlinePayments, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// config.observed_only = true;
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"airlinePayments":true}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("setAirlinePayments"), fields)?;
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = SetAirlinePayments::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"isAirlinePaymentEnabled":true}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"isAirlinePaymentEnabled":true}}"#,
/// ));
/// let Answer::Reply(reply) = SetAirlinePayments::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(400, r#"{"error":"Invalid request"}"#);
/// let error = SetAirlinePayments::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SetAirlinePayments;

impl Endpoint for SetAirlinePayments {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
PUT /customer/virtual/cards/enable-airlines/<card>
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"isAirlinePaymentEnabled\":<airlinePayments>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "airlinePayments flag!";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "observed in a public program";
    const OBSERVED: bool = true;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "")
    }
}
