//! `POST /customer/virtual/cards/update/{card_id}`: freeze and unfreeze.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::json::JsonText;
use crate::outcome::{ActionResult, Reply};

/// Stops a card for now.
///
/// `POST /customer/virtual/cards/update/{card}`.
///
/// The page's text says POST, its example PUT: an option. The success text is not proof of the
/// card's state, so the client reads the card back. Source:
/// docs.yativo.com/payments/virtual-cards/freeze-and-unfreeze-card.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{FreezeCard, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = FreezeCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"action":"freeze"}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","status_code":200,"#,
///     r#""data":{"action":"freeze card successfully"}}"#,
/// ));
/// let Answer::Reply(reply) = FreezeCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(200, concat!(
///     r#"{"status":"success","data":{"error":"please check your request"}}"#,
/// ));
/// let error = FreezeCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::Unknown));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct FreezeCard;

/// Undoes a freeze.
///
/// `PUT /customer/virtual/cards/update/{card}`.
///
/// What the pages leave open stands at [`FreezeCard`].
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{UnfreezeCard, UpdateMethod, YativoConfig};
/// # use cardlatch::settings::Settings;
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig};
/// let mut config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// config.update_method = UpdateMethod::Put;
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// # let fields = Settings::default();
/// # let (settings, card) = (client.settings(), "5d2c0b1e");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = UnfreezeCard::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"action":"unfreeze"}"#);
///
/// let answer = Response::new(200, concat!(
///     r#"{"status":"success","status_code":200,"#,
///     r#""data":{"action":"unfreeze card successfully"}}"#,
/// ));
/// let Answer::Reply(reply) = UnfreezeCard::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Accepted, false));
///
/// let refusal = Response::new(401, r#"{"message":"Unauthenticated."}"#);
/// let error = UnfreezeCard::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::Unauthorized, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct UnfreezeCard;

impl Endpoint for FreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
<updateMethod> /customer/virtual/cards/update/<card>
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"action\":\"freeze\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response)
    }
}

impl Endpoint for UnfreezeCard {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
<updateMethod> /customer/virtual/cards/update/<card>
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"action\":\"unfreeze\"}";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        reply(response)
    }
}

fn reply(response: &Response) -> Result<Answer, Error> {
    let data = envelope::data(response)?;
    let mut reply = Reply::new(ActionResult::Accepted, false);
    reply.remarks = data.get("action").scalar();
    reply.extra = JsonText::without(data, &["action"]);
    Ok(Answer::Reply(reply))
}
