//! `POST /business/webhook`: sets or replaces the one address that the issuer calls.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::json::{Json, JsonText};
use crate::outcome::{ActionResult, Reply};
use crate::reading::read;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// The fields of a webhook's record.
pub(crate) const RECORD: &str =
    "id=id url=url secret=secret events=events createdAt=createdAt updatedAt=updatedAt *";

/// Sets the webhook.
///
/// `POST /business/webhook`: takes `url`.
///
/// The answer holds the secret of the signatures, which may be a new one. Source:
/// docs.yativo.com/fiat-api-reference/webhooks/create.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{SetWebhook, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"url":"https://a.example/h"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("setWebhook"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let Draft::Ready(request) = SetWebhook::build(&about, &Attempt::default()) else { panic!() };
/// assert_eq!(request.body.as_bytes(), br#"{"url":"https://a.example/h"}"#);
///
/// let answer = Response::new(201, concat!(
///     r#"{"status":"success","data":{"url":"https://a.example/h","secret":"whsec_1"}}"#,
/// ));
/// let Answer::Reply(reply) = SetWebhook::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Completed, true));
/// assert_eq!(reply.data.json().as_str(), r#"{"url":"https://a.example/h","secret":"whsec_1"}"#);
///
/// let refusal = Response::new(400, r#"{"error":"Invalid request"}"#);
/// let error = SetWebhook::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SetWebhook;

impl Endpoint for SetWebhook {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /business/webhook
Accept: application/json
Authorization: Bearer <token>
Content-Type: application/json
Idempotency-Key: <idempotencyKey>

{\"url\":\"<url>\"}";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "url text";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/fiat-api-reference/webhooks/create";

    fn parse(about: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let record = envelope::data(response)?;
        Ok(reply(record, record.get("url").is(about.fields.text("url"))))
    }
}

/// The record as it is from now on, if it tells what was asked for.
pub(crate) fn reply(record: Json<'_>, is_told: bool) -> Answer {
    let result = if is_told { ActionResult::Completed } else { ActionResult::Accepted };
    let mut reply = Reply::new(result, is_told);
    reply.data = JsonText::trusted(read(record, RECORD, ""));
    Answer::Reply(reply)
}
