//! `POST /customer/virtual/cards/create`: a new virtual card with a first load.

use crate::answer::{Answer, unexpected};
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::card_get::{CARD, WORDS};
use crate::issuers::yativo::envelope::data;
use crate::json::JsonText;
use crate::outcome::{ActionResult, Reply};
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Issues a card.
///
/// `POST /customer/virtual/cards/create`: takes `customerId` and `amount`.
///
/// The customer must be activated. The unit of the amount differs from page to page: an option
/// without a default, and the client reads the new card's balance. One answer holds the card number
/// and the CVV, so only what is named is kept; its `balance` has no certain unit. Source:
/// docs.yativo.com/payments/virtual-cards/create-card and docs.yativo.com/virtual-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{CreateCard, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// config.units.issue = Some(AmountUnit::Minor);
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"customerId":"3f0c","amount":5}"#, Limits::default())?;
/// let fields = client.fields(Operation::ISSUE, fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = CreateCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"customer_id":"3f0c","amount":500}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"card_id":17,"card_type":"virtual","#,
///     r#""customer_id":"3f0c"}}"#,
/// ));
/// let Answer::Reply(reply) = CreateCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), concat!(
///     r#"{"id":"17","state":"unknown","form":"virtual","customer":"3f0c"}"#,
/// ));
///
/// let refusal = Response::new(400, r#"{"status":"failed","data":{"error":"Wallet is empty"}}"#);
/// let error = CreateCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct CreateCard;

impl Endpoint for CreateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/create
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"customer_id\":\"<customerId>\",\"amount\":<units.issue>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "customerId text\namount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/payments/virtual-cards/create-card";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let mut reply = Reply::new(ActionResult::Accepted, false);
        let card = data(response).map_err(Error::in_doubt)?;
        reply.data = JsonText::trusted(read(card, CARD, WORDS));
        if reply.data.json().get("id").is_null() {
            return Err(unexpected(response, "The answer has no id of the card.", "data.card_id"));
        }
        Ok(Answer::Reply(reply))
    }
}
