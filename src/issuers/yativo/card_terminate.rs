//! `POST /customer/virtual/cards/terminate`: closes a card for good; its balance returns to the
//! wallet.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;

/// Closes a card for good.
///
/// `POST /customer/virtual/cards/terminate`. It works where the option `observedOnly` is set.
///
/// No document has it: two public programs send it, one with `cardId` and one with `card_id`. What
/// the answer holds is not known, so the client reads the card back.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{TerminateCard, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// config.observed_only = true;
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = TerminateCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"cardId":"5d2c0b1e"}"#);
///
/// let answer = Response::new(200, r#"{"status":"success","message":"Card terminated"}"#);
/// let Answer::Reply(reply) = TerminateCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(400, r#"{"status":"failed","data":{"error":"Wallet is empty"}}"#);
/// let error = TerminateCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct TerminateCard;

impl Endpoint for TerminateCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/terminate
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"cardId\":\"<card>\"}";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "observed in public programs";
    const OBSERVED: bool = true;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "").map_err(Error::in_doubt)
    }
}
