//! `POST /customer/virtual/cards/activate`: lets a customer have cards.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Activates a customer.
///
/// `POST /customer/virtual/cards/activate`: takes `customerId` and may take `address`, `idFront`,
/// `idNumber`, `dateOfBirth`, `userPhoto` and `other`.
///
/// The newest of four forms, whose date of birth is `DD-MM-YYYY`. For a customer who is endorsed
/// the id alone was seen to do. `other` are members as they are, for what an older form wants
/// beside. The answer has the envelope, with and without `data`, or is the bare `customer_id`,
/// which is not the id that was sent. A later outcome is told by no call. Source:
/// docs.yativo.com/virtual-card and docs.yativo.com/payments/virtual-cards.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{ActivateCustomer, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(concat!(
///     r#"{"customerId":"3f0c","dateOfBirth":"23-06-1994"}"#,
/// ).as_bytes(), Limits::default())?;
/// let fields = client.fields(Operation::own("activateCustomer"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = ActivateCustomer::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customer_id":"3f0c","date_of_birth":"23-06-1994"}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"message":"ok","state":"pending"}}"#,
/// ));
/// let Answer::Reply(reply) = ActivateCustomer::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.extra.json().as_str(), r#"{"state":"pending"}"#);
///
/// let refusal = Response::new(200, r#"{"customer_id":"c","errors":["no"]}"#);
/// let error = ActivateCustomer::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ActivateCustomer;

impl Endpoint for ActivateCustomer {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/activate
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"customer_id\":\"<customerId>\",\"customer_address\":{\"city\":\"<address.city?>\",\
\"state\":\"<address.state?>\",\"zipcode\":\"<address.zipcode?>\",\"street\":\"<address.street?>\",\
\"country\":\"<address.country?>\",\"number\":\"<address.number?>\"},\
\"customer_idFront\":\"<idFront?>\",\"customer_idNumber\":\"<idNumber?>\",\
\"date_of_birth\":\"<dateOfBirth?>\",\"user_photo\":\"<userPhoto?>\",<{other}>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "\
customerId text
address.city text?
address.state text?
address.zipcode text?
address.street text?
address.country text?
address.number text?
idFront text?
idNumber text?
dateOfBirth text?
userPhoto text?
other object?";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/virtual-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "customer_id")
    }
}
