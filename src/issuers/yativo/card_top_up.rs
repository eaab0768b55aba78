//! `POST /customer/virtual/cards/topup`: money of the customer's wallet onto the card.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Moves money onto a card.
///
/// `POST /customer/virtual/cards/topup`: takes `customerId` and `amount`.
///
/// `customer_id` stands beside `cardId`. The unit of the amount differs from page to page: an
/// option without a default, and the client compares the balance before and after. The answer says
/// that the top-up is in progress; it was also seen without its envelope. Source:
/// docs.yativo.com/payments/virtual-cards/top-up-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{TopUpCard, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// config.units.top_up = Some(AmountUnit::Minor);
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"customerId":"3f0c","amount":"12.5"}"#, Limits::default())?;
/// let fields = client.fields(Operation::TOP_UP, fields)?;
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = TopUpCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), concat!(
///     r#"{"customer_id":"3f0c","cardId":"5d2c0b1e","amount":1250}"#,
/// ).as_bytes());
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"message":"card topup in progress"}}"#,
/// ));
/// let Answer::Reply(reply) = TopUpCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(400, r#"{"status":"failed","data":{"error":"Wallet is empty"}}"#);
/// let error = TopUpCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TopUpCard;

impl Endpoint for TopUpCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/topup
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"customer_id\":\"<customerId>\",\"cardId\":\"<card>\",\"amount\":<units.topUp>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId text\namount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/top-up-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "message|reference|amount").map_err(Error::in_doubt)
    }
}
