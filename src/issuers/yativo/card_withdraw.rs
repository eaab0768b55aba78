//! `POST /customer/virtual/cards/withdraw`: money of the card back into the wallet.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope::taken;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Moves money off a card.
///
/// `POST /customer/virtual/cards/withdraw`: takes `amount`. It works where the option
/// `observedOnly` is set.
///
/// No document has it: two public programs send it, one with `cardId` and one with `card_id`; the
/// first saw `cardId` checked. What the answer holds is not known, so the client compares the
/// balance before and after.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{Withdraw, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::amount::AmountUnit;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// (config.observed_only, config.units.withdraw) = (true, Some(AmountUnit::Major));
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"amount":"5.00"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("withdraw"), fields)?;
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = Withdraw::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"cardId":"5d2c0b1e","amount":5.00}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","data":{"message":"ok","reference":"w"}}"#,
/// ));
/// let Answer::Reply(reply) = Withdraw::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
/// assert_eq!(reply.data.json().as_str(), r#"{"reference":"w"}"#);
///
/// let refusal = Response::new(400, r#"{"status":"failed","data":{"error":"Wallet is empty"}}"#);
/// let error = Withdraw::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Withdraw;

impl Endpoint for Withdraw {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /customer/virtual/cards/withdraw
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"cardId\":\"<card>\",\"amount\":<units.withdraw>}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "amount number";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "observed in public programs";
    const OBSERVED: bool = true;

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        taken(response, "").map_err(Error::in_doubt)
    }
}
