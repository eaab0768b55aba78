//! `POST /business/webhook/{webhookId}/regenerate-secret`: a new secret for the signatures.

use crate::answer::Answer;
use crate::endpoint::{About, Endpoint, Kind};
use crate::error::Error;
use crate::http::Response;
use crate::issuers::yativo::envelope;
use crate::issuers::yativo::webhook_set::reply;
#[cfg(not(feature = "ship"))]
use crate::settings::Rules;

/// Makes a new secret.
///
/// `POST /business/webhook/{webhookId}/regenerate-secret`: takes `webhookId`.
///
/// Until the new one is in use here, the signatures of callbacks do not fit. Source: the
/// collections published with docs.yativo.com/notifications/webhook.
///
/// ```
/// # use cardlatch::answer::Answer;
/// # use cardlatch::endpoint::{About, Attempt, Draft, Endpoint};
/// # use cardlatch::http::Response;
/// # use cardlatch::issuers::yativo::{RotateWebhookSecret, YativoConfig};
/// # use cardlatch::json::{self, Limits};
/// # use cardlatch::{ActionResult, Client, Effect, ErrorCode, IssuerConfig, Operation};
/// # let config = YativoConfig::new("https://yativo.example/api/v1", "account", "secret");
/// # let client = Client::new(IssuerConfig::Yativo(config))?;
/// let fields = json::check(br#"{"webhookId":"9"}"#, Limits::default())?;
/// let fields = client.fields(Operation::own("rotateWebhookSecret"), fields)?;
/// # let (settings, card) = (client.settings(), "");
/// # let about = About { settings, card, fields: &fields, sign_image: None };
/// let draft = RotateWebhookSecret::build(&about, &Attempt::default());
/// let Draft::Ready(request) = draft else { panic!() };
/// assert_eq!(
///     request.url(),
///     "https://yativo.example/api/v1/business/webhook/9/regenerate-secret"
/// );
///
/// let answer = Response::new(200, r#"{"status":"success","data":{"id":9,"secret":"whsec_2"}}"#);
/// let Answer::Reply(reply) = RotateWebhookSecret::parse(&about, &answer)? else { panic!() };
/// assert_eq!((reply.result, reply.confirmed), (ActionResult::Completed, true));
/// assert_eq!(reply.data.json().as_str(), r#"{"id":"9","secret":"whsec_2"}"#);
///
/// let refusal = Response::new(200, r#"{"status":"failed","data":{"error":"no"}}"#);
/// let error = RotateWebhookSecret::parse(&about, &refusal).err().unwrap();
/// assert_eq!((error.code(), error.effect()), (ErrorCode::IssuerRejected, Effect::None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RotateWebhookSecret;

impl Endpoint for RotateWebhookSecret {
    const KIND: Kind = Kind::Write;
    const REQUEST: &'static str = "\
POST /business/webhook/<webhookId>/regenerate-secret
Accept: application/json
Authorization: Bearer <token>
Idempotency-Key: <idempotencyKey>

";
    #[cfg(not(feature = "ship"))]
    const FIELDS: Rules = "webhookId header";
    #[cfg(not(feature = "ship"))]
    const SOURCE: &'static str = "docs.yativo.com/notifications/webhook";

    fn parse(_: &About<'_>, response: &Response) -> Result<Answer, Error> {
        let record = envelope::data(response)?;
        let secret = record.get("secret");
        Ok(reply(record, secret.is_text() && !secret.is("")))
    }
}
